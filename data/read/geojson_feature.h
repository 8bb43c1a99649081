// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/read/gdal_geometry.h"

namespace courtyard {

/// One GeoJSON feature: its properties as text in file order, and its geometry.
struct GeoJsonFeature {
    std::optional<std::string> id;
    std::vector<std::pair<std::string, std::string>> properties;
    TableGeometry geometry;
    bool has_geometry = false;  ///< the member is there, be it null
};

/// Reads a feature, or a bare geometry as a feature without properties, by RFC 7946 to the letter.
///
/// Numbers keep every digit they have; nested values become JSON text.
/// Errors   invalid_input: geojson.feature (not a feature, properties that are no object, a property twice),
///          geometry.coordinates (not numbers, too few or too many), geometry.kind
Result<GeoJsonFeature> read_geojson_feature(simdjson::dom::element element);

/// Reads what a merge patch (RFC 7396) says of a feature: any of its members, a geometry only whole. A
/// property that shall go is an empty text. Errors   those of a feature
Result<GeoJsonFeature> read_geojson_change(simdjson::dom::element element);

}  // namespace courtyard
