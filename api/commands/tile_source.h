// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "api/commands/workspace.h"
#include "api/tile_content.h"

namespace courtyard {

/// The tiles of a data directory as the one who holds it may see them, all of them or those of one area.
struct TileSource {
    TileLayers layers;
    Moment moment;
    Caller caller;
    std::unique_ptr<ScopedLayers> scoped = std::make_unique<ScopedLayers>();

    /// @param area  a code; empty: everything.
    /// Errors   not_found: layer.unknown, area.unknown; those of `moment_of`
    static Result<TileSource> of(const Atlas& atlas, const std::string& layers, const std::string& area,
                                 const AskedTimes& times);

    /// Not compressed; empty when there is nothing. Safe to call concurrently.
    std::string content(Tile tile) const { return tile_content(layers, tile, moment, *scoped, caller); }
    /// Points of a kind that the tile leaves out.
    std::size_t dropped(PointKind kind, Tile tile) const;
};

}  // namespace courtyard
