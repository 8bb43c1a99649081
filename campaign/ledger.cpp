// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/ledger.h"

#include <algorithm>

namespace courtyard {

void DayCount::add(Day from, std::int32_t change) {
    auto at = std::ranges::lower_bound(entries_, from, {}, &Entry::from);
    if (at == entries_.end() || at->from != from) {
        const std::int64_t before = at == entries_.begin() ? 0 : std::prev(at)->sum;
        at = entries_.insert(at, {from, before});
    }
    for (auto later = at; later != entries_.end(); ++later) later->sum += change;
    // An entry that no longer changes the sum would only lengthen the search.
    const std::int64_t before = at == entries_.begin() ? 0 : std::prev(at)->sum;
    if (at->sum == before) entries_.erase(at);
}

std::int64_t DayCount::on(Day day) const {
    const auto after = std::ranges::upper_bound(entries_, day, {}, &Entry::from);
    return after == entries_.begin() ? 0 : std::prev(after)->sum;
}

std::int64_t AreaAccount::completed(Day day) const {
    std::int64_t sum = 0;
    for (const Year& year : years_) sum += year.completed.on(day);
    return sum;
}

std::int64_t AreaAccount::completed_this_year(Day day) const {
    const int wanted = day.year();
    for (const Year& year : years_)
        if (year.year == wanted) return year.completed.on(day);
    return 0;
}

void AreaAccount::post(const LedgerEntry& entry, std::int32_t sign) {
    if (entry.registered != never) registered_.add(entry.registered, sign);
    for (const CountedInterval& interval : entry.proposed) {
        proposed_.add(interval.from, sign);
        if (interval.until != never) proposed_.add(interval.until, -sign);
    }
    for (const CountedInterval& interval : entry.counted) {
        const int began = interval.from.year();
        auto year = std::ranges::find(years_, began, &Year::year);
        if (year == years_.end()) year = years_.insert(years_.end(), {began, {}});
        year->completed.add(interval.from, sign);
        if (interval.until != never) year->completed.add(interval.until, -sign);
    }
}

Ledger Ledger::changed(std::span<const Change> changes) const {
    Ledger next = *this;
    std::vector<std::shared_ptr<AreaAccount>> open(accounts_.size());
    for (const Change& change : changes) {
        if (change.area == no_area) continue;
        auto& account = open[change.area];
        if (!account) {
            const auto& before = accounts_[change.area];
            account = before ? std::make_shared<AreaAccount>(*before) : std::make_shared<AreaAccount>();
            next.accounts_[change.area] = account;
        }
        for (const LedgerEntry& entry : change.removed) account->remove(entry);
        for (const LedgerEntry& entry : change.added) account->add(entry);
    }
    return next;
}

}  // namespace courtyard
