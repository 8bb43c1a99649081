// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "campaign/timeline.h"
#include "geo/area_tree.h"

namespace courtyard {

/// A count that changes by day: +1 here, -1 there, and the sum up to any day.
class DayCount {
  public:
    /// Adds `change` from `from` on.
    void add(Day from, std::int32_t change);
    /// The sum of all changes up to and including `day`. Cost: O(log changes).
    std::int64_t on(Day day) const;
    bool empty() const { return entries_.empty(); }

  private:
    struct Entry {
        Day from;
        std::int64_t sum = 0;
    };
    std::vector<Entry> entries_;  ///< by day, one per day on which the sum changes
};

/// How one record enters the books of the area it lies in.
struct LedgerEntry {
    Day registered = never;
    std::vector<CountedInterval> counted;
    std::vector<CountedInterval> proposed;  ///< days on which a field team's proposal waits for a decision
};

/// Counts of one campaign in one area alone (not what lies beneath it), by day.
class AreaAccount {
  public:
    void add(const LedgerEntry& entry) { post(entry, 1); }
    void remove(const LedgerEntry& entry) { post(entry, -1); }

    std::int64_t registered(Day day) const { return registered_.on(day); }
    std::int64_t proposed(Day day) const { return proposed_.on(day); }
    std::int64_t completed(Day day) const;
    /// Completed on that day whose counted interval began in the day's year.
    std::int64_t completed_this_year(Day day) const;

  private:
    void post(const LedgerEntry& entry, std::int32_t sign);

    struct Year {
        int year = 0;
        DayCount completed;
    };
    DayCount registered_;
    DayCount proposed_;
    std::vector<Year> years_;  ///< completed, by the year in which the counted interval began
};

/// The books of one campaign over the areas of one edition.
///
/// Immutable accounts shared between versions: applying one record copies one account.
/// Threads   const, safe to call concurrently
class Ledger {
  public:
    explicit Ledger(std::size_t areas = 0) : accounts_(areas) {}

    /// One record's change in one area: what it was replaced by what it is now (either may be empty).
    struct Change {
        AreaIndex area = no_area;
        std::vector<LedgerEntry> removed;
        std::vector<LedgerEntry> added;
    };
    Ledger changed(std::span<const Change> changes) const;

    /// The account of an area, or null when nothing was ever booked there.
    const AreaAccount* account(AreaIndex area) const { return accounts_[area].get(); }

  private:
    std::vector<std::shared_ptr<const AreaAccount>> accounts_;
};

}  // namespace courtyard
