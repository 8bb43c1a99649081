// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/asked_indicator.h"

#include <fmt/format.h>

#include "data/read/row_words.h"

namespace courtyard {

Result<AskedIndicator> named_indicator(const std::string& id, const std::optional<std::string>& wanted) {
    const Campaign* campaign = find_campaign(id);
    if (campaign == nullptr)
        return fail(ErrorCode::not_found, "campaign.unknown",
                    {fmt::format("没有活动“{}”", id), fmt::format("there is no campaign \"{}\"", id)},
                    "campaign");
    if (!wanted) return AskedIndicator{campaign, &campaign->main_indicator()};
    if (const Indicator* indicator = campaign->find_indicator(*wanted))
        return AskedIndicator{campaign, indicator};
    return fail(ErrorCode::not_found, "indicator.unknown",
                {fmt::format("活动 {} 没有指标“{}”", id, *wanted),
                 fmt::format("the campaign {} has no indicator \"{}\"", id, *wanted)},
                "indicator");
}

Result<AskedIndicator> asked_indicator(Parameters& query) {
    const auto campaign = query.text("campaign").value_or("beautiful-courtyard");
    return named_indicator(campaign, query.text("indicator"));
}

Result<std::optional<int>> parse_target_period(std::string_view text) { return period_word(text); }

}  // namespace courtyard
