// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "data/read/row_reading.h"
#include "data/read/touching_rings.h"

namespace courtyard {
namespace {

AreaLevel level_of(RowView& row, AreaCode code) {
    if (row.has("level")) return row.take(parse_area_level(row.raw("level")), "level");
    if (row.options().level) return *row.options().level;
    if (const auto level = level_by_length(code)) return *level;
    if (row.options().wanted == Wanted::changes) return AreaLevel::village;
    row.refuse(
        "code", "area.level",
        {fmt::format("代码“{}”的长度看不出级别；请加“级别”列，或指明 --level", code.view()),
         fmt::format("the length of \"{}\" does not say its level: add a column \"level\", or say --level",
                     code.view())});
    return AreaLevel::village;
}

/// The geometry of the row, or of its WKT column.
Boundary given_boundary(RowView& row, Need need) {
    const TableGeometry geometry =
        row.has("geometry") ? row.take(from_wkt(row.raw("geometry")), "geometry") : row.geometry();
    if (const auto* boundary = std::get_if<Boundary>(&geometry)) return *boundary;
    if (std::holds_alternative<LonLat>(geometry)) {
        row.refuse("geometry", "geometry.kind",
                   {"几何是点，区划需要面", "the geometry is a point, an area needs a polygon"});
    } else if (need == Need::required) {
        row.refuse("geometry", "boundary.missing", {"没有几何", "there is no geometry"});
    }
    return {};
}

/// From the file's datum, vertex by vertex: what two neighbours share they go on sharing. WGS 84 when the
/// datum is not known, for boundaries have nothing beside them that could tell it.
Boundary in_wgs84(RowView& row, Boundary boundary) {
    const Datum datum = row.options().datum.value_or(Datum::wgs84);
    if (datum == Datum::wgs84 || datum == Datum::cgcs2000) return boundary;
    for (Polygon& polygon : boundary.polygons) {
        for (Ring& ring : polygon.rings) {
            for (LonLat& vertex : ring) {
                auto moved = checked_to_wgs84(vertex, datum);
                if (moved) {
                    vertex = *moved;
                    continue;
                }
                row.refuse("geometry", std::move(moved.error()));
                return {};
            }
        }
    }
    return boundary;
}

/// Of one area of a file; what is checked and repaired may be larger.
constexpr std::size_t most_vertices = 200'000;

std::size_t vertices_of(const Boundary& boundary) {
    std::size_t count = 0;
    for (const Polygon& polygon : boundary.polygons)
        for (const Ring& ring : polygon.rings) count += ring.size();
    return count;
}

/// As read when it is valid; cut where a ring only touches itself.
Boundary valid_boundary(RowView& row, Boundary boundary, std::vector<std::string>& touching) {
    if (boundary.empty()) return boundary;
    if (const std::size_t vertices = vertices_of(boundary); vertices > most_vertices) {
        row.refuse("geometry", "boundary.too_large",
                   {fmt::format("边界有 {} 个点，最多 {} 个；请先简化", vertices, most_vertices),
                    fmt::format("the boundary has {} vertices, at most {} are accepted: simplify it",
                                vertices, most_vertices)});
        return {};
    }
    auto checked = check_boundary(boundary);
    if (checked) return boundary;
    if (checked.error().name == "boundary.invalid") {
        Boundary cut = without_touching_rings(boundary);
        if (!cut.empty() && check_boundary(cut)) {
            touching.emplace_back(row.raw("code"));
            return cut;
        }
    }
    row.refuse("geometry", std::move(checked.error()));
    return {};
}

}  // namespace

Result<Rows<Area>> read_areas(Table& table, const RowOptions& options) {
    const bool has_geometry = geometry_of(RecordKind::areas, table.format()) != Geometry::none;
    std::vector<std::string> touching;
    const auto read = [&](RowView& row) {
        Area area;
        area.code = row.area("code", Need::required);
        area.name = row.text("name", row.required_if_there("name"));
        if (!row.refusal()) area.level = level_of(row, area.code);
        area.parent = row.area("parent", Need::optional);
        const Need need = has_geometry && !row.has("geometry") ? row.required_if_new() : Need::optional;
        if (!row.refusal())
            area.boundary = valid_boundary(row, in_wgs84(row, given_boundary(row, need)), touching);
        if (row.refusal() || area.boundary.empty()) return area;
        area.bounds = bounds_of(area.boundary);
        area.label = label_position(area.boundary);
        return area;
    };
    const auto key = [](const Area& area) { return std::pair(area.code.str(), "code"); };
    auto rows = read_rows<Area>(RecordKind::areas, table, options, read, key);
    if (rows && !options.datum)
        rows->notes.push_back({"边界没有可比对的依据，无法判断坐标系，已按 wgs84 读取",
                               "nothing beside boundaries tells their datum: they were read as wgs84"});
    if (!rows || touching.empty()) return rows;
    rows->notes.push_back(
        {fmt::format("{} 个边界自相接触，已在接触点分开（坐标未变）：{}", touching.size(),
                     fmt::join(touching, "、")),
         fmt::format("{} boundaries touch themselves and were cut there, no coordinate changed: {}",
                     touching.size(), fmt::join(touching, ", "))});
    return rows;
}

}  // namespace courtyard
