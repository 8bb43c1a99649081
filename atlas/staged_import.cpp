// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/staged_import.h"

namespace courtyard {

void StagedImport::draw() {
    for (const PointKind kind : point_kinds) {
        auto at = records.lower_bound({kind, {}});
        if (at == records.end() || at->first.first != kind) continue;
        const Campaign* campaign = campaign_of(kind);
        const PointLayer& before = layers[static_cast<std::size_t>(kind)].points;
        Drawing drawing{before, {}, {}, {}};
        Bookings bookings(editions.size());
        std::vector<MapPoint> points;
        std::vector<std::uint64_t> vanished;
        const auto touch = [&](LonLat position) {
            drawing.tiles.insert(tile_at(position, TileRevisions::zoom).key());
        };
        for (; at != records.end() && at->first.first == kind; ++at) {
            Record& record = at->second;
            unbook(record.published, bookings);
            const auto old = before.find(record.state.fid);
            if (old) touch(old->position);
            record.published = book(record.state, areas_of(record.state, editions), bookings);
            auto point = drawn_in(record.state, editions, record.published.areas);
            if (point) {
                touch(point->position);
                drawing.bounds.add(point->position);
                points.push_back(std::move(*point));
            } else if (old) {
                vanished.push_back(record.state.fid);
            }
        }
        drawing.points = before.changed(std::move(points), vanished);
        if (campaign) {
            const auto number = static_cast<std::size_t>(campaign - catalogue().data());
            for (std::size_t i = 0; i < editions.size(); ++i)
                drawing.ledgers.push_back(editions[i]->ledgers[number].changed(bookings[i]));
        }
        drawings.emplace(kind, std::move(drawing));
    }
    // Kept alive no longer than needed: they are the picture of a moment that passes.
    layers.clear();
    drawn = true;
}

void StagedImport::draw_again() {
    drawings.clear();
    drawn = false;
    editions_made = 0;
}

}  // namespace courtyard
