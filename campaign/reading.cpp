// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/reading.h"

namespace courtyard {

BookColumn column_of(const Indicator& indicator) {
    return indicator.column ? tally_column(*indicator.column) : completed_column;
}

BookColumn money_column_of(const Indicator& indicator) {
    return tally_column(static_cast<std::uint8_t>(*indicator.column + 1));
}

std::optional<std::int64_t> told_persons(std::int64_t persons) {
    if (persons > 0 && persons < 5) return std::nullopt;
    return (persons + 2) / 5 * 5;
}

BookReader::Part BookReader::part_of(const Campaign& campaign, const Indicator& indicator) {
    const Indicator* counted =
        indicator.is_derived() ? campaign.find_indicator(indicator.numerator) : &indicator;
    return {column_of(*counted), counted};
}

BookReader::BookReader(const ProgressSource& source, Day day)
    : source_(source),
      indicator_(source.measured()),
      upper_(part_of(source.campaign, indicator_)),
      day_(day),
      a_year_ago_(day + -365) {
    if (indicator_.kind == IndicatorKind::rate)
        lower_ = part_of(source.campaign, *source.campaign.find_indicator(indicator_.denominator));
    // The last whole month ends today at the latest.
    last_month_ = day_.month_end ? day_.month : day_.month - 1;
}

void BookReader::add(AreaIndex area, Reading& reading) const {
    const std::int64_t before = reading.total;
    if (const AreaAccount* account = source_.ledger.account(area)) {
        const Totals totals = account->on(day_);
        if (totals.sums != nullptr) {
            reading.registered += AreaAccount::total(totals, registered_column);
            reading.proposed += AreaAccount::total(totals, proposed_column);
            reading.total += AreaAccount::total(totals, upper_.column);
            reading.total_year += AreaAccount::this_year(totals, upper_.column);
            if (indicator_.kind == IndicatorKind::amount) {
                const BookColumn money = money_column_of(indicator_);
                reading.fen += AreaAccount::total(totals, money);
                reading.fen_year += AreaAccount::this_year(totals, money);
            }
            if (lower_) {
                reading.whole += AreaAccount::total(totals, lower_->column);
                reading.whole_year += AreaAccount::this_year(totals, lower_->column);
            }
        }
    }
    for (const AreaIndex child : source_.areas.children(area)) add(child, reading);
    if (indicator_.kind != IndicatorKind::coverage || source_.areas[area].level != indicator_.level) return;
    ++reading.whole;
    if (reading.total > before) ++reading.reached;
}

void BookReader::add(AreaIndex area, History& history) const {
    if (const AreaAccount* account = source_.ledger.account(area)) {
        history.a_year_ago += AreaAccount::total(account->on(a_year_ago_), upper_.column);
        const std::int32_t first = last_month_ - static_cast<std::int32_t>(history.month_ends.size()) + 1;
        for (std::size_t i = 0; i < history.month_ends.size(); ++i)
            history.month_ends[i] +=
                account->at_month_end(first + static_cast<std::int32_t>(i), upper_.column);
    }
    for (const AreaIndex child : source_.areas.children(area)) add(child, history);
}

void BookReader::fetch_ahead(std::span<const AreaIndex> areas, std::size_t next) const {
    constexpr std::size_t far = 12;
    constexpr std::size_t near = 4;
    if (next + far < areas.size())
        if (const AreaAccount* account = source_.ledger.account(areas[next + far])) {
            __builtin_prefetch(account);
            __builtin_prefetch(reinterpret_cast<const char*>(account) + 64);
        }
    if (next + near >= areas.size()) return;
    const AreaAccount* account = source_.ledger.account(areas[next + near]);
    if (account == nullptr) return;
    account->fetch(day_);
    account->fetch(a_year_ago_);
}

Reading BookReader::beneath(AreaIndex area) const {
    Reading reading;
    add(area, reading);
    return reading;
}

History BookReader::history_beneath(AreaIndex area) const {
    History history;
    add(area, history);
    return history;
}

}  // namespace courtyard
