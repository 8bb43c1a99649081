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
    std::string tile(Tile tile) const;

  private:
    struct Shapes;
    std::shared_ptr<const Shapes> shapes_;
};

}  // namespace courtyard
