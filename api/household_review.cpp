// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/household_review.h"

#include "data/store/household_conflicts.h"

namespace courtyard {

void write_conflicts(Json& json, const Store& store, const std::string& household) {
    json.key("conflicts").array();
    for (const FieldConflict& one :
         conflicts_in(store.history_of(household), store.resolutions_of(household))) {
        json.object().member("field", one.field).key("values").array();
        for (const GivenValue& given : one.values)
            json.object()
                .member("value", given.value)
                .member("by", given.account)
                .member("recorded_at", to_string(given.recorded_at))
                .member("batch", given.batch)
                .member("revision", given.revision)
                .end();
        json.end_array().end();
    }
    json.end_array();
}

void write_resolutions(Json& json, const Store& store, const std::string& household) {
    json.key("resolutions").array();
    for (const Resolution& one : store.resolutions_of(household))
        json.object()
            .member("field", one.field)
            .member("by", one.account)
            .member("recorded_at", to_string(one.recorded_at))
            .member("reason", one.reason)
            .member("revision", one.after)
            .end();
    json.end_array();
}

}  // namespace courtyard
