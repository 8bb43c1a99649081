// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "geo/result.h"
#include "tiles/mvt.h"

namespace courtyard {

/// A vector tile taken apart, for people who want to see what is in it.

enum class MvtGeometry : std::uint8_t { unknown, points, lines, polygons };

std::string_view to_string(MvtGeometry geometry);  ///< `points`

using MvtReadValue = std::variant<std::string, double, std::int64_t, std::uint64_t, bool>;

struct MvtReadFeature {
    std::optional<std::uint64_t> id;
    MvtGeometry geometry = MvtGeometry::unknown;
    std::vector<std::pair<std::string, MvtReadValue>> attributes;  ///< as the feature has them in order
    std::vector<TileRing> paths;  ///< each from a MoveTo; rings without the closing position
};

struct MvtReadLayer {
    std::string name;
    std::uint32_t extent = 4096;
    std::size_t bytes = 0;  ///< of the layer in the tile
    std::vector<MvtReadFeature> features;

    std::size_t positions() const;  ///< of all features
};

/// Reads an encoded tile, not compressed, in the order of its bytes.
/// Errors   invalid_input: tile.broken
Result<std::vector<MvtReadLayer>> read_mvt(std::string_view tile);

/// The tile with those of its layers alone that are named, in their order, byte for byte.
/// Precondition: a tile of ours
std::string only_layers(std::string_view tile, std::span<const std::string> names);

}  // namespace courtyard
