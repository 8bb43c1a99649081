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
/// The same as an answer; 204 when there is nothing in the tile.
Response tile_response(std::shared_ptr<const CachedTile> tile, TileEncoding encoding,
                       std::string_view cache_control);

}  // namespace courtyard
