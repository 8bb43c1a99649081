// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/area_check.h"

namespace courtyard {

struct RepairOptions {
    Metres tolerance{1};       ///< gaps, overlaps and cracks up to this width are closed
    double limit_percent = 1;  ///< an area whose size would change by more stays as it was given
    CheckProgress progress;
};

enum class RepairOutcome : std::uint8_t { unchanged, repaired, refused };
std::string_view to_string(RepairOutcome outcome);

/// What became of one area.
struct AreaChange {
    std::size_t area = 0;  ///< number in the file
    RepairOutcome outcome = RepairOutcome::unchanged;
    double before_m2 = 0;
    double after_m2 = 0;  ///< refused: what it would have been
    double change_percent = 0;
    Text reason;  ///< of a refusal
};

/// A repaired set of boundaries, and what is left to people.
struct AreaRepair {
    std::vector<Boundary> boundaries;  ///< one for each area, in file order
    std::vector<AreaChange> changes;   ///< one for each area, in file order
    AreaCheck remaining;               ///< the check of the repaired boundaries
};

/// Closes hairline gaps and overlaps along shared borders, level by level, and makes boundaries valid.
///
/// Borders of neighbours that run within the tolerance of each other become one: vertices are joined,
/// borders bend through their neighbour's vertices; the area that comes first in the file stays. All borders
/// are then cut where they meet, and the plane falls into pieces, every stretch of border stored once. A
/// piece that several areas claim, or that areas enclose and none holds, goes to the one it shares most
/// border with, when it is nowhere wider than the tolerance. Wider ones stay and are told in `remaining`.
/// Where neighbours agree nothing moves.
///
/// An area whose size would change by more than the limit, that would vanish, or that cannot be read stays as
/// it was given; its neighbours adapt to it.
/// Units   areas: m2, geodesic; change_percent: of the area before
/// Cost    a few times that of `check_areas`
AreaRepair repair_areas(std::span<const GivenArea> areas, const RepairOptions& options);

}  // namespace courtyard
