// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace courtyard {

/// What lies between a piece of text and a name.
enum class Slip : std::uint8_t {
    none,          ///< they are equal, or differ by more than one slip
    harmless,      ///< a unit changed, left out or put in, or two neighbours swapped
    another_name,  ///< one unit, but it is what tells villages apart: a surname, 大, 小, 东, 西, 上, 新, a
                   ///< number
};

/// Harmless slips are found only in names of four units or more, swapped neighbours in those of three.
Slip slip_between(std::u16string_view text, std::u16string_view core);

}  // namespace courtyard
