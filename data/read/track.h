// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/read/table.h"
#include "geo/day.h"

namespace courtyard {

/// Where somebody was, by the tracks of GPX files: places what has a time and no position.
///
/// A place is interpolated between the two points of one track segment before and after, which are at most
/// `longest_gap_ms` apart: a person on foot is within about 80 m of the line then. Beyond the ends of a
/// segment nothing is known.
class Tracks {
  public:
    static constexpr std::int64_t longest_gap_ms = 120'000;
    /// Two tracks that lie farther apart at the same time belong to two people.
    static constexpr double same_place_m = 50;

    struct Place {
        LonLat position;  ///< WGS 84
        std::string file;
        std::int64_t gap_ms = 0;  ///< between the two points; 0: exactly at one
    };

    /// Takes the points of a file's layer `track_points`; those without a time are passed over. How many
    /// there were.
    Result<std::size_t> add(const std::string& file, Table& points);

    bool empty() const { return segments_.empty(); }
    /// Errors   not_found: track.none; conflict: track.disagree
    Result<Place> at(Instant time) const;

  private:
    struct Point {
        std::int64_t ms;
        LonLat position;
    };
    struct Segment {
        std::string file;
        std::vector<Point> points;  ///< in the order of time
    };
    static bool place(const Segment& segment, Instant time, Place& found);

    std::vector<Segment> segments_;
    std::size_t points_ = 0;
};

}  // namespace courtyard
