// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// A reader and judge of vector tiles that shares no code with the writer: tests only.
namespace courtyard::mvt_check {

struct Vertex {
    std::int64_t x = 0;
    std::int64_t y = 0;

    auto operator<=>(const Vertex&) const = default;
};

/// Open: the first vertex is not repeated. For points: all of them in one.
using Path = std::vector<Vertex>;

using Value = std::variant<std::string, double, std::int64_t, std::uint64_t, bool>;

enum class GeometryType : std::uint8_t { unknown = 0, point = 1, line = 2, polygon = 3 };

struct Feature {
    std::optional<std::uint64_t> id;
    GeometryType type = GeometryType::unknown;
    std::map<std::string, Value> attributes;
    std::vector<Path> paths;
};

struct Layer {
    std::string name;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    std::vector<std::string> keys;
    std::vector<Value> values;
    std::vector<Feature> features;

    const Feature* find(std::uint64_t id) const;
};

/// A tile as far as it could be read, and what the specification says about it. Each sentence begins with its
/// section of MVT 2.1: `4.3.3.2: ...`
struct Report {
    std::vector<Layer> layers;
    std::vector<std::string> violations;  ///< against a MUST, MUST NOT, SHALL NOT or the schema
    std::vector<std::string> remarks;     ///< against a SHOULD, or left to a default

    bool valid() const { return violations.empty(); }
    /// Nothing to say at all: what we ask of our own tiles.
    bool spotless() const { return violations.empty() && remarks.empty(); }
    std::string text() const;
    const Layer* find(std::string_view layer) const;
};

/// Reads a tile and checks every MUST, MUST NOT and SHALL NOT of the Mapbox Vector Tile Specification 2.1
/// that concerns an encoder, and the protobuf schema that belongs to it.
Report check(std::string_view tile);

/// The geometry of a feature: sections 4.3.1 to 4.3.4. Adds its paths to the feature, its findings to the
/// report.
void check_geometry(const std::vector<std::uint32_t>& integers, Feature& feature, Report& report);

/// Twice the area by the surveyor's formula; positive = exterior (section 4.3.4.4).
std::int64_t doubled_area(const Path& ring);

}  // namespace courtyard::mvt_check
