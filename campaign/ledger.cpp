// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/ledger.h"

#include <algorithm>

namespace courtyard {
namespace {

std::int32_t month_of(Day day) {
    return (day.year() - 1970) * 12 + static_cast<std::int32_t>(day.month()) - 1;
}

/// One change of one sum. A yearly one is forgotten when its year is over.
struct Posting {
    Day on;
    std::uint8_t sum = 0;
    std::int64_t change = 0;
};

/// The postings of many entries, in the order of their days.
class Postings {
  public:
    void add(const LedgerEntry& entry, std::int64_t sign) {
        if (entry.registered != never) post({entry.registered, never}, registered_column, sign);
        for (const CountedInterval& one : entry.proposed) post(one, proposed_column, sign);
        for (const CountedInterval& one : entry.counted) post(one, completed_column, sign);
        for (const Tally& tally : entry.tallies) {
            post(tally.when, tally_column(tally.column), sign * tally.amount);
            if (tally.unit_value_fen != 0)
                post(tally.when, tally_column(static_cast<std::uint8_t>(tally.column + 1)),
                     sign * tally.amount * tally.unit_value_fen);
        }
    }

    const std::vector<Posting>& sorted() {
        std::ranges::sort(list_, {}, &Posting::on);
        return list_;
    }

  private:
    void post(CountedInterval when, BookColumn column, std::int64_t change) {
        list_.push_back({when.from, column.total, change});
        if (when.until != never) list_.push_back({when.until, column.total, -change});
        if (column.year == column.total) return;
        list_.push_back({when.from, column.year, change});
        if (when.until != never && when.until.year() == when.from.year())
            list_.push_back({when.until, column.year, -change});
    }

    std::vector<Posting> list_;
};

constexpr bool is_yearly(std::size_t sum) { return sum >= completed_column.year && sum % 2 == 1; }

}  // namespace

BookDay::BookDay(Day on)
    : day(on), year_start(on.first_of_year()), month(month_of(on)), month_end(on == on.last_of_month()) {}

/// One walk over the days of an account and the postings that change it.
class AccountMerge {
  public:
    AccountMerge(const AreaAccount& before, const std::vector<Posting>& postings, std::size_t width)
        : before_(before),
          postings_(postings),
          running_(width, 0),
          last_(width, 0),
          added_(width, 0),
          now_(width, 0) {
        after_.width_ = width;
        after_.days_.reserve(before.days_.size() + postings.size());
        after_.sums_.reserve((before.days_.size() + postings.size()) * width);
    }

    AreaAccount merged() {
        const std::size_t width = after_.width_;
        std::size_t next = 0;
        Day year_end = always;
        std::size_t at = copy_what_stays();
        if (at > 0) year_end = Day::of(before_.days_[at - 1].year(), 12, 31);
        while (at < before_.days_.size() || next < postings_.size()) {
            Day day = at < before_.days_.size() ? before_.days_[at] : never;
            if (next < postings_.size()) day = std::min(day, postings_[next].on);
            if (day > year_end) {
                forget_year();
                year_end = Day::of(day.year(), 12, 31);
            }
            if (at < before_.days_.size() && before_.days_[at] == day) take_row(at++);
            for (; next < postings_.size() && postings_[next].on == day; ++next)
                added_[postings_[next].sum] += postings_[next].change;
            bool news = false;
            for (std::size_t i = 0; i < width; ++i) {
                now_[i] = running_[i] + added_[i];
                news = news || now_[i] != last_[i];
            }
            // A day that changes nothing would only lengthen the search.
            if (!news) continue;
            after_.days_.push_back(day);
            after_.sums_.insert(after_.sums_.end(), now_.begin(), now_.end());
            last_.swap(now_);
        }
        after_.index_months();
        return std::move(after_);
    }

  private:
    /// The days before the first posting, as they are. Gives how many they are.
    std::size_t copy_what_stays() {
        if (postings_.empty() || before_.width_ != after_.width_) return 0;
        const auto end = std::ranges::lower_bound(before_.days_, postings_.front().on);
        const auto days = static_cast<std::size_t>(end - before_.days_.begin());
        if (days == 0) return 0;
        after_.days_.assign(before_.days_.begin(), end);
        const auto sums_end = before_.sums_.begin() + static_cast<std::ptrdiff_t>(days * before_.width_);
        after_.sums_.assign(before_.sums_.begin(), sums_end);
        take_row(days - 1);
        last_ = running_;
        return days;
    }

    void take_row(std::size_t day) {
        std::copy_n(before_.sums_.begin() + static_cast<std::ptrdiff_t>(day * before_.width_), before_.width_,
                    running_.begin());
    }

    void forget_year() {
        for (auto* sums : {&running_, &last_, &added_})
            for (std::size_t i = 0; i < sums->size(); ++i)
                if (is_yearly(i)) (*sums)[i] = 0;
    }

