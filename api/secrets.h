// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace courtyard {

/// How secrets of ours begin, so that they are recognised where they do not belong.
inline constexpr std::string_view secret_mark = "cy_";

/// A session's or token's secret: 256 bits of randomness.
std::string new_secret();
/// SHA-256 in hex: what is kept of a secret that nobody can guess.
std::string hash_of_secret(std::string_view secret);
/// Ten codes of 120 bits that each open the second factor once.
std::vector<std::string> new_recovery_codes();

/// argon2id. Cost: 64 MiB, about 0.1 s. Throws when there is no memory for it.
std::string hash_of_password(const std::string& password);
/// Whether a hash was made at lower costs than those of today, or by another method. A hash with any cost
/// higher than today's is kept.
bool needs_new_hash(const std::string& hash);
bool is_password(const std::string& hash, const std::string& password);

}  // namespace courtyard
