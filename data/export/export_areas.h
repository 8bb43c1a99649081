// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>

#include "data/export/export.h"
#include "data/read/given_areas.h"

namespace courtyard {

/// The format that a boundary file is written in, by its ending.
///
/// Errors   unsupported: export.format (CSV and XLSX hold no boundaries)
Result<ExportFormat> boundary_format(const std::filesystem::path& file);

/// Writes a boundary file again, with its columns as text and other boundaries (one for each area).
///
/// GeoPackage, GeoJSON, FlatGeobuf, KML or a zipped shapefile, by the ending.
///
/// Errors   those of `boundary_format`; throws when the disk fails
Result<void> write_areas(const GivenAreas& given, std::span<const Boundary> boundaries,
                         const std::filesystem::path& file);

}  // namespace courtyard
