// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_review.h"

#include <map>

#include "data/store/household_conflicts.h"
#include "data/store/sqlite_facts.h"

namespace courtyard {
namespace {

std::vector<Resolution> read_all(SQLite::Statement& rows) {
    std::vector<Resolution> list;
    while (rows.executeStep())
        list.push_back({rows.getColumn(0), rows.getColumn(1), rows.getColumn(2), rows.getColumn(3),
                        Instant{rows.getColumn(4).getInt64()}, rows.getColumn(5).getInt64()});
    rows.reset();
    return list;
}

}  // namespace

std::vector<Resolution> resolutions_of(SqliteConnection& connection, const std::string& household) {
    return read_all(bound(connection.statement("resolutions_of_household"), household));
}

std::vector<HouseholdRecord> contested_households(SqliteConnection& connection) {
    std::map<std::string, std::vector<Resolution>> settled;
    for (Resolution& one : read_all(connection.statement("resolutions"))) {
        std::vector<Resolution>& of_household = settled[one.household];
        of_household.push_back(std::move(one));
    }
    std::vector<HouseholdRecord> contested;
    std::vector<RecordedFact> versions;
    const auto judge = [&] {
        if (versions.empty()) return;
        auto& newest = std::get<HouseholdRecord>(versions.back().fact);
        const auto words = settled.find(newest.id);
        if (!conflicts_in(versions, words == settled.end() ? std::vector<Resolution>() : words->second)
                 .empty())
            contested.push_back(newest);
        versions.clear();
    };
    SQLite::Statement& rows = connection.statement("versions_of_changed_households");
    while (rows.executeStep()) {
        RecordedFact fact = fact_of_row("household", rows);
        if (!versions.empty() &&
            std::get<HouseholdRecord>(versions.back().fact).id != std::get<HouseholdRecord>(fact.fact).id)
            judge();
        versions.push_back(std::move(fact));
    }
    rows.reset();
    judge();
    return contested;
}

}  // namespace courtyard
