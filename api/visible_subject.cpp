// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/visible_subject.h"

#include <fmt/format.h>

#include "api/area_by_code.h"
#include "api/offered_inspection.h"
#include "api/ogc/place.h"
#include "api/problem.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

bool visible_base(const Call& call, const std::string& id) {
    const Store& store = call.house.store;
    return is_visible(call.caller, Place::known(store, PointKind::bases, id, store.revision()),
                      call.snapshot->edition_on(today()).places());
}

}  // namespace

Verb verb_of(Subject subject) {
    switch (subject) {
        case Subject::household:
        case Subject::base:
            return Verb::decide;
        case Subject::dispute:
            return Verb::keep_cases;
        case Subject::relief:
            return Verb::keep_relief;
    }
    return Verb::decide;
}

const CaseFile* visible_case(const Call& call, Subject subject, const std::string& id) {
    const CaseFile* file = call.snapshot->cases->find(id);
    const Campaign* campaign = file == nullptr ? nullptr : find_campaign(file->record.campaign);
    if (campaign == nullptr || subject_of(campaign->record) != subject) return nullptr;
    const EditionPicture& edition = call.snapshot->edition_on(today());
    return has_in_scope(call.caller, edition, file->record.area) ? file : nullptr;
}

bool is_visible(const Call& call, Subject subject, const std::string& id) {
    if (subject == Subject::household) return visible_household(call, id).has_value();
    if (subject == Subject::base) return visible_base(call, id);
    return visible_case(call, subject, id) != nullptr;
}

Response unknown_subject(const Call& call, Subject subject, const std::string& id) {
    const std::string word(to_string(subject));
    Text why{fmt::format("没有户号 {}", id), fmt::format("there is no household {}", id)};
    if (subject == Subject::base)
        why = {fmt::format("没有编号为 {} 的基地", id), fmt::format("there is no base {}", id)};
    if (subject == Subject::dispute)
        why = {fmt::format("没有编号为 {} 的纠纷", id), fmt::format("there is no case {}", id)};
    if (subject == Subject::relief)
        why = {fmt::format("没有编号为 {} 的发放批次", id), fmt::format("there is no relief batch {}", id)};
    return problem(404, {ErrorCode::not_found, word + ".unknown", std::move(why), word}, call.request);
}

}  // namespace courtyard
