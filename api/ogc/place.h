// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/access.h"
#include "atlas/snapshot.h"
#include "data/export/export.h"
#include "data/read/columns.h"
#include "data/store/store.h"
#include "geo/geocode.h"

namespace courtyard {

/// The newest version of a base's level, or of a help point.
using PlaceRecord = std::variant<BaseRecord, HelpPointRecord>;

/// A base or help point as one feature: everything that stands in the store under its id.
struct Place {
    PointKind kind = PointKind::bases;
    std::vector<BaseRecord> levels;        ///< of a base, the newest version last
    std::optional<HelpPointRecord> point;  ///< of a help point

    /// As the store holds it while it is written to.
    static Place of(Transaction& transaction, PointKind kind, const std::string& id);
    /// As it was known at a revision.
    static Place known(const Store& store, PointKind kind, const std::string& id, Revision revision);

    bool is_there() const { return point || !levels.empty(); }
    /// Its newest version. Precondition: it is there.
    PlaceRecord newest() const;
    /// A base at its highest level, or the help point. Precondition: it is there.
    PlaceRecord current() const;
    /// With this record in it: a base is at that level then, what stood above it is gone.
    Place with(const PlaceRecord& record) const;
    /// The levels of a base above one of them, as names.
    std::vector<std::string> levels_above(const std::string& level) const;
    std::vector<std::string> level_names() const;
};

/// Whether a caller may know that it is there: its newest version lies in their area.
bool is_visible(const Caller& caller, const Place& place, const Places& known);

const std::string& id_of(const PlaceRecord& record);
PlaceClaim claim_of(const PlaceRecord& record);
const std::optional<SourcePosition>& position_of(const PlaceRecord& record);
RecordKind record_kind(PointKind kind);

/// What a file would say of it, by field of `fields_of(RecordKind)`, without its position.
std::map<std::string, std::string> texts_of(const PlaceRecord& record);

/// What a feature of its own tells beside the attributes of its layer, and what it says of a place on a day.
std::vector<ExportField> place_fields(PointKind kind);
std::vector<ExportValue> place_values(const Place& place, Day day);

}  // namespace courtyard
