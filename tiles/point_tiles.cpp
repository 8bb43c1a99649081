// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_tiles.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <numeric>
#include <optional>

#include "tiles/mvt.h"
#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

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

/// A number that looks random, the same for a fid for ever: whose is lowest is shown first.
std::uint64_t rank(std::uint64_t fid) {
    std::uint64_t x = fid + 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

/// Calls `visit(chunk, i)` for every point in a tile, in the layer's order.
template <class Visit>
void each_point(const PointLayer& layer, Tile tile, Visit visit) {
    const MortonRange keys = morton_range(tile);
    for (const auto& chunk : layer.chunks_of(tile)) {
        const auto [begin, end] = chunk->slice(keys);
        for (std::size_t i = begin; i < end; ++i) {
            visit(*chunk, i);
        }
    }
}

/// The ranks of a tile's points on a day, in no order.
std::vector<std::uint64_t> ranks_in(const PointLayer& layer, Tile tile, Day day) {
    std::vector<std::uint64_t> ranks;
    each_point(layer, tile, [&](const PointChunk& chunk, std::size_t i) {
        if (chunk.status_on(i, day).exists) {
            ranks.push_back(rank(chunk.columns().fids[i]));
        }
    });
    return ranks;
}

/// Writes the points of one tile; what many points say alike is looked up once.
class PointsWriter {
  public:
    PointsWriter(const PointLayer& layer, Tile tile, Day day)
        : mvt_(layer.name()), tile_(tile), day_(day), status_numbers_(layer.statuses().size(), unknown) {
        statuses_ = layer.statuses();
    }

    /// Those whose rank is at most this.
    void write(const PointLayer& layer, std::uint64_t last_rank) {
        each_point(layer, tile_, [&](const PointChunk& chunk, std::size_t i) {
            const std::uint64_t fid = chunk.columns().fids[i];
            if (last_rank != everyone && rank(fid) > last_rank) {
                return;
            }
            if (const auto status = status_on(PackedTimeline(chunk.columns().timeline(i)), day_)) {
                write(chunk, i, *status);
            }
        });
    }

    const MvtLayer& layer() const { return mvt_; }

    static constexpr std::uint64_t everyone = std::numeric_limits<std::uint64_t>::max();

  private:
    static constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();

    void write(const PointChunk& chunk, std::size_t i, const StatusOn& status) {
        const PointColumns& columns = chunk.columns();
        std::array<std::uint32_t, 12> tags;
        std::size_t size = 0;
        const auto tag = [&](std::optional<std::uint32_t>& key, std::string_view name, std::uint32_t value) {
            if (!key) {
                key = mvt_.key(name);
            }
            tags.at(size++) = *key;
            tags.at(size++) = value;
        };
        // Where there are names an id may be said again, as a name.
        const bool unique = columns.name_ends.empty();
        tag(id_key_, "id", unique ? mvt_.unique_value(columns.id(i)) : mvt_.value(columns.id(i)));
        tag(status_key_, "status", status_number(status.status));
        if (status.completed_on) {
            tag(completed_key_, "completed_on", day_number(*status.completed_on));
        }
        if (status.revoked_on) {
            tag(revoked_key_, "revoked_on", day_number(*status.revoked_on));
        }
        if (const std::uint32_t number = area_number(columns, i); number != unknown) {
            tag(area_key_, "area", number);
        }
        if (const std::string_view name = columns.name(i); !name.empty()) {
            tag(name_key_, "name", mvt_.value(name));
        }
        mvt_.point_feature(columns.fids[i], std::span(tags).first(size), in_tile(chunk.place(i), tile_));
    }

    std::uint32_t status_number(std::uint8_t status) {
        std::uint32_t& number = status_numbers_[status];
        if (number == unknown) {
            number = mvt_.value(statuses_[status]);
        }
        return number;
    }

    /// A direct-mapped memory of the days met; days are few, and most of them of a few years.
    std::uint32_t day_number(Day day) {
        KnownDay& known = known_days_[static_cast<std::uint32_t>(day.since_epoch) % known_days_.size()];
        if (known.number == unknown || known.day != day) {
            known = {day, mvt_.value(std::int64_t{day.since_epoch})};
        }
        return known.number;
    }

    std::uint32_t area_number(const PointColumns& columns, std::size_t i) {
        if (columns_ != &columns) {
            columns_ = &columns;
            area_numbers_.assign(columns.areas.size(), unknown);
        }
        const std::uint16_t area = columns.area_of[i];
        std::uint32_t& number = area_numbers_[area];
        if (number == unknown && !columns.areas[area].empty()) {
            number = mvt_.value(columns.areas[area].view());
        }
        return number;
    }

    struct KnownDay {
        Day day;
        std::uint32_t number = unknown;
    };

    MvtLayer mvt_;
    Tile tile_;
    Day day_;
    std::span<const std::string> statuses_;
    std::vector<std::uint32_t> status_numbers_;
    std::array<KnownDay, 2048> known_days_{};
    const PointColumns* columns_ = nullptr;  ///< those that `area_numbers_` is of
    std::vector<std::uint32_t> area_numbers_;
    std::optional<std::uint32_t> id_key_, status_key_, completed_key_, revoked_key_, area_key_, name_key_;
};

void say_dropped(const PointLayer& layer, TileContent& content, std::string_view limit) {
    constexpr auto middle = static_cast<std::int32_t>(MvtLayer::extent / 2);
    MvtLayer note(layer.name() + "_dropped");
    note.begin_feature(1).attribute("shown", std::uint64_t{content.points});
    note.attribute("dropped", std::uint64_t{content.dropped}).attribute("limit", limit);
    note.point({middle, middle});
    note.end_feature();
    note.append_to(content.mvt);
}

TileContent individual_points(const PointLayer& layer, Tile tile, Day day, const PointLimits& limits) {
    const auto encoded = [&](std::uint64_t last_rank) {
        PointsWriter writer(layer, tile, day);
        writer.write(layer, last_rank);
        return TileContent{writer.layer().encoded(), writer.layer().features(), 0};
    };
    const std::size_t all = layer.counts_in(tile, day).count;
    if (all == 0) {
        return {};
    }
    // What is not too large before compression is not too large afterwards.
    const auto packed_size = [&](const std::string& mvt) {
        return mvt.size() <= limits.packed_bytes ? mvt.size() : gzip(mvt, 1).size();
    };
    std::string_view limit = "points";
    std::vector<std::uint64_t> ranks;
    std::size_t kept = std::min(all, limits.points);
    TileContent content;
    for (;;) {
        if (kept < all && ranks.empty()) {
            ranks = ranks_in(layer, tile, day);
        }
        std::uint64_t last_rank = PointsWriter::everyone;
        if (kept < all) {
            const auto last = ranks.begin() + static_cast<std::ptrdiff_t>(kept) - 1;
            std::ranges::nth_element(ranks, last);
            last_rank = *last;
        }
        content = encoded(last_rank);
        const std::size_t size = packed_size(content.mvt);
        if (size <= limits.packed_bytes || kept == 1) {
            break;
        }
        limit = "bytes";
        const double share = 0.97 * static_cast<double>(limits.packed_bytes) / static_cast<double>(size);
        kept = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(kept) * share));
    }
    content.dropped = all - content.points;
    if (content.dropped > 0) {
        say_dropped(layer, content, limit);
    }
    return content;
}

