// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "atlas/atlas.h"

namespace courtyard {

/// Where the code of a record without a position lies in an edition: the area of that code, else the village
/// that most of its ground went to since the last edition before that had the code.
///
/// @return   no_area when no edition up to this one has the code, or its ground went to several
/// Cost      a look-up; for a code that the edition does not have a comparison of editions, which the atlas
/// keeps
AreaIndex area_by_code(const Atlas& atlas, const Snapshot& snapshot, const EditionPicture& edition,
                       AreaCode code);

}  // namespace courtyard
