// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// What a refusal of the room of sockets tells people: why, and what to do about it.
///
/// @param name   one of `api/http/refusal.h`; of any other nothing is told but its name
Text refusal_text(std::string_view name);

}  // namespace courtyard
