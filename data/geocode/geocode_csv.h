// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/geocode/geocode_file.h"

namespace courtyard {

/// From CSV to CSV, as `geocode_file` promises. The summary comes with its columns and names set.
Result<GeocodeSummary> geocode_csv(const GeocodeJob& job, GeocodeSummary summary);

}  // namespace courtyard
