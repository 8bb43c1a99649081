// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/read/file_kind.h"
#include "data/read/table.h"

namespace courtyard {

/// Opens what GDAL reads for us: XLSX, TopoJSON, GPX, KML/KMZ, Shapefile, GeoPackage, FlatGeobuf.
///
/// GDAL sees one driver, and names of our own in a private folder: links to the file and to its known
/// siblings, or what was unpacked from a zip. Nothing else beside the file is looked at.
///
/// A shapefile's text is in what its .cpg says; without one, strict UTF-8 or else strict GB18030, by every
/// value.
///
/// Errors   as `open_table`
Result<std::unique_ptr<Table>> open_gdal_table(FileKind kind, const std::filesystem::path& path,
                                               const TableOptions& options);

}  // namespace courtyard
