// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/tile_source.h"

namespace courtyard {

Result<TileSource> TileSource::of(const Atlas& atlas, const std::string& layers, const std::string& area,
                                  const AskedTimes& times) {
    auto moment = moment_of(times, atlas);
    if (!moment) return tl::unexpected(moment.error());
    TileSource source;
    source.moment = std::move(*moment);
    source.caller.account = "command line";
    source.caller.role = Role::admin;
    if (!area.empty()) {
        const auto top = visible_area({}, source.moment.areas(), area);
        if (!top) return tl::unexpected(top.error());
        source.caller.scope = source.moment.areas()[*top].code;
    }
    auto parsed = tile_layers(layers, source.caller);
    if (!parsed) return tl::unexpected(parsed.error());
    source.layers = std::move(*parsed);
    return source;
}

std::size_t TileSource::dropped(PointKind kind, Tile tile) const {
    const auto points = scoped->points(moment.snapshot, *moment.edition, kind, caller);
    return point_tile(*points, tile, moment.day, low_zooms(kind)).dropped;
}

}  // namespace courtyard
