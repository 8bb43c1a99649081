// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace courtyard {

/// A CSV cell that a spreadsheet neither splits nor runs.
std::string text_cell(std::string_view text);

/// Filled with blanks to a width for a terminal; wide characters count two columns.
std::string padded(std::string_view text, std::size_t width);

}  // namespace courtyard
