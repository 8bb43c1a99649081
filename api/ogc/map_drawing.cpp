// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/map_drawing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace courtyard {
namespace {

constexpr double margin_px = 14;
constexpr double step_px = 0.7;
constexpr double least_ground_deg = 0.004;

}  // namespace

MapDrawing::MapDrawing(const Bounds& bounds, double width_px, double most_height_px) : bounds_(bounds) {
    if (bounds_.empty()) bounds_ = {0, 0, 0, 0};
    if (bounds_.east - bounds_.west < least_ground_deg) {
        bounds_.west -= least_ground_deg;
        bounds_.east += least_ground_deg;
    }
    if (bounds_.north - bounds_.south < least_ground_deg) {
        bounds_.south -= least_ground_deg;
        bounds_.north += least_ground_deg;
    }
    const double middle = (bounds_.south + bounds_.north) / 2 * std::numbers::pi / 180;
    const double wide = (bounds_.east - bounds_.west) * std::cos(middle);
    const double high = bounds_.north - bounds_.south;
    const double scale = std::min((width_px - 2 * margin_px) / wide, (most_height_px - 2 * margin_px) / high);
    scale_x_ = scale * std::cos(middle);
    scale_y_ = scale;
    width_ = width_px;
    height_ = std::min(most_height_px, high * scale + 2 * margin_px);
}

LonLat MapDrawing::on_screen(LonLat position) const {
    const double left = (width_ - (bounds_.east - bounds_.west) * scale_x_) / 2;
    return {left + (position.lon - bounds_.west) * scale_x_,
            margin_px + (bounds_.north - position.lat) * scale_y_};
}

std::string MapDrawing::path_of(const Boundary& boundary) const {
    std::string path;
    for (const Polygon& polygon : boundary.polygons)
        for (const Ring& ring : polygon.rings) {
            std::string drawn;
            std::size_t kept = 0;
            LonLat last{};
            for (const LonLat position : ring) {
                const LonLat at = on_screen(position);
                if (kept > 0 && std::hypot(at.lon - last.lon, at.lat - last.lat) < step_px) continue;
                drawn += fmt::format("{}{:.1f} {:.1f}", kept == 0 ? 'M' : 'L', at.lon, at.lat);
                last = at;
                ++kept;
            }
            if (kept > 2) path += drawn + 'Z';
        }
    return path;
}

void MapDrawing::around(const Boundary& boundary) {
    const std::string path = path_of(boundary);
    if (!path.empty()) shapes_.empty("path", {{"class", "around"}, {"d", path}});
}

void MapDrawing::feature(const decltype(ExportRow::geometry)& geometry, std::string_view address,
                         std::string_view title) {
    shapes_.open("a", {{"href", address}}).element("title", title);
    if (const auto* at = std::get_if<LonLat>(&geometry)) {
        const LonLat place = on_screen(*at);
        shapes_.empty("circle", {{"class", "point"},
                                 {"cx", fmt::format("{:.1f}", place.lon)},
                                 {"cy", fmt::format("{:.1f}", place.lat)},
                                 {"r", "4"}});
    } else if (const auto* boundary = std::get_if<const Boundary*>(&geometry)) {
        shapes_.empty("path", {{"class", "area"}, {"d", path_of(**boundary)}});
    }
    shapes_.close("a");
}

Html MapDrawing::drawn(std::string_view label) const {
    Html html;
    html.open("svg", {{"class", "map"},
                      {"role", "img"},
                      {"aria-label", label},
                      {"viewBox", fmt::format("0 0 {:.0f} {:.0f}", width_, height_)},
                      {"xmlns", "http://www.w3.org/2000/svg"}});
    html.html(shapes_).close("svg");
    return html;
}

}  // namespace courtyard
