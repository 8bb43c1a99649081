// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/problem.h"
#include "api/progress_json.h"
#include "api/progress_query.h"

namespace courtyard {
namespace {

/// Areas by ends of months: only what is completed, or every figure of a ROW.
enum class Figures : std::uint8_t { completed, all };

struct MatrixQuery {
    ProgressQuery about;
    std::vector<Day> days;
    Figures figures = Figures::completed;
};

Result<std::vector<Day>> asked_days(Parameters& query, const Campaign& campaign) {
    const Day from = query.day("from").value_or(campaign.start);
    const Day to = query.day("to").value_or(std::max(campaign.end, from));
    const std::string step = query.text("step").value_or("month");
    if (step != "month" && step != "quarter")
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"step 为 month 或 quarter", "step is month or quarter"}, "step");
    constexpr int most = 600;
    const int months = step == "month" ? 1 : 3;
    const bool too_long = to - from > most * 31 * months;
    const auto days = too_long ? std::vector<Day>{} : period_ends(from, to, months);
    if (days.empty() || days.size() > most)
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"from 至 to 应包含 1 至 600 个月末", "from and to must span 1 to 600 ends of months"},
                    "from");
    return days;
}

Result<Figures> asked_figures(Parameters& query) {
    const std::string text = query.text("figures").value_or("completed");
    if (text == "completed") return Figures::completed;
    if (text == "all") return Figures::all;
    return fail(ErrorCode::invalid_input, "parameter.invalid",
                {"figures 为 completed 或 all", "figures is completed or all"}, "figures");
}

Result<MatrixQuery> matrix_query(const Call& call) {
    Parameters query(call.request);
    auto about = progress_query(query, call);
    auto days = about ? asked_days(query, *about->campaign) : Result<std::vector<Day>>(std::vector<Day>{});
    const auto figures = asked_figures(query);
    if (!about) return tl::unexpected(about.error());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!days) return tl::unexpected(days.error());
    if (!figures) return tl::unexpected(figures.error());
    return MatrixQuery{std::move(*about), std::move(*days), *figures};
}

/// What is withheld is null and not 0.
void write_completed(Json& json, const Indicator& indicator, const ProgressLine& line) {
    json.key("completed").array();
    for (std::size_t i = 0; i < line.completed.size(); ++i)
        if (indicator.is_protected && !line.value[i])
            json.null();
        else
            json.value(line.completed[i]);
    json.end_array();
}

/// Every figure of an area's ROW as a list by date, under the names that a ROW has.
void write_figures(Json& json, const Indicator& indicator, const std::vector<const Progress*>& dates) {
    const bool is_told = !indicator.is_protected;
    const auto list = [&](std::string_view name, const auto& figure) {
        json.key(name).array();
        for (const Progress* progress : dates) json.value(figure(*progress));
        json.end_array();
    };
    const auto told = [](const Progress& progress, bool known, std::int64_t value) {
        return known && !progress.withheld ? std::optional(value) : std::nullopt;
    };
    const bool of_records = indicator.kind == IndicatorKind::records && is_told;
    const bool of_year = !indicator.is_level() || indicator.kind == IndicatorKind::rate;
    list("registered",
         [&](const Progress& p) { return told(p, of_records || indicator.is_derived(), p.registered); });
    list("completed", [&](const Progress& p) { return told(p, true, p.completed); });
    list("completed_year", [&](const Progress& p) { return told(p, of_year, p.completed_year); });
    list("target_plan", [](const Progress& p) { return p.target_plan; });
    list("target_year", [](const Progress& p) { return p.target_year; });
    list("share_plan", [](const Progress& p) { return rounded_share(p.share_plan); });
    list("share_year", [](const Progress& p) { return rounded_share(p.share_year); });
    list("expected_share", [](const Progress& p) { return rounded_share(p.expected_share); });
    list("value", [](const Progress& p) { return rounded_share(p.value); });
    list("value_year", [](const Progress& p) { return rounded_share(p.value_year); });
    list("pace", [](const Progress& p) { return to_string(p.pace); });
    list("suppressed", [](const Progress& p) { return p.withheld; });
}

using Frames = std::vector<std::vector<Progress>>;

void write_frames(Json& json, const ProgressQuery& about, const Frames& frames, std::size_t row) {
    std::vector<const Progress*> dates;
    dates.reserve(frames.size());
    for (const auto& frame : frames) dates.push_back(&frame[row]);
    const Area& area = about.moment.areas()[dates.front()->area];
    json.object().member("fid", area.fid).member("code", area.code);
    write_figures(json, *about.indicator, dates);
    json.end();
}

/// Whole ROWs by date, and the edition in force on each, which the reader's borders may not be.
Response all_figures(const MatrixQuery& asked) {
    const ProgressQuery& about = asked.about;
    const ProgressSource source = about.source();
    Frames rows;
    Frames total;
    for (const Day day : asked.days) {
        rows.push_back(progress_by_level(source, about.area, about.level, day));
        total.push_back({progress_of(source, about.area, day)});
    }
    Json json;
    json.object()
        .member("campaign", about.campaign->id)
        .member("indicator", about.indicator->id)
        .member("as_of", about.moment.day)
        .member("revision", about.moment.snapshot->revision)
        .member("edition", about.moment.edition->valid_from);
    json.list("dates", asked.days);
    json.key("editions").array();
    for (const Day day : asked.days) json.value(about.moment.snapshot->edition_on(day).valid_from);
    json.end_array().key("total");
    write_frames(json, about, total, 0);
    json.key("rows").array();
    for (std::size_t row = 0; row < rows.front().size(); ++row) write_frames(json, about, rows, row);
    json.end_array().end();
    return json_answer(json);
}

void write_yearly_targets(Json& json, const ProgressSource& source, AreaIndex area, Day day) {
    json.key("yearly_targets").array();
    std::int64_t sum = 0;
    for (const int year : source.campaign.years()) {
        const auto target = source.targets.value(source.campaign.id, source.measured().id,
                                                 source.areas[area].code, year, day);
        if (!target) continue;
        sum += *target;
        json.object().member("year", year).member("target", *target).member("target_cumulative", sum).end();
    }
    json.end_array();
}

}  // namespace

Response progress_matrix(const Call& call) {
    const auto query = matrix_query(call);
    if (!query) return problem(query.error(), call.request);
    if (query->figures == Figures::all) return all_figures(*query);

    const ProgressQuery& asked = query->about;
    const ProgressSource source = asked.source();
    Json json;
    json.object().member("campaign", asked.campaign->id).member("indicator", asked.indicator->id);
    json.list("dates", query->days);
    json.key("rows").array();
    for (const ProgressLine& line : progress_lines(source, asked.area, asked.level, query->days)) {
        json.object().member("fid", source.areas[line.area].fid).member("code", source.areas[line.area].code);
        write_completed(json, *asked.indicator, line);
        json.list("share_plan", line.share_plan);
        json.list("value", line.value);
        json.end();
    }
    const ProgressLine total = progress_lines(source, asked.area, asked.top().level, query->days).front();
    json.end_array().key("total").object();
    write_completed(json, *asked.indicator, total);
    json.list("expected", total.expected);
    json.list("share_plan", total.share_plan);
    json.list("value", total.value);
    json.member("target_plan", source.targets.value(asked.campaign->id, asked.indicator->id, asked.top().code,
                                                    std::nullopt, asked.moment.day));
    write_yearly_targets(json, source, asked.area, asked.moment.day);
    json.end().end();
    return json_answer(json);
}

}  // namespace courtyard
