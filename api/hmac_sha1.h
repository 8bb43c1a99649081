// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace courtyard {

using Sha1 = std::array<unsigned char, 20>;

/// For one-time codes alone, where RFC 6238 and every authenticator mean SHA-1; computed by OpenSSL.
///
/// Source   RFC 2104
Sha1 hmac_sha1(std::string_view key, std::string_view message);

}  // namespace courtyard
