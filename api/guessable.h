// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace courtyard {

/// What a password costs somebody who guesses it, in bits: the cheapest way to put it together from the words
/// that are tried first (common passwords, names in Pinyin, words of the house, in any case and with 0 for o
/// and @ for a), years and dates, walks over the keyboard, runs and repetitions, and for the rest letter by
/// letter.
///
/// Cost   O(length x longest word)
double bits_to_guess(std::string_view password);

/// The words of the house that count as words in a password, in any case: the programme, the Federation, the
/// program itself.
const std::vector<std::string_view>& words_of_the_house();

}  // namespace courtyard
