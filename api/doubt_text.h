// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "data/store/doubt.h"
#include "data/store/evidence_limits.h"
#include "data/store/photo_evidence.h"
#include "geo/geocode.h"

namespace courtyard {

/// What a flag says: how much, in what unit, the sentence, and what to do.
struct DoubtText {
    std::optional<double> value;
    std::string_view unit;  ///< m, s, d, km/h, inspections; empty without a value
    Text detail;
    Text advice;
    std::optional<LonLat>
        spot{};  ///< where it would lie in the other datum, or the nearest spot of the border
};

/// What a flagged inspection point is held against.
struct DoubtGround {
    const RecordedFact& point;
    AreaCode declared;  ///< by the point, else by its household
    const Places& known;
    const EvidenceLimits& limits;
    PhotoEvidence photos;  ///< the worst of its photos
};

/// Of a photo.
DoubtText photo_doubt_text(Flag flag, const PhotoEvidence& evidence);
/// Of an inspection point. @param leap   of `impossible_speed`
/// Cost     a look at the borders of the declared village for `outside_declared_village`, else next to
/// nothing
DoubtText doubt_text(Flag flag, const DoubtGround& ground, const std::optional<Leap>& leap);

/// Of several photos of one point: the farthest, the one most apart in time, the one seen most elsewhere.
PhotoEvidence worst_of(std::span<const PhotoEvidence> photos);

}  // namespace courtyard
