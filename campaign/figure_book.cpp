// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/figure_book.h"

#include <algorithm>
#include <functional>

namespace courtyard {
namespace {

constexpr auto by_last_day = [](const StandingFigure& figure) {
    return std::pair(figure.period.last, figure.period.first);
};

std::size_t shard_of(AreaCode area) { return std::hash<AreaCode>{}(area) % 64; }

/// What others hold as well is copied before it changes.
template <class Value>
Value& own(std::shared_ptr<Value>& shared) {
    if (!shared)
        shared = std::make_shared<Value>();
    else if (shared.use_count() > 1)
        shared = std::make_shared<Value>(*shared);
    return *shared;
}

}  // namespace

void FigureBook::add(const FigureRecord& record) {
    Sheet& sheet = own(sheets_[{record.campaign, record.indicator}]);
    AreaFigures& figures = own(sheet[shard_of(record.area)])[record.area];
    const std::pair key(record.period.last, record.period.first);
    const auto at = std::ranges::lower_bound(figures, key, {}, by_last_day);
    if (at == figures.end() || at->period != record.period) {
        figures.insert(
            at, {record.period, record.value, record.unit_value_fen, record.reported_on, record.reported_on});
        return;
    }
    at->value = record.value;
    at->unit_value_fen = record.unit_value_fen;
    at->reported_on = record.reported_on;
    at->first_reported_on = std::min(at->first_reported_on, record.reported_on);
}

const AreaFigures& FigureBook::of(const std::string& campaign, const std::string& indicator,
                                  AreaCode area) const {
    static const AreaFigures none;
    const auto sheet = sheets_.find({campaign, indicator});
    if (sheet == sheets_.end()) return none;
    const auto& shard = (*sheet->second)[shard_of(area)];
    if (!shard) return none;
    const auto found = shard->find(area);
    return found == shard->end() ? none : found->second;
}

const StandingFigure* FigureBook::find(const std::string& campaign, const std::string& indicator,
                                       AreaCode area, Period period) const {
    const AreaFigures& figures = of(campaign, indicator, area);
    const auto at = std::ranges::lower_bound(figures, std::pair(period.last, period.first), {}, by_last_day);
    return at == figures.end() || at->period != period ? nullptr : &*at;
}

std::vector<AreaCode> FigureBook::areas_of(const std::string& campaign, const std::string& indicator) const {
    std::vector<AreaCode> areas;
    const auto sheet = sheets_.find({campaign, indicator});
    if (sheet == sheets_.end()) return areas;
    for (const auto& shard : *sheet->second)
        if (shard)
            for (const auto& [area, figures] : *shard) areas.push_back(area);
    std::ranges::sort(areas);
    return areas;
}

LedgerEntry ledger_entry(const Indicator& indicator, const AreaFigures& figures) {
    const bool adds_up = indicator.kind == IndicatorKind::count || indicator.kind == IndicatorKind::amount;
    LedgerEntry entry;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const StandingFigure& figure = figures[i];
        CountedInterval when{figure.period.last, never};
        if (!adds_up && i + 1 < figures.size()) when.until = figures[i + 1].period.last;
        if (figure.value == 0 || when.from == when.until) continue;
        entry.tallies.push_back(
            {*indicator.column, figure.value, when,
             indicator.kind == IndicatorKind::amount ? figure.unit_value_fen.value_or(0) : 0});
    }
    return entry;
}

}  // namespace courtyard
