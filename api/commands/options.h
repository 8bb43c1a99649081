// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// Reads the `name=value` pairs of an option such as `--map`.
/// Errors   invalid_input: option.pair
Result<std::map<std::string, std::string>> pairs_of(const std::vector<std::string>& list,
                                                    const std::string& option);

}  // namespace courtyard
