// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>

namespace courtyard {

/// Where a text stops being JSON: a pointer (RFC 6901) to the member or element whose value is broken.
///
/// Empty when the fault lies outside every member, or when the value is JSON that we do not read (an integer
/// of fifty digits). Long names and deep paths are cut, for the pointer goes into an answer.
std::string pointer_to_fault(std::string_view text);

/// The first member, at any depth, whose name came before in the same object: two readers may take either.
std::optional<std::string> pointer_to_repeated_member(simdjson::dom::element root);

}  // namespace courtyard
