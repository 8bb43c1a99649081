// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/area_code.h"

namespace courtyard {

/// How an indicator is counted.
enum class IndicatorKind : std::uint8_t {
    records,    ///< what the campaign's status machine counts
    count,      ///< reported figures that add up: lectures held, women trained
    stock,      ///< reported figures of which the newest stands: teams there are
    amount,     ///< persons x unit value, in yuan
    rate,       ///< numerator / denominator, in per cent
    coverage,   ///< areas of a level whose numerator is above 0 / all of them
    milestone,  ///< reached or not; above an area, how many have reached it
};

std::string_view to_string(IndicatorKind kind);

/// Whether more of it is better.
enum class Direction : std::uint8_t { more, fewer };

std::string_view to_string(Direction direction);

/// What is counted.
struct Indicator {
    std::string id;
    Text name;
    Text unit;
    IndicatorKind kind = IndicatorKind::records;
    Direction direction = Direction::more;
    std::string numerator;    ///< of a rate or coverage: another indicator of the campaign
    std::string denominator;  ///< of a rate: likewise
    std::string at_least;     ///< of records: a status; those after it in the campaign's list count, too
    std::string weight;       ///< of records: what each brings while it counts (`women_employed`)
    AreaLevel level = AreaLevel::village;  ///< of coverage: which areas are counted
    /// About children in difficulty or health: answered for the root of the tree alone, in multiples of 5,
    /// nothing from 1 to 4.
    bool is_protected = false;

    /// Where the books keep it (`Tally::column`), an amount its persons and its money in the next one. Empty:
    /// the campaign's own counted records, or worked out of others.
    std::optional<std::uint8_t> column;

    /// Fed by figures that people report, not by records.
    bool is_reported() const;
    /// Worked out of other indicators.
    bool is_derived() const { return kind == IndicatorKind::rate || kind == IndicatorKind::coverage; }
    /// Its target is a level to hold, not a sum to reach over the years.
    bool is_level() const { return is_derived() || kind == IndicatorKind::stock; }
};

}  // namespace courtyard
