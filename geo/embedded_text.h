// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace courtyard {

/// A text file that is part of the program (see cmake/embed.cmake).
struct EmbeddedText {
    std::string_view name;
    std::string_view text;
};

}  // namespace courtyard
