// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "campaign/records.h"
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

/// `物资` → `goods`, `慰问金` → `cash`. Errors   invalid_input: relief_kind.unknown
Result<std::string> relief_kind_word(std::string_view text);

/// `线上` → `online`, `线下` → `offline`. Errors   invalid_input: channel.unknown
Result<std::string> channel_word(std::string_view text);

/// `户` → household, `基地` → base, `纠纷` → case, `发放批次` → relief. Errors   invalid_input:
/// subject.unknown
Result<Subject> subject_word(std::string_view text);

/// A year, or nothing for the whole plan: `2021年` → 2021, `总任务` → none.
/// Errors   invalid_input: period.unknown
Result<std::optional<int>> period_word(std::string_view text);

}  // namespace courtyard
