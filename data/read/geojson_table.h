// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/read/table.h"

namespace courtyard {

/// Opens a GeoJSON file: a feature collection, one feature, or one geometry.
///
/// Read by ourselves and strictly: GDAL opens half of the known bad files without a word. A bad feature is a
/// broken row, a bad frame a refused file. Memory: one feature at a time. A feature's `id` is a column where
/// no property has that name.
Result<std::unique_ptr<Table>> open_geojson_table(const std::filesystem::path& path,
                                                  const TableOptions& options);

}  // namespace courtyard
