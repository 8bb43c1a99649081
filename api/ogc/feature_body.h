// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/http/message.h"
#include "api/ogc/place.h"
#include "data/read/rows.h"

namespace courtyard {

/// One thing that is wrong with a feature that was sent.
struct FeatureFault {
    std::string pointer;  ///< to it in the body (RFC 6901); empty: the whole
    std::string field;    ///< as our files call it
    std::string code;
    Text detail;
};

/// Whether a body says a whole feature, or what shall change of one.
enum class BodySays : std::uint8_t { feature, change };

/// A property as it was sent.
struct SaidProperty {
    std::string name;
    std::string text;  ///< empty: null
};

/// What a GeoJSON body says of a base or help point.
struct FeatureBody {
    std::optional<std::string> id;
    std::map<std::string, SaidProperty> said;  ///< by field of the record's files
    bool says_geometry = false;
    std::optional<LonLat> position;  ///< lon, lat or east, north in `datum`
    Datum datum;
    std::vector<FeatureFault> faults;
};

/// Reads a body of a type that `BodySays` may come as.
///
/// Properties are known by the names that columns of files have, in Chinese and English. Those that are
/// derived (`area_name`, `status`, `since`) are passed over, any other is a fault.
///
/// Errors   unsupported: body.type; invalid_input: parameter.invalid (Content-Crs); those of `parse_object`
Result<FeatureBody> feature_of_body(const Request& request, PointKind kind, BodySays says);

/// The types that such a body may come as, for Accept-Post and Accept-Patch.
std::string body_types(BodySays says);

/// What a body makes of a place.
struct OfferedPlace {
    PlaceRecord record;
    std::vector<FeatureFault> faults;
    std::vector<Rejection> notes;  ///< not wrong, yet not taken as written
};

/// The record that a body comes to, read by the rules of a file's row.
///
/// A day that is not said is the one that is held of the same level or point, else today.
/// @param held   what is there; a change is laid over it
OfferedPlace offered_place(const FeatureBody& body, BodySays says, const std::string& id, const Place& held);

}  // namespace courtyard
