// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>

#include "api/answers.h"
#include "api/doubt_json.h"
#include "api/flag_verdict.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/offered_inspection.h"
#include "api/parameters.h"
#include "api/visible_inspection.h"
#include "campaign/campaign.h"
#include "geo/day.h"

namespace courtyard {
namespace {

constexpr std::int64_t most_entries = 500;

/// Open, confirmed, dismissed.
using Tally = std::array<std::int64_t, 3>;

tl::unexpected<Error> wrong_parameter(std::string_view name, Text why) {
    return fail(ErrorCode::invalid_input, "parameter.invalid", std::move(why), std::string(name));
}

/// The areas whose flags are asked for, under today's codes and those that they had before; nothing: all, and
/// what lies in none.
Result<std::optional<std::vector<AreaCode>>> asked_areas(const Call& call, const EditionPicture& edition,
                                                         const std::optional<std::string>& code) {
    const AreaTree& areas = *edition.areas;
    if (!code && call.caller.scope.empty()) return std::nullopt;
    AreaIndex top = scope_root(call.caller, areas);
    if (code) {
        const auto asked = visible_area(call.caller, areas, *code);
        if (!asked) return tl::unexpected(asked.error());
        top = *asked;
    }
    std::vector<AreaCode> codes;
    if (top == no_area) return codes;
    for (const AreaIndex area : areas.subtree(top)) codes.push_back(areas[area].code);
    for (const CodeSuccessor& earlier : edition.successors->all())
        if (areas.covers(top, earlier.area)) codes.push_back(earlier.code);
    return codes;
}

Result<DoubtQuery> read_query(Parameters& query, const Call& call, const EditionPicture& edition) {
    DoubtQuery asked;
    const auto code = query.text("area");
    const auto kind = query.text("kind");
    const std::string state = query.text("state").value_or("open");
    asked.campaign = query.text("campaign").value_or("");
    asked.at_most = static_cast<std::size_t>(query.integer("limit", 1, most_entries).value_or(100));
    asked.after = query.integer("after", 0, std::numeric_limits<std::int64_t>::max()).value_or(0);
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (state == "resolved")
        asked.state = DoubtQuery::State::resolved;
    else if (state == "all")
        asked.state = DoubtQuery::State::all;
    else if (state != "open")
        return wrong_parameter("state",
                               {"state 可以是 open、resolved 或 all", "state is open, resolved or all"});
    if (kind && !(asked.flag = parse_flag(*kind)))
        return wrong_parameter(
            "kind", {fmt::format("没有疑点“{}”", *kind), fmt::format("there is no flag \"{}\"", *kind)});
    if (!asked.campaign.empty() && find_campaign(asked.campaign) == nullptr)
        return wrong_parameter("campaign", {fmt::format("没有活动“{}”", asked.campaign),
                                            fmt::format("there is no campaign \"{}\"", asked.campaign)});
    auto codes = asked_areas(call, edition, code);
    if (!codes) return tl::unexpected(codes.error());
    asked.areas = std::move(*codes);
    return asked;
}

void write_tally(Json& json, const Tally& tally) {
    json.member("open", tally[0]).member("confirmed", tally[1]).member("dismissed", tally[2]);
}

/// By kind and by area, of every state and kind.
void write_counts(Json& json, const Call& call, const AreaTree& areas, const DoubtQuery& asked) {
    std::map<std::string_view, Tally> by_kind;
    std::map<AreaCode, Tally> by_area;
    const std::set<AreaCode> wanted =
        asked.areas ? std::set<AreaCode>(asked.areas->begin(), asked.areas->end()) : std::set<AreaCode>();
    for (const DoubtCount& one : call.house.store.doubt_counts(asked.campaign)) {
        if (asked.areas && !wanted.contains(one.area)) continue;
        const auto state = static_cast<std::size_t>(one.verdict);
        by_kind[to_string(one.flag)][state] += one.inspections;
        by_area[one.area][state] += one.inspections;
    }
    json.key("kinds").object();
    for (const auto& [kind, tally] : by_kind) {
        json.key(kind).object();
        write_tally(json, tally);
        json.end();
    }
    json.end().key("areas").array();
    for (const auto& [code, tally] : by_area) {
        const AreaIndex area = areas.find(code);
        json.object().key("code");
        if (code.empty())
            json.null();
        else
            json.value(code);
        json.member("name", area == no_area ? std::string() : areas[area].name);
        write_tally(json, tally);
        json.end();
    }
    json.end_array();
}

void write_entry(Json& json, const Store& store, const Places& known, const Doubt& doubt,
                 const RecordedFact& point, Language language) {
    const auto& [record, finding] = std::get<InspectionFact>(point.fact);
    json.object()
        .member("id", doubt.id)
        .member("inspection", record.id)
        .member("household", record.household)
        .member("campaign", record.campaign)
        .key("area");
    const AreaIndex in_charge = known.areas.find(doubt.area);
    if (doubt.area.empty())
        json.null();
    else
        json.object()
            .member("code", doubt.area)
            .member("name", in_charge == no_area ? finding.area_name : known.areas[in_charge].name)
            .end();
    write_doubt_text(json, doubt.flag,
                     doubt_text(doubt.flag, ground_of(store, known, point, {&doubt, 1}), doubt.leap),
                     language);
    if (doubt.leap)
        json.key("leap")
            .object()
            .member("inspection", doubt.leap->other)
            .member("metres", doubt.leap->metres)
            .member("seconds", doubt.leap->seconds)
            .end();
    const double age = static_cast<double>(Instant::now().ms - doubt.found_at.ms) / day_ms;
    json.member("observed_at", to_string(record.observed_at))
        .member("recorded_at", to_string(point.recorded_at))
        .member("by", point.account)
        .member("batch", point.batch)
        .member("outcome", record.outcome)
        .member("lon", record.position.wgs84.lon)
        .member("lat", record.position.wgs84.lat)
        .member("found_at", to_string(doubt.found_at))
        .member("age_days", static_cast<std::int64_t>(age))
        .member("state", to_string(doubt.verdict))
        .key("resolution");
    const auto said = doubt.verdict == Verdict::open ? std::vector<DoubtResolution>()
                                                     : store.resolutions_of_flags(doubt.line);
    const auto last = std::find_if(said.rbegin(), said.rend(),
                                   [&](const DoubtResolution& one) { return one.doubt == doubt.id; });
    if (last == said.rend())
        json.null();
    else
        write_resolution(json, *last);
    json.end();
}

}  // namespace

Response flags(const Call& call) {
    Parameters query(call.request);
    const EditionPicture& edition = call.snapshot->edition_on(today());
    const Places known = edition.places();
    const auto asked = read_query(query, call, edition);
    if (!asked) return problem(asked.error(), call.request);
    call.house.store.settle_doubts();
    DoubtQuery one_more = *asked;
    ++one_more.at_most;
    auto doubts = call.house.store.doubts(one_more);
    const bool more = doubts.size() > asked->at_most;
    if (more) doubts.pop_back();
    Json json;
    json.object().member("revision", call.snapshot->revision);
    write_counts(json, call, known.areas, *asked);
    json.key("entries").array();
    for (const Doubt& doubt : doubts)
        // Undone between the two questions: no longer in the queue. Under a code that was given to other
        // ground, or in a part of a village that went elsewhere: not theirs.
        if (const auto point = visible_inspection(call, doubt.inspection))
            write_entry(json, call.house.store, known, doubt, *point, language_of(call.request));
    json.end_array().key("next");
    if (more)
        json.value(doubts.back().id);
    else
        json.null();
    json.end();
    return json_answer(json);
}

}  // namespace courtyard
