// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// The words that files use, and what we call them. Chinese and English, case and blanks aside.

/// `达标` → `accepted`. Errors   invalid_input: status.unknown
Result<std::string> status_word(std::string_view text);

/// As `status_word`; another word in `a-z_` is a status of some campaign's own machine and stays.
Result<std::string> campaign_status_word(std::string_view text);

/// `县级` → `county`. Errors   invalid_input: level.unknown
Result<std::string> base_level_word(std::string_view text);

/// `未保站` → `protection_station`; kinds that are not in our list stay as written.
std::string help_point_kind_word(std::string_view text);

/// A year, or nothing for the whole plan: `2021年` → 2021, `总任务` → none.
/// Errors   invalid_input: period.unknown
Result<std::optional<int>> period_word(std::string_view text);

}  // namespace courtyard
