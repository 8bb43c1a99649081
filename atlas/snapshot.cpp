// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/snapshot.h"

#include <algorithm>

namespace courtyard {

std::string_view to_string(PointKind kind) {
    switch (kind) {
        case PointKind::courtyards:
            return "courtyards";
        case PointKind::bases:
            return "bases";
        case PointKind::help_points:
            return "help-points";
        case PointKind::inspections:
            return "inspections";
    }
    return "courtyards";
}

std::optional<PointKind> parse_point_kind(std::string_view text) {
    for (const PointKind kind : point_kinds)
        if (text == to_string(kind)) return kind;
    return std::nullopt;
}

void TileRevisions::touch(LonLat position, Revision revision) {
    by_tile[tile_at(position, zoom).key()] = revision;
    newest = std::max(newest, revision);
}

Revision TileRevisions::of(Tile tile) const {
    if (tile.z() < zoom) return newest;
    const unsigned down = tile.z() - zoom;
    const auto holder = Tile::of(zoom, tile.x() >> down, tile.y() >> down);
    const auto found = by_tile.find(holder->key());
    return found == by_tile.end() ? 0 : found->second;
}

const EditionPicture& Snapshot::edition_on(Day day) const {
    const auto after =
        std::ranges::upper_bound(editions, day, {}, [](const auto& e) { return e->valid_from; });
    return after == editions.begin() ? *editions.front() : **std::prev(after);
}

const EditionPicture& Snapshot::edition_before(const EditionPicture& edition) const {
    const auto at = std::ranges::lower_bound(editions, edition.valid_from, {},
                                             [](const auto& e) { return e->valid_from; });
    return at == editions.begin() ? *editions.front() : **std::prev(at);
}

ProgressSource Snapshot::progress_source(const Campaign& campaign, const EditionPicture& edition,
                                         const Indicator* indicator) const {
    const auto number = static_cast<std::size_t>(&campaign - catalogue().data());
    return {campaign, *edition.areas, edition.ledgers[number], *targets, indicator};
}

}  // namespace courtyard
