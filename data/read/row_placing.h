// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "data/read/datum_choice.h"
#include "data/read/row_match.h"
#include "data/read/rows.h"

namespace courtyard {

/// Whether a row of this kind says where it lies.
template <class Record>
constexpr bool has_place =
    std::is_same_v<Record, HouseholdRow> || std::is_same_v<Record, BaseRecord> ||
    std::is_same_v<Record, HelpPointRecord> || std::is_same_v<Record, InspectionRecord>;

/// The position that a row brings, if any.
inline SourcePosition* position_in(std::optional<SourcePosition>& position) {
    return position ? &*position : nullptr;
}
inline SourcePosition* given_position(InspectionRecord& record) { return &record.position; }
inline SourcePosition* given_position(HouseholdRow& row) { return position_in(row.household.position); }
inline SourcePosition* given_position(BaseRecord& record) { return position_in(record.position); }
inline SourcePosition* given_position(HelpPointRecord& record) { return position_in(record.position); }

/// The area that it says it lies in.
inline const AreaCode& declared_of(const HouseholdRow& row) { return row.household.declared; }
template <class Record>
const AreaCode& declared_of(const Record& record) {
    return record.declared;
}
inline std::string address_of(const HouseholdRow& row) { return row.household.address; }
template <class Record>
std::string address_of(const Record&) {
    return {};
}

/// The positions of a file, and what each says of the village it was written for; asked once.
template <class Record>
std::vector<Witness> witnesses_of(Rows<Record>& rows) {
    std::vector<Witness> witnesses = std::exchange(rows.misplaced, {});
    for (std::size_t i = 0; i < rows.accepted.size(); ++i)
        if (const SourcePosition* p = given_position(rows.accepted[i]))
            witnesses.push_back({p->given, declared_of(rows.accepted[i]), {}, rows.numbers[i]});
    return witnesses;
}

/// Hears of each row that turned out not to be acceptable, by its number.
using Refuse = std::function<void(std::size_t row, const Error& why)>;

/// Takes out the rows of which `judge` says an error; the others stay in their order.
template <class Record, class Judge>
void refuse_rows(Rows<Record>& rows, Judge judge, const Refuse& refuse) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.accepted.size(); ++i) {
        if (const std::optional<Error> why = judge(rows.accepted[i])) {
            refuse(rows.numbers[i], *why);
            continue;
        }
        if (kept != i) rows.accepted[kept] = std::move(rows.accepted[i]);
        rows.numbers[kept++] = rows.numbers[i];
    }
    rows.accepted.resize(kept);
    rows.numbers.resize(kept);
}

/// Reads the positions of a file whose datum is known only now; what is none in that datum is refused.
template <class Record>
void read_positions(Rows<Record>& rows, Datum datum, const Refuse& refuse) {
    const auto judge = [datum](Record& record) -> std::optional<Error> {
        SourcePosition* p = given_position(record);
        if (p == nullptr) return std::nullopt;
        const auto wgs84 = checked_to_wgs84(p->given, datum);
        if (!wgs84) return wgs84.error();
        *p = {p->given, datum, *wgs84};
        return std::nullopt;
    };
    refuse_rows(rows, judge, refuse);
}

/// Where a row lies, with every doubt about it.
///
/// @param suspected   readings of its datum that the file as a whole speaks for
RowPlace place_of(const SourcePosition* position, const AreaCode& declared, const std::string& address,
                  std::size_t row, const Places& known, Datum datum,
                  const std::vector<DatumReading>& suspected);

/// The doubts of a row as the report tells them.
std::vector<Rejection> doubts_of(const RowPlace& place, std::size_t row);

}  // namespace courtyard
