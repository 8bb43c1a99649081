// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "api/routes.h"

namespace courtyard {

/// Whether a read that needs this verb shows what is protected: households with their names, photos, cases,
/// relief, accounts, the audit itself. A new route is watched by its verb, from the day it is there.
bool is_watched(Verb verb);

/// What the audit tells of a request that looks at something protected; nothing for all others. One entry for
/// a request, however much it shows.
std::optional<Deed> look_of(const Route& route, const RequestHead& head, const Caller& caller,
                            std::span<const std::string_view> captured);

}  // namespace courtyard
