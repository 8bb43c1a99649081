// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <vector>

#include "atlas/records.h"
#include "data/store/fact.h"

namespace courtyard {

/// An import on its way, as the picture will show it: records with the import's facts on them, drawn and
/// booked beside the picture that everybody sees.
struct StagedImport {
    /// What the picture showed of a record before others changed it.
    struct Published {
        std::vector<AreaIndex> areas;
        std::optional<LedgerEntry> booked;
    };
    /// One layer with the import drawn into it.
    struct Drawing {
        PointLayer points;
        std::vector<Ledger> ledgers;  ///< by edition; empty when no campaign counts this kind
        std::set<std::uint64_t> tiles;
        Bounds bounds;
    };

    std::vector<RecordedFact> facts;
    RecordBook records;

    // Lent to be drawn: the picture of that moment.
    std::uint64_t editions_made = 0;
    std::vector<std::shared_ptr<const EditionPicture>> editions;
    std::vector<LayerPicture> layers;
    std::map<PointKind, Drawing> drawings;
    bool drawn = false;
    std::map<RecordKey, Published> touched;  ///< by others, since it was lent; set when it is revealed

    /// Draws every record into the layers of the moment. Cost: O(records of the import + chunks they touch)
    void draw();
};

}  // namespace courtyard
