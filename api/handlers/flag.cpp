// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "api/answers.h"
#include "api/doubt_json.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/offered_inspection.h"
#include "api/parameters.h"
#include "api/visible_inspection.h"
#include "campaign/campaign.h"

namespace courtyard {
namespace {

constexpr std::int64_t most_entries = 500;
constexpr double day_ms = 86'400'000;

/// Open, confirmed, dismissed.
using Tally = std::array<std::int64_t, 3>;

tl::unexpected<Error> wrong_parameter(std::string_view name, Text why) {
    return fail(ErrorCode::invalid_input, "parameter.invalid", std::move(why), std::string(name));
}

/// The areas whose flags are asked for; nothing: all, and what lies in none.
Result<std::optional<std::vector<AreaCode>>> asked_areas(const Call& call, const AreaTree& areas,
                                                         const std::optional<std::string>& code) {
    if (!code && call.caller.scope.empty()) return std::nullopt;
    AreaIndex top = scope_root(call.caller, areas);
    if (code) {
        const auto asked = visible_area(call.caller, areas, *code);
        if (!asked) return tl::unexpected(asked.error());
        top = *asked;
    }
    std::vector<AreaCode> codes;
    if (top != no_area)
        for (const AreaIndex area : areas.subtree(top)) codes.push_back(areas[area].code);
    return codes;
}

Result<DoubtQuery> read_query(Parameters& query, const Call& call, const AreaTree& areas) {
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
    auto codes = asked_areas(call, areas, code);
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

Error unknown_flag(const std::string& inspection, std::string_view kind) {
    return {ErrorCode::not_found,
            "flag.unknown",
            {fmt::format("核查点 {} 没有疑点“{}”", inspection, kind),
             fmt::format("the inspection point {} carries no flag \"{}\"", inspection, kind)},
            std::string(kind)};
}

/// What a reviewer says, as it came.
struct Word {
    Verdict verdict = Verdict::open;
    std::string reason;
    std::optional<std::int64_t> supersedes;
    std::optional<std::int64_t> entry;
};

/// A whole number that a resolution or an entry may have.
std::optional<std::int64_t> number_of(JsonBody& body, std::string_view name) {
    const auto number = body.number(name);
    if (!number) return std::nullopt;
    if (*number >= 1 && *number <= 9e15 && *number == std::floor(*number))
        return static_cast<std::int64_t>(*number);
    body.refuse(name, {ErrorCode::invalid_input,
                       "number.whole",
                       {fmt::format("{} 应为正整数", name), fmt::format("{} is a whole number from 1", name)},
                       {}});
    return std::nullopt;
}

Word read_word(JsonBody& body) {
    Word word;
    if (const std::string verdict = body.required_text("verdict"); !verdict.empty()) {
        if (const auto parsed = parse_verdict(verdict))
            word.verdict = *parsed;
        else
            body.refuse("verdict", parsed.error());
    }
    word.reason = body.required_text("reason");
    word.supersedes = number_of(body, "supersedes");
    word.entry = number_of(body, "entry");
    return word;
}

tl::unexpected<Error> said_already(const DoubtResolution& last) {
    return fail(ErrorCode::conflict, "flag.resolved",
                {fmt::format("{} 已裁定为 {}（{}）：{}；要改判，请在 supersedes 中写明 {}", last.account,
                             to_string(last.verdict), to_string(last.recorded_at), last.reason, last.id),
                 fmt::format("{} said {} ({}): {}; to decide otherwise, say \"supersedes\": {}", last.account,
                             to_string(last.verdict), to_string(last.recorded_at), last.reason, last.id)},
                "supersedes");
}

tl::unexpected<Error> nothing_to_supersede() {
    return fail(
        ErrorCode::conflict, "flag.not_resolved",
        {"这一疑点还没有裁定，没有可取代的", "nothing was said of this flag that could be superseded"},
        "supersedes");
}

/// Says it once: the same again is the one that stands; another word needs to name the one that stands.
Result<Stored> say(Transaction& transaction, const std::string& inspection, Flag flag, const Word& word,
                   const std::string& account, DoubtResolution& stands) {
    const auto doubts = transaction.doubts_of(inspection);
    const auto doubt = std::ranges::find(doubts, flag, &Doubt::flag);
    if (doubt == doubts.end()) return tl::unexpected(unknown_flag(inspection, to_string(flag)));
    if (word.entry && *word.entry != doubt->id)
        return fail(ErrorCode::conflict, "flag.changed",
                    {"这一疑点的内容已变，请重新查看", "this flag is another by now; look at it again"},
                    "entry");
    const auto said = transaction.resolutions_of(*doubt);
    if (!said.empty()) {
        const DoubtResolution& last = said.back();
        stands = last;
        if (last.verdict == word.verdict && last.reason == word.reason && last.account == account)
            return Stored::known;
        if (word.supersedes != last.id) return said_already(last);
    } else if (word.supersedes) {
        return nothing_to_supersede();
    }
    stands = transaction.resolve({0, doubt->id, doubt->line, flag, inspection, word.verdict, word.reason,
                                  account, Instant::now(), 0, word.supersedes.value_or(0)});
    return Stored::fresh;
}

}  // namespace

Response flags(const Call& call) {
    Parameters query(call.request);
    const Places known = call.snapshot->edition_on(today()).places();
    const auto asked = read_query(query, call, known.areas);
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
        // Undone between the two questions: no longer in the queue.
        if (const auto point = call.house.store.inspection(doubt.inspection))
            write_entry(json, call.house.store, known, doubt, *point, language_of(call.request));
    json.end_array().key("next");
    if (more)
        json.value(doubts.back().id);
    else
        json.null();
    json.end();
    return json_answer(json);
}

Response resolve_flag(const Call& call) {
    const auto point = visible_inspection(call, call.captured[0]);
    if (!point) return unknown_inspection(call, call.captured[0]);
    const std::string& id = std::get<InspectionFact>(point->fact).record.id;
    const auto flag = parse_flag(call.captured[1]);
    if (!flag) return problem(unknown_flag(id, call.captured[1]), call.request);
    auto body = JsonBody::parse(call.request.body);
    if (!body) return problem(body.error(), call.request);
    const Word word = read_word(*body);
    if (const auto errors = body->errors(); !errors.empty())
        return problem(422, refused_content(), call.request, errors);
    call.house.store.settle_doubts();
    DoubtResolution stands;
    Stored stored = Stored::fresh;
    const auto written = call.house.store
                             .write([&](Transaction& transaction) -> Result<void> {
                                 const auto said =
                                     say(transaction, id, *flag, word, call.caller.name(), stands);
                                 if (!said) return tl::unexpected(said.error());
                                 stored = *said;
                                 return {};
                             })
                             .get();
    if (!written && written.error().name == "flag.resolved")
        return problem(409, written.error(), call.request, [&](Json& json) {
            json.key("resolution");
            write_resolution(json, stands);
        });
    if (!written) return problem(written.error(), call.request);
    Json json;
    write_resolution(json, stands);
    Response response = json_answer(json, Caching::none, stored == Stored::fresh ? 201 : 200);
    if (stored == Stored::known) response.headers.emplace_back("idempotency-replayed", "true");
    return response;
}

}  // namespace courtyard
