// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/problem.h"
#include "geo/area_check.h"
#include "geo/area_repair.h"

namespace courtyard {

/// Which of the two languages a report is written in.
/// A check, and what a repair did, as `courtyard check` writes it in JSON (INTERFACES.md, section 2).
std::string area_check_json(const AreaCheck& check, std::span<const GivenArea> areas,
                            const AreaRepair* repair, Language language);

/// The places of a check as GeoJSON points, without geometry where there is no place.
std::string area_check_geojson(const AreaCheck& check, Language language);

}  // namespace courtyard
