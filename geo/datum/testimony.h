// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/datum/claim.h"

namespace courtyard {

/// A record's two numbers, beside what it says of its own place.
struct Witness {
    LonLat given;                     ///< as the source has them, unchecked
    AreaCode declared;                ///< village, or any area above; empty when it says none
    std::optional<LonLat> reference;  ///< WGS 84, such as a photo's own position; wins over `declared`
    std::size_t row = 0;
};

/// A witness that counts: at a spot of its own, with a claim that can be tested.
struct Sworn {
    LonLat given;
    Claim claim;
    std::size_t row = 0;
    std::size_t rows = 1;  ///< of this claim at this spot, among those looked at
};

/// The independent witnesses of a batch.
struct Testimony {
    std::vector<Sworn> witnesses;
    std::size_t looked_at = 0;  ///< rows, until there were witnesses enough
    std::size_t claims = 0;     ///< of them, rows that say where they are
    std::size_t areas = 0;      ///< that the witnesses declare, and references
};

/// Hears the rows in a fixed stride over the whole batch until `wanted` witnesses stand.
///
/// Rows of one declared area within the same square of about 100 m are one witness: neighbours in a hamlet
/// lie inside or outside together, and a million rows on one spot know no more than one.
Testimony testimony_of(std::span<const Witness> batch, const ClaimCheck& check, std::size_t wanted);

}  // namespace courtyard
