// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/access.h"
#include "atlas/atlas.h"

namespace courtyard {

/// Where the code of a record without a position lies in an edition of the snapshot; see
/// `EditionPicture::area_of`.
inline AreaIndex area_by_code(const Atlas& /*atlas*/, const Snapshot& /*snapshot*/,
                              const EditionPicture& edition, AreaCode code) {
    return edition.area_of(code);
}

/// Whether what has this code and no position lies in the caller's scope. For those who see everything no
/// edition is compared with another.
bool has_in_scope(const Caller& caller, const EditionPicture& edition, AreaCode code);

}  // namespace courtyard
