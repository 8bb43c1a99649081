// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/day.h"

namespace courtyard {

/// One-time codes of an authenticator: six digits for thirty seconds, HMAC-SHA-1.
///
/// Source   RFC 6238, RFC 4226

std::string base32(std::string_view bytes);
/// Nothing when the text is not base32. Blanks are passed over, letters of either case are taken.
std::optional<std::string> parse_base32(std::string_view text);

/// A fresh secret of 160 bits, in base32.
std::string new_totp_secret();
/// What an authenticator reads, as text or as a QR code.
std::string otpauth_uri(std::string_view account, std::string_view secret);

/// The step of thirty seconds that an instant lies in.
std::int64_t totp_step(Instant at);
std::string totp_code(std::string_view secret, std::int64_t step);
/// The step whose code this is: the present one, the one before or the one after, for clocks that differ;
/// never one up to `last_used`, so that a code that was seen is worth nothing.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Instant now,
                                         std::int64_t last_used);

}  // namespace courtyard
