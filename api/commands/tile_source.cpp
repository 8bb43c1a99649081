// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/commands/tile_source.h"

namespace courtyard {

Result<TileSource> TileSource::of(const Atlas& atlas, const std::string& layers, const std::string& area,
                                  const std::string& as_of) {
    const auto day = as_of.empty() ? Result<Day>(today()) : Day::parse(as_of);
    if (!day) return tl::unexpected(day.error());
    TileSource source;
    const auto snapshot = atlas.now();
    source.moment = {*day, snapshot, &snapshot->edition_on(*day)};
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
