// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "campaign/progress.h"

namespace courtyard {

/// What the books say of one indicator in an area and all beneath it.
struct Reading {
    std::int64_t registered = 0;
    std::int64_t proposed = 0;
    std::int64_t total = 0;  ///< of a rate or coverage: the numerator
    std::int64_t total_year = 0;
    std::int64_t fen = 0;  ///< of an amount
    std::int64_t fen_year = 0;
    std::int64_t whole = 0;  ///< of a rate: the denominator; of coverage: the areas there are
    std::int64_t whole_year = 0;
    std::int64_t reached = 0;  ///< of coverage: the areas whose numerator is above 0
};

/// How much was done by the end of each of the last 12 whole months and the one before them, and 365 days
/// ago.
struct History {
    std::int64_t a_year_ago = 0;
    std::array<std::int64_t, 13> month_ends{};
};

/// Reads the books of one indicator on one day.
class BookReader {
  public:
    BookReader(const ProgressSource& source, Day day);

    /// Areas will be read in this order: memory is asked for those a few places ahead of `next`.
    void fetch_ahead(std::span<const AreaIndex> areas, std::size_t next) const;
    Reading beneath(AreaIndex area) const;
    /// Precondition: the indicator is not worked out of others.
    History history_beneath(AreaIndex area) const;

  private:
    struct Part {
        BookColumn column;
        const Indicator* indicator = nullptr;
    };
    static Part part_of(const Campaign& campaign, const Indicator& indicator);
    void add(AreaIndex area, Reading& reading) const;
    void add(AreaIndex area, History& history) const;

    const ProgressSource& source_;
    const Indicator& indicator_;
    Part upper_;                 ///< the indicator itself, or its numerator
    std::optional<Part> lower_;  ///< its denominator
    BookDay day_;
    BookDay a_year_ago_;
    std::int32_t last_month_ = 0;  ///< the last whole one
};

/// How many persons may be told of a protected indicator: multiples of 5, nothing from 1 to 4.
std::optional<std::int64_t> told_persons(std::int64_t persons);

/// The column of an indicator that is not worked out of others; an amount's persons.
BookColumn column_of(const Indicator& indicator);
/// An amount's money, in fen.
BookColumn money_column_of(const Indicator& indicator);

}  // namespace courtyard
