// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/crs.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <string>

#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr int first_zone = 25;
constexpr int last_zone = 45;
constexpr int first_prefixed_3_degree = 4513;
constexpr int first_unprefixed_3_degree = 4534;

bool is_known(int epsg) {
    return epsg == 4490 || epsg == 4326 || epsg == 3857 || (epsg >= 4491 && epsg <= 4554);
}

Result<Crs> unknown(Text detail, std::string_view text) {
    return fail(ErrorCode::unsupported, "crs.unknown", std::move(detail), std::string(text));
}

Result<Crs> gauss_kruger(std::string_view text, int first_epsg, LonLat centre) {
    const auto zone = gauss_kruger_zone(centre.lon);
    if (!zone) {
        return unknown(
            {fmt::format("经度 {} 不在高斯-克吕格 3 度带 25 至 45 带之内", centre.lon),
             fmt::format("longitude {} lies outside the 3-degree Gauss-Krüger zones 25 to 45", centre.lon)},
            text);
    }
    return Crs{first_epsg + *zone - first_zone};
}

}  // namespace

AxisOrder authority_order(Crs crs) {
    return crs.epsg == 3857 ? AxisOrder::east_north : AxisOrder::north_east;
}

std::optional<int> gauss_kruger_zone(double lon_deg) {
    const double zone = std::round(lon_deg / 3);
    if (!(zone >= first_zone && zone <= last_zone)) return std::nullopt;
    return static_cast<int>(zone);
}

Result<Crs> parse_crs(std::string_view text, LonLat centre) {
    const auto word = lower_case(text);
    if (word == "gk") return gauss_kruger(text, first_unprefixed_3_degree, centre);
    if (word == "gk-zone") return gauss_kruger(text, first_prefixed_3_degree, centre);
    constexpr std::string_view authority = "epsg:";
    if (word.starts_with(authority)) {
        int epsg = 0;
        const char* last = word.data() + word.size();
        const auto [end, error] = std::from_chars(word.data() + authority.size(), last, epsg);
        if (error == std::errc() && end == last && is_known(epsg)) return Crs{epsg};
    }
    return unknown(
        {fmt::format("不支持坐标系“{}”（可用 EPSG:4490、EPSG:4326、EPSG:3857、EPSG:4491 至 EPSG:4554、gk、"
                     "gk-zone）",
                     text),
         fmt::format("coordinate system '{}' is not supported (EPSG:4490, EPSG:4326, EPSG:3857, "
                     "EPSG:4491 to EPSG:4554, gk, gk-zone)",
                     text)},
        text);
}

}  // namespace courtyard
