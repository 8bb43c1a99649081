// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "api/http/message.h"
#include "api/json.h"

namespace courtyard {

/// How long an answer may be kept, and by whom.
enum class Caching : std::uint8_t {
    none,        ///< never stored: sessions, events, personal data
    revalidate,  ///< stored, asked again each time with its tag
};

Response answer(unsigned status, std::string_view content_type, std::string body, Caching caching);
Response json_answer(const Json& json, Caching caching = Caching::revalidate, unsigned status = 200);

/// A strong entity tag of content.
std::string entity_tag(std::string_view content);

/// Whom an answer is for: everybody alike, or the caller who signed in.
enum class Audience : std::uint8_t { everybody, this_caller };

/// What Strict-Transport-Security says: for a year TLS alone, on this host and those beneath it, or on this.
inline constexpr std::string_view tls_with_subdomains = "max-age=31536000; includeSubDomains";
inline constexpr std::string_view tls_on_this_host = "max-age=31536000";

/// What every answer gets on its way out: entity tag and 304, gzip where asked for, security headers, and
/// `private` when it is for one caller.
///
/// @param transport   what Strict-Transport-Security says over TLS
Response finished(Response response, const RequestHead& head, Audience audience,
                  std::string_view transport = tls_with_subdomains);

/// Whether CSV is asked for, by `f=csv` or the Accept header.
bool wants_csv(const RequestHead& head);

/// Whether the client takes gzip (`gzip;q=0` does not).
bool accepts_gzip(const RequestHead& head);
bool accepts_gzip(std::optional<std::string_view> accept_encoding);

}  // namespace courtyard