    const AreaAccount& before_;
    const std::vector<Posting>& postings_;
    AreaAccount after_;
    std::vector<std::int64_t> running_;  ///< of the account before, on the day at hand
    std::vector<std::int64_t> last_;     ///< as written last
    std::vector<std::int64_t> added_;    ///< by the postings so far
    std::vector<std::int64_t> now_;
};

AreaAccount AreaAccount::changed(std::span<const LedgerEntry> removed, std::span<const LedgerEntry> added,
                                 std::size_t columns) const {
    Postings postings;
    for (const LedgerEntry& entry : removed) postings.add(entry, -1);
    for (const LedgerEntry& entry : added) postings.add(entry, 1);
    return AccountMerge(*this, postings.sorted(), std::max(width_, 4 + 2 * columns)).merged();
}

void AreaAccount::index_months() {
    by_month_.clear();
    month_ends_.clear();
    if (days_.empty()) return;
    first_month_ = month_of(days_.front());
    Day month_end = days_.front().last_of_month();
    for (std::size_t i = 0; i < days_.size(); ++i)
        while (days_[i] > month_end) {
            by_month_.push_back(static_cast<std::uint32_t>(i));
            month_end = (month_end + 1).last_of_month();
        }
    by_month_.push_back(static_cast<std::uint32_t>(days_.size()));
    month_ends_.resize(width_ * by_month_.size());
    for (std::size_t month = 0; month < by_month_.size(); ++month)
        for (std::size_t sum = 0; sum < width_; ++sum)
            month_ends_[sum * by_month_.size() + month] = sums_[(by_month_[month] - 1) * width_ + sum];
}

Totals AreaAccount::on(const BookDay& day) const {
    if (days_.empty() || day.month < first_month_) return {};
    const auto month = static_cast<std::size_t>(day.month - first_month_);
    std::size_t end = days_.size();
    if (month < by_month_.size() && day.month_end) {
        end = by_month_[month];
    } else if (month < by_month_.size()) {
        const auto begin = days_.begin() + (month == 0 ? 0 : by_month_[month - 1]);
        const auto after = std::upper_bound(begin, days_.begin() + by_month_[month], day.day);
        end = static_cast<std::size_t>(after - days_.begin());
    }
    if (end == 0) return {};
    return {&sums_[(end - 1) * width_], days_[end - 1] >= day.year_start};
}

Ledger::Ledger(std::size_t areas, std::size_t columns)
    : columns_(columns), by_unit_value_(std::make_shared<const std::map<std::uint8_t, ByUnitValue>>()) {
    static const auto empty = std::make_shared<const Shelf>();
    shelves_ = std::make_shared<const Shelves>((areas + shelf_size - 1) / shelf_size, empty);
}

const Ledger::ByUnitValue& Ledger::by_unit_value(std::uint8_t column) const {
    static const ByUnitValue none;
    const auto found = by_unit_value_->find(column);
    return found == by_unit_value_->end() ? none : found->second;
}

namespace {

/// What an amount's tallies change in the account of everybody who gets as much.
struct UnitValueChange {
    std::vector<LedgerEntry> removed;
    std::vector<LedgerEntry> added;
};
using UnitValueChanges = std::map<std::pair<std::uint8_t, std::int64_t>, UnitValueChange>;

void note(const std::vector<LedgerEntry>& entries, std::vector<LedgerEntry> UnitValueChange::*side,
          UnitValueChanges& changes) {
    for (const LedgerEntry& entry : entries)
        for (const Tally& tally : entry.tallies)
            if (tally.unit_value_fen != 0) {
                LedgerEntry alone;
                alone.tallies.push_back({0, tally.amount, tally.when, 0});
                (changes[{tally.column, tally.unit_value_fen}].*side).push_back(std::move(alone));
            }
}

}  // namespace

Ledger Ledger::changed(std::span<const Change> changes) const {
    struct Open {
        std::vector<LedgerEntry> removed;
        std::vector<LedgerEntry> added;
    };
    std::map<AreaIndex, std::vector<const Change*>> by_area;
    UnitValueChanges by_value;
    for (const Change& change : changes) {
        if (change.area == no_area || (change.removed.empty() && change.added.empty())) continue;
        by_area[change.area].push_back(&change);
        note(change.removed, &UnitValueChange::removed, by_value);
        note(change.added, &UnitValueChange::added, by_value);
    }
    if (by_area.empty()) return *this;
    Ledger next = *this;
    auto shelves = std::make_shared<Shelves>(*shelves_);
    std::shared_ptr<Shelf> shelf;
    std::size_t shelf_number = shelves->size();
    static const AreaAccount nothing;
    for (const auto& [area, list] : by_area) {
        if (area / shelf_size != shelf_number) {
            shelf_number = area / shelf_size;
            shelf = std::make_shared<Shelf>(*(*shelves_)[shelf_number]);
            (*shelves)[shelf_number] = shelf;
        }
        auto& account = (*shelf)[area % shelf_size];
        const AreaAccount& before = account ? *account : nothing;
        if (list.size() == 1) {
            account = std::make_shared<const AreaAccount>(
                before.changed(list.front()->removed, list.front()->added, columns_));
            continue;
        }
        Open all;
        for (const Change* change : list) {
            all.removed.insert(all.removed.end(), change->removed.begin(), change->removed.end());
            all.added.insert(all.added.end(), change->added.begin(), change->added.end());
        }
        account = std::make_shared<const AreaAccount>(before.changed(all.removed, all.added, columns_));
    }
    next.shelves_ = std::move(shelves);
    if (!by_value.empty()) {
        auto books = std::make_shared<std::map<std::uint8_t, ByUnitValue>>(*by_unit_value_);
        for (const auto& [key, change] : by_value) {
            auto& account = (*books)[key.first][key.second];
            account = std::make_shared<const AreaAccount>(
                (account ? *account : nothing).changed(change.removed, change.added, 1));
        }
        next.by_unit_value_ = std::move(books);
    }
    return next;
}

}  // namespace courtyard
