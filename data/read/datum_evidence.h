// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "campaign/records.h"
#include "geo/village_index.h"

namespace courtyard {

/// A position as given, beside the village that its record declares.
struct DeclaredPosition {
    LonLat given;
    AreaCode village;
};

/// How many of a batch's positions lie in their declared village if they are read in a datum.
struct DatumHypothesis {
    Datum datum = Datum::wgs84;
    std::size_t inside = 0;
};

/// What a batch says about its own datum.
struct DatumEvidence {
    std::size_t tested = 0;  ///< positions with a declared village of this edition
    std::vector<DatumHypothesis> hypotheses;
    /// The datum under which at least 90 % lie in their village while every other one has less than half of
    /// them there; nothing when the batch does not decide.
    std::optional<Datum> verdict;
};

/// Tests WGS 84 (CGCS2000 is equal), GCJ-02 and BD-09. At least 20 positions are needed for a verdict.
DatumEvidence datum_evidence(std::span<const DeclaredPosition> positions, const AreaTree& areas,
                             const VillageIndex& villages);

}  // namespace courtyard
