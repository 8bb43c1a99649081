// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "atlas/record_shelf.h"
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

/// Keeps a memory in a file, for the next start with the same store. `identity` is the store's at that
/// revision (`Store::identity`).
/// Errors   throws std::system_error when the disk refuses
void keep_memory(const std::filesystem::path& file, const PictureMemory& memory, const std::string& identity);

/// The memory that a file keeps. Nothing when there is none, when a bit of it is not what was written, or
/// when it is of another program version or another store: then it is drawn from facts.
std::optional<PictureMemory> kept_memory(const std::filesystem::path& file, const Store& store);

}  // namespace courtyard
