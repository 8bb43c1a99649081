// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/area_by_code.h"

namespace courtyard {

bool has_in_scope(const Caller& caller, const EditionPicture& edition, AreaCode code) {
    return caller.scope.empty() || in_scope(caller, *edition.areas, edition.area_of(code));
}

}  // namespace courtyard
