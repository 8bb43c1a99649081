// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/finished_tile.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <type_traits>

namespace courtyard {
namespace {

/// The first 32 bits of an edition's content.
std::uint32_t short_name(std::string_view content) {
    std::uint32_t bits = 0;
    std::from_chars(content.data(), content.data() + 8, bits, 16);
    return bits;
}

Revision newest_of(const TileLayers& layers, const Moment& moment) {
    Revision newest = moment.edition->changed_at;
    if (!layers.points.empty()) newest = std::max(newest, moment.snapshot->newest_edition().changed_at);
    for (const PointKind kind : layers.points)
        newest = std::max(newest, moment.snapshot->layer(kind).revisions->newest);
    return newest;
}

/// Everything that the content depends on, as bytes.
class TileKey {
  public:
    TileKey(const TileQuery& query, const AreaCode& scope) {
        const auto& [layers, address, moment] = query;
        bytes_.reserve(160);
        bytes_.append(scope.view()).push_back('\0');
        unsigned list = layers.areas ? 1 : 0;
        for (const PointKind kind : layers.points) list |= 2U << static_cast<unsigned>(kind);
        for (const AreaLevel level : layers.levels)
            list |= (2U << point_kinds.size()) << static_cast<unsigned>(level);
        add(list);
        add(address.key());
        bytes_.append(moment.edition->content);
        for (const PointKind kind : layers.points) add(moment.snapshot->layer(kind).revisions->of(address));
        if (layers.points.empty()) return;
        add(moment.day.since_epoch);
        bytes_.append(moment.snapshot->newest_edition().content);
    }
    const std::string& bytes() const { return bytes_; }

  private:
    template <class Number>
    void add(Number number) {
        static_assert(std::is_integral_v<Number>);
        bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }

    std::string bytes_;
};

bool sees_all_points(ScopedLayers& scoped, const TileQuery& query, PointKind kind, const Caller& caller,
                     const Caller& everybody) {
    const auto& moment = query.moment;
    const auto mine = scoped.points(moment.snapshot, *moment.edition, kind, caller);
    const auto all = scoped.points(moment.snapshot, *moment.edition, kind, everybody);
    // Mine are some of all, so as many are the same ones.
    return mine->counts_in(query.address, moment.day).count ==
           all->counts_in(query.address, moment.day).count;
}

bool sees_all(ScopedLayers& scoped, const TileQuery& query, const Caller& caller, const Caller& everybody) {
    const AreaTree& tree = query.moment.areas();
    const AreaIndex top = tree.find(caller.scope);
    // Above any other area stands one that the caller does not see, and it covers the same ground.
    const bool all_areas = top != no_area && tree.roots().size() == 1 && tree.roots().front() == top;
    if (query.layers.areas && !all_areas) return false;
    return std::ranges::all_of(query.layers.points, [&](PointKind kind) {
        return sees_all_points(scoped, query, kind, caller, everybody);
    });
}

std::string quoted_tag(const CachedTile& tile, TileEncoding encoding) {
    return fmt::format("\"{}{}\"", tile.etag, encoding == TileEncoding::gzip ? "-gz" : "");
}

}  // namespace

std::string tileset_version(const TileLayers& layers, const Moment& moment) {
    // Points change with the day, areas only with the edition.
    const Day since = layers.points.empty() ? moment.edition->valid_from : moment.day;
    // A revision that is undone may have had the same number: the content decides.
    const std::uint32_t content =
        short_name(moment.edition->content) ^
        (layers.points.empty() ? 0 : 31 * short_name(moment.snapshot->newest_edition().content));
    return fmt::format("{}.{}.{}", newest_of(layers, moment), since.since_epoch, content);
}

std::string_view tile_cache_control(const TileQuery& query, std::optional<std::string_view> version) {
    if (!version || *version != tileset_version(query.layers, query.moment)) return "no-cache";
    return "max-age=86400";
}

std::shared_ptr<const CachedTile> waiting_tile(TileCache& tiles, const TileQuery& query,
                                               const Caller& caller) {
    return tiles.find(TileKey(query, caller.scope).bytes());
}

std::shared_ptr<const CachedTile> finished_tile(TileCache& tiles, ScopedLayers& scoped,
                                                const TileQuery& query, const Caller& caller) {
    const TileKey key(query, caller.scope);
    if (auto found = tiles.find(key.bytes())) return found;
    const auto built_for = [&](const Caller& reader) {
        return [&] { return tile_content(query.layers, query.address, query.moment, scoped, reader); };
    };
    if (caller.scope.empty()) return tiles.tile(key.bytes(), built_for(caller));
    Caller everybody = caller;
    everybody.scope = {};
    if (!sees_all(scoped, query, caller, everybody)) return tiles.tile(key.bytes(), built_for(caller));
    const TileKey common(query, everybody.scope);
    tiles.redirect(key.bytes(), common.bytes());
    return tiles.tile(common.bytes(), built_for(everybody));
}

std::string tile_head(const CachedTile& tile, TileEncoding encoding) {
    return fmt::format("etag: {}\r\ncontent-type: {}\r\n{}Content-Length: {}\r\n", quoted_tag(tile, encoding),
                       tile_media_type, encoding == TileEncoding::gzip ? "content-encoding: gzip\r\n" : "",
                       tile.bytes(encoding).size());
}

Response tile_response(std::shared_ptr<const CachedTile> tile, TileEncoding encoding,
                       std::string_view cache_control, EmptyTile empty) {
    Response response;
    response.headers.emplace_back("cache-control", cache_control);
    if (tile->identity.empty()) encoding = TileEncoding::identity;
    if (tile->identity.empty() && empty == EmptyTile::no_content) {
        response.status = 204;
        return response;
    }
    response.headers.emplace_back("etag", quoted_tag(*tile, encoding));
    response.headers.emplace_back("content-type", tile_media_type);
    if (encoding == TileEncoding::gzip) response.headers.emplace_back("content-encoding", "gzip");
    const std::string& bytes = tile->bytes(encoding);
    response.body = {std::move(tile), &bytes};
    return response;
}

}  // namespace courtyard
