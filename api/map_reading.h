// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "campaign/progress.h"

namespace courtyard {

/// What of an area's progress a map is coloured by.
enum class MapMeasure : std::uint8_t {
    share_plan,
    share_year,
    pace,  ///< share of the plan less what is expected of it, points
    value,
    value_year,
};

std::string_view to_string(MapMeasure measure);
std::optional<MapMeasure> parse_map_measure(std::string_view text);

/// Why an area has no class. `none`: it has one.
enum class MapMark : std::uint8_t { no_data, zero, suppressed, not_applicable, none };

std::string_view to_string(MapMark mark);
inline constexpr std::array map_marks{MapMark::no_data, MapMark::zero, MapMark::suppressed,
                                      MapMark::not_applicable};

struct MapReading {
    MapMark mark = MapMark::none;
    std::int64_t tenths = 0;  ///< the value as printed, where there is a class
};

/// Reads rows of one question as the map of the dashboard does (web/src/measure/reading.ts).
///
/// No data: a list that nobody has begun, or a figure that is reported for the whole and for none of the
/// areas. Not applicable: nothing to divide by. Zero is a class of its own, but not against the pace line.
class MapReader {
  public:
    MapReader(const ProgressSource& source, MapMeasure measure, std::span<const Progress> rows,
              const Progress& total);

    MapReading read(const Progress& row) const;

  private:
    bool has_no_return(const Progress& row) const;

    MapMeasure measure_;
    bool of_courtyards_;
    bool only_whole_;
};

/// Breaks of the policy in tenths: 40, 60, 80, 90 and 100 per cent, and of the pace line 2, 10 and 20 points
/// to either side. Empty for a value that is no per cent.
std::vector<std::int64_t> policy_breaks(MapMeasure measure, const Indicator& indicator);

}  // namespace courtyard
