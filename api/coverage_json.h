// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/coverage.h"
#include "api/json.h"

namespace courtyard {

/// A row of coverage: `{fid, code, name, level, points, area_share, area_m2, reached_m2, villages,
/// villages_within, villages_whole, villages_touched, villages_unplaced, nearest_m, population}`.
void write_coverage_row(Json& json, const AreaReach& row, const Coverage& coverage);

/// What to bear in mind, as the members `flags`, `points_without_position` and `population_reason` of the
/// object being written.
///
/// No row tells of people: people reached would be children by village, and those leave the house only as
/// published tables, of which there are none yet.
/// @param without_position  open points of the area that reach nobody, for nobody knows where they are; empty
///                          when not known (of one kind only)
void write_coverage_notes(Json& json, const Coverage& coverage, std::optional<std::int64_t> without_position);

/// Shares with four decimals, metres with one, areas in whole square metres: more would be noise.
std::int64_t whole_m2(double area_m2);
double rounded_share(double share);
double rounded_metres(Metres length);

}  // namespace courtyard
