// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// Whether a password may be set: 12 to 256 characters, none of those that everybody tries first, not a run
/// or a repetition, and without the account's name. No classes of characters are asked for: they make
/// passwords that are written down.
///
/// Errors   invalid_input: password.short, password.long, password.common, password.name
/// Source   NIST SP 800-63B, 5.1.1.2
Result<void> check_password(std::string_view password, std::string_view account);

/// A password that nobody has to remember: 20 letters and digits from the system's randomness.
std::string random_password();

}  // namespace courtyard
