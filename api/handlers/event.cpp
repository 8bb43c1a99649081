// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {

Response events(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    std::optional<Revision> after;
    if (const auto last = call.request.header("last-event-id")) {
        Revision seen = 0;
        const auto [end, failed] = std::from_chars(last->data(), last->data() + last->size(), seen);
        if (failed == std::errc() && end == last->data() + last->size()) after = seen;
    }
    Response response;
    response.headers = {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}};
    response.events = call.house.events.subscribe(call.caller.scope, after, call.caller.account.value_or(""),
                                                  call.house.accounts.hold_of(call.caller));
    return response;
}

}  // namespace courtyard
