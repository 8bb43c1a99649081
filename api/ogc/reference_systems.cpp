// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/reference_systems.h"

#include <fmt/format.h>

namespace courtyard {
namespace {

OgcCrs by_epsg(int epsg) {
    return {fmt::format("http://www.opengis.net/def/crs/EPSG/0/{}", epsg), fmt::format("EPSG:{}", epsg),
            Projection(Crs{epsg}), authority_order(Crs{epsg})};
}

}  // namespace

OgcCrs default_crs() { return {"http://www.opengis.net/def/crs/OGC/1.3/CRS84", "CRS84", {}, {}}; }

LonLat zone_centre(const MapSettings& settings, const AreaTree& areas) {
    if (settings.central_meridian != 0) return {static_cast<double>(settings.central_meridian), 0};
    return areas.roots().empty() ? LonLat{} : areas[areas.roots().front()].label;
}

std::optional<int> county_zone(const MapSettings& settings, const AreaTree& areas) {
    return gauss_kruger_zone(zone_centre(settings, areas).lon);
}

std::vector<OgcCrs> offered_crs(std::optional<int> zone) {
    std::vector<OgcCrs> all{default_crs(), by_epsg(4326), by_epsg(4490), by_epsg(3857)};
    if (!zone) return all;
    for (const ZonePrefix prefix : {ZonePrefix::in_easting, ZonePrefix::none})
        all.push_back(by_epsg(epsg_of({3, static_cast<std::uint8_t>(*zone), prefix})));
    return all;
}

Result<OgcCrs> find_crs(std::string_view uri, std::optional<int> zone, std::string_view parameter) {
    std::string known;
    for (OgcCrs& crs : offered_crs(zone)) {
        const std::string curie = crs.is_default() ? "[OGC:CRS84]" : fmt::format("[{}]", crs.code);
        if (uri == crs.uri || uri == curie) return std::move(crs);
        known += (known.empty() ? "" : ", ") + crs.uri;
    }
    return fail(
        ErrorCode::invalid_input, "parameter.invalid",
        {fmt::format("{} 不认识坐标参考系“{}”，可用：{}", parameter, uri, known),
         fmt::format("{}: the reference system \"{}\" is not offered; there are {}", parameter, uri, known)},
        std::string(parameter));
}

}  // namespace courtyard
