// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/border_detail.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <tuple>

namespace courtyard {
namespace {

/// Of 4096 to a tile: half a pixel where a tile is 512 pixels wide.
constexpr double tolerance_units = 4;
constexpr std::uint8_t not_decided = 255;

auto order(GridPoint p) { return std::pair(p.x, p.y); }

std::uint64_t packed(GridPoint p) { return (std::uint64_t{p.x} << 32U) | p.y; }

std::uint64_t mixed(std::uint64_t bits) {
    bits = (bits ^ (bits >> 31U)) * 0x7fb5d329728ea185ULL;
    bits = (bits ^ (bits >> 27U)) * 0x81dadef4bc2dd44dULL;
    return bits ^ (bits >> 33U);
}

/// What is known of one position, whichever rings pass through it.
struct Vertex {
    std::uint64_t neighbours = 0;  ///< the two neighbours as one number, in either order; 0 in a free slot
    GridPoint place;
    bool junction = false;
    std::uint8_t zoom = not_decided;
};

/// All positions of all rings, once each.
class VertexTable {
  public:
    explicit VertexTable(const GridRings& rings) : slots_(std::bit_ceil(rings.vertices.size() * 2 + 2)) {
        for (std::size_t r = 0; r < rings.size(); ++r) {
            const auto ring = rings[r];
            for (std::size_t i = 0; i < ring.size(); ++i) {
                pass(ring[(i + ring.size() - 1) % ring.size()], ring[i], ring[(i + 1) % ring.size()]);
            }
        }
    }

    Vertex& at(GridPoint place) {
        std::size_t slot = mixed(packed(place)) & (slots_.size() - 1);
        while (slots_[slot].neighbours != 0 && slots_[slot].place != place) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        return slots_[slot];
    }

  private:
    void pass(GridPoint before, GridPoint here, GridPoint after) {
        Vertex& vertex = at(here);
        const std::uint64_t neighbours = (mixed(packed(before)) + mixed(packed(after))) | 1U;
        if (vertex.neighbours == 0) {
            vertex.neighbours = neighbours;
            vertex.place = here;
        } else if (vertex.neighbours != neighbours) {
            vertex.junction = true;
        }
    }

    std::vector<Vertex> slots_;
};

struct Offset {
    double x = 0;
    double y = 0;

    double squared() const { return x * x + y * y; }
};

Offset offset(GridPoint from, GridPoint to) {
    return {static_cast<double>(std::int64_t{to.x} - from.x),
            static_cast<double>(std::int64_t{to.y} - from.y)};
}

double distance_to_segment(GridPoint p, GridPoint a, GridPoint b) {
    const Offset ab = offset(a, b);
    const Offset ap = offset(a, p);
    const double dot = ap.x * ab.x + ap.y * ab.y;
    const double along = ab.squared() > 0 ? std::clamp(dot / ab.squared(), 0.0, 1.0) : 0.0;
    return std::hypot(ap.x - along * ab.x, ap.y - along * ab.y);
}

/// The lowest zoom at which a shift of so many grid steps exceeds the tolerance.
std::uint8_t zoom_of(double importance) {
    constexpr int grid_bits = 32;
    constexpr int extent_bits = 12;
    std::uint8_t zoom = 0;
    while (zoom < grid_bits - extent_bits + 1 &&
           importance <= std::ldexp(tolerance_units, grid_bits - extent_bits - zoom)) {
        ++zoom;
    }
    return zoom;
}

/// A stretch of border between two junctions, both ends included.
using Stretch = std::vector<GridPoint>;

/// The same stretch comes from two areas, once each way: it is always looked at from its lower end.
void orient(Stretch& stretch) {
    const std::size_t n = stretch.size();
    const auto forward = std::pair(order(stretch[0]), order(stretch[1]));
    const auto backward = std::pair(order(stretch[n - 1]), order(stretch[n - 2]));
    if (backward < forward) {
        std::ranges::reverse(stretch);
    }
}

void decide(const Stretch& stretch, VertexTable& table) {
    struct Part {
        std::size_t first;
        std::size_t last;
        double cap;
    };
    std::vector<Part> open{{0, stretch.size() - 1, std::numeric_limits<double>::infinity()}};
    while (!open.empty()) {
        const auto [first, last, cap] = open.back();
        open.pop_back();
        if (last - first < 2) {
            continue;
        }
        std::size_t farthest = first + 1;
        double importance = -1;
        for (std::size_t i = first + 1; i < last; ++i) {
            const double d = distance_to_segment(stretch[i], stretch[first], stretch[last]);
            if (d > importance) {
                importance = d;
                farthest = i;
            }
        }
        importance = std::min(importance, cap);
        table.at(stretch[farthest]).zoom = zoom_of(importance);
        open.push_back({first, farthest, importance});
        open.push_back({farthest, last, importance});
    }
}

/// A ring that meets nothing, or one neighbour all around it, gets two ends of its own.
void give_ends(std::span<const GridPoint> ring, VertexTable& table) {
    const GridPoint low = *std::ranges::min_element(ring, {}, order);
    const auto from_low = [low](GridPoint p) { return std::tuple(offset(low, p).squared(), order(p)); };
    table.at(low).junction = true;
    table.at(*std::ranges::max_element(ring, {}, from_low)).junction = true;
}

void decide_ring(std::span<const GridPoint> ring, VertexTable& table) {
    const auto is_junction = [&](GridPoint p) { return table.at(p).junction; };
    if (std::ranges::none_of(ring, is_junction)) {
        give_ends(ring, table);
    }
    const auto first = static_cast<std::size_t>(std::ranges::find_if(ring, is_junction) - ring.begin());
    Stretch stretch;
    for (std::size_t step = 0; step <= ring.size(); ++step) {
        const GridPoint place = ring[(first + step) % ring.size()];
        stretch.push_back(place);
        Vertex& vertex = table.at(place);
        if (!vertex.junction) {
            continue;
        }
        vertex.zoom = 0;
        if (stretch.size() > 2 && table.at(stretch[1]).zoom == not_decided) {
            orient(stretch);
            decide(stretch, table);
        }
        stretch.assign(1, place);
    }
}

}  // namespace

std::vector<std::uint8_t> border_detail(const GridRings& rings) {
    VertexTable table(rings);
    for (std::size_t ring = 0; ring < rings.size(); ++ring) {
        if (!rings[ring].empty()) {
            decide_ring(rings[ring], table);
        }
    }
    std::vector<std::uint8_t> zooms;
    zooms.reserve(rings.vertices.size());
    for (const GridPoint place : rings.vertices) {
        zooms.push_back(table.at(place).zoom);
    }
    return zooms;
}

}  // namespace courtyard
