// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/parameters.h"
#include "api/service.h"

namespace courtyard {

/// The area a question is about: `area`, else the top of the caller's scope.
/// Errors   not_found: area.unknown (also: one's own on a day whose edition does not have it), area.none;
/// not_allowed: scope.gone; invalid_input: area.required (there are several top areas)
Result<AreaIndex> asked_area(Parameters& query, const Call& call, const AreaTree& areas);

/// What an account is told whose area is not in the edition that it asks about: `scope.gone` when it is not
/// in the one of today either, which another area mends; else that the edition of that day does not have it.
tl::unexpected<Error> scope_missing(const Call& call);

/// Whether any edition has an area of this code.
bool in_some_edition(const Snapshot& snapshot, AreaCode code);

/// The level of the rows when none is asked for: the one just beneath, or the area's own at the bottom.
AreaLevel level_beneath(const AreaTree& areas, AreaIndex area);

}  // namespace courtyard
