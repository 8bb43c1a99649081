// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>

#include "geo/area_tree.h"
#include "tiles/point_layer.h"

namespace courtyard {

/// Writes areas.csv, households.csv and tiles.csv for the peers of bench/tiles/peers.sh: what our tiles say,
/// as tables. Throws when the folder cannot be written.
void write_peer_tables(const std::filesystem::path& folder, const AreaTree& tree,
                       std::span<const MapPoint> households, const std::vector<std::string>& statuses,
                       std::span<const Tile> tiles);

}  // namespace courtyard
