// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "data/read/row_reading.h"
#include "data/read/row_words.h"

namespace courtyard {
namespace {

struct Dates {
    std::optional<Day> registered;
    std::optional<Day> completed;
    std::optional<Day> revoked;
};

void contradiction(RowView& row, std::string_view field, Text detail) {
    row.refuse(field, "status.contradiction", std::move(detail));
}

void check_dates(RowView& row, const Dates& dates) {
    if (dates.revoked && !dates.completed) {
        contradiction(row, "revoked_on", {"有摘牌日期，却没有达标日期", "revoked_on without completed_on"});
    } else if (dates.revoked && *dates.revoked < *dates.completed) {
        contradiction(row, "revoked_on",
                      {fmt::format("摘牌日期 {} 早于达标日期 {}", to_string(*dates.revoked),
                                   to_string(*dates.completed)),
                       fmt::format("revoked_on {} is before completed_on {}", to_string(*dates.revoked),
                                   to_string(*dates.completed))});
    } else if (dates.registered && dates.completed && *dates.completed < *dates.registered) {
        contradiction(row, "completed_on",
                      {fmt::format("达标日期 {} 早于登记日期 {}", to_string(*dates.completed),
                                   to_string(*dates.registered)),
                       fmt::format("completed_on {} is before registered_on {}", to_string(*dates.completed),
                                   to_string(*dates.registered))});
    }
}

/// What a status says about the dates beside it.
void check_status(RowView& row, const std::string& status, const Dates& dates) {
    const bool counts = status == "accepted" || status == "published" || status == "plaque";
    const std::string_view said = row.raw("status");
    if (counts && !dates.completed) {
        contradiction(row, "status",
                      {fmt::format("状态是“{}”，却没有达标日期", said),
                       fmt::format("status \"{}\" without completed_on", said)});
    } else if (counts && dates.revoked) {
        contradiction(row, "status",
                      {fmt::format("状态是“{}”，却有摘牌日期", said),
                       fmt::format("status \"{}\" beside revoked_on", said)});
    } else if (status == "revoked" && !dates.revoked) {
        contradiction(row, "status",
                      {fmt::format("状态是“{}”，却没有摘牌日期", said),
                       fmt::format("status \"{}\" without revoked_on", said)});
    } else if (!counts && status != "revoked" && status != "rechecked" && dates.completed && !dates.revoked) {
        contradiction(row, "status",
                      {fmt::format("状态是“{}”，却有达标日期", said),
                       fmt::format("status \"{}\" beside completed_on", said)});
    }
}

void check_place(RowView& row, const HouseholdRecord& household) {
    if (household.position || !household.declared.empty() || !household.address.empty()) return;
    row.refuse("area", "place.missing",
               {"没有坐标、村代码，也没有地址", "neither a position nor an area nor an address"});
}

DecisionRecord imported(const HouseholdRecord& household, const std::string& campaign, std::string to,
                        Day on) {
    DecisionRecord decision;
    decision.id = fmt::format("{}#{}#{}", household.id, to, to_string(on));
    decision.household = household.id;
    decision.campaign = campaign;
    decision.to = std::move(to);
    decision.decided_on = on;
    decision.imported = true;
    return decision;
}

HouseholdRow read_household(RowView& row) {
    HouseholdRow out;
    HouseholdRecord& household = out.household;
    household.id = row.id("id", Need::required);
    household.name = row.text("name", Need::optional);
    household.address = row.text("address", Need::optional);
    household.declared = row.area("area", Need::optional);
    household.position = row.position(Need::optional);
    Dates dates;
    dates.registered = row.day("registered_on", Need::optional);
    dates.completed = row.day("completed_on", Need::optional);
    dates.revoked = row.day("revoked_on", Need::optional);
    const std::string status =
        row.has("status") ? row.take(status_word(row.raw("status")), "status") : std::string();
    std::string campaign = row.id("campaign", Need::optional);
    if (campaign.empty()) campaign = "beautiful-courtyard";
    check_place(row, household);
    check_dates(row, dates);
    if (!status.empty()) check_status(row, status, dates);
    if (row.refusal()) return out;
    // Without a day of its own a household is on the list at the latest from the day it was accepted.
    const Day latest = row.options().default_day;
    household.registered_on = dates.registered.value_or(std::min(latest, dates.completed.value_or(latest)));
    if (dates.completed) out.decisions.push_back(imported(household, campaign, "accepted", *dates.completed));
    if (dates.revoked) out.decisions.push_back(imported(household, campaign, "revoked", *dates.revoked));
    if (!dates.completed && !status.empty() && status != "registered") {
        out.decisions.push_back(imported(household, campaign, status, household.registered_on));
    }
    return out;
}

}  // namespace

Result<Rows<HouseholdRow>> read_households(Table& table, const RowOptions& options) {
    const auto key = [](const HouseholdRow& row) { return std::pair(row.household.id, "id"); };
    return read_rows<HouseholdRow>(RecordKind::households, table, options, read_household, key);
}

}  // namespace courtyard
