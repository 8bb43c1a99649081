// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/asked_area.h"
#include "api/coverage_json.h"
#include "api/coverage_table.h"
#include "api/handlers/handlers.h"
#include "api/moment.h"
#include "api/problem.h"
#include "atlas/records.h"

namespace courtyard {
namespace {

constexpr double usual_radius_m = 3000;

/// A question about reach, parsed.
struct CoverageQuery {
    Moment moment;
    CoverageService service;
    Metres radius;
    AreaIndex area = no_area;
    AreaLevel level = AreaLevel::village;
};

Result<CoverageQuery> coverage_query(Parameters& query, const Call& call) {
    CoverageQuery asked;
    auto moment = moment_of(query, call);
    const auto service = parse_service(query.text("service").value_or("help-points"),
                                       query.text("kind").value_or(std::string()));
    const auto radius = checked_radius(query.number("radius_m").value_or(usual_radius_m));
    const auto level = query.level("level");
    const auto area = moment ? asked_area(query, call, moment->areas()) : Result<AreaIndex>(no_area);
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!moment) return tl::unexpected(moment.error());
    if (!service) return tl::unexpected(service.error());
    if (!radius) return tl::unexpected(radius.error());
    if (!area) return tl::unexpected(area.error());
    asked.moment = std::move(*moment);
    asked.service = *service;
    asked.radius = *radius;
    asked.area = *area;
    asked.level = level.value_or(level_beneath(asked.moment.areas(), *area));
    return asked;
}

Result<LonLat> asked_position(Parameters& query) {
    const auto lon = query.number("lon");
    const auto lat = query.number("lat");
    if (!lon || !lat)
        return fail(ErrorCode::invalid_input, "parameter.required",
                    {"请用 lon 和 lat 给出新增处的位置", "lon and lat say where the point would stand"},
                    lon ? "lat" : "lon");
    return checked_position(*lon, *lat);
}

Coverage coverage_of(const CoverageQuery& asked, const Call& call) {
    return call.house.coverage.at(*asked.moment.snapshot, *asked.moment.edition, asked.service,
                                  asked.moment.day, asked.radius);
}

/// The books count open points by area, wherever they got it from; those with a position are counted on the
/// map.
std::optional<std::int64_t> without_position(const CoverageQuery& asked, const Coverage& coverage) {
    const Campaign* campaign = campaign_of(asked.service.points);
    if (asked.service.status || campaign == nullptr) return std::nullopt;
    const auto booked = progress_of(asked.moment.snapshot->progress_source(*campaign, *asked.moment.edition),
                                    asked.area, asked.moment.day);
    return std::max<std::int64_t>(booked.completed - coverage.points[asked.area], 0);
}

void write_question(Json& json, const CoverageQuery& asked) {
    json.member("service", to_string(asked.service.points))
        .member("kind",
                asked.service.kind.empty() ? std::nullopt : std::optional<std::string>(asked.service.kind))
        .member("radius_m", asked.radius.value)
        .member("as_of", asked.moment.day)
        .member("revision", asked.moment.snapshot->revision)
        .member("edition", asked.moment.edition->valid_from);
    write_area(json.key("area").object(), asked.moment.areas()[asked.area]).end();
}

/// The village that a position lies in, when the caller may see it.
void write_village_of(Json& json, const CoverageQuery& asked, LonLat position, const Caller& caller) {
    const AreaIndex village = asked.moment.edition->villages->find(position).village;
    json.key("village");
    if (village == no_area || !in_scope(caller, asked.moment.areas(), village))
        json.null();
    else
        write_area(json.object(), asked.moment.areas()[village]).end();
}

void write_gains(Json& json, const CoverageQuery& asked, const Reach& before, const Reach& after) {
    const auto rows_before = before.by_level(asked.area, asked.moment.areas().lowest_level());
    const auto rows_after = after.by_level(asked.area, asked.moment.areas().lowest_level());
    const auto share = [](const AreaReach& row) {
        const auto value = row.area_share();
        return value ? std::optional(rounded_share(*value)) : std::nullopt;
    };
    const auto nearest = [](const AreaReach& row) {
        return row.nearest ? std::optional(rounded_metres(*row.nearest)) : std::nullopt;
    };
    json.key("rows").array();
    for (std::size_t i = 0; i < rows_after.size(); ++i) {
        const AreaReach& was = rows_before[i];
        const AreaReach& is = rows_after[i];
        if (is.reached_m2 <= was.reached_m2 && is.villages_within == was.villages_within) continue;
        write_area(json.object(), asked.moment.areas()[is.area])
            .member("area_share_before", share(was))
            .member("area_share", share(is))
            .member("added_m2", whole_m2(is.reached_m2 - was.reached_m2))
            .member("newly_within", is.villages_within > was.villages_within)
            .member("nearest_before_m", nearest(was))
            .member("nearest_m", nearest(is))
            .end();
    }
    json.end_array();
}

}  // namespace

Response coverage(const Call& call) {
    Parameters query(call.request);
    const auto asked = coverage_query(query, call);
    if (!asked) return problem(asked.error(), call.request);
    const Coverage coverage = coverage_of(*asked, call);
    const auto rows = coverage.reach->by_level(asked->area, asked->level);
    if (wants_csv(call.request))
        return answer(200, "text/csv; charset=utf-8", coverage_csv(rows, coverage), Caching::revalidate);
    Json json;
    write_question(json.object(), *asked);
    write_coverage_notes(json, coverage, without_position(*asked, coverage));
    write_coverage_row(json.key("total"), coverage.reach->of_area(asked->area), coverage);
    json.key("rows").array();
    for (const AreaReach& row : rows) write_coverage_row(json, row, coverage);
    json.end_array().end();
    return json_answer(json);
}

Response coverage_what_if(const Call& call) {
    Parameters query(call.request);
    const auto position = asked_position(query);
    const auto asked = coverage_query(query, call);
    if (!asked) return problem(asked.error(), call.request);
    if (!position) return problem(position.error(), call.request);
    const Coverage before = coverage_of(*asked, call);
    const Coverage after =
        Coverage::of(std::make_shared<const Reach>(before.reach->with(*position)), *asked->moment.edition);
    const AreaReach was = before.reach->of_area(asked->area);
    const AreaReach is = after.reach->of_area(asked->area);
    Json json;
    write_question(json.object(), *asked);
    write_coverage_notes(json, before, without_position(*asked, before));
    json.member("position", *position);
    write_village_of(json, *asked, *position, call.caller);
    json.key("added")
        .object()
        .member("reached_m2", whole_m2(is.reached_m2 - was.reached_m2))
        .member("area_share", was.area_share()
                                  ? std::optional(rounded_share(*is.area_share() - *was.area_share()))
                                  : std::nullopt)
        .member("villages_within", std::int64_t{is.villages_within} - std::int64_t{was.villages_within})
        .end();
    write_coverage_row(json.key("before"), was, before);
    write_coverage_row(json.key("after"), is, after);
    write_gains(json, *asked, *before.reach, *after.reach);
    json.end();
    return json_answer(json);
}

}  // namespace courtyard
