// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "geo/area_tree.h"

namespace courtyard {

/// The members that name an area, into the object being written: `fid`, `code`, `name`, `level`.
Json& write_area(Json& json, const Area& area);

}  // namespace courtyard
