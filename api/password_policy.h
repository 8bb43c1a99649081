// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// Whether a password may be set: 12 to 256 characters, not made of what everybody tries first
/// (`bits_to_guess`: common passwords and what is made of them, words of the house, years, walks over the
/// keyboard, runs, repetitions), and without the account's name. No classes of characters are asked for: they
/// make passwords that are written down.
///
/// Errors   invalid_input: password.short, password.long, password.common, password.name
/// Source   NIST SP 800-63B, 5.1.1.2; OWASP ASVS 5.0, V6.2
Result<void> check_password(std::string_view password, std::string_view account);

/// A password that nobody has to remember: 20 letters and digits from the system's randomness.
std::string random_password();

}  // namespace courtyard
