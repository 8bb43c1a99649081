// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "data/read/held_editions.h"

namespace courtyard {

/// Refuses a first day that can only be a slip: before 1900, or more than ten years from now.
/// Errors   invalid_input: edition.day
Result<void> check_edition_day(Day edition);

/// What a load of areas would change: villages by what becomes of them, records that change or lose their
/// village, codes for other ground, and what is odd about the edition's first day.
///
/// Compared is with the edition that holds on that day: the same one when it stands already, of which areas
/// that the file does not have stay; else the last before, else the first. Nothing is told of the first
/// edition of all.
///
/// @param loaded  the areas of the file
/// @return        sentences about the file as a whole
/// Cost           a comparison of two editions, and placing every record twice
/// Source         docs/DATA.md#editions
std::vector<Text> edition_notes(const HeldEditions& held, Day edition, std::span<const Area> loaded);

}  // namespace courtyard
