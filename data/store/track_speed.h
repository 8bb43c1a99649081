// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/store/doubt.h"
#include "data/store/evidence_limits.h"

namespace courtyard {

/// Where an account was at an instant, as one of its inspection points says.
struct Fix {
    Instant at;
    std::string inspection;
    std::int64_t line = 0;
    LonLat position;
    std::optional<double> accuracy_m;
};

/// Whether an inspection point says where its account was, and when: not one that was placed by hand, and
/// not one whose time is midnight at UTC+08:00 sharp, which only says a day.
bool is_fix(const InspectionRecord& record);

/// What a car at `car_kmh` cannot have covered between two points, after `leap_grace_m` and what both say of
/// their accuracy. Seen from `from`: `other` is `to`.
std::optional<Leap> impossible_leap(const Fix& from, const Fix& to, const EvidenceLimits& limits);

/// Of each point of a track, the faster of its leaps to the one before and to the one after, if there is one.
///
/// @param track   of one account, by time, then by inspection
/// Cost     about 1 us for each point
std::vector<std::optional<Leap>> impossible_leaps(std::span<const Fix> track, const EvidenceLimits& limits);

}  // namespace courtyard
