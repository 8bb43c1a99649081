// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "atlas/record_shelf.h"
#include "atlas/snapshot.h"
#include "campaign/case_book.h"
#include "campaign/records.h"
#include "data/store/store.h"

namespace courtyard {

/// What a picture has learnt from facts up to a revision: all that is needed to draw it, and nothing drawn.
struct PictureMemory {
    Revision revision = 0;
    std::map<Day, std::map<AreaCode, Area>> areas;  ///< by edition
    std::map<Day, Revision> areas_changed_at;
    std::vector<TargetRecord> targets;  ///< as they came
    std::vector<FigureRecord> figures;  ///< as they came
    std::vector<RecordShelf> shelves;   ///< by PointKind
    CaseBook cases;

    PictureMemory();
    /// A copy to be kept, which what is learnt later does not change. Cost: areas and targets, and 8 bytes a
    /// record.
    PictureMemory frozen();
};

/// A picture as a file kept it: what it had learnt and what was drawn from that.
struct KeptPicture {
    PictureMemory memory;
    std::vector<std::shared_ptr<EditionPicture>> editions;  ///< by `valid_from`, with their books
    std::vector<LayerPicture> layers;                       ///< by PointKind
    std::vector<SharedRows<AreaIndex>> placed;              ///< by PointKind: `RecordsPicture::areas`
};

/// Keeps a picture in a file, for the next start with the same store. `identity` is the store's at that
/// revision (`Store::identity`). Precondition: `drawn` was drawn from `memory`, and from nothing more.
/// Errors   throws std::system_error when the disk refuses
void keep_picture(const std::filesystem::path& file, const PictureMemory& memory, const Snapshot& drawn,
                  const std::string& identity);

/// The picture that a file keeps. Nothing when there is none, when a bit of it is not what was written, or
/// when it is of another program version, other campaigns or another store: then it is drawn from facts.
/// Cost     as fast as the file is read, on two threads; villages and borders are made ready anew meanwhile
std::optional<KeptPicture> kept_picture(const std::filesystem::path& file, const Store& store);

}  // namespace courtyard