/// The sums of a tile's cells, row by row.
class CellSums {
  public:
    CellSums(const PointLayer& layer, Tile tile, Day day)
        : tile_(tile), row_(layer.statuses().size() + 1), sums_(cells_across * cells_across * row_, 0) {
        const MortonRange keys = morton_range(tile);
        for (const auto& chunk : layer.chunks_of(tile)) {
            add_chunk(*chunk, keys, day);
        }
    }

    /// How many completed, then how many per status.
    std::span<const std::uint32_t> at(std::uint32_t column, std::uint32_t row) const {
        return std::span(sums_).subspan((row * cells_across + column) * row_, row_);
    }

  private:
    void add_chunk(const PointChunk& chunk, MortonRange keys, Day day) {
        auto [i, end] = chunk.slice(keys);
        // In Morton order the points of a cell follow each other.
        const unsigned key_bits = 2 * (32 - tile_.z() - cell_bits);
        const std::uint64_t within = (std::uint64_t{1} << key_bits) - 1;
        while (i < end) {
            const std::size_t cell_end = chunk.after(chunk.key(i) | within, i);
            const std::size_t first = number(chunk.place(i)) * row_;
            chunk.add_counts(std::span(sums_).subspan(first, row_), i, cell_end, day);
            i = cell_end;
        }
    }

    std::size_t number(GridPoint place) const {
        const unsigned shift = 32 - tile_.z() - cell_bits;
        const std::uint32_t column = (place.x >> shift) & (cells_across - 1);
        const std::uint32_t row = (place.y >> shift) & (cells_across - 1);
        return row * cells_across + column;
    }

    Tile tile_;
    std::size_t row_;
    std::vector<std::uint32_t> sums_;
};

std::uint64_t cell_key(Tile tile, std::uint32_t column, std::uint32_t row) {
    return morton({tile.x() * cells_across + column, tile.y() * cells_across + row});
}

void write_cell(MvtLayer& mvt, const PointLayer& layer, std::span<const std::uint32_t> sums,
                TilePoint corner) {
    constexpr auto side = static_cast<std::int32_t>(MvtLayer::extent / cells_across);
    const auto per_status = sums.subspan(1);
    mvt.attribute("count", std::uint64_t{std::accumulate(per_status.begin(), per_status.end(), 0U)});
    mvt.attribute("completed", std::uint64_t{sums.front()});
    for (std::size_t status = 0; status < per_status.size(); ++status) {
        if (per_status[status] > 0) {
            mvt.attribute(layer.statuses()[status], std::uint64_t{per_status[status]});
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
            const auto cell = sums.at(column, row);
            if (std::ranges::all_of(cell.subspan(1), [](std::uint32_t count) { return count == 0; })) {
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

TileContent point_tile(const PointLayer& layer, Tile tile, Day day, LowZooms low_zooms, PointLimits limits) {
    if (tile.z() >= first_point_zoom || low_zooms == LowZooms::points) {
        return individual_points(layer, tile, day, limits);
    }
    return cells(layer, tile, day);
}

}  // namespace courtyard
