// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace courtyard {

/// Without the blanks around it, full-width and no-break ones included.
std::string_view without_blanks(std::string_view text);

/// Full-width letters, digits, signs and blanks become their ASCII twins: `１２（Ａ）` → `12(A)`.
std::string half_width(std::string_view text);

/// Whether digits stand in it that Chinese keyboards write twice as wide.
bool has_full_width_digits(std::string_view text);

/// A header in the form that headers are compared in: half-width, lower case, no blanks, `_` or `-`.
std::string plain_header(std::string_view text);

/// Characters, not bytes. Precondition: UTF-8.
std::size_t length_of(std::string_view text);

/// The longest beginning of at most so many bytes that ends between two characters. Precondition: UTF-8.
std::string_view leading(std::string_view text, std::size_t bytes);

/// Whether a line break or tab may stand in a text.
enum class Lines : std::uint8_t { one, many };

/// Whether nothing in it would act instead of being shown: control characters, and the marks that turn the
/// direction of writing (U+202A-202E, U+2066-2069). Precondition: UTF-8.
bool is_printable(std::string_view text, Lines lines);

}  // namespace courtyard
