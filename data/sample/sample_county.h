// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "geo/result.h"

namespace courtyard {

/// How large the fictional county is, and which one of them.
struct SampleOptions {
    unsigned villages = 320;
    unsigned townships = 18;
    unsigned households = 60'000;
    std::uint64_t seed = 1;
};

/// Writes a fictional county-level city as ordinary files, in the formats of docs/DATA.md: areas.gpkg,
/// households.csv, bases.csv, help_points.csv, children_by_village.csv, targets.csv, figures.csv,
/// decisions.csv, inspections.csv, inspections.gpx and photos/*.jpg.
///
/// Code 410199, invented names, contiguous villages whose shared borders are identical vertex by vertex,
/// households in settlements, the plan 2021-2025 with unequal years and five years of decisions. On
/// 2023-06-30 the county stands at 52 % of plan. The same options write the same bytes.
///
/// @param progress  called with 0 to 100
/// Errors   invalid_input: sample.size; throws when the disk fails
Result<void> write_sample_county(const std::filesystem::path& folder, const SampleOptions& options,
                                 const std::function<void(int)>& progress);

}  // namespace courtyard
