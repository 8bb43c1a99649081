// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "api/parameters.h"
#include "campaign/campaign.h"

namespace courtyard {

/// A campaign and one of its indicators, as a question names them.
struct AskedIndicator {
    const Campaign* campaign = nullptr;
    const Indicator* indicator = nullptr;
};

/// Reads `campaign` (default beautiful-courtyard) and `indicator` (default the campaign's main one).
/// Errors   not_found: campaign.unknown, indicator.unknown
Result<AskedIndicator> asked_indicator(Parameters& query);
Result<AskedIndicator> named_indicator(const std::string& campaign,
                                       const std::optional<std::string>& indicator);

/// `plan` or a year. Errors   invalid_input: period.unknown
Result<std::optional<int>> parse_target_period(std::string_view text);

}  // namespace courtyard
