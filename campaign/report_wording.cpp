// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// How a figure of a report is written, and what it is called.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "campaign/report.h"

namespace courtyard {
namespace {

using Kind = ReportValue::Kind;

/// 99.6 is not 100: only what is whole is called so.
std::string whole_per_cent(double share) {
    constexpr double per_cent = 100;
    const double rounded = std::round(share);
    if (rounded == per_cent && share != per_cent) return fmt::format("{:.1f}", std::floor(share * 10) / 10);
    return fmt::format("{:.0f}", rounded);
}

std::string plain_number(double number, ReportLanguage language) {
    const bool whole = number == std::round(number);
    std::string text = whole ? fmt::format("{:.0f}", number) : fmt::format("{:.2f}", number);
    if (language == ReportLanguage::zh) return text;
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3; at -= 3)
        text.insert(at - 3, ",");
    return text;
}

std::string rounded_number(double number, ReportRounding rounding, ReportLanguage language) {
    constexpr double ten_thousand = 10'000;
    constexpr double small = 100;
    const auto more = [&](double shown, bool exact) {
        const std::string_view mark = exact ? "" : language == ReportLanguage::zh ? "余" : "more than ";
        return language == ReportLanguage::zh ? plain_number(shown, language) + std::string(mark)
                                              : std::string(mark) + plain_number(shown, language);
    };
    if (rounding == ReportRounding::ten_thousands && number >= ten_thousand) {
        const double tens = std::floor(number / ten_thousand);
        const bool exact = tens * ten_thousand == number;
        if (language == ReportLanguage::zh) return plain_number(tens, language) + "万" + (exact ? "" : "余");
        return more(tens * ten_thousand, exact);
    }
    if (rounding == ReportRounding::none || number < small) return plain_number(number, language);
    const double step = std::pow(10.0, std::floor(std::log10(number)) - 1);
    const double shown = std::floor(number / step) * step;
    return more(shown, shown == number);
}

const Text& name_of_measure(ReportMeasure measure, bool cumulative) {
    static const Text completed{"累计", "in all"};
    static const Text added{"本期新增", "in the period"};
    static const Text year{"本年", "this year"};
    static const Text plan{"总任务", "plan target"};
    static const Text year_target{"本年任务", "this year's target"};
    static const Text share_plan{"占总任务", "share of plan"};
    static const Text share_year{"占本年任务", "share of year"};
    static const Text share_registered{"占登记", "share of registered"};
    static const Text registered{"登记", "registered"};
    static const Text value{"累计值", "value"};
    static const Text value_added{"本期值", "value of the period"};
    static const Text persons{"受益人次", "persons"};
    static const Text each{"每人", "for each"};
    switch (measure) {
        case ReportMeasure::completed:
            return cumulative ? completed : added;
        case ReportMeasure::completed_year:
            return year;
        case ReportMeasure::target_plan:
            return plan;
        case ReportMeasure::target_year:
            return year_target;
        case ReportMeasure::share_plan:
            return share_plan;
        case ReportMeasure::share_year:
            return share_year;
        case ReportMeasure::share_registered:
            return share_registered;
        case ReportMeasure::registered:
            return registered;
        case ReportMeasure::value:
            return cumulative ? value : value_added;
        case ReportMeasure::persons:
            return persons;
        case ReportMeasure::each:
            return each;
    }
    return completed;
}

/// How a measure is worked out of its indicator.
Text formula_of(const ReportFigure& figure) {
    switch (figure.measure) {
        case ReportMeasure::completed:
            return figure.is_cumulative() ? Text{"累计数", "the sum so far"}
                                          : Text{"末日累计数 − 首日前一天累计数",
                                                 "the sum by the last day − the sum before the first"};
        case ReportMeasure::completed_year:
            return {"本年开始计入的数", "what began to count in the year"};
        case ReportMeasure::target_plan:
            return {"当天有效的总任务", "the plan target in force on the day"};
        case ReportMeasure::target_year:
            return {"当天有效的本年任务", "this year's target in force on the day"};
        case ReportMeasure::share_plan:
            return {"累计 ÷ 总任务", "sum so far ÷ plan target"};
        case ReportMeasure::share_year:
            return {"本年 ÷ 本年任务", "this year ÷ this year's target"};
        case ReportMeasure::share_registered:
            return {"累计 ÷ 登记", "sum so far ÷ registered"};
        case ReportMeasure::registered:
            return {"登记在册的数", "what is on the list"};
        case ReportMeasure::persons:
            return {"人次之和", "the sum of persons"};
        case ReportMeasure::each:
            return {"金额 ÷ 人次", "amount ÷ persons"};
        case ReportMeasure::value:
            break;
    }
    if (figure.indicator->kind == IndicatorKind::amount)
        return {"人次 × 单价之和", "the sum of persons × value for each"};
    if (!figure.indicator->is_derived()) return {"累计数", "the sum so far"};
    const auto named = [&](const std::string& id) {
        const Indicator* other = figure.campaign->find_indicator(id);
        return other == nullptr ? Text{"辖区数", "areas"} : other->name;
    };
    const Text numerator = named(figure.indicator->numerator);
    const Text denominator = named(figure.indicator->denominator);
    return {fmt::format("{} ÷ {}", numerator.zh, denominator.zh),
            fmt::format("{} ÷ {}", numerator.en, denominator.en)};
}

}  // namespace

std::string written(const ReportFigure& figure, const ReportValue& value, ReportLanguage language) {
    const bool zh = language == ReportLanguage::zh;
    switch (value.kind) {
        case Kind::no_data:
            return zh ? "暂无数据" : "no data";
        case Kind::withheld:
            return zh ? "不予公布" : "withheld";
        case Kind::nothing_to_divide:
            return "—";
        case Kind::number:
            break;
    }
    if (is_share(figure.measure, *figure.indicator)) return whole_per_cent(value.number) + (zh ? "％" : "%");
    std::string number = rounded_number(value.number, figure.rounding, language);
    if (!figure.unit.empty() && !zh) number += " ";
    return number + figure.unit;
}

Text label_of(const ReportFigure& figure) {
    const Text& name = figure.indicator->name;
    const Text& measure = name_of_measure(figure.measure, figure.is_cumulative());
    return {fmt::format("{}：{}", name.zh, measure.zh), fmt::format("{}: {}", name.en, measure.en)};
}

Text definition_of(const ReportFigure& figure, const ReportQuestion& question) {
    const Text formula = formula_of(figure);
    const auto days = days_of(figure, question).value_or(std::pair(question.from, question.to));
    if (figure.is_cumulative())
        return {fmt::format("{}，截至{}", formula.zh, to_string(days.second)),
                fmt::format("{}, by {}", formula.en, to_string(days.second))};
    return {fmt::format("{}，{}至{}", formula.zh, to_string(days.first), to_string(days.second)),
            fmt::format("{}, {} to {}", formula.en, to_string(days.first), to_string(days.second))};
}

}  // namespace courtyard
