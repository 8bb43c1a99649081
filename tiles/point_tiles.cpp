// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_tiles.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>

#include "tiles/mvt.h"
#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

constexpr std::size_t most_points = 5000;
constexpr unsigned cell_bits = 5;
constexpr std::uint32_t cells_across = 1U << cell_bits;
constexpr unsigned extent_bits = 12;
static_assert(MvtLayer::extent == 1U << extent_bits);

/// Where a point of a tile lies in it: rounded down, so that a position on a tile's edge is in one tile only.
TilePoint in_tile(GridPoint place, Tile tile) {
    const auto coordinate = [&](std::uint32_t at) {
        const std::uint64_t units = (std::uint64_t{at} << extent_bits) >> (32 - tile.z());
        return static_cast<std::int32_t>(units & (MvtLayer::extent - 1));
    };
    return {coordinate(place.x), coordinate(place.y)};
}

/// A point to be drawn, with what it is on the day.
struct DrawnPoint {
    const MapPoint* point = nullptr;
    GridPoint place;
    StatusOn status;
};

std::vector<DrawnPoint> points_of(const PointLayer& layer, Tile tile, Day day) {
    std::vector<DrawnPoint> drawn;
    const MortonRange keys = morton_range(tile);
    for (const auto& chunk : layer.chunks_of(tile)) {
        const auto [begin, end] = chunk->slice(keys);
        for (std::size_t i = begin; i < end; ++i) {
            const MapPoint& point = chunk->point(i);
            if (const auto status = status_on(point.timeline, day)) {
                drawn.push_back({&point, chunk->place(i), *status});
            }
        }
    }
    return drawn;
}

/// Keeps the lowest fids, in the order they had. Returns how many went.
std::size_t keep_lowest(std::vector<DrawnPoint>& drawn) {
    if (drawn.size() <= most_points) {
        return 0;
    }
    std::vector<std::uint64_t> fids;
    fids.reserve(drawn.size());
    for (const DrawnPoint& point : drawn) {
        fids.push_back(point.point->fid);
    }
    std::ranges::nth_element(fids, fids.begin() + most_points);
    const std::uint64_t first_dropped = fids[most_points];
    return std::erase_if(drawn, [&](const DrawnPoint& point) { return point.point->fid >= first_dropped; });
}

TileContent individual_points(const PointLayer& layer, Tile tile, Day day) {
    TileContent content;
    std::vector<DrawnPoint> drawn = points_of(layer, tile, day);
    content.dropped = keep_lowest(drawn);
    content.points = drawn.size();
    MvtLayer mvt(layer.name());
    for (const auto& [point, place, status] : drawn) {
        mvt.begin_feature(point->fid).attribute("id", point->id);
        mvt.attribute("status", layer.statuses()[status.status]);
        if (status.completed_on) {
            mvt.attribute("completed_on", std::int64_t{status.completed_on->since_epoch});
        }
        if (status.revoked_on) {
            mvt.attribute("revoked_on", std::int64_t{status.revoked_on->since_epoch});
        }
        if (!point->area.empty()) {
            mvt.attribute("area", point->area.view());
        }
        if (!point->name.empty()) {
            mvt.attribute("name", point->name);
        }
        mvt.point(in_tile(place, tile));
        mvt.end_feature();
    }
    content.mvt = mvt.encoded();
    return content;
}

/// The sums of a tile's cells, row by row.
class CellSums {
  public:
    CellSums(const PointLayer& layer, Tile tile, Day day) : tile_(tile), cells_(cells_across * cells_across) {
        for (PointCounts& cell : cells_) {
            cell.per_status.assign(layer.statuses().size(), 0);
        }
        const MortonRange keys = morton_range(tile);
        for (const auto& chunk : layer.chunks_of(tile)) {
            add_chunk(*chunk, keys, day);
        }
    }

    const PointCounts& at(std::uint32_t column, std::uint32_t row) const {
        return cells_[row * cells_across + column];
    }

  private:
    void add_chunk(const PointChunk& chunk, MortonRange keys, Day day) {
        const auto [begin, end] = chunk.slice(keys);
        // In Morton order, if both ends lie in one cell, so does everything between them.
        if (end - begin == chunk.size() && number(chunk.place(begin)) == number(chunk.place(end - 1))) {
            if (const PointCounts* known = chunk.known_counts(day)) {
                add(cells_[number(chunk.place(begin))], *known);
                return;
            }
        }
        for (std::size_t i = begin; i < end; ++i) {
            add(cells_[number(chunk.place(i))], chunk.status_on(i, day));
        }
    }

    std::size_t number(GridPoint place) const {
        const unsigned shift = 32 - tile_.z() - cell_bits;
        const std::uint32_t column = (place.x >> shift) & (cells_across - 1);
        const std::uint32_t row = (place.y >> shift) & (cells_across - 1);
        return row * cells_across + column;
    }

    Tile tile_;
    std::vector<PointCounts> cells_;
};

std::uint64_t cell_key(Tile tile, std::uint32_t column, std::uint32_t row) {
    return morton({tile.x() * cells_across + column, tile.y() * cells_across + row});
}

void write_cell(MvtLayer& mvt, const PointLayer& layer, const PointCounts& sums, TilePoint corner) {
    constexpr auto side = static_cast<std::int32_t>(MvtLayer::extent / cells_across);
    mvt.attribute("count", std::uint64_t{sums.count});
    mvt.attribute("completed", std::uint64_t{sums.completed});
    for (std::size_t status = 0; status < sums.per_status.size(); ++status) {
        if (sums.per_status[status] > 0) {
            mvt.attribute(layer.statuses()[status], std::uint64_t{sums.per_status[status]});
        }
    }
    const auto [x, y] = TilePoint{corner.x * side, corner.y * side};
    const std::array<TileRing, 1> square{
        TileRing{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}};
    mvt.polygon(square);
}

TileContent cells(const PointLayer& layer, Tile tile, Day day) {
    const CellSums sums(layer, tile, day);
    MvtLayer mvt(layer.name() + "_cells");
    for (std::uint32_t row = 0; row < cells_across; ++row) {
        for (std::uint32_t column = 0; column < cells_across; ++column) {
            const PointCounts& cell = sums.at(column, row);
            if (cell.count == 0) {
                continue;
            }
            mvt.begin_feature(cell_key(tile, column, row));
            const TilePoint corner{static_cast<std::int32_t>(column), static_cast<std::int32_t>(row)};
            write_cell(mvt, layer, cell, corner);
            mvt.end_feature();
        }
    }
    return {mvt.encoded(), mvt.features(), 0};
}

}  // namespace

TileContent point_tile(const PointLayer& layer, Tile tile, Day day, LowZooms low_zooms) {
    if (tile.z() >= first_point_zoom || low_zooms == LowZooms::points) {
        return individual_points(layer, tile, day);
    }
    return cells(layer, tile, day);
}

}  // namespace courtyard
