// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ready_tiles.h"

#include <chrono>

#include "api/conditions.h"
#include "api/finished_tile.h"
#include "api/request_log.h"
#include "api/secrets.h"

namespace courtyard {
namespace {

constexpr std::string_view prefix = "/tiles/";
constexpr std::array<std::string_view, 2> patterns{"/tiles/{layers}/{z}/{x}/{y}.mvt",
                                                   "/tiles/{layers}/{z}/{x}/{y}.pbf"};
constexpr std::array<std::string_view, 2> cache_controls{"no-cache", "max-age=86400"};
constexpr std::array<unsigned, 3> statuses{200, 204, 304};

/// `/tiles/{layers}/{z}/{x}/{y}.mvt` in its parts.
struct TilePath {
    std::string_view layers;
    std::string_view z;
    std::string_view x;
    std::string_view y;
    std::size_t ending = 0;
};

std::optional<TilePath> tile_path(std::string_view path) {
    if (!path.starts_with(prefix)) return std::nullopt;
    path.remove_prefix(prefix.size());
    TilePath tile;
    for (std::string_view* part : {&tile.layers, &tile.z, &tile.x}) {
        const auto slash = path.find('/');
        if (slash == std::string_view::npos) return std::nullopt;
        *part = path.substr(0, slash);
        path.remove_prefix(slash + 1);
    }
    for (; tile.ending < patterns.size(); ++tile.ending) {
        const auto ending = patterns[tile.ending].substr(patterns[tile.ending].size() - 4);
        if (!path.ends_with(ending)) continue;
        tile.y = path.substr(0, path.size() - ending.size());
        return tile;
    }
    return std::nullopt;
}

/// The header lines that an answer gets on its way out whatever its content, as they are sent.
std::string policy_lines(std::string_view cache_control, Audience audience, bool secure, const House& house) {
    Response bare;
    bare.status = 204;
    bare.headers.emplace_back("cache-control", cache_control);
    RequestHead head;
    head.secure = secure;
    head.segments = {"tiles"};
    bare = finished(std::move(bare), head, audience, house.transport_policy);
    house.cross_origin.tell(bare, head);
    std::string lines;
    for (const auto& [name, value] : bare.headers)
        lines.append(name).append(": ").append(value).append("\r\n");
    return lines;
}

}  // namespace

ReadyTiles::ReadyTiles(const House& house) : house_(house) {
    for (const bool secure : {false, true})
        for (const Audience audience : {Audience::everybody, Audience::this_caller})
            for (std::size_t life = 0; life < lives; ++life)
                policies_[secure ? 1 : 0][static_cast<std::size_t>(audience)][life] =
                    policy_lines(cache_controls[life], audience, secure, house);
    for (std::size_t ending = 0; ending < endings; ++ending)
        for (std::size_t said = 0; said < statuses.size(); ++said)
            meters_[ending][said] = house.metrics.meter(patterns[ending], statuses[said]);
}

std::optional<ReadyAnswer> ReadyTiles::answer(const PlainGet& get) {
    const auto began = std::chrono::steady_clock::now();
    const auto path = tile_path(get.path);
    std::optional<std::string_view> version;
    if (get.query && get.query->starts_with("v=") && get.query->find('&') == std::string_view::npos)
        version = get.query->substr(2);
    // The full way writes a line about each.
    if (logs_everything()) return std::nullopt;
    if (!path || (get.query && !version)) return std::nullopt;
    // What a page of another origin may read is told it on the full way.
    if (get.origin && !house_.cross_origin.nobody()) return std::nullopt;
    // A secret where it does not belong is refused on the full way.
    if (version && version->starts_with(secret_mark)) return std::nullopt;
    if (get.if_none_match && named_in(*get.if_none_match, {}) == Named::unreadable) return std::nullopt;
    const auto caller = house_.accounts.caller_of({get.authorization, get.cookie, get.secure});
    if (!caller || !permitted(*caller, Verb::see_aggregates)) return std::nullopt;
    const auto address = Tile::parse(path->z, path->x, path->y);
    if (!address || address->z() > served_zooms) return std::nullopt;
    auto layers = tile_layers(path->layers, *caller);
    if (!layers) return std::nullopt;

    const auto snapshot = house_.atlas.now();
    const Day day = today();
    const TileQuery query{std::move(*layers), *address, {day, snapshot, &snapshot->edition_on(day)}};
    auto tile = waiting_tile(house_.tiles, query, *caller);
    if (!tile) return std::nullopt;
    // Who has spent what they had is told so the full way.
    if (house_.limits != nullptr &&
        house_.limits->spend(Budget::requests, {get.peer, caller->account, get.authorization}))
        return std::nullopt;

    const auto encoding = accepts_gzip(get.accept_encoding) ? TileEncoding::gzip : TileEncoding::identity;
    const auto life = tile_cache_control(query, version) == cache_controls[0] ? 0U : 1U;
    const auto audience = caller->anonymous() ? Audience::everybody : Audience::this_caller;
    ReadyAnswer ready;
    ready.policy = policies_[get.secure ? 1 : 0][static_cast<std::size_t>(audience)][life];
    Said said = content;
    if (tile->identity.empty()) {
        said = nothing_there;
    } else {
        const std::string& bytes = tile->bytes(encoding);
        ready.lines = tile->head(encoding);
        const auto tag_line = ready.lines.substr(0, ready.lines.find('\n') + 1);
        const auto tag = tag_line.substr(6, tag_line.size() - 8);
        if (get.if_none_match && named_in(*get.if_none_match, tag) == Named::yes) {
            said = unchanged;
            ready.lines = tag_line;
        }
        ready.body = {tile, &bytes};
    }
    ready.status = statuses[said];
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    meters_[path->ending][said].count(took.count());
    return ready;
}

}  // namespace courtyard
