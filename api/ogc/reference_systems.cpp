// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/reference_systems.h"

#include <fmt/format.h>

#include <charconv>

namespace courtyard {
namespace {

OgcCrs by_epsg(int epsg) {
    return {fmt::format("{}{}", epsg_uri, epsg), fmt::format("EPSG:{}", epsg), Projection(Crs{epsg}),
            authority_order(Crs{epsg})};
}

bool is_named(const OgcCrs& crs, std::string_view uri) {
    return uri == crs.uri || uri == (crs.is_default() ? "[OGC:CRS84]" : fmt::format("[{}]", crs.code));
}

/// A zone of CGCS2000 by its URI or CURIE.
std::optional<OgcCrs> zone_named(std::string_view uri) {
    const std::size_t number = uri.find_last_not_of("0123456789]") + 1;
    int epsg = 0;
    std::from_chars(uri.data() + number, uri.data() + uri.size(), epsg);
    if (!gauss_kruger_of(epsg)) return std::nullopt;
    OgcCrs crs = by_epsg(epsg);
    return is_named(crs, uri) ? std::optional(std::move(crs)) : std::nullopt;
}

/// One of `offered`; what else there is besides them is told in `more`.
Result<OgcCrs> find(std::string_view uri, std::vector<OgcCrs> offered, std::string_view parameter,
                    const Text& more) {
    std::string known;
    for (OgcCrs& crs : offered) {
        if (is_named(crs, uri)) return std::move(crs);
        known += (known.empty() ? "" : ", ") + crs.uri;
    }
    return fail(ErrorCode::invalid_input, "parameter.invalid",
                {fmt::format("{} 不认识坐标参考系“{}”，可用：{}{}", parameter, uri, known, more.zh),
                 fmt::format("{}: the reference system \"{}\" is not offered; there are {}{}", parameter, uri,
                             known, more.en)},
                std::string(parameter));
}

}  // namespace

OgcCrs default_crs() { return {std::string(crs84_uri), "CRS84", {}, {}}; }

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
    return find(uri, offered_crs(zone), parameter, {});
}

Result<OgcCrs> find_crs_of_any_zone(std::string_view uri, std::string_view parameter) {
    if (auto zone = zone_named(uri)) return std::move(*zone);
    return find(uri, offered_crs(std::nullopt), parameter,
                {fmt::format("，以及 {0}4491 至 {0}4554", epsg_uri),
                 fmt::format(", and {0}4491 to {0}4554", epsg_uri)});
}

}  // namespace courtyard
