// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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
Error row_overtaken();

/// How many facts a row may become.
inline std::size_t facts_of(const HouseholdRow& row) { return 1 + row.decisions.size(); }
template <class Record>
std::size_t facts_of(const Record&) {
    return 1;
}

/// Whether a row is the one that somebody else's write stands against.
bool is_of(const HouseholdRow& row, const Overtaken& one);
inline bool is_of(const InspectionRecord& r, const Overtaken& one) { return r.id == one.id; }
inline bool is_of(const DecisionRecord& r, const Overtaken& one) { return r.id == one.id; }
inline bool is_of(const BaseRecord& r, const Overtaken& one) { return r.id == one.id; }
inline bool is_of(const HelpPointRecord& r, const Overtaken& one) { return r.id == one.id; }
inline bool is_of(const Area& area, const Overtaken& one) { return area.code.view() == one.id; }
template <class Record>
bool is_of(const Record&, const Overtaken&) {
    return false;
}

}  // namespace courtyard
