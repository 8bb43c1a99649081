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

AreaIndex EditionPicture::area_of(AreaCode code) const {
    const AreaIndex there = areas->find(code);
    return there != no_area || code.empty() || successors == nullptr ? there : successors->find(code);
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

std::size_t Snapshot::number_of(const EditionPicture& edition) const {
    const auto at = std::ranges::lower_bound(editions, edition.valid_from, {},
                                             [](const auto& e) { return e->valid_from; });
    return static_cast<std::size_t>(at - editions.begin());
}

std::size_t Snapshot::bytes_beside(const Snapshot& other) const {
    // Measured with script/bench revisions: chunks and index of a point, ledger and places of a record.
    constexpr std::size_t of_a_point = 130;
    constexpr std::size_t of_a_record = 60;
    constexpr std::size_t of_an_area = 2'000;
    constexpr std::size_t of_a_corner = 80;
    std::size_t bytes = 0;
    for (const LayerPicture& layer : layers) bytes += layer.points.size() * of_a_point;
    for (const RecordsPicture& kind : records)
        bytes += kind.roll.bytes() + kind.roll.size() * (of_a_record + editions.size() * sizeof(AreaIndex));
    for (const auto& edition : editions) {
        const auto same = [&](const auto& theirs) { return theirs->areas == edition->areas; };
        if (std::ranges::any_of(other.editions, same)) continue;
        for (const Area& area : edition->areas->areas()) {
            bytes += of_an_area;
            for (const Polygon& polygon : area.boundary.polygons)
                for (const Ring& ring : polygon.rings) bytes += ring.size() * of_a_corner;
        }
    }
    return bytes;
}

ProgressSource Snapshot::progress_source(const Campaign& campaign, const EditionPicture& edition,
                                         const Indicator* indicator) const {
    const auto number = static_cast<std::size_t>(&campaign - catalogue().data());
    return {campaign, *edition.areas, edition.ledgers[number], *targets, indicator};
}

}  // namespace courtyard
