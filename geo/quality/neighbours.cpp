// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/neighbours.h"

#include <fmt/format.h>

#include "geo/box_tree.h"

namespace courtyard {
namespace {

/// Half a millimetre: where the overlay rounds a crossing, it does so by far less.
constexpr double touching_deg = 5e-9;

std::string readable(double area) {
    return area >= 1e4 ? fmt::format("{:.4g} km2", area / 1e6) : fmt::format("{:.3g} m2", area);
}

AreaFinding finding(AreaFault fault, std::vector<std::string> codes, const Boundary& ground,
                    const Overlay& overlay, Text reason) {
    const double area = area_m2(ground);
    return {fault, std::move(codes), place_inside(ground, overlay),
            area,  area < sliver_m2, std::move(reason)};
}

/// A hole of the union without what lies in it: an island village in a lake takes its ground from the gap.
Boundary hole_ground(const Ring& hole, const Boundary& everything, const Overlay& overlay) {
    Boundary islands;
    Bounds around;
    for (const auto& p : hole) around.add(p);
    for (const auto& polygon : everything.polygons) {
        const Bounds box = bounds_of(Boundary{{polygon}});
        const bool inside = box.west >= around.west && box.east <= around.east && box.south >= around.south &&
                            box.north <= around.north;
        if (inside) islands.polygons.push_back(polygon);
    }
    const Boundary whole{{Polygon{{hole}}}};
    if (islands.empty()) return whole;
    return overlay.boundary(
        *overlay.difference(*overlay.multipolygon(whole), *overlay.multipolygon(islands)));
}

}  // namespace

void find_overlaps(std::span<const GivenArea> areas, std::span<const AreaShape> shapes,
                   const Overlay& overlay, CheckSteps& steps, std::vector<AreaFinding>& findings) {
    const BoxTree boxes(bounds_of(shapes));
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        for (const std::size_t k : boxes.touching(shapes[i].bounds)) {
            if (k <= i) continue;
            const auto ground = overlay.boundary(*overlay.common(*shapes[i].geometry, *shapes[k].geometry));
            const double area = area_m2(ground);
            if (!(area > 0)) continue;
            const GivenArea& a = areas[shapes[i].area];
            const GivenArea& b = areas[shapes[k].area];
            findings.push_back(
                finding(AreaFault::overlap, {a.label(), b.label()}, ground, overlay,
                        {fmt::format("{} 与 {} 重叠 {}", a.name, b.name, readable(area)),
                         fmt::format("{} and {} share {} of ground", a.name, b.name, readable(area))}));
        }
        steps.step();
    }
}

void find_gaps(std::span<const GivenArea> areas, std::span<const AreaShape> shapes, const Overlay& overlay,
               std::vector<AreaFinding>& findings) {
    std::vector<GeosGeometry> all;
    for (const auto& shape : shapes) all.push_back(overlay.multipolygon(overlay.boundary(*shape.geometry)));
    const Boundary everything = overlay.boundary(*overlay.united(all));
    const BoxTree boxes(bounds_of(shapes));
    for (const auto& polygon : everything.polygons) {
        for (std::size_t r = 1; r < polygon.rings.size(); ++r) {
            const Boundary ground = hole_ground(polygon.rings[r], everything, overlay);
            if (ground.empty()) continue;
            const double area = area_m2(ground);
            const auto gap = overlay.multipolygon(ground);
            std::vector<std::string> around;
            for (const auto k : boxes.touching(bounds_of(ground)))
                if (overlay.is_within(*gap, *shapes[k].geometry, touching_deg))
                    around.push_back(areas[shapes[k].area].label());
            findings.push_back(
                finding(AreaFault::gap, std::move(around), ground, overlay,
                        {fmt::format("{} 被四周的区划围住，却不属于任何一个", readable(area)),
                         fmt::format("{} enclosed by areas belong to none of them", readable(area))}));
        }
    }
}

}  // namespace courtyard
