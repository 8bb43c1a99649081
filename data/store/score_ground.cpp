// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/score_ground.h"

#include <fmt/format.h>

namespace courtyard {

std::vector<AreaCode> line_above(const AreaTree& areas, AreaCode area) {
    std::vector<AreaCode> line;
    for (AreaIndex at = area.empty() ? no_area : areas.find(area); at != no_area; at = areas.parent(at))
        line.push_back(areas[at].code);
    return line;
}

const ScoreSheet* sheet_of(const InspectionFact& inspection, const AreaTree* areas) {
    const Campaign* campaign = find_campaign(inspection.record.campaign);
    if (campaign == nullptr) return nullptr;
    const auto line =
        areas == nullptr ? std::vector<AreaCode>() : line_above(*areas, inspection.finding.area);
    return sheet_in_force(campaign->score_sheets, inspection.record.observed_at.day(), line);
}

std::optional<JudgedInspection> judged(const InspectionFact& inspection, const AreaTree* areas) {
    if (inspection.record.scores.empty()) return std::nullopt;
    const ScoreSheet* sheet = sheet_of(inspection, areas);
    if (sheet == nullptr) return std::nullopt;
    auto result = score(*sheet, inspection.record.scores);
    // Points from before there were sheets.
    if (!result) return std::nullopt;
    return JudgedInspection{sheet, std::move(*result)};
}

Result<void> check_scores(const InspectionFact& inspection, const AreaTree& areas) {
    const InspectionRecord& record = inspection.record;
    const Campaign* campaign = find_campaign(record.campaign);
    if (record.scores.empty() || campaign == nullptr || campaign->score_sheets.empty()) return {};
    const ScoreSheet* sheet = sheet_of(inspection, &areas);
    if (sheet == nullptr)
        return fail(ErrorCode::invalid_input, "score.no_sheet",
                    {fmt::format("{} 当地没有生效的评分表，不能打分", to_string(record.observed_at.day())),
                     fmt::format("no score sheet is in force there on {}: give no scores",
                                 to_string(record.observed_at.day()))},
                    "scores");
    const auto result = score(*sheet, record.scores);
    if (!result) return tl::unexpected(result.error());
    return {};
}

}  // namespace courtyard
