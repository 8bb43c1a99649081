// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What a unit of work finds: the newest versions of records, those of the import that it entered too.
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_transaction.h"

namespace courtyard {
namespace {

template <class Record>
std::optional<Record> record_of(std::optional<RecordedFact> fact) {
    if (!fact) return std::nullopt;
    return std::get<Record>(std::move(fact->fact));
}

template <class Place>
std::optional<Place> standing(std::optional<Place> newest) {
    return newest && newest->withdrawn ? std::nullopt : std::move(newest);
}

}  // namespace

std::optional<RecordedFact> first_fact(std::string_view kind, SQLite::Statement& statement) {
    std::optional<RecordedFact> fact;
    if (statement.executeStep()) fact = fact_of_row(kind, statement);
    statement.reset();
    return fact;
}

std::vector<BaseRecord> standing_levels(SQLite::Statement& versions) {
    std::vector<BaseRecord> levels;
    while (versions.executeStep()) {
        auto version = std::get<BaseRecord>(fact_of_row("base", versions).fact);
        std::erase_if(levels, [&](const BaseRecord& one) { return one.level == version.level; });
        if (!version.withdrawn) levels.push_back(std::move(version));
    }
    versions.reset();
    return levels;
}

SQLite::Statement& SqliteTransaction::lookup(std::string_view name) {
    SQLite::Statement& statement = connection_.statement(name);
    statement.bind(":import", entered_);
    return statement;
}

std::optional<HouseholdRecord> SqliteTransaction::household(const std::string& id) {
    return record_of<HouseholdRecord>(first_fact("household", bound(lookup("household_by_id"), id)));
}

std::optional<DecisionRecord> SqliteTransaction::decision(const std::string& id) {
    return record_of<DecisionRecord>(first_fact("decision", bound(lookup("decision_by_id"), id)));
}

std::vector<DecisionRecord> SqliteTransaction::decisions_of(const std::string& household,
                                                            const std::string& campaign) {
    SQLite::Statement& rows = bound(lookup("decisions_of_household"), household, campaign);
    std::vector<DecisionRecord> decisions;
    while (rows.executeStep())
        decisions.push_back(std::get<DecisionRecord>(fact_of_row("decision", rows).fact));
    rows.reset();
    return decisions;
}

std::optional<BaseRecord> SqliteTransaction::base(const std::string& id, const std::string& level) {
    return standing(record_of<BaseRecord>(first_fact("base", bound(lookup("base_by_id"), id, level))));
}

std::optional<HelpPointRecord> SqliteTransaction::help_point(const std::string& id) {
    return standing(
        record_of<HelpPointRecord>(first_fact("help_point", bound(lookup("help_point_by_id"), id))));
}

std::vector<BaseRecord> SqliteTransaction::levels_of_base(const std::string& id) {
    return standing_levels(bound(lookup("versions_of_base"), id));
}

std::optional<CaseRecord> SqliteTransaction::case_record(const std::string& id) {
    return record_of<CaseRecord>(first_fact("case_record", bound(lookup("case_record_by_id"), id)));
}

std::optional<RecordedFact> SqliteTransaction::inspection(const std::string& id) {
    return first_fact("inspection", bound(lookup("inspection_by_id"), id));
}

std::optional<TargetRecord> SqliteTransaction::target(const TargetRecord& like) {
    return record_of<TargetRecord>(
        first_fact("target", bound(lookup("target_by_key"), like.campaign, like.indicator, like.area.str(),
                                   like.year.value_or(0))));
}

std::vector<TargetRecord> SqliteTransaction::versions_of_target(const TargetRecord& like) {
    SQLite::Statement& rows = bound(lookup("versions_of_target"), like.campaign, like.indicator,
                                    like.area.str(), like.year.value_or(0));
    std::vector<TargetRecord> versions;
    while (rows.executeStep()) versions.push_back(std::get<TargetRecord>(fact_of_row("target", rows).fact));
    rows.reset();
    return versions;
}

std::optional<FigureRecord> SqliteTransaction::figure(const FigureRecord& like) {
    return record_of<FigureRecord>(
        first_fact("figure", bound(lookup("figure_by_key"), like.campaign, like.indicator, like.area.str(),
                                   like.period.last.since_epoch, like.period.first.since_epoch)));
}

std::optional<Area> SqliteTransaction::area(Day edition, AreaCode code) {
    auto fact = record_of<AreaFact>(
        first_fact("area", bound(lookup("area_of_edition"), edition.since_epoch, code.str())));
    if (!fact) return std::nullopt;
    return std::move(fact->area);
}

}  // namespace courtyard
