// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tiles/mvt_checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <set>

namespace courtyard::mvt_check {
namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

/// Whether the current field is encoded as the schema says; if not, says so and skips it.
bool encoded_as(pbf_reader& message, pbf_wire_type expected, std::string_view what, Report& report) {
    if (message.wire_type() == expected) {
        return true;
    }
    report.violations.push_back(fmt::format("schema: {} has another wire type", what));
    message.skip();
    return false;
}

void unknown_field(pbf_reader& message, std::string_view where, Report& report) {
    report.violations.push_back(fmt::format("schema: {} has an unknown field {}", where, message.tag()));
    message.skip();
}

std::optional<Value> value_field(pbf_reader& message, Report& report) {
    const auto is = [&](pbf_wire_type type) { return encoded_as(message, type, "a value", report); };
    switch (message.tag()) {
        case 1:
            return is(pbf_wire_type::length_delimited) ? std::optional<Value>(message.get_string())
                                                       : std::nullopt;
        case 2:
            return is(pbf_wire_type::fixed32) ? std::optional<Value>(static_cast<double>(message.get_float()))
                                              : std::nullopt;
        case 3:
            return is(pbf_wire_type::fixed64) ? std::optional<Value>(message.get_double()) : std::nullopt;
        case 4:
            return is(pbf_wire_type::varint) ? std::optional<Value>(message.get_int64()) : std::nullopt;
        case 5:
            return is(pbf_wire_type::varint) ? std::optional<Value>(message.get_uint64()) : std::nullopt;
        case 6:
            return is(pbf_wire_type::varint) ? std::optional<Value>(message.get_sint64()) : std::nullopt;
        case 7:
            return is(pbf_wire_type::varint) ? std::optional<Value>(message.get_bool()) : std::nullopt;
        default:
            unknown_field(message, "a value", report);
            return std::nullopt;
    }
}

Value read_value(pbf_reader message, Report& report) {
    std::size_t fields = 0;
    Value result;
    while (message.next()) {
        ++fields;
        if (auto value = value_field(message, report)) {
            result = std::move(*value);
        }
    }
    if (fields != 1) {
        report.violations.push_back(fmt::format("4.1: a value has {} fields instead of exactly one", fields));
    }
    return result;
}

/// A feature as it stands in the layer: its tags wait for the keys and values.
struct RawFeature {
    Feature feature;
    std::vector<std::uint32_t> tags;
    std::vector<std::uint32_t> geometry;
    std::map<std::uint32_t, int> seen;  ///< how often each field came
};

template <class Integers>
void append(std::vector<std::uint32_t>& target, const Integers& packed) {
    target.insert(target.end(), packed.begin(), packed.end());
}

RawFeature read_feature(pbf_reader message, Report& report) {
    RawFeature raw;
    while (message.next()) {
        ++raw.seen[message.tag()];
        switch (message.tag()) {
            case 1:
                if (encoded_as(message, pbf_wire_type::varint, "a feature's id", report)) {
                    raw.feature.id = message.get_uint64();
                }
                break;
            case 2:
                if (encoded_as(message, pbf_wire_type::length_delimited, "a feature's tags", report)) {
                    append(raw.tags, message.get_packed_uint32());
                }
                break;
            case 3:
                if (encoded_as(message, pbf_wire_type::varint, "a feature's type", report)) {
                    const auto type = message.get_uint32();
                    raw.feature.type = static_cast<GeometryType>(std::min(type, 4U));
                }
                break;
            case 4:
                if (encoded_as(message, pbf_wire_type::length_delimited, "a feature's geometry", report)) {
                    append(raw.geometry, message.get_packed_uint32());
                }
                break;
            default:
                unknown_field(message, "a feature", report);
        }
    }
    return raw;
}

void read_attributes(RawFeature& raw, const Layer& layer, Report& report) {
    if (raw.tags.size() % 2 != 0) {
        report.violations.emplace_back("4.4: a feature has an odd number of tags");
    }
    for (std::size_t i = 0; i + 1 < raw.tags.size(); i += 2) {
        const std::uint32_t key = raw.tags[i];
        const std::uint32_t value = raw.tags[i + 1];
        if (key >= layer.keys.size() || value >= layer.values.size()) {
            report.violations.push_back(
                fmt::format("4.4: a tag points to key {} or value {}, which is not there", key, value));
        } else if (!raw.feature.attributes.emplace(layer.keys[key], layer.values[value]).second) {
            report.violations.push_back(fmt::format("4.4: a feature has the key {} twice", layer.keys[key]));
        }
    }
}

void read_feature_of(pbf_reader message, Layer& layer, Report& report) {
    RawFeature raw = read_feature(message, report);
    if (raw.seen[4] == 0) {
        report.violations.emplace_back("4.2: a feature has no geometry");
    }
    if (raw.seen[3] == 0) {
        report.violations.emplace_back("4.2: a feature has no type");
    }
    if (raw.feature.type > GeometryType::polygon) {
        report.violations.emplace_back("4.3.4: a feature's type is none of the four");
    }
    if (raw.seen[4] > 1) {
        report.violations.emplace_back("4.2: a feature has several geometries");
    }
    read_attributes(raw, layer, report);
    check_geometry(raw.geometry, raw.feature, report);
    layer.features.push_back(std::move(raw.feature));
}

template <class T>
void remark_repeats(const std::vector<T>& list, std::string_view what, Report& report) {
    if (std::set<T>(list.begin(), list.end()).size() != list.size()) {
        report.remarks.push_back(fmt::format("4.1: {} repeat", what));
    }
}

void remark_ids(const Layer& layer, Report& report) {
    std::set<std::uint64_t> ids;
    for (const Feature& feature : layer.features) {
        if (feature.id && !ids.insert(*feature.id).second) {
            report.remarks.push_back(
                fmt::format("4.2: layer {} has the id {} twice", layer.name, *feature.id));
        }
    }
}

void judge_layer(const Layer& layer, const std::map<std::uint32_t, int>& seen, Report& report) {
    const auto has = [&](std::uint32_t tag) { return seen.contains(tag); };
    if (!has(15)) {
        report.violations.emplace_back("4.1: a layer has no version");
    } else if (layer.version != 1 && layer.version != 2) {
        report.violations.push_back(fmt::format("4.1: a layer has the version {}", layer.version));
    }
    if (!has(1) || layer.name.empty()) {
        report.violations.emplace_back("4.1: a layer has no name");
    }
    if (!has(5)) {
        // Section 4.1 says MUST, the schema has a default, and most fixtures of the specification rest on it.
        report.remarks.emplace_back("4.1: a layer leaves its extent to the schema's default");
    }
    if (layer.features.empty()) {
        report.remarks.push_back(fmt::format("4.1: layer {} has no features", layer.name));
    }
    if (report.find(layer.name) != nullptr) {
        report.violations.push_back(fmt::format("4.1: two layers are called {}", layer.name));
    }
    remark_repeats(layer.keys, "keys", report);
    remark_repeats(layer.values, "values", report);
    remark_ids(layer, report);
}

/// Features may come before the keys and values they point to, so they are read in a second pass.
void read_layer(pbf_reader message, Report& report) {
    Layer layer{{}, 1, 4096, {}, {}, {}};
    std::vector<pbf_reader> features;
    std::map<std::uint32_t, int> seen;
    const auto is = [&](pbf_wire_type type, std::string_view what) {
        return encoded_as(message, type, what, report);
    };
    while (message.next()) {
        if (seen.empty() && message.tag() != 15) {
            report.remarks.emplace_back("4.1: version is not the first field of a layer");
        }
        ++seen[message.tag()];
        switch (message.tag()) {
            case 15:
                if (is(pbf_wire_type::varint, "a layer's version")) layer.version = message.get_uint32();
                break;
            case 1:
                if (is(pbf_wire_type::length_delimited, "a layer's name")) layer.name = message.get_string();
                break;
            case 2:
                if (is(pbf_wire_type::length_delimited, "a feature"))
                    features.push_back(message.get_message());
                break;
            case 3:
                if (is(pbf_wire_type::length_delimited, "a key")) layer.keys.push_back(message.get_string());
                break;
            case 4:
                if (is(pbf_wire_type::length_delimited, "a value")) {
                    layer.values.push_back(read_value(message.get_message(), report));
                }
                break;
            case 5:
                if (is(pbf_wire_type::varint, "a layer's extent")) layer.extent = message.get_uint32();
                break;
            default:
                unknown_field(message, "a layer", report);
        }
    }
    for (const pbf_reader feature : features) {
        read_feature_of(feature, layer, report);
    }
    judge_layer(layer, seen, report);
    report.layers.push_back(std::move(layer));
}

}  // namespace

const Feature* Layer::find(std::uint64_t id) const {
    const auto found = std::ranges::find(features, std::optional(id), &Feature::id);
    return found == features.end() ? nullptr : &*found;
}

const Layer* Report::find(std::string_view layer) const {
    const auto found = std::ranges::find(layers, layer, &Layer::name);
    return found == layers.end() ? nullptr : &*found;
}

std::string Report::text() const {
    return fmt::format("{}\n{}", fmt::join(violations, "\n"), fmt::join(remarks, "\n"));
}

Report check(std::string_view tile) {
    Report report;
    try {
        pbf_reader message(tile.data(), tile.size());
        while (message.next()) {
            if (message.tag() != 3) {
                unknown_field(message, "the tile", report);
            } else if (encoded_as(message, pbf_wire_type::length_delimited, "a layer", report)) {
                read_layer(message.get_message(), report);
            }
        }
    } catch (const protozero::exception& broken) {
        report.violations.push_back(fmt::format("2: not a protocol buffer: {}", broken.what()));
    }
    return report;
}

}  // namespace courtyard::mvt_check
