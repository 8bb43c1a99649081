// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/reach/disc_area.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace courtyard {
namespace {

double sector(PlaneSpot a, PlaneSpot b, double radius_squared) {
    return radius_squared / 2 * std::atan2(cross(a, b), dot(a, b));
}

PlaneSpot along(PlaneSpot a, PlaneSpot way, double t) {
    return {a.east + t * way.east, a.north + t * way.north};
}

/// Signed area of the triangle (origin, a, b) within the disc around the origin.
double edge_in_disc(PlaneSpot a, PlaneSpot b, double radius_squared) {
    if (dot(a, a) <= radius_squared && dot(b, b) <= radius_squared) return cross(a, b) / 2;
    const PlaneSpot way = b - a;
    const double length_squared = dot(way, way);
    const double toward = dot(a, way);
    const double under = toward * toward - length_squared * (dot(a, a) - radius_squared);
    if (!(under > 0)) return sector(a, b, radius_squared);
    const double root = std::sqrt(under);
    const double enters = (-toward - root) / length_squared;
    const double leaves = (-toward + root) / length_squared;
    if (enters >= 1 || leaves <= 0) return sector(a, b, radius_squared);
    const PlaneSpot first = enters > 0 ? along(a, way, enters) : a;
    const PlaneSpot last = leaves < 1 ? along(a, way, leaves) : b;
    double area = cross(first, last) / 2;
    if (enters > 0) area += sector(a, first, radius_squared);
    if (leaves < 1) area += sector(last, b, radius_squared);
    return area;
}

/// Cuts a ring to the places that are not nearer to `other` than to the origin.
void cut(const PlaneRing& ring, PlaneSpot other, PlaneRing& kept) {
    kept.clear();
    const double half = dot(other, other) / 2;
    PlaneSpot before = ring.back();
    double before_in = half - dot(before, other);
    for (const PlaneSpot here : ring) {
        const double here_in = half - dot(here, other);
        if ((before_in < 0) != (here_in < 0))
            kept.push_back(along(before, here - before, before_in / (before_in - here_in)));
        if (here_in >= 0) kept.push_back(here);
        before = here;
        before_in = here_in;
    }
}

double farthest_squared(const PlaneRing& ring) {
    double farthest = 0;
    for (const PlaneSpot spot : ring) farthest = std::max(farthest, dot(spot, spot));
    return farthest;
}

/// The other centres seen from one, the nearest first, as far as somebody asks.
class Neighbours {
  public:
    Neighbours(std::span<const PlaneSpot> centres, std::size_t own) {
        heap_.reserve(centres.size());
        for (std::size_t i = 0; i < centres.size(); ++i) {
            const PlaneSpot away = centres[i] - centres[own];
            heap_.push_back({dot(away, away), away, i});
        }
        heap_.erase(heap_.begin() + static_cast<std::ptrdiff_t>(own));
        std::ranges::make_heap(heap_, std::greater{}, &Seen::distance_squared);
    }

    struct Seen {
        double distance_squared = 0;
        PlaneSpot away;
        std::size_t centre = 0;
    };
    /// Nothing when none is left within a distance.
    const Seen* next(double within_squared) {
        if (heap_.empty() || heap_.front().distance_squared > within_squared) return nullptr;
        std::ranges::pop_heap(heap_, std::greater{}, &Seen::distance_squared);
        taken_ = heap_.back();
        heap_.pop_back();
        return &taken_;
    }

  private:
    std::vector<Seen> heap_;
    Seen taken_;
};

/// What one centre's disc holds of one ring within its own Voronoi cell.
class CellShare {
  public:
    CellShare(std::span<const PlaneSpot> centres, double radius) : centres_(centres), radius_(radius) {}

    double of(const PlaneRing& ring, std::size_t own) {
        ring_.clear();
        for (const PlaneSpot spot : ring) ring_.push_back(spot - centres_[own]);
        // A centre more than twice as far as the farthest corner, or as the disc reaches, takes nothing away.
        const double of_disc = radius_ * radius_;
        double farthest = std::min(farthest_squared(ring_), of_disc);
        Neighbours others(centres_, own);
        while (const auto* other = others.next(4 * farthest)) {
            if (other->distance_squared == 0) {
                // On the same spot: the first of them has the cell.
                if (other->centre < own) return 0;
                continue;
            }
            cut(ring_, other->away, kept_);
            ring_.swap(kept_);
            if (ring_.size() < 3) return 0;
            farthest = std::min(farthest_squared(ring_), of_disc);
        }
        return signed_area_in_disc(ring_, radius_);
    }

