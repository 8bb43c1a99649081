// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "api/http/message.h"

namespace courtyard {

/// What a list of entity tags (If-None-Match, If-Match) says of one tag.
enum class Named : std::uint8_t {
    no,
    yes,         ///< it stands in the list, or the list is `*`
    unreadable,  ///< not a list of tags
};

/// Looks for a tag in a list; `W/` before a tag of the list is passed over (weak comparison).
/// Cost     O(list), nothing is allocated
/// Source   RFC 9110, 8.8.3 and 13.1
Named named_in(std::string_view tag_list, std::string_view tag);

/// Whether the conditions and the range of a request can be read.
///
/// A day that is none and a unit that nobody knows are passed over, because RFC 9110 wants that (13.1.3,
/// 14.2); a list of tags or a range of bytes that is none is refused, which it allows.
/// Errors   invalid_input: header.malformed, with the header's name
Result<void> readable_conditions(const RequestHead& head);

}  // namespace courtyard
