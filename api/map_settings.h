// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// A map of somebody else's that may be drawn under ours: XYZ tiles in Web Mercator over WGS 84 or CGCS2000.
struct BaseMap {
    std::string id;
    Text name;
    /// From the bottom up, each by all its addresses with {z}, {x} and {y}.
    std::vector<std::vector<std::string>> layers;
    std::string attribution;  ///< plain text, shown as it is
    int max_zoom = 18;

    /// `https://t0.tianditu.gov.cn`, once each: what the page may fetch from.
    std::vector<std::string> origins() const;
};

/// A base map as courtyard.toml says it.
struct BaseMapEntry {
    std::string id;
    std::string name_zh;
    std::string name_en;
    std::vector<std::string> tiles;
    std::string subdomains;  ///< characters that stand for {s}
    std::string attribution;
    std::string crs;
    int max_zoom = 18;
};

/// Errors   invalid_input: base_map.id, base_map.tiles (no http address with {z}, {x}, {y}),
///          base_map.crs (neither wgs84 nor cgcs2000), base_map.shifted (the tiles are in GCJ-02 or BD-09,
///          which lie 300 to 600 m beside the borders; told by `crs` or by who serves them)
Result<BaseMap> base_map(const BaseMapEntry& entry);

/// What the map of the dashboard is told by courtyard.toml.
struct MapSettings {
    std::vector<BaseMap> base_maps;
    std::string approval_number;  ///< 审图号, printed on paper maps; empty: a line to write it on
    std::string maker;            ///< who makes the maps, printed at their foot
    /// Of the county's Gauss-Krüger zone, in degrees; 0: the one nearest to the middle of its areas.
    int central_meridian = 0;
};

/// The content security policy of the page: its own origin, and what the base maps are fetched from.
std::string content_policy(const MapSettings& settings);

}  // namespace courtyard
