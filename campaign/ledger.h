// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "campaign/timeline.h"
#include "geo/area_tree.h"

namespace courtyard {

/// What a record or a reported figure brings to one column of its campaign's books.
struct Tally {
    std::uint8_t column = 0;  ///< `Indicator::column`
    std::int64_t amount = 0;
    CountedInterval when;
    /// Of an amount: what each of `amount` persons gets, in fen (1/100 yuan); the product goes to the next
    /// column.
    std::int64_t unit_value_fen = 0;

    bool operator==(const Tally&) const = default;
};

/// How one record enters the books of the area it lies in.
struct LedgerEntry {
    Day registered = never;
    std::vector<CountedInterval> counted;
    std::vector<CountedInterval> proposed;  ///< days on which a field team's proposal waits for a decision
    std::vector<Tally> tallies{};
};

/// A day as books look it up: worked out once for many accounts.
struct BookDay {
    explicit BookDay(Day on);

    Day day;
    Day year_start;
    std::int32_t month = 0;  ///< months since January 1970
    bool month_end = false;
};

/// The totals of one area's account on one day, and those of them that began in the day's year.
struct Totals {
    const std::int64_t* sums = nullptr;  ///< null: nothing yet
    bool this_year = false;              ///< whether the yearly sums are of the day's year
};

/// Where a total stands among an account's sums.
struct BookColumn {
    std::uint8_t total = 0;
    std::uint8_t year = 0;  ///< of what began in the year of the day; equal to `total`: not kept
};
inline constexpr BookColumn registered_column{0, 0};
inline constexpr BookColumn proposed_column{1, 1};
inline constexpr BookColumn completed_column{2, 3};
/// The column of a tally.
constexpr BookColumn tally_column(std::uint8_t column) {
    return {static_cast<std::uint8_t>(4 + 2 * column), static_cast<std::uint8_t>(5 + 2 * column)};
}

/// Counts of one campaign in one area alone (not what lies beneath it), by day: for each day on which
/// anything changes, the sums up to and including it.
class AreaAccount {
  public:
    /// The account with entries taken out and put in. Cost: O(days + changes x log changes)
    AreaAccount changed(std::span<const LedgerEntry> removed, std::span<const LedgerEntry> added,
                        std::size_t columns = 0) const;

    /// Cost: O(log changes in the month)
    Totals on(const BookDay& day) const;
    static std::int64_t total(Totals totals, BookColumn column) {
        return totals.sums == nullptr ? 0 : totals.sums[column.total];
    }
    static std::int64_t this_year(Totals totals, BookColumn column) {
        return totals.this_year ? totals.sums[column.year] : 0;
    }

    /// A total at the end of a month (`BookDay::month`): side by side for months that follow each other.
    std::int64_t at_month_end(std::int32_t month, BookColumn column) const {
        if (month < first_month_ || by_month_.empty()) return 0;
        const auto at = std::min(static_cast<std::size_t>(month - first_month_), by_month_.size() - 1);
        return month_ends_[column.total * by_month_.size() + at];
    }

    /// Asks memory for what `on` and `at_month_end` will read: the next accounts come while this one is read.
    void fetch(const BookDay& day) const {
        if (by_month_.empty()) return;
        const auto month = static_cast<std::size_t>(std::max(0, day.month - first_month_));
        const std::size_t at = std::min(month, by_month_.size() - 1);
        const std::size_t row = at == 0 ? 0 : by_month_[at - 1];
        const std::int64_t* ends = month_ends_.data() + completed_column.total * by_month_.size();
        __builtin_prefetch(days_.data() + row);
        __builtin_prefetch(sums_.data() + row * width_);
        __builtin_prefetch(sums_.data() + row * width_ + 8);
        __builtin_prefetch(sums_.data() + row * width_ + 16);
        __builtin_prefetch(ends + at);
        __builtin_prefetch(ends + (at > 8 ? at - 8 : 0));
    }

    std::int64_t registered(Day day) const { return total(on(BookDay(day)), registered_column); }
    std::int64_t proposed(Day day) const { return total(on(BookDay(day)), proposed_column); }
    std::int64_t completed(Day day) const { return total(on(BookDay(day)), completed_column); }
    /// Completed on that day whose counted interval began in the day's year.
    std::int64_t completed_this_year(Day day) const { return this_year(on(BookDay(day)), completed_column); }

  private:
    friend class AccountMerge;

    void index_months();

    std::size_t width_ = 4;           ///< sums of one day
    std::vector<Day> days_;           ///< on which something changes, in order
    std::vector<std::int64_t> sums_;  ///< `width_` for each day
    std::int32_t first_month_ = 0;
    std::vector<std::uint32_t> by_month_;   ///< so many of the days lie in this month or before
    std::vector<std::int64_t> month_ends_;  ///< for each sum, those at the ends of the months
};

/// The books of one campaign over the areas of one edition.
///
/// Immutable accounts shared between versions: applying one record copies one account, and to copy the books
/// copies one pointer.
/// Threads   const, safe to call concurrently
class Ledger {
  public:
    explicit Ledger(std::size_t areas = 0, std::size_t columns = 0);

    /// One record's change in one area: what it was replaced by what it is now (either may be empty).
    struct Change {
        AreaIndex area = no_area;
        std::vector<LedgerEntry> removed;
        std::vector<LedgerEntry> added;
    };
    Ledger changed(std::span<const Change> changes) const;

    /// The account of an area, or null when nothing was ever booked there.
    const AreaAccount* account(AreaIndex area) const {
        return (*(*shelves_)[area / shelf_size])[area % shelf_size].get();
    }

    /// Persons of an amount by what each got, in fen: one account for all areas together. They stand in the
    /// first tally column.
    using ByUnitValue = std::map<std::int64_t, std::shared_ptr<const AreaAccount>>;
    const ByUnitValue& by_unit_value(std::uint8_t column) const;

  private:
    static constexpr std::size_t shelf_size = 64;
    using Shelf = std::array<std::shared_ptr<const AreaAccount>, shelf_size>;
    using Shelves = std::vector<std::shared_ptr<const Shelf>>;

    std::size_t columns_ = 0;
    std::shared_ptr<const Shelves> shelves_;
    std::shared_ptr<const std::map<std::uint8_t, ByUnitValue>> by_unit_value_;
};

}  // namespace courtyard
