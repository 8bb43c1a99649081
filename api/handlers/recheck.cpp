// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cmath>

#include "api/answers.h"
#include "api/area_by_code.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/offered_inspection.h"
#include "api/problem.h"
#include "api/random_uuid.h"
#include "api/recheck_ground.h"
#include "api/written_answer.h"
#include "atlas/records.h"
#include "campaign/recheck_sample.h"

namespace courtyard {
namespace {

constexpr int days_to_check = 30;
constexpr double most_drawn = 10'000;

/// A seed for those who name none: published with the draw.
std::string random_seed() {
    std::array<unsigned char, 8> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string text;
    for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

/// How many are to be drawn: a number, or per cent of those there are.
struct Wanted {
    std::optional<double> size;
    std::optional<double> share;

    std::size_t of(std::size_t population) const {
        const double count = size ? *size : std::ceil(*share / 100 * static_cast<double>(population));
        return static_cast<std::size_t>(count);
    }
};

struct RecheckQuery {
    Recheck recheck;
    Wanted wanted;
    Moment moment;
    const Campaign* campaign = nullptr;
    AreaIndex area = no_area;
};

Error invalid(std::string name, Text why) {
    return {ErrorCode::invalid_input, std::move(name), std::move(why), {}};
}

void read_size(JsonBody& body, Wanted& wanted) {
    wanted.size = body.number("size");
    wanted.share = body.number("share");
    if (wanted.size.has_value() == wanted.share.has_value()) {
        body.refuse("size",
                    invalid("recheck.size", {"size 与 share 给出其一", "give size or share, one of them"}));
        return;
    }
    if (wanted.size &&
        !(*wanted.size >= 1 && *wanted.size <= most_drawn && *wanted.size == std::floor(*wanted.size)))
        body.refuse("size", invalid("recheck.size",
                                    {"size 为 1 至 10,000 的整数", "size is a whole number of 1 to 10,000"}));
    if (wanted.share && !(*wanted.share > 0 && *wanted.share <= 100))
        body.refuse("share", invalid("recheck.size", {"share 为百分数，大于 0、不超过 100",
                                                      "share is in per cent, above 0 and up to 100"}));
}

Day day_of(JsonBody& body, std::string_view name, Day fallback) {
    const std::string text = body.text(name);
    if (text.empty()) return fallback;
    const auto day = Day::parse(text);
    if (day) return *day;
    body.refuse(name, day.error());
    return fallback;
}

/// Everything that the body says; what is wrong with it is kept in `body`.
Result<RecheckQuery> recheck_query(const Call& call, JsonBody& body) {
    RecheckQuery asked;
    Recheck& recheck = asked.recheck;
    recheck.campaign = body.required_text("campaign");
    const std::string area = body.text("area");
    const Day now = today();
    recheck.as_of = day_of(body, "as_of", now);
    recheck.due_on = day_of(body, "due_on", now + days_to_check);
    recheck.seed = body.text("seed");
    if (recheck.seed.empty()) recheck.seed = random_seed();
    const auto revision = body.number("revision");
    read_size(body, asked.wanted);
    asked.campaign = find_campaign(recheck.campaign);
    if (!recheck.campaign.empty() &&
        (asked.campaign == nullptr || asked.campaign != campaign_of(PointKind::courtyards)))
        body.refuse(
            "campaign",
            invalid("campaign.unknown",
                    {fmt::format("没有以户为对象的活动“{}”", recheck.campaign),
                     fmt::format("there is no campaign of households called \"{}\"", recheck.campaign)}));
    if (recheck.as_of > now)
        body.refuse("as_of", invalid("day.future", {"as_of 晚于今天", "as_of lies after today"}));
    if (recheck.due_on < recheck.as_of)
        body.refuse("due_on", invalid("day.range", {"due_on 早于 as_of", "due_on lies before as_of"}));
    if (recheck.seed.size() > 100 || recheck.seed.find_first_of("\n\t\r") != std::string::npos)
        body.refuse("seed", invalid("recheck.seed",
                                    {"seed 至多 100 字节，一行", "a seed is one line of at most 100 bytes"}));
    if (revision && !(*revision >= 0 && *revision <= 9e15 && *revision == std::floor(*revision)))
        body.refuse("revision",
                    invalid("revision.unknown", {"revision 为版本号", "revision is a revision's number"}));
    if (!body.errors().empty()) return asked;
    asked.moment.day = recheck.as_of;
    asked.moment.snapshot = call.snapshot;
    if (revision) {
        auto older = call.house.atlas.at(static_cast<Revision>(*revision));
        if (!older) return tl::unexpected(older.error());
        asked.moment.snapshot = *older;
    }
    asked.moment.edition = &asked.moment.snapshot->edition_on(recheck.as_of);
    recheck.revision = asked.moment.snapshot->revision;
    const AreaTree& areas = asked.moment.areas();
    asked.area = area.empty() ? scope_root(call.caller, areas) : no_area;
    if (!area.empty()) {
        const auto named = visible_area(call.caller, areas, area);
        if (!named) return tl::unexpected(named.error());
        asked.area = *named;
    }
    if (asked.area == no_area && !call.caller.scope.empty()) return scope_missing(call);
    if (asked.area == no_area)
        return fail(ErrorCode::invalid_input, "area.required", {"请用 area 指明区划", "name an area"},
                    "area");
    recheck.area = areas[asked.area].code;
    return asked;
}

void write_head(Json& json, const Recheck& one) {
    std::size_t drawn = 0;
    std::size_t population = 0;
    for (const DrawnStratum& stratum : one.drawn) {
        drawn += stratum.ids.size();
        population += stratum.population;
    }
    json.member("id", one.id)
        .member("campaign", one.campaign)
        .member("area", one.area)
        .member("as_of", one.as_of)
        .member("revision", one.revision)
        .member("seed", one.seed)
        .member("size", std::uint64_t{one.size})
        .member("population", std::uint64_t{population})
        .member("drawn", std::uint64_t{drawn})
        .member("due_on", one.due_on)
        .member("by", one.account)
        .member("recorded_at", to_string(one.recorded_at))
        .member("algorithm", "docs/DATA.md#re-checks");
}

/// What comes of a sample is of today, so it is for who has its area today.
bool may_see(const Call& call, const EditionPicture& edition, const Recheck& one) {
    return in_scope(call.caller, *edition.areas,
                    area_by_code(call.house.atlas, *call.snapshot, edition, one.area));
}

/// Who got a village later is not told which township it was drawn in.
void write_stratum_head(Json& json, const Caller& caller, const AreaTree& areas,
                        const DrawnStratum& stratum) {
    const AreaIndex area = areas.find(stratum.stratum);
    json.key("township");
    if (in_scope(caller, areas, area))
        json.object()
            .member("code", stratum.stratum)
            .member("name", area == no_area ? std::string() : areas[area].name)
            .end();
    else
        json.null();
    json.member("population", std::uint64_t{stratum.population});
}

/// How many of a township's households those of the drawn stand for that are still in the caller's area.
std::size_t stood_for(const DrawnStratum& stratum, std::size_t elsewhere) {
    const std::size_t drawn = stratum.ids.size();
    return elsewhere == 0 ? stratum.population
                          : (stratum.population * (drawn - elsewhere) + drawn / 2) / drawn;
}

/// What became of a sample, as far as it is the caller's.
struct SampleResult {
    std::vector<StratumResult> strata;  ///< of households that are still in the caller's area
    std::size_t elsewhere = 0;          ///< drawn, and no longer there
};

/// The strata with what became of each household.
SampleResult write_results(Json& json, const Call& call, const EditionPicture& edition, const Recheck& one) {
    const AreaTree& areas = *call.snapshot->edition_on(one.as_of).areas;
    const Campaign& campaign = *find_campaign(one.campaign);
    SampleResult sample;
    json.key("strata").array();
    for (const DrawnStratum& stratum : one.drawn) {
        StratumResult result;
        std::size_t elsewhere = 0;
        json.object();
        write_stratum_head(json, call.caller, areas, stratum);
        json.key("households").array();
        for (const std::string& id : stratum.ids) {
            // In a village that went elsewhere: who has it checks it, and a count of what came of it would
            // tell.
            if (!call.caller.scope.empty() && !visible_household(call, edition, id)) {
                ++elsewhere;
                continue;
            }
            const RecheckFinding finding =
                finding_of(one, campaign, call.house.store.history_of(id), *edition.areas);
            json.object().member("id", id).member("result", to_string(finding.result));
            if (finding.result != RecheckResult::pending) {
                json.member("on", finding.on).member("by", finding.by);
                ++result.checked;
            }
            if (finding.result == RecheckResult::passed) ++result.passed;
            json.end();
        }
        json.end_array()
            .member("checked", std::uint64_t{result.checked})
            .member("passed", std::uint64_t{result.passed})
            .member("elsewhere", std::uint64_t{elsewhere})
            .end();
        result.population = stood_for(stratum, elsewhere);
        sample.strata.push_back(result);
        sample.elsewhere += elsewhere;
    }
    json.end_array();
    return sample;
}

void write_rate(Json& json, const Recheck& one, const SampleResult& sample, Day day) {
    const PassRate rate = pass_rate(sample.strata);
    std::size_t drawn = 0;
    std::size_t passed = 0;
    for (const DrawnStratum& stratum : one.drawn) drawn += stratum.ids.size();
    for (const StratumResult& result : sample.strata) passed += result.passed;
    const std::size_t pending = drawn - sample.elsewhere - rate.checked;
    const auto per_cent = [&](double share) {
        return rate.checked == 0 ? std::nullopt : std::optional(100 * share);
    };
    json.member("checked", std::uint64_t{rate.checked})
        .member("passed", std::uint64_t{passed})
        .member("failed", std::uint64_t{rate.checked - passed})
        .member("pending", std::uint64_t{pending})
        .member("elsewhere", std::uint64_t{sample.elsewhere})
        .member("overdue", pending > 0 && day > one.due_on)
        .key("pass_rate")
        .object()
        .member("share", per_cent(rate.share))
        .member("low", per_cent(rate.low))
        .member("high", per_cent(rate.high))
        .member("confidence", 95)
        .member("method", "stratified_wilson")
        .member("strata", std::uint64_t{rate.strata})
        .end();
}

Response full_answer(const Call& call, const Recheck& one, Day day, unsigned status) {
    Json json;
    json.object();
    write_head(json, one);
    const SampleResult sample = write_results(json, call, call.snapshot->edition_on(day), one);
    write_rate(json, one, sample, day);
    json.end();
    return json_answer(json, Caching::none, status);
}

}  // namespace

Response post_recheck(const Call& call) {
    auto body = JsonBody::parse(call.request.body);
    if (!body) return problem(body.error(), call.request);
    auto asked = recheck_query(call, *body);
    if (const auto errors = body->errors(); !errors.empty())
        return problem(422, refused_content(), call.request, errors);
    if (!asked) return problem(asked.error(), call.request);
    Recheck& one = asked->recheck;
    auto households = completed_households(asked->moment, asked->area);
    if (households.empty())
        return problem(422,
                       {ErrorCode::invalid_input,
                        "recheck.nobody",
                        {fmt::format("{} 该区划内没有达标户", to_string(one.as_of)),
                         fmt::format("nobody counts as completed there on {}", to_string(one.as_of))},
                        "as_of"},
                       call.request);
    one.id = random_uuid();
    one.size = asked->wanted.of(households.size());
    one.account = call.caller.name();
    one.recorded_at = Instant::now();
    one.drawn = draw_sample(std::move(households), one.seed, one.size);
    const auto written = call.house.store
                             .write(from(call.caller,
                                         [&](Transaction& transaction) -> Result<void> {
                                             transaction.save_recheck(one);
                                             return {};
                                         }))
                             .get();
    if (!written) return problem(written.error(), call.request);
    return full_answer(call, one, today(), 201);
}

Response rechecks(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const EditionPicture& edition = call.snapshot->edition_on(today());
    Json json;
    json.object().key("rechecks").array();
    for (const Recheck& one : call.house.store.rechecks()) {
        if (!may_see(call, edition, one)) continue;
        json.object();
        write_head(json, one);
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response recheck(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const Day day = today();
    const auto one = call.house.store.recheck(std::string(call.captured[0]));
    if (!one || !may_see(call, call.snapshot->edition_on(day), *one))
        return problem(
            {ErrorCode::not_found, "recheck.unknown", {"没有这次再核查", "there is no such re-check"}, "id"},
            call.request);
    return full_answer(call, *one, day, 200);
}

}  // namespace courtyard
