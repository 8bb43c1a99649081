// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "campaign/records.h"
#include "data/read/row_reading.h"
#include "data/read/rows.h"
#include "geo/area_tree.h"
#include "geo/known_vertices.h"

namespace courtyard {

/// A base or help point as our exports tell it today: what a file that comes back unedited says.
struct ExportedPlace {
    std::string id;
    std::string name;
    AreaCode area;       ///< it lies in
    std::string status;  ///< of a base its level, of an open help point its kind
    Day since;
    LonLat position;
};

/// A row of a file that changes what is held.
struct ChangingRow {
    const ColumnMap& columns;
    Geometry geometry = Geometry::none;
    const RowSaying& saying;
    const ExportedPlace* exported = nullptr;  ///< null: our exports do not tell of it

    bool has_position() const { return geometry == Geometry::point || columns.has("lon"); }
};

/// A record as it is to be stored, and the one that it is compared with.
template <class Record>
struct Completed {
    Record record;
    std::optional<Record> held;
    std::vector<Error> doubts;  ///< said in a column that follows from something else, and not followed
};

/// What a row says, and what is held where it says nothing.
///
/// A column that the file does not have leaves the value as it is. An empty cell empties what may be empty
/// (area, closed_on, parent, position) and leaves everything else. What our exports say of a record in other
/// words says nothing new: the village it was found in, a name that lost characters to GBK, a day or a status
/// that follow from something else, a position less than `same_spot` away.
/// Of what is not held everything required must be there.
///
/// @param levels   of the base, as they are held
/// Errors   invalid_input: value.missing, place.missing, date.order
Result<Completed<BaseRecord>> completed(const BaseRecord& given, const ChangingRow& row,
                                        std::span<const BaseRecord> levels);
Result<Completed<HelpPointRecord>> completed(const HelpPointRecord& given, const ChangingRow& row,
                                             const std::optional<HelpPointRecord>& held);

/// The areas that a file of boundaries is laid on.
struct HeldAreas {
    const std::map<AreaCode, Area>& areas;
    AreaTree tree;  ///< of the same, with the parents that our exports tell
    KnownVertices vertices;

    explicit HeldAreas(const std::map<AreaCode, Area>& areas);
    const Area* find(AreaCode code) const;
};

/// The same of an area. A boundary is laid on the vertices that are held; one that runs on the held border is
/// the held one, digit by digit. A boundary is never taken away by a row without geometry.
///
/// Errors   invalid_input: value.missing, boundary.missing
Result<Completed<Area>> completed(const Area& given, const ChangingRow& row, const HeldAreas& held);

}  // namespace courtyard
