// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

namespace courtyard {

/// A question in the plainest form, as it lies in the connection's buffer: nothing decoded, nothing copied.
///
/// HTTP/1.1, GET, no body, connection kept. The target has no escape and no byte that needs one, so it is its
/// own decoded form; the path holds no `.` or `..` segment.
struct PlainGet {
    std::string_view path;                  ///< `/tiles/areas/9/416/204.mvt`
    std::optional<std::string_view> query;  ///< what follows `?`
    std::optional<std::string_view> accept_encoding;
    std::optional<std::string_view> if_none_match;
    std::optional<std::string_view> authorization;
    std::optional<std::string_view> cookie;
    std::optional<std::string_view> origin{};           ///< of the page that asks
    std::optional<std::string_view> x_forwarded_for{};  ///< these three are a proxy's word, not yet believed
    std::optional<std::string_view> x_forwarded_proto{};
    std::optional<std::string_view> forwarded{};
    bool secure = false;      ///< came over TLS
    std::string_view peer{};  ///< address of the client

    bool came_by_proxy() const { return x_forwarded_for || x_forwarded_proto || forwarded; }

    bool operator==(const PlainGet&) const = default;
};

/// Takes a whole head apart when it is of the plain form.
///
/// Nothing is no verdict: the head then goes to the full parser and `check_framing`, which decide. What is
/// accepted here they accept too, with the same meaning: only fields that are known and change nothing, those
/// above once at most, exactly one sound Host.
///
/// @param head   ends with its empty line; every line ends with CRLF, none is folded (`HeadScanner`)
/// Cost          each byte is looked at once; allocates nothing
std::optional<PlainGet> plain_get(std::string_view head);

}  // namespace courtyard
