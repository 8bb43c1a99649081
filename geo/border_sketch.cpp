// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/border_sketch.h"

#include <cmath>

#include "geo/rough_plane.h"

namespace courtyard {
namespace {

/// Half a pixel where the sketch fills a screen of this many.
constexpr double screen_px = 1500;
constexpr double coarser = 1.4;
constexpr int most_attempts = 24;

std::size_t vertices_of(std::span<const Arc> arcs) {
    std::size_t sum = 0;
    for (const Arc& arc : arcs) sum += arc.size();
    return sum;
}

std::vector<Arc> few_enough(const BorderTopology& topology, double tolerance_m, std::size_t most) {
    std::vector<Arc> arcs = simplified(topology, {tolerance_m});
    for (int attempt = 0; attempt < most_attempts && vertices_of(arcs) > most; ++attempt) {
        tolerance_m *= coarser;
        std::vector<Arc> fewer = simplified(topology, {tolerance_m});
        // Junctions stay whatever the tolerance.
        if (attempt > 4 && fewer.size() * 2 >= vertices_of(fewer)) return fewer;
        arcs = std::move(fewer);
    }
    return arcs;
}

}  // namespace

SketchPoint BorderSketch::at(LonLat position) const {
    const Mercator place = to_mercator(position);
    return {static_cast<std::int32_t>(std::lround((place.x - corner.x) / unit)),
            static_cast<std::int32_t>(std::lround((place.y - corner.y) / unit))};
}

BorderSketch sketch(std::span<const Boundary> boundaries, std::size_t most_vertices) {
    BorderSketch drawn;
    Bounds bounds;
    for (const Boundary& boundary : boundaries)
        if (!boundary.empty()) bounds.add(bounds_of(boundary));
    drawn.areas.resize(boundaries.size());
    if (bounds.empty()) return drawn;
    const Mercator north_west = to_mercator({bounds.west, bounds.north});
    const Mercator south_east = to_mercator({bounds.east, bounds.south});
    drawn.corner = north_west;
    const double side = std::max(south_east.x - north_west.x, south_east.y - north_west.y);
    drawn.unit = side / sketch_units;
    drawn.size = drawn.at({bounds.east, bounds.south});

    const auto topology = BorderTopology::of(boundaries);
    const auto degree = degree_length((bounds.south + bounds.north) / 2);
    const double extent_m =
        std::max((bounds.east - bounds.west) * degree.east_m, (bounds.north - bounds.south) * degree.north_m);
    for (const Arc& arc : few_enough(topology, extent_m / screen_px / 2, most_vertices)) {
        auto& line = drawn.arcs.emplace_back();
        for (const LonLat position : arc)
            if (const SketchPoint place = drawn.at(position); line.empty() || line.back() != place)
                line.push_back(place);
    }
    for (std::size_t i = 0; i < boundaries.size(); ++i) drawn.areas[i] = topology.ways(i);
    return drawn;
}

}  // namespace courtyard
