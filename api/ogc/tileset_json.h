// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/ogc/tileset.h"

namespace courtyard {

/// How much of a tileset is told: what a list of tilesets says of each, or all of it with its layers.
enum class TilesetDetail : std::uint8_t { listed, whole };

/// The metadata of a tileset (OGC 17-083r4, table 22) with links that lead back the way this request came.
void write_tileset(Json& json, const Tileset& tileset, TilesetDetail detail, const Call& call);

/// The address of the tileset itself, with what the request asks of it (`collections`, `as_of`, `revision`).
std::string tileset_address(const Tileset& tileset, const Call& call);
/// The same as a page that people read.
std::string tileset_page_address(const Tileset& tileset, const Call& call);
/// The template of its tiles, with `{tileMatrix}`, `{tileRow}`, `{tileCol}` and the version of today.
std::string tile_template(const Tileset& tileset, const Call& call);
/// The TileJSON of the same layers, on the same day.
std::string tile_json_address(const Tileset& tileset, const Call& call);
/// `https://host/ogc/tileMatrixSets/WebMercatorQuad`
std::string tile_matrix_set_address(const RequestHead& head);

}  // namespace courtyard
