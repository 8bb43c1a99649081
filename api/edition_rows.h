// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/access.h"
#include "api/json.h"
#include "atlas/snapshot.h"
#include "geo/edition_changes.h"

namespace courtyard {

/// Two editions of one snapshot, and of their changes what a caller may see and asked for.
struct EditionsAsked {
    const EditionPicture& before;
    const EditionPicture& after;
    const EditionChanges& changes;
    const Caller& caller;
    AreaCode area;  ///< only at or beneath it, in either edition; empty: everywhere
    std::optional<VillageChange> kind;
};

/// A link as it is told: an end that lies outside the caller's scope is `elsewhere` and has no name.
struct EditionRow {
    VillageChange kind = VillageChange::unchanged;
    const Area* before = nullptr;  ///< null: none, or elsewhere
    const Area* after = nullptr;
    bool elsewhere = false;
    bool declared = false;
    std::optional<SharedGround> ground;
};

/// In code order. Cost: O(links)
std::vector<EditionRow> edition_rows(const EditionsAsked& asked);
/// Villages by what became of them, within scope and area whatever the kind asked for; kinds without any are
/// there with 0.
std::map<VillageChange, std::size_t> edition_counts(const EditionsAsked& asked);

/// `{from, to, counts, reused_codes, rows}`, members of the object being written.
void write_edition_changes(Json& json, const EditionsAsked& asked);
std::string edition_rows_csv(const std::vector<EditionRow>& rows);
/// A table for a terminal.
std::string edition_rows_text(const std::vector<EditionRow>& rows);

}  // namespace courtyard
