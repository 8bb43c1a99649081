// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/map_reading.h"
#include "api/problem.h"
#include "api/progress_query.h"
#include "campaign/classes.h"

namespace courtyard {
namespace {

struct ClassQuery {
    ProgressQuery about;
    MapMeasure measure = MapMeasure::share_plan;
    ClassMethod method = ClassMethod::fixed;
    int count = 5;
    bool pooled = false;
};

Result<ClassQuery> class_query(const Call& call) {
    Parameters query(call.request);
    auto about = progress_query(query, call);
    const auto measure = parse_map_measure(query.text("measure").value_or("share_plan"));
    const auto method = parse_class_method(query.text("method").value_or("fixed"));
    const auto count = query.integer("count", 3, 7);
    const std::string pooled = query.text("pooled").value_or("false");
    if (!about) return tl::unexpected(about.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    const auto wrong = [](Text why, const char* parameter) {
        return fail(ErrorCode::invalid_input, "parameter.invalid", std::move(why), parameter);
    };
    if (!measure)
        return wrong({"measure 为 share_plan、share_year、pace、value 或 value_year",
                      "measure is share_plan, share_year, pace, value or value_year"},
                     "measure");
    if (!method)
        return wrong(
            {"method 为 fixed、quantile、jenks 或 equal", "method is fixed, quantile, jenks or equal"},
            "method");
    if (pooled != "true" && pooled != "false")
        return wrong({"pooled 为 true 或 false", "pooled is true or false"}, "pooled");
    if (*method == ClassMethod::fixed && policy_breaks(*measure, *about->indicator).empty())
        return fail(ErrorCode::invalid_input, "classes.fixed",
                    {"固定分级只用于百分数", "fixed classes are for per cents alone"}, "method");
    return ClassQuery{std::move(*about), *measure, *method, static_cast<int>(count.value_or(5)),
                      pooled == "true"};
}

/// The days whose values the breaks are made of: the one asked about, or all ends of months so far.
std::vector<Day> pooled_days(const ClassQuery& asked) {
    if (!asked.pooled) return {asked.about.moment.day};
    const Campaign& campaign = *asked.about.campaign;
    std::vector<Day> days = period_ends(campaign.start, std::min(campaign.end, today()), 1);
    if (days.empty()) days.push_back(asked.about.moment.day);
    return days;
}

std::vector<std::int64_t> breaks_of(const ClassQuery& asked) {
    if (asked.method == ClassMethod::fixed) return policy_breaks(asked.measure, *asked.about.indicator);
    const ProgressSource source = asked.about.source();
    std::vector<std::int64_t> values;
    for (const Day day : pooled_days(asked)) {
        const auto rows = progress_by_level(source, asked.about.area, asked.about.level, day);
        const MapReader reader(source, asked.measure, rows, progress_of(source, asked.about.area, day));
        for (const Progress& row : rows)
            if (const auto reading = reader.read(row); reading.mark == MapMark::none)
                values.push_back(reading.tenths);
    }
    return class_breaks(std::move(values), asked.method, asked.count);
}

}  // namespace

Response progress_classes(const Call& call) {
    const auto asked = class_query(call);
    if (!asked) return problem(asked.error(), call.request);
    const ProgressQuery& about = asked->about;
    const ProgressSource source = about.source();
    const std::vector<std::int64_t> breaks = breaks_of(*asked);
    const auto rows = progress_by_level(source, about.area, about.level, about.moment.day);
    const MapReader reader(source, asked->measure, rows, progress_of(source, about.area, about.moment.day));
    std::vector<std::int64_t> counts(breaks.size() + 1);
    std::array<std::int64_t, map_marks.size()> marks{};
    for (const Progress& row : rows) {
        const MapReading reading = reader.read(row);
        if (reading.mark == MapMark::none)
            ++counts[class_of(reading.tenths, breaks)];
        else
            ++marks[static_cast<std::size_t>(reading.mark)];
    }
    Json json;
    json.object()
        .member("campaign", about.campaign->id)
        .member("indicator", about.indicator->id)
        .member("measure", to_string(asked->measure))
        .member("method", to_string(asked->method))
        .member("pooled", asked->pooled)
        .member("level", to_string(about.level))
        .member("as_of", about.moment.day)
        .member("revision", about.moment.snapshot->revision)
        .key("breaks")
        .array();
    for (const std::int64_t tenths : breaks) json.value(static_cast<double>(tenths) / 10);
    json.end_array().key("counts").array();
    for (const std::int64_t areas : counts) json.value(areas);
    json.end_array().key("marks").object();
    for (const MapMark mark : map_marks) json.member(to_string(mark), marks[static_cast<std::size_t>(mark)]);
    json.end().end();
    return json_answer(json);
}

}  // namespace courtyard
