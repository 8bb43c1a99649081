// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <mutex>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/asked_area.h"
#include "api/asked_indicator.h"
#include "api/explanation_json.h"
#include "api/handlers/handlers.h"
#include "api/problem.h"

namespace courtyard {
namespace {

constexpr std::int64_t usual_limit = 50;
constexpr std::int64_t most_records = 500;
/// Beyond so many records one question is worked out at a time: a county's takes a good part of a second.
constexpr std::size_t many = 20'000;

/// A question about a figure, parsed.
struct ExplainQuery {
    Moment moment;
    AskedIndicator of;
    AreaIndex area = no_area;
    ExplainedFigure figure = ExplainedFigure::completed;
    std::size_t offset = 0;
    std::size_t limit = 0;

    ExplainedQuestion question(const Caller& caller) const {
        const bool everything = caller.scope.empty() && moment.areas().parent(area) == no_area;
        return {*of.campaign, *of.indicator, *moment.edition, area, moment.day, figure, everything};
    }
};

Result<ExplainedFigure> parse_figure(const std::string& text) {
    if (text == "completed") return ExplainedFigure::completed;
    if (text == "completed_year") return ExplainedFigure::completed_year;
    return fail(ErrorCode::invalid_input, "parameter.invalid",
                {"figure 为 completed 或 completed_year", "figure is completed or completed_year"}, "figure");
}

/// Whether an indicator may be told record by record.
Result<void> explicable(const AskedIndicator& asked) {
    const Indicator& indicator = *asked.indicator;
    if (indicator.is_protected)
        return fail(
            ErrorCode::not_allowed, "indicator.protected",
            {"涉及儿童或健康的指标不逐条说明", "what concerns children or health is not told one by one"},
            "indicator");
    if (indicator.is_derived())
        return fail(ErrorCode::invalid_input, "indicator.derived",
                    {fmt::format("这个指标由其他指标算出，请分别查询：{} {}", indicator.numerator,
                                 indicator.denominator),
                     fmt::format("this one is worked out of others; ask for them: {} {}", indicator.numerator,
                                 indicator.denominator)},
                    "indicator");
    if (!indicator.is_reported() && !parse_point_kind(to_string(asked.campaign->record)))
        return fail(ErrorCode::invalid_input, "indicator.no_records",
                    {"这个指标没有可以逐条说明的记录", "this indicator has no records to be told one by one"},
                    "indicator");
    return {};
}

Result<ExplainQuery> explain_query(const Call& call) {
    Parameters query(call.request);
    ExplainQuery asked;
    auto moment = moment_of(query, call);
    const auto indicator = asked_indicator(query);
    const auto figure = parse_figure(query.text("figure").value_or("completed"));
    asked.limit = static_cast<std::size_t>(query.integer("limit", 0, most_records).value_or(usual_limit));
    asked.offset = static_cast<std::size_t>(
        query.integer("offset", 0, std::numeric_limits<std::int64_t>::max()).value_or(0));
    if (!moment) return tl::unexpected(moment.error());
    const auto area = asked_area(query, call, moment->areas());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!figure) return tl::unexpected(figure.error());
    if (!indicator) return tl::unexpected(indicator.error());
    if (auto refused = explicable(*indicator); !refused) return tl::unexpected(refused.error());
    asked.of = *indicator;
    if (!area) return tl::unexpected(area.error());
    asked.area = *area;
    asked.figure = *figure;
    asked.moment = std::move(*moment);
    return asked;
}

bool may_know_records(const Caller& caller, const Campaign& campaign) {
    const bool of_households = campaign.record == CountedRecord::courtyards;
    return permitted(caller, of_households ? Verb::see_households : Verb::see_places);
}

}  // namespace

Response explain_progress(const Call& call) {
    static std::mutex one_at_a_time;
    const auto asked = explain_query(call);
    if (!asked) return problem(asked.error(), call.request);
    const ExplainedQuestion question = asked->question(call.caller);
    const Snapshot& snapshot = *asked->moment.snapshot;
    std::unique_lock turn(one_at_a_time, std::defer_lock);
    if (records_asked(snapshot, question) > many && !turn.try_lock())
        return problem({ErrorCode::unavailable,
                        "explain.busy",
                        {"正在计算另一个大区划的说明，请稍后再试",
                         "another large area is being explained; ask again soon"},
                        "area"},
                       call.request);
    const Explanation explanation = explain(snapshot, question);
    Json json;
    json.object()
        .member("campaign", asked->of.campaign->id)
        .key("indicator")
        .object()
        .member("id", asked->of.indicator->id)
        .member("name", asked->of.indicator->name)
        .member("unit", asked->of.indicator->unit)
        .end()
        .member("figure", asked->figure == ExplainedFigure::completed ? "completed" : "completed_year")
        .member("as_of", asked->moment.day)
        .member("revision", snapshot.revision)
        .member("edition", asked->moment.edition->valid_from);
    write_area(json.key("area").object(), asked->moment.areas()[asked->area]).end();
    const bool with_records = may_know_records(call.caller, *asked->of.campaign);
    write_explanation(
        json, {asked->moment, question, explanation, call.caller, with_records, asked->offset, asked->limit},
        call.house.store);
    json.end();
    return json_answer(json, with_records ? Caching::none : Caching::revalidate);
}

}  // namespace courtyard
