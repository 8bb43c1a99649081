// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/archive/tile_archive.h"

namespace courtyard {

/// An archive of MBTiles 1.3: an SQLite file, rows counted from the south, same contents kept once.
std::unique_ptr<TileArchive> create_mbtiles(const std::filesystem::path& file, TilesetFacts facts);

}  // namespace courtyard
