// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "bench/tiles/peer_tables.h"

#include <fmt/format.h>

#include <fstream>

namespace courtyard {
namespace {

std::string text_of(std::optional<Day> day) { return day ? std::to_string(day->since_epoch) : std::string(); }

std::string well_known_text(const Boundary& boundary) {
    std::string text = "MULTIPOLYGON(";
    for (const Polygon& polygon : boundary.polygons) {
        text += text.back() == '(' ? "(" : ",(";
        for (const Ring& ring : polygon.rings) {
            text += text.back() == '(' ? "(" : ",(";
            for (const LonLat p : ring) {
                text += fmt::format("{}{:.9f} {:.9f}", text.back() == '(' ? "" : ",", p.lon, p.lat);
            }
            text += ')';
        }
        text += ')';
    }
    return text + ')';
}

std::ofstream table(const std::filesystem::path& file) {
    std::ofstream rows;
    rows.exceptions(std::ios::failbit | std::ios::badbit);
    rows.open(file);
    return rows;
}

}  // namespace

void write_peer_tables(const std::filesystem::path& folder, const AreaTree& tree,
                       std::span<const MapPoint> households, const std::vector<std::string>& statuses,
                       std::span<const Tile> tiles) {
    auto areas = table(folder / "areas.csv");
    areas << "fid,code,name,level,parent,boundary\n";
    for (const Area& area : tree.areas()) {
        areas << fmt::format("{},{},{},{},{},\"{}\"\n", area.fid, area.code.view(), area.name,
                             to_string(area.level), area.parent.view(), well_known_text(area.boundary));
    }
    auto points = table(folder / "households.csv");
    points << "fid,id,status,completed_on,revoked_on,area,lon,lat\n";
    for (const MapPoint& point : households) {
        const StatusOn now = *status_on(point.timeline, never);
        points << fmt::format("{},{},{},{},{},{},{:.9f},{:.9f}\n", point.fid, point.id, statuses[now.status],
                              text_of(now.completed_on), text_of(now.revoked_on), point.area.view(),
                              point.position.lon, point.position.lat);
    }
    auto addresses = table(folder / "tiles.csv");
    addresses << "number,z,x,y\n";
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        addresses << fmt::format("{},{},{},{}\n", i, tiles[i].z(), tiles[i].x(), tiles[i].y());
    }
}

}  // namespace courtyard
