// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "campaign/records.h"
#include "data/read/columns.h"
#include "data/read/table.h"
#include "data/read/told_rows.h"
#include "geo/datum_detective.h"

namespace courtyard {

/// What rows may leave out.
enum class Wanted : std::uint8_t {
    whole_records,  ///< nothing that is required
    changes,        ///< everything but what names the record: areas, bases and help points that are held
};

/// How rows are to be read.
struct RowOptions {
    /// Nothing: not known yet. Positions are then kept as given, unchecked, and `wgs84` repeats them.
    std::optional<Datum> datum = Datum::wgs84;
    std::map<std::string, std::string> renamed;  ///< `--map column=field`
    std::map<std::string, std::string> fixed;    ///< `--set field=value`
    std::optional<AreaLevel> level;              ///< `--level`, for areas without a level column
    std::string file_hash;                       ///< SHA-256 of the file: ids of GPX waypoints derive from it
    Day default_day = today();                   ///< for kinds whose day column is optional
    Wanted wanted = Wanted::whole_records;
    std::size_t refused_told = ToldRows::most_told;  ///< of the refused rows, how many are kept to be told
};

/// A household row: the record, and the decisions its dates stand for (marked `imported`).
struct HouseholdRow {
    HouseholdRecord household;
    std::vector<DecisionRecord> decisions;
};

/// Which fields a row says something in; of a file that changes what is held.
struct RowSaying {
    std::span<const FieldSpec> fields;  ///< `fields_to_change`
    std::uint32_t said = 0;             ///< by place in `fields`
    std::string status;                 ///< as written, in the column that our exports have

    bool says(std::string_view field) const {
        for (std::size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name == field) return (said >> i & 1U) != 0;
        return false;
    }
};

/// Everything of a file: what was understood and what was refused.
template <class Record>
struct Rows {
    std::vector<Record> accepted;
    std::vector<std::size_t> numbers;  ///< row number of each accepted record
    ToldRows rejections;
    std::vector<Witness> misplaced;  ///< numbers of the rows that were refused for their position
    std::vector<Text> notes;         ///< about the file as a whole
    std::unordered_map<std::size_t, RowSaying> sayings;  ///< by row number, for `Wanted::changes`
    std::set<std::string> refused_ids;                   ///< likewise, of the rows that were refused
    ColumnMap columns;
    std::size_t rows = 0;
};

/// Readers by kind. A refused row never stops the file; a file whose columns do not fit is an error.
///
/// Checked here: required values, numbers, days that exist, positions (`checked_to_wgs84`),
/// valid boundaries, ids repeated inside the file. Not checked here: whether areas, households and campaigns
/// exist; that is the loader's, which has the store.
Result<Rows<Area>> read_areas(Table& table, const RowOptions& options);
Result<Rows<HouseholdRow>> read_households(Table& table, const RowOptions& options);
Result<Rows<BaseRecord>> read_bases(Table& table, const RowOptions& options);
Result<Rows<HelpPointRecord>> read_help_points(Table& table, const RowOptions& options);
Result<Rows<ChildCountRecord>> read_children(Table& table, const RowOptions& options);
Result<Rows<TargetRecord>> read_targets(Table& table, const RowOptions& options);
Result<Rows<FigureRecord>> read_figures(Table& table, const RowOptions& options);
Result<Rows<DecisionRecord>> read_decisions(Table& table, const RowOptions& options);
/// Cases of disputes, and relief batches: what is wrong with a number of persons is said without the number.
Result<Rows<CaseRecord>> read_cases(Table& table, const RowOptions& options);
Result<Rows<CaseRecord>> read_relief(Table& table, const RowOptions& options);
Result<Rows<InspectionRecord>> read_inspections(Table& table, const RowOptions& options);

}  // namespace courtyard
