// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace courtyard {

/// From where on something about an inspection point is doubted: what lies at a limit is not, what lies
/// beyond it is. The server takes them from `courtyard.toml`; they hold for what arrives from then on.
///
/// Source   docs/DATA.md#flags
struct EvidenceLimits {
    double far_from_household_m = 200;  ///< further than a yard, a neighbour and a poor fix
    double poor_accuracy_m = 30;        ///< where a phone's own scale says "poor"
    /// Whole multiples of this are what people type and cell towers give. Smaller round values say nothing:
    /// phones give whole metres.
    double round_accuracy_m = 50;
    double unknown_accuracy_m = 30;  ///< taken for an accuracy that is not said
    double future_minutes = 10;      ///< observed after it was received
    double stale_days = 30;          ///< observed before it was uploaded: phones are offline for days
    double car_kmh = 120;            ///< as the crow flies
    double leap_grace_m = 200;       ///< between two points, beyond what both say of their accuracy
    double photo_far_m = 200;        ///< beyond what camera and record say of their accuracy
    double photo_apart_minutes = 120;
    int photo_alike_bits = 3;  ///< of 64
};

}  // namespace courtyard
