// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/answers.h"
#include "api/finished_tile.h"
#include "api/handlers/handlers.h"
#include "api/ogc/address.h"
#include "api/ogc/links.h"
#include "api/ogc/tileset_json.h"
#include "api/ogc/tileset_page.h"
#include "api/problem.h"

namespace courtyard {
namespace {

constexpr std::array<Encoded, 2> tiled{Encoded{"mvt", tile_media_type, "application/x-protobuf"},
                                       Encoded{"pbf", "application/x-protobuf", "application/octet-stream"}};

/// A resource as HTML or as JSON, by what is asked for.
template <class AsHtml, class Write>
Response described_as(const Call& call, AsHtml&& as_html, Write&& write) {
    const auto encoding = asked_encoding(call.request, page_encodings);
    if (!encoding) return not_encoded(encoding.error(), call.request);
    if (encoding->word == "html") return as_html();
    Json json;
    write(json);
    return json_answer(json);
}

Response list_of_one(const Result<Tileset>& tileset, const Call& call) {
    if (!tileset) return problem(tileset.error(), call.request);
    return described_as(
        call, [&] { return tilesets_page(*tileset, call); },
        [&](Json& json) {
            const Language language = language_of(call.request);
            const std::string title = in(language, tileset->title());
            Links links;
            links.add("self", json_type, address_with(call.request, {{"f", std::nullopt}}), title)
                .add("alternate", html_type, address_with(call.request, {{"f", "html"}}), title);
            json.object().key("links");
            links.write(json);
            json.key("tilesets").array();
            write_tileset(json, *tileset, TilesetDetail::listed, call);
            json.end_array().end();
        });
}

Response one_tileset(const Result<Tileset>& tileset, const Call& call) {
    if (!tileset) return problem(tileset.error(), call.request);
    return described_as(
        call, [&] { return tileset_page(*tileset, call); },
        [&](Json& json) { write_tileset(json, *tileset, TilesetDetail::whole, call); });
}

/// @param at   where the address begins among what the route captured
Response one_tile(const Result<Tileset>& tileset, std::size_t at, const Call& call) {
    if (!tileset) return problem(tileset.error(), call.request);
    const auto address = tile_of_matrix(call.captured[at], call.captured[at + 1], call.captured[at + 2]);
    if (!address) return problem(address.error(), call.request);
    if (!tileset->holds(*address)) return problem(outside_of_tileset(), call.request);
    const auto media = asked_encoding(call.request, tiled);
    if (!media) return not_encoded(media.error(), call.request);
    const TileQuery query{tileset->layers(), *address, tileset->moment()};
    const auto encoding = accepts_gzip(call.request) ? TileEncoding::gzip : TileEncoding::identity;
    return tile_response(finished_tile(call.house.tiles, call.house.scoped, query, call.caller), encoding,
                         tile_cache_control(query, call.request.parameter("v")), EmptyTile::no_layers);
}

Result<Tileset> of_dataset(const Call& call) {
    Parameters query(call.request);
    return Tileset::of_dataset(query, call);
}

Result<Tileset> of_collection(const Call& call) {
    Parameters query(call.request);
    return Tileset::of_collection(call.captured.front(), query, call);
}

}  // namespace

Response dataset_tilesets(const Call& call) { return list_of_one(of_dataset(call), call); }
Response dataset_tileset(const Call& call) { return one_tileset(of_dataset(call), call); }
Response dataset_tile(const Call& call) { return one_tile(of_dataset(call), 0, call); }
Response collection_tilesets(const Call& call) { return list_of_one(of_collection(call), call); }
Response collection_tileset(const Call& call) { return one_tileset(of_collection(call), call); }
Response collection_tile(const Call& call) { return one_tile(of_collection(call), 1, call); }

Response tile_matrix_sets(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    return described_as(
        call, [&] { return tile_matrix_sets_page(call); },
        [&](Json& json) {
            json.object().key("tileMatrixSets").array().object();
            json.member("id", tile_matrix_set_id)
                .member("title", tile_matrix_set_title)
                .member("uri", tile_matrix_set_uri)
                .member("crs", web_mercator_uri)
                .key("links");
            Links links;
            links.add("self", json_type, tile_matrix_set_address(call.request),
                      std::string(tile_matrix_set_id));
            links.write(json);
            json.end().end_array().end();
        });
}

Response tile_matrix_set(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    return described_as(
        call, [&] { return tile_matrix_set_page(call); }, [](Json& json) { write_tile_matrix_set(json); });
}

}  // namespace courtyard
