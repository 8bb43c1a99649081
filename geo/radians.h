// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <numbers>

namespace courtyard {

inline constexpr double radians_per_degree = std::numbers::pi / 180;

}  // namespace courtyard
