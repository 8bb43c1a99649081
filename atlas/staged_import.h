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
    /// A record with the import's facts on it, and what is published of it: in the picture that is shown
    /// until the import is drawn, then in the drawing.
    struct Record {
        RecordState state;
        Published published;
    };
    /// One layer with the import drawn into it.
    struct Drawing {
        PointLayer points;
        std::vector<Ledger> ledgers;  ///< by edition; empty when no campaign counts this kind
        std::set<std::uint64_t> tiles;
        Bounds bounds;
    };

    std::vector<RecordedFact> facts;
    std::map<RecordKey, Record> records;

    std::uint64_t editions_made = 0;  ///< which boundaries `published` speaks of; 0: none any more

    // Lent to be drawn: the picture of that moment.
    std::vector<std::shared_ptr<const EditionPicture>> editions;
    std::vector<LayerPicture> layers;
    std::map<PointKind, Drawing> drawings;
    bool drawn = false;
    /// What others changed since it was lent, as it was published then; set when it is revealed.
    std::map<RecordKey, Published> touched;

    /// Draws every record into the layers of the moment. Cost: O(records of the import + chunks they touch)
    void draw();
    /// Forgets the drawing, because more came: what is published is looked up anew.
    void draw_again();
};

}  // namespace courtyard
