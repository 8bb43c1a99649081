// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/progress_columns.h"

#include "api/progress_json.h"

namespace courtyard {
namespace {

template <class Value>
ExportValue told(const std::optional<Value>& value) {
    return value ? ExportValue(*value) : ExportValue();
}

}  // namespace

std::vector<ExportField> progress_columns() {
    using enum ExportType;
    return {
        {"registered", "REG", integer, {"登记", "Registered"}, {"登记的数量", "How many are registered"}},
        {"proposed",
         "PROPOSED",
         integer,
         {"已推荐", "Proposed"},
         {"已上报、尚未认定的数量", "Reported and not decided yet"}},
        {"completed",
         "DONE",
         integer,
         {"累计完成", "Completed"},
         {"截至当日达标的数量", "How many count on the day"}},
        {"completed_year",
         "DONE_Y",
         integer,
         {"今年完成", "Completed this year"},
         {"今年达标且截至当日有效", "Began to count in the day's year"}},
        {"target_plan",
         "TGT_PLAN",
         integer,
         {"总任务", "Plan target"},
         {"五年总任务", "Target of the whole plan"}},
        {"target_year", "TGT_YEAR", integer, {"年度任务", "Year target"}, {"当年任务", "Target of the year"}},
        {"share_plan",
         "PCT_PLAN",
         real,
         {"占总任务%", "Share of plan, %"},
         {"累计完成 / 总任务", "Completed / plan target"}},
        {"share_year",
         "PCT_YEAR",
         real,
         {"占年度任务%", "Share of year, %"},
         {"今年完成 / 年度任务", "Completed this year / year target"}},
        {"share_registered",
         "PCT_REG",
         real,
         {"占登记%", "Share of registered, %"},
         {"累计完成 / 登记", "Completed / registered"}},
        {"expected_share",
         "PCT_EXP",
         real,
         {"应达%", "Expected, %"},
         {"按年度任务到当日应达的比例", "Expected by the day, by the yearly targets"}},
        {"pace",
         "PACE",
         text,
         {"进度", "Pace"},
         {"ahead 领先、on_pace 正常、behind 落后等", "ahead, on_pace, behind, ..."}},
        {"forecast_on",
         "FC_ON",
         day,
         {"预计完成", "Forecast"},
         {"按近 365 天的速度，总任务完成的日期", "When the plan is met at the rate of the last 365 days"}},
        {"forecast_earliest",
         "FC_EARLY",
         day,
         {"预计最早", "Forecast, earliest"},
         {"八成可能不早于这一天", "Not before, with 80 % chance between this and the latest"}},
        {"forecast_latest",
         "FC_LATE",
         day,
         {"预计最晚", "Forecast, latest"},
         {"八成可能不晚于这一天", "Not after, with 80 % chance between the earliest and this"}},
        {"value",
         "VALUE",
         real,
         {"指标值", "Value"},
         {"指标自身的数，用其单位", "The indicator's own figure in its own unit"}},
        {"value_year",
         "VALUE_Y",
         real,
         {"今年指标值", "Value this year"},
         {"今年的指标值", "The figure of this year alone"}},
        {"denominator_year",
         "DENOM_Y",
         integer,
         {"今年分母", "Denominator this year"},
         {"比率型指标今年的分母", "Of a rate: this year's denominator"}},
        {"persons", "PERSONS", integer, {"人数", "Persons"}, {"金额型指标的人数", "Of an amount: persons"}},
        {"suppressed",
         "SUPPRESSED",
         integer,
         {"不公布", "Suppressed"},
         {"1：数字受保护，不公布", "1: the figure is protected and not told"}},
        {"gap_target_plan",
         "GAP_TGT",
         integer,
         {"本级总任务", "Own plan target"},
         {"与下级总任务之和相比", "Beside the sum of the areas beneath"}},
        {"gap_sum_of_children",
         "GAP_SUM",
         integer,
         {"下级总任务之和", "Sum of targets beneath"},
         {"直接下级的总任务之和", "Plan targets of the areas directly beneath"}},
    };
}

std::vector<ExportValue> progress_values(const Indicator& indicator, const Progress& p) {
    const bool of_records = indicator.kind == IndicatorKind::records && !indicator.is_protected;
    const bool of_year = !indicator.is_level() || indicator.kind == IndicatorKind::rate;
    const auto number = [&](bool known, std::int64_t value) {
        return known && !p.withheld ? ExportValue(value) : ExportValue();
    };
    const auto share = [](std::optional<double> value) { return told(rounded_share(value)); };
    const bool has_gap = p.children_gap.has_value();
    return {number(of_records || indicator.is_derived(), p.registered),
            number(of_records, p.proposed),
            number(true, p.completed),
            number(of_year, p.completed_year),
            told(p.target_plan),
            told(p.target_year),
            share(p.share_plan),
            share(p.share_year),
            share(p.share_registered),
            share(p.expected_share),
            std::string(to_string(p.pace)),
            told(p.forecast_on),
            told(p.forecast_earliest),
            told(p.forecast_latest),
            share(p.value),
            share(p.value_year),
            indicator.kind == IndicatorKind::rate ? told(p.denominator_year) : ExportValue(),
            indicator.kind == IndicatorKind::amount ? told(p.persons) : ExportValue(),
            std::int64_t{p.withheld ? 1 : 0},
            has_gap ? told(p.children_gap->target_plan) : ExportValue(),
            has_gap ? ExportValue(p.children_gap->sum_of_children) : ExportValue()};
}

}  // namespace courtyard
