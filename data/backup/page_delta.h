// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace courtyard {

/// What of a page changed since it was last seen: runs of bytes, each with its place. Most commits change a
/// few hundred bytes of a page of four thousand.
///
/// @return   nothing when that would not be shorter than the page. Precondition: equal lengths below 64 KiB
std::optional<std::string> page_delta(std::string_view before, std::string_view after);

/// The page after the change; nothing when the delta does not fit it.
std::optional<std::string> with_delta(std::string_view before, std::string_view delta);

}  // namespace courtyard
