// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <span>

#include "geo/day.h"

namespace courtyard {

/// From which day a point has which status, and whether it counts as completed then.
struct TimedStatus {
    Day from;
    std::uint8_t status = 0;  ///< index into the layer's `statuses`
    bool completed = false;
};

/// The same in four bytes: 24 bits of day, one of counting, seven of status.
///
/// Days from the year -20997 to 24937 are kept; what lies outside becomes `always` and `never`.
/// Precondition: status < 128
class PackedStatus {
  public:
    PackedStatus() = default;        ///< the first status, always
    PackedStatus(TimedStatus entry)  // NOLINT(google-explicit-constructor): the same thing, packed
        : bits_(packed_day(entry.from) << 8U | (entry.completed ? completed_bit : 0U) | entry.status) {
        assert(entry.status < completed_bit);
    }

    Day from() const {
        const std::uint32_t day = bits_ >> 8U;
        return day == 0 ? always : day == last_day ? never : Day{static_cast<std::int32_t>(day) - bias};
    }
    /// Whether it holds from the day or earlier.
    bool began_by(Day day) const { return bits_ >> 8U <= packed_day(day); }
    std::uint8_t status() const { return bits_ & (completed_bit - 1); }
    bool completed() const { return (bits_ & completed_bit) != 0; }
    operator TimedStatus() const {  // NOLINT(google-explicit-constructor)
        return {from(), status(), completed()};
    }

  private:
    static constexpr std::uint32_t completed_bit = 0x80;
    static constexpr std::int32_t bias = 1 << 23;
    static constexpr std::uint32_t last_day = (1U << 24U) - 1;

    static std::uint32_t packed_day(Day day) {
        return static_cast<std::uint32_t>(
            std::clamp(std::int64_t{day.since_epoch} + bias, std::int64_t{0}, std::int64_t{last_day}));
    }

    std::uint32_t bits_ = 0;
};

/// A point's timeline as a layer keeps it.
class PackedTimeline {
  public:
    PackedTimeline() = default;
    explicit PackedTimeline(std::span<const PackedStatus> entries) : entries_(entries) {}

    std::size_t size() const { return entries_.size(); }
    bool empty() const { return entries_.empty(); }
    auto begin() const { return entries_.begin(); }
    auto end() const { return entries_.end(); }
    TimedStatus operator[](std::size_t i) const { return entries_[i]; }
    TimedStatus front() const { return entries_.front(); }
    TimedStatus back() const { return entries_.back(); }

  private:
    std::span<const PackedStatus> entries_;
};

/// What a point is on a given day.
struct StatusOn {
    std::uint8_t status = 0;
    bool completed = false;
    /// First day of the counted interval that holds the day, else of the last before it.
    std::optional<Day> completed_on;
    /// Day that ended the last counted interval, when the day asked about lies after it.
    std::optional<Day> revoked_on;
};

/// Nothing when the point does not exist yet on that day.
std::optional<StatusOn> status_on(std::span<const TimedStatus> timeline, Day day);
std::optional<StatusOn> status_on(PackedTimeline timeline, Day day);

}  // namespace courtyard
