// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/mvt_reader.h"

#include <algorithm>
#include <protozero/exception.hpp>
#include <protozero/pbf_reader.hpp>
#include <stdexcept>

namespace courtyard {
namespace {

using protozero::pbf_reader;

/// What protozero cannot know is wrong: an index that points nowhere, a geometry that ends in the middle.
struct BrokenTile : std::runtime_error {
    using std::runtime_error::runtime_error;
};

MvtReadValue read_value(pbf_reader message) {
    MvtReadValue value;
    while (message.next()) {
        switch (message.tag()) {
            case 1:
                value = message.get_string();
                break;
            case 2:
                value = static_cast<double>(message.get_float());
                break;
            case 3:
                value = message.get_double();
                break;
            case 4:
                value = std::int64_t{message.get_int64()};
                break;
            case 5:
                value = std::uint64_t{message.get_uint64()};
                break;
            case 6:
                value = std::int64_t{message.get_sint64()};
                break;
            case 7:
                value = message.get_bool();
                break;
            default:
                message.skip();
        }
    }
    return value;
}

std::vector<TileRing> read_paths(const std::vector<std::uint32_t>& integers) {
    constexpr std::uint32_t move_to = 1;
    constexpr std::uint32_t line_to = 2;
    std::vector<TileRing> paths;
    TilePoint cursor;
    for (std::size_t at = 0; at < integers.size();) {
        const std::uint32_t command = integers[at] & 7U;
        const std::size_t count = integers[at] >> 3U;
        ++at;
        if (command != move_to && command != line_to) continue;
        if ((integers.size() - at) / 2 < count) throw BrokenTile("a command has too few parameters");
        for (std::size_t i = 0; i < count; ++i, at += 2) {
            cursor.x += protozero::decode_zigzag32(integers[at]);
            cursor.y += protozero::decode_zigzag32(integers[at + 1]);
            if (command == move_to) paths.emplace_back();
            if (paths.empty()) throw BrokenTile("a line begins nowhere");
            paths.back().push_back(cursor);
        }
    }
    return paths;
}

MvtReadFeature read_feature(pbf_reader message, const std::vector<std::string>& keys,
                            const std::vector<MvtReadValue>& values) {
    MvtReadFeature feature;
    while (message.next()) {
        switch (message.tag()) {
            case 1:
                feature.id = message.get_uint64();
                break;
            case 2: {
                const auto packed = message.get_packed_uint32();
                const std::vector<std::uint32_t> tags(packed.begin(), packed.end());
                for (std::size_t i = 0; i + 1 < tags.size(); i += 2) {
                    if (tags[i] >= keys.size() || tags[i + 1] >= values.size())
                        throw BrokenTile("an attribute points nowhere");
                    feature.attributes.emplace_back(keys[tags[i]], values[tags[i + 1]]);
                }
                break;
            }
            case 3:
                feature.geometry = static_cast<MvtGeometry>(std::min(message.get_uint32(), 3U));
                break;
            case 4: {
                const auto packed = message.get_packed_uint32();
                feature.paths = read_paths({packed.begin(), packed.end()});
                break;
            }
            default:
                message.skip();
        }
    }
    return feature;
}

/// Features may come before the keys and values they point to, so they wait.
MvtReadLayer read_layer(protozero::data_view bytes) {
    MvtReadLayer layer;
    layer.bytes = bytes.size();
    std::vector<pbf_reader> features;
    std::vector<std::string> keys;
    std::vector<MvtReadValue> values;
    for (pbf_reader message(bytes); message.next();) {
        switch (message.tag()) {
            case 1:
                layer.name = message.get_string();
                break;
            case 2:
                features.push_back(message.get_message());
                break;
            case 3:
                keys.push_back(message.get_string());
                break;
            case 4:
                values.push_back(read_value(message.get_message()));
                break;
            case 5:
                layer.extent = message.get_uint32();
                break;
            default:
                message.skip();
        }
    }
    for (const pbf_reader& feature : features) layer.features.push_back(read_feature(feature, keys, values));
    return layer;
}

}  // namespace

std::string_view to_string(MvtGeometry geometry) {
    switch (geometry) {
        case MvtGeometry::points:
            return "points";
        case MvtGeometry::lines:
            return "lines";
        case MvtGeometry::polygons:
            return "polygons";
        case MvtGeometry::unknown:
            break;
    }
    return "unknown";
}

std::size_t MvtReadLayer::positions() const {
    std::size_t sum = 0;
    for (const MvtReadFeature& feature : features)
        for (const TileRing& path : feature.paths) sum += path.size();
    return sum;
}

Result<std::vector<MvtReadLayer>> read_mvt(std::string_view tile) {
    const auto broken = [](const char* why) {
        return fail(ErrorCode::invalid_input, "tile.broken",
                    {std::string("不是有效的矢量瓦片：") + why, std::string("not a vector tile: ") + why});
    };
    try {
        std::vector<MvtReadLayer> layers;
        for (pbf_reader message(tile.data(), tile.size()); message.next();) {
            if (message.tag() == 3)
                layers.push_back(read_layer(message.get_view()));
            else
                message.skip();
        }
        return layers;
    } catch (const protozero::exception& error) {
        return broken(error.what());
    } catch (const BrokenTile& error) {
        return broken(error.what());
    }
}

std::string only_layers(std::string_view tile, std::span<const std::string> names) {
    constexpr std::uint32_t layers_of_a_tile = 3;
    constexpr std::uint32_t name_of_a_layer = 1;
    std::string kept;
    pbf_reader message(tile.data(), tile.size());
    auto begin = message.data();
    while (message.next(layers_of_a_tile)) {
        pbf_reader layer = message.get_message();
        const bool is_wanted =
            layer.next(name_of_a_layer) && std::ranges::find(names, layer.get_string()) != names.end();
        const auto end = message.data();
        if (is_wanted) kept.append(begin.data(), static_cast<std::size_t>(end.data() - begin.data()));
        begin = end;
    }
    return kept;
}

}  // namespace courtyard
