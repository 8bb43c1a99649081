// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>

#include "geo/village_index.h"

namespace courtyard {

/// Writes the tables of bench/geo/postgis.sh into `folder` as CSV without a heading.
///
/// villages.csv: number, polygon. positions.csv: number, point, number of its village or nothing.
/// Geometries are extended well-known binary in hexadecimal, EPSG:4326, every bit of each double kept.
/// Throws when the disk does not take them.
void write_postgis_tables(const AreaTree& county, std::span<const LonLat> positions,
                          std::span<const Located> located, const std::filesystem::path& folder);

}  // namespace courtyard
