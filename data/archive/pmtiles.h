// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/archive/tile_archive.h"

namespace courtyard {

/// An archive of PMTiles version 3: clustered, directory and metadata compressed.
std::unique_ptr<TileArchive> create_pmtiles(const std::filesystem::path& file, TilesetFacts facts, Gzip gzip);

}  // namespace courtyard
