// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace courtyard {

/// What whoever guesses passwords tries first, in small letters: no passwords but what they are made of.
const std::vector<std::string_view>& tried_words();

}  // namespace courtyard
