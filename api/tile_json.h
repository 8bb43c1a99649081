// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "api/json.h"
#include "tiles/mvt_reader.h"
#include "tiles/tile.h"

namespace courtyard {

/// A tile's content for people to read: layers with their bytes, features with id, attributes and positions
/// in tile units.
void write_tile(Json& json, Tile tile, std::string_view mvt, std::span<const MvtReadLayer> layers);

}  // namespace courtyard
