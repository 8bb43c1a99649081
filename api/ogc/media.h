// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "api/http/message.h"

namespace courtyard {

/// One encoding of a resource: the word of `f=` and the media type that a client accepts it by.
struct Encoded {
    std::string_view word;    ///< `json`
    std::string_view type;    ///< `application/geo+json`
    std::string_view more{};  ///< a second type that it may be asked for by
};

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view geojson_type = "application/geo+json";
inline constexpr std::string_view html_type = "text/html";
inline constexpr std::string_view jsonfg_type = "application/vnd.ogc.fg+json";
inline constexpr std::string_view schema_type = "application/schema+json";

/// What a resource that is no layer's data comes in.
inline constexpr std::array page_encodings{Encoded{"json", json_type}, Encoded{"html", html_type}};

/// The encoding that a request asks for: by `f=`, else by Accept with its weights, else the first.
///
/// The first also answers `*/*`. Among those that are equally welcome the earlier one wins.
/// Errors   invalid_input: parameter.invalid (an `f` that is none of them); unsupported:
///          encoding.not_acceptable (answer it with 406)
Result<Encoded> asked_encoding(const RequestHead& head, std::span<const Encoded> offered);

/// The answer to a resource that is not there in the encoding asked for.
Response not_encoded(const Error& error, const RequestHead& head);

}  // namespace courtyard
