// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "api/http/message.h"
#include "api/http/refusal.h"

namespace courtyard {

/// The place a request names, decoded: `/tiles/a%20b?x=1+2` is {"tiles", "a b"} and {x: "1 2"}.
struct Target {
    std::vector<std::string> segments;
    Fields query;

    bool operator==(const Target&) const = default;
};

/// Takes an origin-form target (`/path?query`) or `*` apart.
///
/// The path is split at `/` first and decoded afterwards; `/` alone has no segments, a slash at the end makes
/// an empty last one. In the query `+` is a space. What could mean two things to two programs is refused:
/// bytes outside 0x21-0x7E, `#`, `\`, broken escapes, an escaped slash, backslash or control byte in the
/// path, NUL anywhere, text that is not UTF-8.
///
/// Errors   bad_target (400); no_such_place (404) for `.` and `..` segments, escaped or not
tl::expected<Target, Refusal> decode_target(std::string_view target);

/// What is legible in a segment of a path, beside letters and digits of ASCII, and in a whole path or a
/// query.
inline constexpr std::string_view legible_in_segment = "-._~:,;@!$*()";
inline constexpr std::string_view legible_in_target = "-._~:,;@!$*()/";

/// Text with `%2F` and the like for every byte that is no letter or digit of ASCII and not among `legible`.
std::string percent_encoded(std::string_view text, std::string_view legible = legible_in_target);

}  // namespace courtyard
