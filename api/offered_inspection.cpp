// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/offered_inspection.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/asked_area.h"
#include "api/history_json.h"
#include "api/record_bodies.h"
#include "data/store/content_hash.h"
#include "data/store/finding.h"
#include "data/store/score_ground.h"

namespace courtyard {
namespace {

Places known_today(const Call& call) { return call.snapshot->edition_on(today()).places(); }

/// Whether any edition knows the code: one that today's no longer has is a doubt, one that none ever had a
/// slip.
Rejection unknown_area(AreaCode code) {
    return {
        0,
        "declared_area",
        "area.unknown",
        {fmt::format("没有代码为 {} 的区划", code.view()), fmt::format("there is no area {}", code.view())}};
}

}  // namespace

const Error& refused_content() {
    static const Error error{
        ErrorCode::invalid_input,
        "content.refused",
        {"内容有误，未保存；逐项见 errors", "the content was refused and not stored; see errors"},
        "body"};
    return error;
}

std::optional<HouseholdRecord> visible_household(const Call& call, const std::string& id) {
    return visible_household(call, call.snapshot->edition_on(today()), id);
}

std::optional<HouseholdRecord> visible_household(const Call& call, const EditionPicture& edition,
                                                 const std::string& id) {
    auto household = call.house.store.household(id);
    if (!household || call.caller.scope.empty()) return household;
    const Places known = edition.places();
    const Placement placed =
        geocode({household->position ? std::optional(household->position->wgs84) : std::nullopt,
                 household->declared, household->address},
                known);
    if (!in_scope(call.caller, known.areas, placed.area)) return std::nullopt;
    return household;
}

tl::expected<OfferedInspection, RefusedRecord> offered_inspection(const Call& call, const std::string& id,
                                                                  const std::string& body) {
    const auto read = inspection_of_body(id, body);
    if (!read) return tl::unexpected(RefusedRecord{400, read.error(), {}});
    if (!read->errors.empty()) return tl::unexpected(RefusedRecord{422, refused_content(), read->errors});
    const AreaCode& declared = read->record.declared;
    if (!declared.empty() && !in_some_edition(*call.snapshot, declared))
        return tl::unexpected(RefusedRecord{422, refused_content(), {unknown_area(read->record.declared)}});
    const std::string& named = read->record.household;
    std::optional<HouseholdRecord> household;
    if (!named.empty() && !(household = visible_household(call, named)))
        return tl::unexpected(RefusedRecord{
            422,
            {ErrorCode::not_found,
             "household.unknown",
             {fmt::format("没有户号 {}", named), fmt::format("there is no household {}", named)},
             "household"},
            {}});
    const AreaCode by_household = household ? household->declared : AreaCode{};
    const Places known = known_today(call);
    OfferedInspection offered{
        {read->record, finding_of(read->record, household, known, call.house.store.evidence_limits())},
        declared.empty() ? by_household : declared,
        read->notes};
    if (const auto scored = check_scores(offered.fact, known.areas); !scored)
        return tl::unexpected(
            RefusedRecord{422,
                          refused_content(),
                          {{0, scored.error().subject, scored.error().name, scored.error().detail}}});
    return offered;
}

void write_flags(Json& json, Flags flags) {
    json.key("flags").array();
    for (const Flag flag : flags.list()) json.value(to_string(flag));
    json.end_array();
}

void write_receipt(Json& json, const RecordedFact& recorded, const AreaTree& areas) {
    const auto& inspection = std::get<InspectionFact>(recorded.fact);
    const auto& [record, finding] = inspection;
    json.member("id", record.id)
        .member("content_hash", to_hex(*content_hash(recorded.fact)))
        .member("revision", recorded.seq)
        .key("area");
    if (finding.area.empty())
        json.null();
    else
        json.object().member("code", finding.area).member("name", finding.area_name).end();
    json.key("household");
    if (record.household.empty())
        json.null();
    else
        json.value(record.household);
    json.member("distance_m", finding.distance_m);
    write_flags(json, finding.flags);
    write_score(json, inspection, areas);
    json.member("status", record.household.empty() ? "stored" : "proposed");
}

void write_notes(Json& json, const std::vector<Rejection>& notes, Language language) {
    if (notes.empty()) return;
    json.key("notes").array();
    for (const Rejection& note : notes)
        json.object()
            .member("member", note.column)
            .member("code", note.code)
            .member("detail", in(language, note.detail))
            .end();
    json.end_array();
}

}  // namespace courtyard
