// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "geo/area_tree.h"
#include "tiles/tile.h"

namespace courtyard {

/// What an area tile usually stays below, before compression.
inline constexpr std::size_t usual_tile_bytes = 200'000;

/// The boundaries of one edition, ready to be cut into tiles: one MVT layer per level that has areas
/// (`villages`, `townships`, `counties`, ...) and one of label points each (`villages_labels`, ...).
///
/// Vertices are kept on the 2^32 Mercator grid and thinned per zoom by a rule that looks at nothing but the
/// shared border itself, so neighbours stay glued: no gaps, no overlaps. Keeps no reference to the tree.
///
/// Threads   const, safe to call concurrently
class AreaLayer {
  public:
    AreaLayer();
    explicit AreaLayer(const AreaTree& tree);
    ~AreaLayer();
    AreaLayer(AreaLayer&&) noexcept;
    AreaLayer& operator=(AreaLayer&&) noexcept;

    Bounds bounds() const;
    /// Names of the MVT layers it writes, polygons and labels.
    std::vector<std::string> layer_names() const;

    /// The tile, not compressed; empty when nothing lies in it. Feature id = the area's fid; attributes
    /// `code`, `name`, `level`, `parent` and nothing else: values join by id in the client.
    ///
    /// From z6 on, every area with a boundary is in the tile that holds its label: one too small for a
    /// polygon is a point in the layer of polygons (fill and line layers pass over points).
    /// Nothing is left out. A tile of more than `usual_tile_bytes` says so in a layer `areas_large`: one
    /// point in the middle of the tile with the attribute `bytes`.
    std::string tile(Tile tile) const;

  private:
    struct Shapes;
    std::shared_ptr<const Shapes> shapes_;
};

}  // namespace courtyard
