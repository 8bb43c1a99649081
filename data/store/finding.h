// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/store/evidence_limits.h"
#include "data/store/fact.h"
#include "geo/geocode.h"

namespace courtyard {

/// How an inspection point came.
struct Arrival {
    enum class Way : std::uint8_t {
        upload,  ///< from the phone that made it: late is a doubt, and so is an accuracy that is not said
        file,    ///< in a table or a track, which may be of any year
    };
    /// Whether the source says an accuracy of its points at all, as a file without such a column does not.
    enum class Accuracy : std::uint8_t { told, untold };

    Way way = Way::upload;
    Accuracy accuracy = Accuracy::told;
    Instant at = Instant::now();
};

/// What is found out about an inspection point on arrival: its village, its distance to the declared
/// household, and the doubts a reviewer must resolve. Nothing is moved or corrected.
///
/// Source   docs/DATA.md#flags
Finding finding_of(const InspectionRecord& record, const std::optional<HouseholdRecord>& household,
                   const Places& known, const EvidenceLimits& limits = {}, const Arrival& arrival = {});

}  // namespace courtyard
