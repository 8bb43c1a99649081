// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/position.h"

#include <fmt/format.h>
#include <geodesic.h>

#include <cmath>

#include "geo/ellipsoid.h"

namespace courtyard {
namespace {

Text out_of_range_text(double lon, double lat) {
    const bool swapped = std::abs(lat) > 90 && std::abs(lat) <= 180 && std::abs(lon) <= 90;
    return {fmt::format("经度 {}、纬度 {} 超出范围{}", lon, lat, swapped ? "，像是经纬度颠倒了" : ""),
            fmt::format("longitude {}, latitude {} is out of range{}", lon, lat,
                        swapped ? "; longitude and latitude look swapped" : "")};
}

}  // namespace

Result<LonLat> checked_position(double lon, double lat) {
    if (!std::isfinite(lon) || !std::isfinite(lat)) {
        return fail(ErrorCode::invalid_input, "coordinate.not_finite",
                    {fmt::format("坐标 ({}, {}) 不是有限的数", lon, lat),
                     fmt::format("coordinate ({}, {}) is not a finite number", lon, lat)},
                    std::isfinite(lon) ? "lat" : "lon");
    }
    if (std::abs(lat) > 90 || std::abs(lon) > 180) {
        return fail(ErrorCode::invalid_input, "coordinate.out_of_range", out_of_range_text(lon, lat),
                    std::abs(lat) > 90 ? "lat" : "lon");
    }
    if (lon == 0 && lat == 0) {
        return fail(ErrorCode::invalid_input, "coordinate.null_island",
                    {"坐标为 (0, 0)，应是没有定位", "coordinate (0, 0): most likely there was no fix"},
                    "lon");
    }
    return LonLat{lon, lat};
}

Metres distance(LonLat a, LonLat b) {
    double metres = 0;
    geod_inverse(&wgs84_ellipsoid(), a.lat, a.lon, b.lat, b.lon, &metres, nullptr, nullptr);
    return {metres};
}

}  // namespace courtyard
