// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "geo/area_tree.h"

namespace courtyard {

/// Names what these areas are, their stable ids, names, places in the tree and boundaries: equal for equal
/// areas and for no others. 32 hexadecimal digits.
/// Cost   the bytes of the boundaries, about 1 GB/s
std::string content_of(const std::map<AreaCode, Area>& areas);

}  // namespace courtyard
