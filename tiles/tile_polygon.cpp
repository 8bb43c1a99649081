// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile_polygon.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_map>

#include "tiles/segment_nodes.h"

namespace courtyard {
namespace {

constexpr std::int64_t low_edge = -tile_buffer;
constexpr std::int64_t high_edge = std::int64_t{MvtLayer::extent} + tile_buffer;

/// One side of the clipping square: what counts as inside, and where an edge meets it.
struct Side {
    std::int64_t FarPoint::*across;  ///< the coordinate that the side bounds
    std::int64_t FarPoint::*along;
    std::int64_t at;
    int outward;

    bool inside(FarPoint p) const { return outward > 0 ? p.*across <= at : p.*across >= at; }
    FarPoint meets(FarPoint p, FarPoint q) const {
        if (std::tuple(q.x, q.y) < std::tuple(p.x, p.y)) {
            std::swap(p, q);
        }
        const double share = static_cast<double>(at - p.*across) / static_cast<double>(q.*across - p.*across);
        FarPoint result;
        result.*across = at;
        result.*along = p.*along + std::llround(share * static_cast<double>(q.*along - p.*along));
        return result;
    }
};

constexpr Side sides[] = {{&FarPoint::x, &FarPoint::y, low_edge, -1},
                          {&FarPoint::x, &FarPoint::y, high_edge, 1},
                          {&FarPoint::y, &FarPoint::x, low_edge, -1},
                          {&FarPoint::y, &FarPoint::x, high_edge, 1}};

std::vector<FarPoint> cut_at(const Side& side, std::span<const FarPoint> ring) {
    std::vector<FarPoint> result;
    if (ring.empty()) {
        return result;
    }
    result.reserve(ring.size() + 4);
    FarPoint before = ring.back();
    for (const FarPoint here : ring) {
        if (side.inside(before) != side.inside(here)) {
            result.push_back(side.meets(before, here));
        }
        if (side.inside(here)) {
            result.push_back(here);
        }
        before = here;
    }
    return result;
}

/// Without repeated positions and without ways out and straight back.
TileRing tidied(std::span<const TilePoint> ring) {
    TileRing result;
    result.reserve(ring.size());
    for (const TilePoint p : ring) {
        if (result.size() >= 2 && result[result.size() - 2] == p) {
            result.pop_back();
        } else if (result.empty() || result.back() != p) {
            result.push_back(p);
        }
    }
    while (result.size() > 1 && result.back() == result.front()) {
        result.pop_back();
    }
    return result;
}

std::uint64_t packed(TilePoint p) {
    return (std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32U) | static_cast<std::uint32_t>(p.y);
}

TilePoint doubled(TilePoint p) { return {p.x * 2, p.y * 2}; }
TilePoint doubled_middle(TilePoint p, TilePoint q) { return {p.x + q.x, p.y + q.y}; }

/// A segment taken in one direction.
struct Step {
    TilePoint from;
    TilePoint to;
    std::size_t segment = 0;
};

/// Walks noded segments into rings that have their inside on the left (x to the right, y upwards).
class RingWalk {
  public:
    explicit RingWalk(std::span<const TileSegment> segments)
        : segments_(segments), used_(segments.size(), false) {
        steps_.reserve(segments.size() * 2);
        for (std::size_t i = 0; i < segments.size(); ++i) {
            steps_.push_back({segments[i].a, segments[i].b, i});
            steps_.push_back({segments[i].b, segments[i].a, i});
        }
        std::ranges::sort(steps_, {}, &Step::from);
    }

    std::vector<TileRing> rings() {
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            if (!used_[i]) {
                const auto& [a, b] = segments_[i];
                walk(inside_is_left(segments_[i]) ? Step{a, b, i} : Step{b, a, i});
            }
        }
        return std::move(rings_);
    }

  private:
    /// Counts what a ray from the middle crosses: upwards, or to the left from an upright segment.
    bool inside_is_left(const TileSegment& segment) const {
        const TilePoint middle = doubled_middle(segment.a, segment.b);
        const bool upright = segment.a.x == segment.b.x;
        bool inside = false;
        for (const TileSegment& other : segments_) {
            TilePoint a = doubled(other.a);
            TilePoint b = doubled(other.b);
            if (upright && b.y < a.y) {
                std::swap(a, b);
            }
            const bool spans =
                upright ? a.y <= middle.y && middle.y < b.y : a.x <= middle.x && middle.x < b.x;
            if (spans && side_of(a, b, middle) < 0) {
                inside = !inside;
            }
        }
        return inside;
    }

