// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

using Kind = ReportValue::Kind;

/// The first and last day a figure is about; nothing when the report does not span them.
std::optional<std::pair<Day, Day>> days_of(const ReportFigure& figure, const ReportQuestion& question) {
    if (figure.span.kind != ReportSpan::Kind::month) return std::pair(question.from, question.to);
    const Day first = Day::of(question.to.year(), figure.span.month, 1);
    const Day last = first.last_of_month();
    if (first < question.from || last > question.to) return std::nullopt;
    return std::pair(first, last);
}

bool is_cumulative(const ReportFigure& figure) { return figure.span.kind == ReportSpan::Kind::to; }

/// Numbers of one indicator over the days of a figure; empty: not known.
class Reading {
  public:
    Reading(const Campaign& campaign, const Indicator& indicator, Day first, Day last, bool cumulative,
            const ReportSource& source)
        : campaign_(campaign),
          indicator_(indicator),
          first_(first),
          last_(last),
          cumulative_(cumulative),
          source_(source),
          end_(source.progress(campaign, indicator, last)) {
        if (!cumulative) begin_ = source.progress(campaign, indicator, first + -1);
    }

    bool known() const {
        return source_.has_data(campaign_, indicator_, last_) && end_ && (cumulative_ || begin_);
    }
    bool withheld() const { return (end_ && end_->withheld) || (begin_ && begin_->withheld); }
    const Progress& end() const { return *end_; }

    double completed() const {
        return over([](const Progress& p) { return static_cast<double>(p.completed); });
    }
    double money() const {
        return over([](const Progress& p) { return p.value.value_or(0); });
    }
    double persons() const {
        return over([](const Progress& p) { return static_cast<double>(p.persons.value_or(0)); });
    }

  private:
    template <class Figure>
    double over(Figure figure) const {
        return figure(*end_) - (cumulative_ ? 0.0 : figure(*begin_));
    }

    const Campaign& campaign_;
    const Indicator& indicator_;
    Day first_;
    Day last_;
    bool cumulative_;
    const ReportSource& source_;
    std::optional<Progress> end_;
    std::optional<Progress> begin_;
};

ReportValue a_number(double number) { return {Kind::number, number, std::nullopt, std::nullopt}; }

ReportValue a_quotient(double numerator, std::optional<double> denominator, double factor) {
    if (!denominator) return {Kind::no_data, 0, numerator, std::nullopt};
    if (*denominator == 0) return {Kind::nothing_to_divide, 0, numerator, denominator};
    return {Kind::number, factor * numerator / *denominator, numerator, denominator};
}

std::optional<double> real(std::optional<std::int64_t> number) {
    return number ? std::optional(static_cast<double>(*number)) : std::nullopt;
}

ReportValue target_value(std::optional<std::int64_t> target) {
    return target ? a_number(static_cast<double>(*target)) : ReportValue{};
}

constexpr double per_cent = 100;

/// A rate over its days: what came of its numerator by what came of its denominator.
ReportValue rate_of(const ReportFigure& figure, Day first, Day last, const ReportSource& source) {
    const Campaign& campaign = *figure.campaign;
    const auto reading_of = [&](const std::string& id) {
        return Reading(campaign, *campaign.find_indicator(id), first, last, is_cumulative(figure), source);
    };
    const Reading numerator = reading_of(figure.indicator->numerator);
    const Reading denominator = reading_of(figure.indicator->denominator);
    if (numerator.withheld() || denominator.withheld())
        return {Kind::withheld, 0, std::nullopt, std::nullopt};
    if (!denominator.known()) return {};
    const double part = numerator.known() ? numerator.completed() : 0;
    return a_quotient(part, denominator.completed(), per_cent);
}

