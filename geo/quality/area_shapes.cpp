// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/area_shapes.h"

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

bool is_position(LonLat p) { return std::abs(p.lon) <= 180 && std::abs(p.lat) <= 90; }

AreaFinding finding(AreaFault fault, const GivenArea& area, std::optional<LonLat> where, Text reason) {
    return {fault, {area.label()}, where, 0, false, std::move(reason)};
}

std::optional<LonLat> first_position(const Boundary& boundary) {
    for (const auto& polygon : boundary.polygons)
        for (const auto& ring : polygon.rings)
            for (const auto& p : ring)
                if (is_position(p)) return p;
    return std::nullopt;
}

/// GEOS's own place, which `check_boundary` writes into the subject.
std::optional<LonLat> place_of(const Error& error, const Boundary& boundary) {
    const auto comma = error.subject.find(',');
    if (comma == std::string::npos) return first_position(boundary);
    return LonLat{std::stod(error.subject), std::stod(error.subject.substr(comma + 1))};
}

std::optional<AreaFinding> drawing_fault(const GivenArea& area) {
    if (area.trouble) return finding(AreaFault::invalid, area, std::nullopt, area.trouble->detail);
    if (area.boundary.empty())
        return finding(AreaFault::null_geometry, area, std::nullopt, {"没有几何", "there is no geometry"});
    const auto checked = check_boundary(area.boundary);
    if (checked) return std::nullopt;
    return finding(AreaFault::invalid, area, place_of(checked.error(), area.boundary),
                   checked.error().detail);
}

}  // namespace

Boundary closed_rings(const Boundary& boundary) {
    Boundary closed;
    for (const auto& polygon : boundary.polygons) {
        Polygon part;
        for (const auto& ring : polygon.rings) {
            if (!std::ranges::all_of(ring, is_position)) return {};
            Ring copy = ring;
            if (!copy.empty() && copy.front() != copy.back()) copy.push_back(copy.front());
            if (copy.size() >= 4) part.rings.push_back(std::move(copy));
            // Without its shell a polygon is nothing; its holes must not become ground.
            if (part.rings.empty()) break;
        }
        if (!part.rings.empty()) closed.polygons.push_back(std::move(part));
    }
    return closed;
}

std::map<std::optional<AreaLevel>, std::vector<AreaShape>> shapes_of(std::span<const GivenArea> areas,
                                                                     const Overlay& overlay,
                                                                     std::vector<AreaFinding>& findings) {
    std::map<std::optional<AreaLevel>, std::vector<AreaShape>> levels;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const auto fault = drawing_fault(areas[i]);
        if (fault) findings.push_back(*fault);
        const Boundary boundary = closed_rings(areas[i].boundary);
        if (boundary.empty()) continue;
        auto geometry = overlay.multipolygon(boundary);
        if (fault || overlay.invalidity(*geometry)) geometry = overlay.as_filled(*geometry);
        const Bounds bounds = bounds_of(overlay.boundary(*geometry));
        if (!bounds.empty()) levels[areas[i].level].push_back({i, std::move(geometry), bounds});
    }
    return levels;
}

std::vector<Bounds> bounds_of(std::span<const AreaShape> shapes) {
    std::vector<Bounds> bounds;
    for (const auto& shape : shapes) bounds.push_back(shape.bounds);
    return bounds;
}

std::optional<LonLat> place_inside(const Boundary& ground, const Overlay& overlay) {
    if (ground.empty()) return std::nullopt;
    const auto size = [](const Polygon& polygon) { return area_m2(Boundary{{polygon}}); };
    const Boundary largest{{*std::ranges::max_element(ground.polygons, {}, size)}};
    if (auto inside = overlay.inner_position(*overlay.multipolygon(largest))) return inside;
    return largest.polygons[0].rings[0][0];
}

}  // namespace courtyard
