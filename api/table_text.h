// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace courtyard {

/// A CSV cell, quoted, that a spreadsheet neither splits nor runs.
std::string csv_text(std::string_view text);

/// With blanks behind it up to a width in terminal columns, of which a Chinese character takes two.
std::string padded(std::string_view text, std::size_t width);

}  // namespace courtyard
