// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "api/json.h"
#include "api/moment.h"
#include "api/scoped_layers.h"
#include "tiles/point_tiles.h"

namespace courtyard {

/// The zooms that tiles are served and packed for.
inline constexpr unsigned served_zooms = 16;

/// Layers of one tile address, in canonical order, each once.
struct TileLayers {
    bool areas = false;
    std::set<PointKind> points;

    std::string str() const;  ///< `areas,courtyards`
};

/// Reads `areas,courtyards` as the caller may see it.
/// Errors   not_found: layer.unknown; invalid_input: layer.too_many (more than 16 names)
Result<TileLayers> tile_layers(std::string_view text, const Caller& caller);

/// Bases and help points are points at every zoom; the others are cells at the low ones.
LowZooms low_zooms(PointKind kind);

/// One tile as a caller sees it, not compressed; empty when nothing lies in it.
std::string tile_content(const TileLayers& layers, Tile tile, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller);

/// The caller's part of the country; empty when there are no areas.
Bounds tileset_bounds(const Caller& caller, const Moment& moment);

/// `vector_layers` of TileJSON, as a member of the object being written.
void write_vector_layers(Json& json, const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller);

}  // namespace courtyard
