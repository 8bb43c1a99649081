// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "campaign/records.h"
#include "data/store/blob.h"
#include "data/store/evidence_limits.h"
#include "geo/geocode.h"

namespace courtyard {

/// What a photo says for or against the inspection point it was brought for. Doubts are for a reviewer;
/// nothing is refused or changed because of them.
struct PhotoEvidence {
    Flags flags;                           ///< photo_far, photo_time, photo_reused, photo_no_position
    std::optional<double> distance_m;      ///< from the camera's position to the record's
    std::optional<std::int64_t> apart_ms;  ///< the camera's time minus the record's
    std::size_t same_elsewhere = 0;        ///< other inspection points with this very photo
    std::size_t alike_elsewhere = 0;       ///< others of the same campaign with one that looks like it
    std::vector<std::string> elsewhere;    ///< these two together
};

/// Compares a photo with its inspection point and with the other uses of it (`Store::uses_of`).
///
/// Far is beyond what both say of their accuracy; the satellites' clock counts before the camera's own. Alike
/// are pictures whose hashes differ in few bits, and that show enough to be told apart.
///
/// Source   docs/DATA.md#photos
PhotoEvidence evidence_of(const Blob& photo, const InspectionRecord& record, std::span<const PhotoUse> uses,
                          const EvidenceLimits& limits = {});

}  // namespace courtyard
