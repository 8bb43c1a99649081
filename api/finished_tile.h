// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/service.h"
#include "api/tile_content.h"
#include "tiles/tile_cache.h"

namespace courtyard {

inline constexpr std::string_view tile_media_type = "application/vnd.mapbox-vector-tile";

/// A tile as it was asked for.
struct TileQuery {
    TileLayers layers;
    Tile address;
    Moment moment;
};

/// What the addresses of a tileset carry as `v`: another one whenever anything in any of its tiles may be.
std::string tileset_version(const TileLayers& layers, const Moment& moment);
/// How long an answer may be kept. Only an address that carries today's version names one content for ever;
/// any other is asked again each time with its tag.
std::string_view tile_cache_control(const TileQuery& query, std::optional<std::string_view> version);

/// The finished tile when it is in the cache, or null. Cost: about a microsecond; builds nothing.
std::shared_ptr<const CachedTile> waiting_tile(TileCache& tiles, const TileQuery& query,
                                               const Caller& caller);
/// The finished tile, built when it is not in the cache.
///
/// A tile in which the caller sees all there is to see is everybody's: it is built and kept once for all
/// scopes. What differs by scope has an entry of its own.
std::shared_ptr<const CachedTile> finished_tile(TileCache& tiles, ScopedLayers& scoped,
                                                const TileQuery& query, const Caller& caller);

/// The header lines that go with a tile's bytes, its tag first: what the cache keeps beside them.
std::string tile_head(const CachedTile& tile, TileEncoding encoding);
/// What is answered where there is nothing in a tile: 204, or 200 with a tile of no layers.
enum class EmptyTile : std::uint8_t { no_content, no_layers };

/// The same as an answer.
Response tile_response(std::shared_ptr<const CachedTile> tile, TileEncoding encoding,
                       std::string_view cache_control, EmptyTile empty = EmptyTile::no_content);

}  // namespace courtyard
