// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What a figure of a report is, worked out of progress.
#include "campaign/report.h"

namespace courtyard {
namespace {

using Kind = ReportValue::Kind;

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
        return Reading(campaign, *campaign.find_indicator(id), first, last, figure.is_cumulative(), source);
    };
    const Reading numerator = reading_of(figure.indicator->numerator);
    const Reading denominator = reading_of(figure.indicator->denominator);
    if (numerator.withheld() || denominator.withheld())
        return {Kind::withheld, 0, std::nullopt, std::nullopt};
    if (!denominator.known()) return {};
    const double part = numerator.known() ? numerator.completed() : 0;
    return a_quotient(part, denominator.completed(), per_cent);
}

}  // namespace

std::optional<std::pair<Day, Day>> days_of(const ReportFigure& figure, const ReportQuestion& question) {
    if (figure.span.kind != ReportSpan::Kind::month) return std::pair(question.from, question.to);
    const Day first = Day::of(question.to.year(), figure.span.month, 1);
    const Day last = first.last_of_month();
    if (first < question.from || last > question.to) return std::nullopt;
    return std::pair(first, last);
}

ReportValue value_of(const ReportFigure& figure, const ReportQuestion& question, const ReportSource& source) {
    const auto days = days_of(figure, question);
    if (!days) return {};
    const auto [first, last] = *days;
    const Campaign& campaign = *figure.campaign;
    const Indicator& indicator = *figure.indicator;
    if (figure.measure == ReportMeasure::value && indicator.kind == IndicatorKind::rate)
        return rate_of(figure, first, last, source);
    const Reading reading(campaign, indicator, first, last, figure.is_cumulative(), source);
    // A target is known before anything is done for it.
    const auto end = source.progress(campaign, indicator, last);
    if (end && figure.measure == ReportMeasure::target_plan) return target_value(end->target_plan);
    if (end && figure.measure == ReportMeasure::target_year) return target_value(end->target_year);
    if (reading.withheld()) return {Kind::withheld, 0, std::nullopt, std::nullopt};
    if (!reading.known()) return {};
    // A month is named for what happened in it.
    if (figure.span.kind == ReportSpan::Kind::month && reading.completed() == 0 && reading.money() == 0)
        return {};
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

}  // namespace courtyard
