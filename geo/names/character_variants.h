// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace courtyard {

/// Characters that are written for one another in place names, two by two: the one met, the one it is read
/// as.
///
/// Traditional forms and old variants, and a few that are confused so often that keeping them apart would
/// lose more than it saves. Names and addresses are folded alike, so a pair can only make two names equal
/// (and then both are candidates); it can never turn one place into another.
std::u16string_view character_variants();

}  // namespace courtyard
