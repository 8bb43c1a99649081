// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// The statistical code of an administrative unit: 2, 4, 6, 9 or 12 digits in China, letters elsewhere
/// (`2A041`).
///
/// Compares by bytes. At most 15 characters of [0-9A-Za-z_-]; the empty code means "none".
class AreaCode {
  public:
    AreaCode() = default;

    /// Full-width digits become ASCII; surrounding blanks go; anything else that does not fit is refused.
    static Result<AreaCode> parse(std::string_view text);

    std::string_view view() const { return {bytes_.data(), length_}; }
    std::string str() const { return std::string(view()); }
    bool empty() const { return length_ == 0; }
    bool starts_with(AreaCode prefix) const { return view().starts_with(prefix.view()); }

    auto operator<=>(const AreaCode& other) const { return view() <=> other.view(); }
    bool operator==(const AreaCode& other) const { return view() == other.view(); }

  private:
    std::array<char, 15> bytes_{};
    std::uint8_t length_ = 0;
};

enum class AreaLevel : std::uint8_t { province, prefecture, county, township, village };

inline constexpr std::array<AreaLevel, 5> area_levels{
    AreaLevel::province, AreaLevel::prefecture, AreaLevel::county, AreaLevel::township, AreaLevel::village};

std::string_view to_string(AreaLevel level);
/// The plural that names layers and collections: `villages`.
std::string_view plural(AreaLevel level);
Text name_of(AreaLevel level);
/// Understands English and Chinese words: `village`, `villages`, `村`, `社区`, `乡镇`, `县` ...
Result<AreaLevel> parse_area_level(std::string_view text);

/// The level that a Chinese statistical code's length implies; unsupported when the length is another.
Result<AreaLevel> level_by_length(AreaCode code);
/// The code of the unit above by the statistical rule (12 → 9 → 6 → 4 → 2 digits); empty at the top.
AreaCode statistical_parent(AreaCode code);

}  // namespace courtyard

template <>
struct std::hash<courtyard::AreaCode> {
    std::size_t operator()(const courtyard::AreaCode& code) const noexcept {
        return std::hash<std::string_view>{}(code.view());
    }
};
