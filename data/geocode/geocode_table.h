// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/export/export.h"
#include "data/geocode/geocode_file.h"

namespace courtyard {

/// From any format to any, row by row. The summary comes with its columns and names set.
Result<GeocodeSummary> geocode_table(const GeocodeJob& job, Table& table, ExportFormat format,
                                     GeocodeSummary summary);

}  // namespace courtyard
