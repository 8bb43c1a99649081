// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/window.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geo/orientation.h"

namespace courtyard {
namespace {

std::array<LonLat, 4> corners(const Bounds& box) {
    return {LonLat{box.west, box.south}, {box.east, box.south}, {box.east, box.north}, {box.west, box.north}};
}

bool edge_meets(LonLat a, LonLat b, const Bounds& box) {
    if (std::max(a.lon, b.lon) < box.west || std::min(a.lon, b.lon) > box.east ||
        std::max(a.lat, b.lat) < box.south || std::min(a.lat, b.lat) > box.north)
        return false;
    if (box.contains(a) || box.contains(b)) return true;
    // The edge's own bounds meet the box: it misses only with all four corners on one side of it.
    bool left = false;
    bool right = false;
    for (const LonLat corner : corners(box)) {
        const int side = orientation(a, b, corner);
        if (side == 0) return true;
        (side > 0 ? left : right) = true;
    }
    return left && right;
}

/// Whether a ray to the east crosses the ring an odd number of times.
bool inside(const Ring& ring, LonLat p) {
    bool odd = false;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        const LonLat a = ring[i - 1];
        const LonLat b = ring[i];
        if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
        const int side = a.lat < b.lat ? orientation(a, b, p) : orientation(b, a, p);
        if (side > 0) odd = !odd;
    }
    return odd;
}

Boundary projected(const Boundary& boundary, const Projection& projection) {
    Boundary moved = boundary;
    for (Polygon& polygon : moved.polygons)
        for (Ring& ring : polygon.rings)
            for (LonLat& position : ring) position = projection.forward(position);
    return moved;
}

constexpr Bounds everywhere{-180, -90, 180, 90};

/// Degrees that surely hold a rectangle of another system: its edges bend, so they are followed, and a step's
/// sagitta is left at each side. A rectangle that leaves the system's own ground may lie anywhere.
Bounds degrees_around(const Bounds& box, const Projection& projection) {
    constexpr int steps = 64;
    constexpr double returns_within_m = 1;
    Bounds around;
    const std::array<LonLat, 4> corner = corners(box);
    for (std::size_t side = 0; side < corner.size(); ++side) {
        const LonLat from = corner[side];
        const LonLat to = corner[(side + 1) % corner.size()];
        for (int i = 0; i < steps; ++i) {
            const double share = static_cast<double>(i) / steps;
            const LonLat at{from.lon + share * (to.lon - from.lon), from.lat + share * (to.lat - from.lat)};
            const LonLat degrees = projection.back(at);
            const LonLat again = projection.forward(degrees);
            if (!(std::hypot(again.lon - at.lon, again.lat - at.lat) < returns_within_m)) return everywhere;
            around.add(degrees);
        }
    }
    const double room_x = (around.east - around.west) / steps + 1e-9;
    const double room_y = (around.north - around.south) / steps + 1e-9;
    return {around.west - room_x, around.south - room_y, around.east + room_x, around.north + room_y};
}

}  // namespace

bool meets(const Boundary& boundary, const Bounds& rectangle) {
    for (const Polygon& polygon : boundary.polygons) {
        for (const Ring& ring : polygon.rings)
            for (std::size_t i = 1; i < ring.size(); ++i)
                if (edge_meets(ring[i - 1], ring[i], rectangle)) return true;
        // No edge meets it: the rectangle lies in the polygon whole, or not at all.
        bool odd = false;
        for (const Ring& ring : polygon.rings)
            if (inside(ring, {rectangle.west, rectangle.south})) odd = !odd;
        if (odd) return true;
    }
    return false;
}

Window::Window(const Bounds& rectangle, const Projection& projection)
    : rectangle_(rectangle),
      degrees_(projection.in_degrees() ? rectangle : degrees_around(rectangle, projection)),
      projection_(projection) {}

bool Window::covers(const Bounds& inner) const {
    const auto holds = [&](LonLat corner) { return degrees_.contains(corner); };
    return projection_.in_degrees() && std::ranges::all_of(corners(inner), holds);
}

bool Window::meets(const Boundary& boundary, const Bounds& bounds) const {
    if (!degrees_.intersects(bounds)) return false;
    if (projection_.in_degrees()) return courtyard::meets(boundary, rectangle_);
    return courtyard::meets(projected(boundary, projection_), rectangle_);
}

}  // namespace courtyard
