// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace courtyard {

inline constexpr std::string_view jsonfg_core = "http://www.opengis.net/spec/json-fg-1/0.3/conf/core";

/// The conformance classes that are met, as addresses of their specifications: the one list of them.
std::span<const std::string_view> conformance_classes();

}  // namespace courtyard
