// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace courtyard {

/// A random UUID (version 4) in its usual form.
std::string random_uuid();

}  // namespace courtyard
