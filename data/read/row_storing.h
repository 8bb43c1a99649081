// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <unordered_set>

#include "data/read/photo_keeping.h"
#include "data/read/rows.h"
#include "data/store/finding.h"
#include "data/store/intake.h"

namespace courtyard {

/// What a row is judged by when it goes into the store.
struct RowStoring {
    const Places& known;
    Day edition;  ///< of areas
    WriteContext by;
    PhotoKeeping* photos = nullptr;  ///< of points that are made of photos
    EvidenceLimits limits{};
    Arrival arrival{};                         ///< of inspection points
    RecordKind kind = RecordKind::households;  ///< of the file: cases or relief
};

/// Puts one row into the store.
///
/// Errors   those of `data/store/intake.h`; of targets and figures those of `campaign/admission.h`
Result<Stored> store_row(Transaction& transaction, const Area& area, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const BaseRecord& base, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const HelpPointRecord& point, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const DecisionRecord& decision, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const TargetRecord& target, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const CaseRecord& record, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const FigureRecord& figure, const RowStoring& how);
/// The household, and the decisions that its dates stand for.
Result<Stored> store_row(Transaction& transaction, const HouseholdRow& row, const RowStoring& how);
Result<Stored> store_row(Transaction& transaction, const InspectionRecord& record, const RowStoring& how);

/// `area.unknown`
tl::unexpected<Error> unknown_area(AreaCode code);

/// `row.overtaken`: somebody else wrote what the row stands on.
/// @param key   the field by which the row is known (`key_of`)
Error row_overtaken(std::string_view key);

/// The field by which a row of a file is known.
inline std::string_view key_of(const Area&) { return "code"; }
inline std::string_view key_of(const DecisionRecord&) { return "household"; }
template <class Record>
std::string_view key_of(const Record&) {
    return "id";
}

/// How many facts a row may become.
inline std::size_t facts_of(const HouseholdRow& row) { return 1 + row.decisions.size(); }
template <class Record>
std::size_t facts_of(const Record&) {
    return 1;
}

/// About how many bytes the ground of a row takes in the store; what else it says is little.
std::size_t ground_bytes_of(const Area& area);
template <class Record>
std::size_t ground_bytes_of(const Record&) {
    return 0;
}

/// Those that somebody else's writes stand against, of areas their codes. Refers to what it was made of.
using OvertakenIds = std::unordered_set<std::string_view>;

bool is_among(const OvertakenIds& ids, const HouseholdRow& row);
inline bool is_among(const OvertakenIds& ids, const Area& area) { return ids.contains(area.code.view()); }
template <class Record>
bool is_among(const OvertakenIds& ids, const Record& record) {
    if constexpr (requires { record.id; })
        return ids.contains(record.id);
    else
        return false;
}

}  // namespace courtyard
