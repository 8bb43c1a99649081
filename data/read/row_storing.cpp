// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_storing.h"

#include <fmt/format.h>

#include <algorithm>

#include "campaign/admission.h"

namespace courtyard {

tl::unexpected<Error> unknown_area(AreaCode code) {
    return fail(
        ErrorCode::invalid_input, "area.unknown",
        {fmt::format("没有代码为 {} 的区划", code.view()), fmt::format("there is no area {}", code.view())},
        "area");
}

Error row_overtaken(std::string_view key) {
    return {ErrorCode::conflict,
            "row.overtaken",
            {"导入期间有人写入了同一记录；请重新上传",
             "somebody wrote the same record while the file was read; send the file again"},
            std::string(key)};
}

Result<Stored> store_row(Transaction& transaction, const Area& area, const RowStoring& how) {
    return store_area(transaction, how.edition, area, how.by);
}

Result<Stored> store_row(Transaction& transaction, const BaseRecord& base, const RowStoring& how) {
    return store_base(transaction, base, how.by);
}

Result<Stored> store_row(Transaction& transaction, const HelpPointRecord& point, const RowStoring& how) {
    return store_help_point(transaction, point, how.by);
}

Result<Stored> store_row(Transaction& transaction, const DecisionRecord& decision, const RowStoring& how) {
    return store_decision(transaction, decision, how.by, &how.known);
}

Result<Stored> store_row(Transaction& transaction, const TargetRecord& target, const RowStoring& how) {
    if (auto sound = check_target(target, how.known.areas, today()); !sound)
        return tl::unexpected(sound.error());
    return store_target(transaction, target, how.by);
}

Result<Stored> store_row(Transaction& transaction, const CaseRecord& record, const RowStoring& how) {
    if (how.known.areas.find(record.area) == no_area) return unknown_area(record.area);
    const Campaign* campaign = find_campaign(record.campaign);
    const auto counted = how.kind == RecordKind::relief ? CountedRecord::relief : CountedRecord::cases;
    if (campaign == nullptr || campaign->record != counted)
        return fail(ErrorCode::invalid_input, "campaign.unknown",
                    {fmt::format("活动“{}”没有这类记录", record.campaign),
                     fmt::format("the campaign \"{}\" has no records of this kind", record.campaign)},
                    "campaign");
    return store_case(transaction, record, how.by);
}

Result<Stored> store_row(Transaction& transaction, const FigureRecord& figure, const RowStoring& how) {
    if (auto sound = check_figure(figure, how.known.areas, today()); !sound)
        return tl::unexpected(sound.error());
    return store_figure(transaction, figure, how.by);
}

Result<Stored> store_row(Transaction& transaction, const HouseholdRow& row, const RowStoring& how) {
    const auto stored = store_household(transaction, row.household, how.by);
    if (!stored) return stored;
    for (const DecisionRecord& decision : row.decisions)
        if (const auto step = store_decision(transaction, decision, how.by); !step) return step;
    return stored;
}

Result<Stored> store_row(Transaction& transaction, const InspectionRecord& record, const RowStoring& how) {
    if (const auto known = campaign_status(record.campaign, record.outcome, "outcome"); !known)
        return tl::unexpected(known.error());
    const auto stored = store_inspection(transaction,
                                         {record, finding_of(record, transaction.household(record.household),
                                                             how.known, how.limits, how.arrival)},
                                         how.by);
    if (!stored) return tl::unexpected(stored.error());
    if (how.photos != nullptr) how.photos->claim(*stored, how.by.account);
    return stored->stored;
}

std::size_t ground_bytes_of(const Area& area) {
    std::size_t bytes = 0;
    for (const Polygon& polygon : area.boundary.polygons)
        for (const Ring& ring : polygon.rings) bytes += ring.size() * sizeof(LonLat);
    return bytes;
}

bool is_among(const OvertakenIds& ids, const HouseholdRow& row) {
    return std::ranges::any_of(row.decisions, [&](const DecisionRecord& d) { return ids.contains(d.id); });
}

}  // namespace courtyard
