// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/track_speed.h"

#include <algorithm>
#include <limits>

#include "geo/day.h"

namespace courtyard {
namespace {

double unsure_m(const Fix& fix, const EvidenceLimits& limits) {
    // 0 is what a mocked position says of itself, so it allows for nothing either way.
    return std::max(0.0, fix.accuracy_m.value_or(limits.unknown_accuracy_m));
}

double speed(const Leap& leap) {
    return leap.seconds == 0 ? std::numeric_limits<double>::infinity() : leap.metres / leap.seconds;
}

/// Of two at one instant, the longer.
bool faster(const Leap& a, const Leap& b) {
    return speed(a) != speed(b) ? speed(a) > speed(b) : a.metres > b.metres;
}

}  // namespace

bool is_fix(const InspectionRecord& record) {
    constexpr std::int64_t utc8_ms = 8 * 3'600'000;
    return record.source != PositionSource::manual && (record.observed_at.ms + utc8_ms) % day_ms != 0;
}

std::optional<Leap> impossible_leap(const Fix& from, const Fix& to, const EvidenceLimits& limits) {
    const double metres = distance(from.position, to.position).value;
    const double seconds =
        static_cast<double>(std::max(from.at.ms, to.at.ms) - std::min(from.at.ms, to.at.ms)) / 1000;
    const double sure_m = metres - unsure_m(from, limits) - unsure_m(to, limits) - limits.leap_grace_m;
    if (sure_m <= limits.car_kmh / 3.6 * seconds) return std::nullopt;
    return Leap{metres, seconds, to.inspection};
}

std::vector<std::optional<Leap>> impossible_leaps(std::span<const Fix> track, const EvidenceLimits& limits) {
    std::vector<std::optional<Leap>> leaps(track.size());
    for (std::size_t i = 1; i < track.size(); ++i) {
        auto leap = impossible_leap(track[i - 1], track[i], limits);
        if (!leap) continue;
        Leap back = *leap;
        back.other = track[i - 1].inspection;
        if (!leaps[i - 1] || faster(*leap, *leaps[i - 1])) leaps[i - 1] = std::move(leap);
        leaps[i] = std::move(back);
    }
    return leaps;
}

}  // namespace courtyard