    /// The step that bounds the same inside as `arriving`: the first clockwise from the way back.
    Step next(const Step& arriving) const {
        const auto leaving = std::ranges::equal_range(steps_, arriving.to, {}, &Step::from);
        const Step* best = nullptr;
        for (const Step& step : leaving) {
            if (step.segment != arriving.segment && (best == nullptr || sooner(arriving, step, *best))) {
                best = &step;
            }
        }
        return *best;
    }

    static bool sooner(const Step& arriving, const Step& one, const Step& other) {
        const auto half_turn = [&](const Step& step) {
            const std::int64_t side = side_of(arriving.to, arriving.from, step.to);
            return side < 0 ? 0 : side == 0 ? 1 : 2;
        };
        const int a = half_turn(one);
        const int b = half_turn(other);
        return a != b ? a < b : side_of(one.from, one.to, other.to) < 0;
    }

    void walk(const Step& first) {
        TileRing way{first.from};
        std::unordered_map<std::uint64_t, std::size_t> places{{packed(first.from), 0}};
        for (Step step = first;; step = next(step)) {
            if (used_[step.segment]) {
                return;
            }
            used_[step.segment] = true;
            const auto [place, is_new] = places.emplace(packed(step.to), way.size());
            if (is_new) {
                way.push_back(step.to);
                continue;
            }
            // Back at a place of this walk: what lies between is a ring of its own.
            const auto begin = way.begin() + static_cast<std::ptrdiff_t>(place->second);
            rings_.emplace_back(begin, way.end());
            std::for_each(begin + 1, way.end(), [&](TilePoint p) { places.erase(packed(p)); });
            way.erase(begin + 1, way.end());
        }
    }

    std::span<const TileSegment> segments_;
    std::vector<bool> used_;
    std::vector<Step> steps_;
    std::vector<TileRing> rings_;
};

bool encloses(const TileRing& ring, TilePoint doubled_position) {
    bool inside = false;
    TilePoint before = doubled(ring.back());
    for (const TilePoint p : ring) {
        const TilePoint here = doubled(p);
        const bool upwards = before.y < here.y;
        const TilePoint low = upwards ? before : here;
        const TilePoint high = upwards ? here : before;
        if (low.y <= doubled_position.y && doubled_position.y < high.y &&
            side_of(low, high, doubled_position) > 0) {
            inside = !inside;
        }
        before = here;
    }
    return inside;
}

/// Gives every hole to the smallest shell around it.
std::vector<TilePolygon> nested(std::vector<TileRing> rings) {
    const auto holes = std::ranges::partition(rings, [](const TileRing& r) { return doubled_area(r) > 0; });
    std::ranges::sort(rings.begin(), holes.begin(), {}, [](const TileRing& r) { return doubled_area(r); });
    std::vector<TilePolygon> polygons;
    for (auto shell = rings.begin(); shell != holes.begin(); ++shell) {
        polygons.push_back({std::move(*shell)});
    }
    for (TileRing& hole : holes) {
        const TilePoint middle = doubled_middle(hole[0], hole[1]);
        const auto owner = std::ranges::find_if(
            polygons, [&](const TilePolygon& polygon) { return encloses(polygon.front(), middle); });
        if (owner != polygons.end()) {
            owner->push_back(std::move(hole));
        }
    }
    return polygons;
}

}  // namespace

TileRing clipped(std::vector<FarPoint> ring) {
    const auto outside = [](FarPoint p) {
        return p.x < low_edge || p.x > high_edge || p.y < low_edge || p.y > high_edge;
    };
    if (std::ranges::any_of(ring, outside)) {
        for (const Side& side : sides) {
            ring = cut_at(side, ring);
        }
    }
    TileRing result;
    result.reserve(ring.size());
    for (const FarPoint p : ring) {
        result.push_back({static_cast<std::int32_t>(p.x), static_cast<std::int32_t>(p.y)});
    }
    return result;
}

std::vector<TilePolygon> valid_polygons(std::span<const TileRing> rings) {
    std::vector<TileRing> tidy;
    for (const TileRing& ring : rings) {
        if (TileRing kept = tidied(ring); kept.size() >= 3) {
            tidy.push_back(std::move(kept));
        }
    }
    if (tidy.size() == 1 && is_simple(tidy.front())) {
        if (doubled_area(tidy.front()) < 0) {
            std::ranges::reverse(tidy.front());
        }
        return {{std::move(tidy.front())}};
    }
    return nested(RingWalk(noded(tidy)).rings());
}

}  // namespace courtyard