/// 99.6 is not 100: only what is whole is called so.
std::string whole_per_cent(double share) {
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

std::string_view half_of(const ReportQuestion& question, ReportLanguage language) {
    const bool one_year = question.from.year() == question.to.year() && question.from.day_of_month() == 1 &&
                          question.to == question.to.last_of_month();
    const unsigned first = question.from.month();
    const unsigned last = question.to.month();
    const bool zh = language == ReportLanguage::zh;
    if (one_year && first == 1 && last == 6) return zh ? "上半年" : "first half";
    if (one_year && first == 7 && last == 12) return zh ? "下半年" : "second half";
    if (one_year && first == 1 && last == 12) return zh ? "全年" : "whole year";
    return zh ? "阶段" : "period";
}

class Writing {
  public:
    Writing(const ReportQuestion& question, const ReportSource& source, ReportLanguage language)
        : question_(question), source_(source), language_(language) {}

    /// What is written, and whether anything in it has data (or nothing needs any).
    struct Written {
        std::string text;
        bool has_figures = false;
        bool has_data = false;
    };
    Written write(const ReportPieces& pieces) {
        Written written;
        for (const ReportPiece& piece : pieces)
            std::visit([&](const auto& one) { add(one, written); }, piece);
        return written;
    }
    std::vector<ReportPart> parts;

  private:
    void add(const std::string& text, Written& written) { written.text += text; }
    void add(ReportWord word, Written& written) {
        switch (word) {
            case ReportWord::area:
                written.text += source_.area_name;
                break;
            case ReportWord::year:
                written.text += fmt::format("{}", question_.to.year());
                break;
            case ReportWord::half:
                written.text += half_of(question_, language_);
                break;
            case ReportWord::from:
                written.text += to_string(question_.from);
                break;
            case ReportWord::to:
                written.text += to_string(question_.to);
                break;
        }
    }
    void add(const ReportFigure& figure, Written& written) {
        const ReportValue value = known_value(figure);
        written.has_figures = true;
        // A sentence that is there only because something is withheld would tell that there is something.
        written.has_data =
            written.has_data || value.kind == Kind::number || value.kind == Kind::nothing_to_divide;
        written.text += courtyard::written(figure, value, language_);
    }
    void add(const ReportList& list, Written& written) {
        std::string joined;
        const std::string_view between = language_ == ReportLanguage::zh ? "、" : ", ";
        for (const ReportPieces& item : list.items) {
            const Written one = write(item);
            written.has_figures = written.has_figures || one.has_figures;
            if (!one.has_data) continue;
            written.has_data = true;
            if (!joined.empty()) joined += between;
            joined += one.text;
        }
        written.text += joined;
    }
    ReportValue known_value(const ReportFigure& figure) {
        const std::string id = figure.id();
        const auto known =
            std::ranges::find(parts, id, [](const ReportPart& part) { return part.figure.id(); });
        if (known != parts.end()) return known->value;
        parts.push_back({figure, value_of(figure, question_, source_)});
        return parts.back().value;
    }

    const ReportQuestion& question_;
    const ReportSource& source_;
    ReportLanguage language_;
};

std::string joined(const Report& report, std::string_view title_mark, std::string_view heading_mark) {
    std::string text = fmt::format("{}{}\n", title_mark, report.title);
    for (const Report::Section& section : report.sections) {
        text += fmt::format("\n{}{}\n", heading_mark, section.heading);
        if (!heading_mark.empty()) text += "\n";
        for (const std::string& sentence : section.sentences) text += sentence + "\n";
    }
    return text;
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
            return is_cumulative(figure) ? Text{"累计数", "the sum so far"}
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

ReportValue value_of(const ReportFigure& figure, const ReportQuestion& question, const ReportSource& source) {
    const auto days = days_of(figure, question);
    if (!days) return {};
    const auto [first, last] = *days;
    const Campaign& campaign = *figure.campaign;
    const Indicator& indicator = *figure.indicator;
    if (figure.measure == ReportMeasure::value && indicator.kind == IndicatorKind::rate)
        return rate_of(figure, first, last, source);
    const Reading reading(campaign, indicator, first, last, is_cumulative(figure), source);
    // A target is known before anything is done for it.
    const auto end = source.progress(campaign, indicator, last);
    if (end && figure.measure == ReportMeasure::target_plan) return target_value(end->target_plan);
    if (end && figure.measure == ReportMeasure::target_year) return target_value(end->target_year);
    if (reading.withheld()) return {Kind::withheld, 0, std::nullopt, std::nullopt};
    if (!reading.known()) return {};
    const Progress& progress = reading.end();
    switch (figure.measure) {
        case ReportMeasure::completed:
            return a_number(reading.completed());
        case ReportMeasure::completed_year:
            return a_number(static_cast<double>(progress.completed_year));
        case ReportMeasure::share_plan:
            return a_quotient(static_cast<double>(progress.completed), real(progress.target_plan), per_cent);
        case ReportMeasure::share_year:
            return a_quotient(static_cast<double>(progress.completed_year), real(progress.target_year),
                              per_cent);
        case ReportMeasure::share_registered:
            return a_quotient(static_cast<double>(progress.completed),
                              static_cast<double>(progress.registered), per_cent);
        case ReportMeasure::registered:
            return a_number(static_cast<double>(progress.registered));
        case ReportMeasure::persons:
            return a_number(reading.persons());
        case ReportMeasure::each:
            // Where nobody got anything there is no amount for each.
            if (reading.persons() == 0) return {};
            return a_quotient(reading.money(), reading.persons(), 1);
        case ReportMeasure::value:
            if (indicator.kind == IndicatorKind::amount) return a_number(reading.money());
            if (indicator.kind == IndicatorKind::coverage)
                return a_quotient(static_cast<double>(progress.completed),
                                  static_cast<double>(progress.registered), per_cent);
            return a_number(reading.completed());
        case ReportMeasure::target_plan:
        case ReportMeasure::target_year:
            break;
    }
    return {};
}

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
    const Text& measure = name_of_measure(figure.measure, is_cumulative(figure));
    return {fmt::format("{}：{}", name.zh, measure.zh), fmt::format("{}: {}", name.en, measure.en)};
}

Text definition_of(const ReportFigure& figure, const ReportQuestion& question) {
    const Text formula = formula_of(figure);
    const auto days = days_of(figure, question).value_or(std::pair(question.from, question.to));
    if (is_cumulative(figure))
        return {fmt::format("{}，截至{}", formula.zh, to_string(days.second)),
                fmt::format("{}, by {}", formula.en, to_string(days.second))};
    return {fmt::format("{}，{}至{}", formula.zh, to_string(days.first), to_string(days.second)),
            fmt::format("{}, {} to {}", formula.en, to_string(days.first), to_string(days.second))};
}

Report write_report(const ReportTemplate& report, const ReportQuestion& question, const ReportSource& source,
                    ReportLanguage language) {
    const bool zh = language == ReportLanguage::zh;
    Writing writing(question, source, language);
    Report made;
    made.title = writing.write(zh ? report.title_zh : report.title_en).text;
    for (const ReportSection& section : report.sections) {
        Report::Section told{zh ? section.heading.zh : section.heading.en, {}};
        for (const ReportSentence& sentence : section.sentences) {
            const auto [text, has_figures, has_data] = writing.write(zh ? sentence.zh : sentence.en);
            const std::string& without = zh ? sentence.without.zh : sentence.without.en;
            if (has_data || !has_figures)
                told.sentences.push_back(text);
            else if (!without.empty())
                told.sentences.push_back(without);
        }
        if (!told.sentences.empty()) made.sections.push_back(std::move(told));
    }
    made.parts = std::move(writing.parts);
    return made;
}

std::string Report::text() const { return joined(*this, "", ""); }

std::string Report::markdown() const { return joined(*this, "# ", "## "); }

}  // namespace courtyard
