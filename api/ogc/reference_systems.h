// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/map_settings.h"
#include "geo/area_tree.h"
#include "geo/projection.h"

namespace courtyard {

inline constexpr std::string_view crs84_uri = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
/// Before the number of a system of EPSG.
inline constexpr std::string_view epsg_uri = "http://www.opengis.net/def/crs/EPSG/0/";

/// A reference system as Part 2 names it, with the order that its register gives to the two numbers.
struct OgcCrs {
    std::string uri;
    std::string code;  ///< `EPSG:4490`, as exports name it; `CRS84`
    Projection projection;
    AxisOrder order = AxisOrder::east_north;

    bool is_default() const { return code == "CRS84"; }
};

/// Longitude and latitude of WGS 84, in this order: what is meant when nothing is said.
OgcCrs default_crs();

/// The county's 3-degree zone, one for all of it and for everybody: of the configured central meridian, else
/// of the middle of the areas' top; nothing where there is no zone.
std::optional<int> county_zone(const MapSettings& settings, const AreaTree& areas);
/// A position in that zone, for `parse_crs`: exports go by the same zone.
LonLat zone_centre(const MapSettings& settings, const AreaTree& areas);

/// CRS84 first, then 4326, 4490, 3857, and the zone with and without its number in the easting.
std::vector<OgcCrs> offered_crs(std::optional<int> zone);

/// One of those that are offered, by its URI (or its safe CURIE, `[EPSG:4490]`).
/// Errors   invalid_input: parameter.invalid
Result<OgcCrs> find_crs(std::string_view uri, std::optional<int> zone, std::string_view parameter);
/// The same where each zone of CGCS2000 is offered, EPSG:4491 to 4554, whatever the county's.
Result<OgcCrs> find_crs_of_any_zone(std::string_view uri, std::string_view parameter);

}  // namespace courtyard