  private:
    std::span<const PlaneSpot> centres_;
    double radius_;
    PlaneRing ring_;
    PlaneRing kept_;
};

/// Beyond this many centres a piece is halved first, until few of them can be the nearest in it.
constexpr std::size_t few_centres = 12;
/// Centres on one spot can never be told apart by halving.
constexpr int deepest = 24;

/// The middle of what a ring spans, and how far its corners are from it at most.
struct Span {
    PlaneSpot middle;
    double size = 0;
    bool wide = false;
};

Span span_of(const PlaneRing& ring) {
    PlaneSpot least = ring.front();
    PlaneSpot most = ring.front();
    for (const PlaneSpot spot : ring) {
        least = {std::min(least.east, spot.east), std::min(least.north, spot.north)};
        most = {std::max(most.east, spot.east), std::max(most.north, spot.north)};
    }
    const PlaneSpot size = most - least;
    return {along(least, size, 0.5), std::sqrt(dot(size, size)) / 2, size.east > size.north};
}

/// Both halves of a ring, parted across its longer side.
std::pair<PlaneRing, PlaneRing> halves(const PlaneRing& ring, const Span& span) {
    // `cut` keeps what is nearer to the origin than to the other: moved so that both lie at the dividing
    // line.
    const PlaneSpot step = span.wide ? PlaneSpot{span.size, 0} : PlaneSpot{0, span.size};
    const auto half = [&](PlaneSpot from, PlaneSpot toward) {
        PlaneRing moved;
        moved.reserve(ring.size());
        for (const PlaneSpot spot : ring) moved.push_back(spot - from);
        PlaneRing kept;
        cut(moved, toward - from, kept);
        for (PlaneSpot& spot : kept) spot = {spot.east + from.east, spot.north + from.north};
        return kept;
    };
    const PlaneSpot before = span.middle - step;
    const PlaneSpot after = along(span.middle, step, 1);
    return {half(before, after), half(after, before)};
}

double area_of_piece(const PlaneRing& ring, std::span<const PlaneSpot> centres, double radius, int depth) {
    if (ring.size() < 3) return 0;
    const Span span = span_of(ring);
    const auto far = [&](PlaneSpot centre) {
        const PlaneSpot away = centre - span.middle;
        return std::sqrt(dot(away, away));
    };
    double nearest = std::numeric_limits<double>::infinity();
    for (const PlaneSpot centre : centres) nearest = std::min(nearest, far(centre));
    if (nearest + span.size <= radius) return signed_area(ring);
    if (nearest - span.size >= radius) return 0;
    std::vector<PlaneSpot> near;
    for (const PlaneSpot centre : centres)
        if (far(centre) <= std::min(radius, nearest + span.size) + span.size) near.push_back(centre);
    if (near.size() > few_centres && depth < deepest) {
        const auto [one, other] = halves(ring, span);
        return area_of_piece(one, near, radius, depth + 1) + area_of_piece(other, near, radius, depth + 1);
    }
    double area = 0;
    CellShare share(near, radius);
    for (std::size_t own = 0; own < near.size(); ++own) area += share.of(ring, own);
    return area;
}

}  // namespace

double signed_area(std::span<const PlaneSpot> ring) {
    double doubled = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const PlaneSpot next = ring[i + 1 == ring.size() ? 0 : i + 1];
        doubled += cross(ring[i] - ring[0], next - ring[0]);
    }
    return doubled / 2;
}

double signed_area_in_disc(std::span<const PlaneSpot> ring, double radius) {
    double area = 0;
    for (std::size_t i = 0; i < ring.size(); ++i)
        area += edge_in_disc(ring[i], ring[i + 1 == ring.size() ? 0 : i + 1], radius * radius);
    return area;
}

double area_in_discs(const PlaneRings& rings, std::span<const PlaneSpot> centres, double radius) {
    double area = 0;
    for (const PlaneRing& ring : rings) area += area_of_piece(ring, centres, radius, 0);
    return area;
}

}  // namespace courtyard
