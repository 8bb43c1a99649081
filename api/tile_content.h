// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "api/json.h"
#include "api/layer_name.h"
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
    std::set<AreaLevel> levels{};  ///< of the areas these alone; none: all of them

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

/// The caller's part of the country; empty when there are no areas, or its own is not in the edition.
Bounds tileset_bounds(const Caller& caller, const Moment& moment);

/// A layer inside of tiles.
struct VectorLayer {
    enum class Type : std::uint8_t { text, number };

    std::string id;
    LayerName shows{AreaLevel::village};  ///< whose records it draws, or sums
    unsigned dimension = 0;               ///< 0 points, 2 polygons
    unsigned minzoom = 0;
    unsigned maxzoom = served_zooms;
    std::vector<std::pair<std::string, Type>> fields{};
};

/// The layers that these tiles may hold.
std::vector<VectorLayer> vector_layers(const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                                       const Caller& caller);

/// `vector_layers` of TileJSON, as a member of the object being written.
void write_vector_layers(Json& json, const TileLayers& layers, const Moment& moment, ScopedLayers& scoped,
                         const Caller& caller);

}  // namespace courtyard
