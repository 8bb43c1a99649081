// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/mvt.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <functional>
#include <memory>
#include <new>
#include <protozero/pbf_writer.hpp>

#include "tiles/varint.h"

namespace courtyard {
namespace {

// Field numbers of the specification's vector_tile.proto.
namespace field {
constexpr protozero::pbf_tag_type tile_layer = 3;
constexpr protozero::pbf_tag_type layer_name = 1;
constexpr protozero::pbf_tag_type layer_key = 3;
constexpr protozero::pbf_tag_type layer_value = 4;
constexpr protozero::pbf_tag_type layer_extent = 5;
constexpr protozero::pbf_tag_type layer_version = 15;
constexpr protozero::pbf_tag_type value_string = 1;
constexpr protozero::pbf_tag_type value_double = 3;
constexpr protozero::pbf_tag_type value_uint = 5;
constexpr protozero::pbf_tag_type value_sint = 6;
constexpr protozero::pbf_tag_type value_bool = 7;
}  // namespace field

// Headers of fields: their number and how they are written.
constexpr char feature_header = (2U << 3U) | 2U;
constexpr char id_header = (1U << 3U) | 0U;
constexpr char tags_header = (2U << 3U) | 2U;
constexpr char type_header = (3U << 3U) | 0U;
constexpr char geometry_header = (4U << 3U) | 2U;

/// Writes the one field that a Value message has. A whole number that is not negative is the same value
/// whichever type it came from, so both are written as uint.
struct ValueFields {
    protozero::pbf_writer& message;

    void operator()(std::string_view text) {
        message.add_string(field::value_string, text.data(), text.size());
    }
    void operator()(std::int64_t number) {
        if (number < 0) {
            message.add_sint64(field::value_sint, number);
        } else {
            message.add_uint64(field::value_uint, static_cast<std::uint64_t>(number));
        }
    }
    void operator()(std::uint64_t number) { message.add_uint64(field::value_uint, number); }
    void operator()(double number) { message.add_double(field::value_double, number); }
    void operator()(bool truth) { message.add_bool(field::value_bool, truth); }
};

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};
using Compressor = std::unique_ptr<libdeflate_compressor, CompressorDeleter>;

constexpr int highest_gzip_level = 12;

/// A compressor is some hundred kilobytes of tables: each thread keeps those it has used.
libdeflate_compressor* compressor_of(int level) {
    thread_local std::array<Compressor, highest_gzip_level + 1> compressors;
    Compressor& compressor = compressors.at(static_cast<std::size_t>(level));
    if (!compressor) {
        compressor.reset(libdeflate_alloc_compressor(level));
        if (!compressor) {
            throw std::bad_alloc();
        }
    }
    return compressor.get();
}

}  // namespace

MvtLayer::MvtLayer(std::string name) : name_(std::move(name)) {}

MvtLayer& MvtLayer::begin_feature(std::uint64_t id) {
    id_ = id;
    tags_.clear();
    points_.clear();
    geometry_.clear();
    cursor_ = {};
    type_ = GeometryType::none;
    return *this;
}

MvtLayer& MvtLayer::attribute(std::string_view name, const MvtValue& value) {
    const std::uint32_t number = key(name);
    for (std::size_t i = 0; i < tags_.size(); i += 2) {
        assert(tags_[i] != number);
    }
    tags_.push_back(number);
    tags_.push_back(this->value(value));
    return *this;
}

std::uint32_t MvtLayer::key(std::string_view key) {
    const auto found = std::ranges::find(keys_, key);
    if (found != keys_.end()) {
        return static_cast<std::uint32_t>(found - keys_.begin());
    }
    keys_.emplace_back(key);
    return static_cast<std::uint32_t>(keys_.size() - 1);
}

std::uint32_t MvtLayer::value(const MvtValue& value) {
    value_.clear();
    protozero::pbf_writer values{value_};
    {
        protozero::pbf_writer message{values, field::layer_value};
        std::visit(ValueFields{message}, value);
    }
    if (std::size_t{looked_up_values_} * 2 >= value_slots_.size()) {
        grow_value_slots();
    }
    const std::size_t mask = value_slots_.size() - 1;
    for (std::size_t at = std::hash<std::string_view>{}(value_);; ++at) {
        ValueSlot& slot = value_slots_[at & mask];
        if (slot.number_plus_one == 0) {
            slot = {++values_, static_cast<std::uint32_t>(value_.size()), value_bytes_.size()};
            value_bytes_ += value_;
            ++looked_up_values_;
            return slot.number_plus_one - 1;
        }
        if (bytes_of(slot) == value_) {
            return slot.number_plus_one - 1;
        }
    }
}

std::uint32_t MvtLayer::unique_value(std::string_view text) {
    const std::size_t message = 1 + varint_size(text.size()) + text.size();
    std::array<char, 2 + 2 * longest_varint> head;
    char* at = head.data();
    *at++ = static_cast<char>((field::layer_value << 3U) | 2U);
    at = put_varint(at, message);
    *at++ = static_cast<char>((field::value_string << 3U) | 2U);
    at = put_varint(at, text.size());
    value_bytes_.append(head.data(), static_cast<std::size_t>(at - head.data()));
    value_bytes_ += text;
    return values_++;
}

void MvtLayer::grow_value_slots() {
    constexpr std::size_t smallest = 64;
    std::vector<ValueSlot> grown(std::max(smallest, value_slots_.size() * 2));
    const std::size_t mask = grown.size() - 1;
    for (const ValueSlot& slot : value_slots_) {
        if (slot.number_plus_one == 0) {
            continue;
        }
        std::size_t at = std::hash<std::string_view>{}(bytes_of(slot));
        while (grown[at & mask].number_plus_one != 0) {
            ++at;
        }
        grown[at & mask] = slot;
    }
    value_slots_ = std::move(grown);
}

void MvtLayer::point(TilePoint position) {
    assert(type_ != GeometryType::polygon);
    type_ = GeometryType::point;
    points_.push_back(position);
}

void MvtLayer::polygon(std::span<const TileRing> rings) {
    assert(type_ != GeometryType::point);
    GeometryWriter writer(geometry_, cursor_);
    if (writer.polygon(rings)) {
        type_ = GeometryType::polygon;
        cursor_ = writer.cursor();
    }
}

void MvtLayer::polygon(const PolygonGeometry& geometry, TilePoint first) {
    assert(type_ == GeometryType::none);
    if (geometry.commands.empty()) {
        return;
    }
    type_ = GeometryType::polygon;
    GeometryWriter writer(geometry_);
    writer.commands(GeometryCommand::move_to, 1);
    writer.move(first);
    geometry_ += geometry.commands;
}

char* MvtLayer::room(std::size_t bytes) {
    if (features_bytes_.size() - features_size_ < bytes) {
        features_bytes_.resize(std::max(features_bytes_.size() * 2, features_size_ + bytes + 256));
    }
    return features_bytes_.data() + features_size_;
}

void MvtLayer::end_feature() {
    if (type_ == GeometryType::none) {
        return;
    }
    if (type_ == GeometryType::point) {
        GeometryWriter writer(geometry_);
        writer.commands(GeometryCommand::move_to, points_.size());
        std::ranges::for_each(points_, [&](TilePoint p) { writer.move(p); });
    }
    std::size_t tags = 0;
    for (const std::uint32_t tag : tags_) {
        tags += varint_size(tag);
    }
    const std::size_t size = 1 + varint_size(id_) + (tags_.empty() ? 0 : 1 + varint_size(tags) + tags) + 2 +
                             1 + varint_size(geometry_.size()) + geometry_.size();
    char* at = room(size + 1 + longest_varint);
    *at++ = feature_header;
    at = put_varint(at, size);
    *at++ = id_header;
    at = put_varint(at, id_);
    if (!tags_.empty()) {
        *at++ = tags_header;
        at = put_varint(at, tags);
        for (const std::uint32_t tag : tags_) {
            at = put_varint(at, tag);
        }
    }
    *at++ = type_header;
    *at++ = static_cast<char>(type_);
    *at++ = geometry_header;
    at = put_varint(at, geometry_.size());
    at = std::ranges::copy(geometry_, at).out;
    features_size_ = static_cast<std::size_t>(at - features_bytes_.data());
    ++features_;
}

void MvtLayer::point_feature(std::uint64_t id, std::span<const std::uint32_t> tags, TilePoint position) {
    // Short enough for lengths of one byte, which are put in when what they measure is written.
    constexpr std::size_t most_tags = 16;
    constexpr std::size_t longest = 2 + 1 + longest_varint + 2 + most_tags * 5 + 2 + 2 + 1 + 2 * 5;
    static_assert(longest - 2 < 0x80);
    assert(!tags.empty() && tags.size() <= most_tags && tags.size() % 2 == 0);
    char* at = room(longest);
    char* const feature = at;
    *at++ = feature_header;
    ++at;
    *at++ = id_header;
    at = put_varint(at, id);
    *at++ = tags_header;
    char* const tags_length = at++;
    for (const std::uint32_t tag : tags) {
        at = put_varint(at, tag);
    }
    *tags_length = static_cast<char>(at - tags_length - 1);
    *at++ = type_header;
    *at++ = static_cast<char>(GeometryType::point);
    *at++ = geometry_header;
    char* const geometry_length = at++;
    *at++ = (1U << 3U) | static_cast<char>(GeometryCommand::move_to);
    at = put_varint(at, parameter(position.x));
    at = put_varint(at, parameter(position.y));
    *geometry_length = static_cast<char>(at - geometry_length - 1);
    feature[1] = static_cast<char>(at - feature - 2);
    features_size_ += static_cast<std::size_t>(at - feature);
    ++features_;
}

std::string MvtLayer::encoded() const {
    std::string bytes;
    append_to(bytes);
    return bytes;
}

void MvtLayer::append_to(std::string& tile) const {
    if (features_ == 0) {
        return;
    }
    std::string head;
    protozero::pbf_writer before{head};
    before.add_uint32(field::layer_version, 2);
    before.add_string(field::layer_name, name_);
    std::string tail;
    protozero::pbf_writer after{tail};
    after.add_uint32(field::layer_extent, extent);
    std::string keys;
    protozero::pbf_writer names{keys};
    for (const std::string& key : keys_) {
        names.add_string(field::layer_key, key);
    }
    const std::size_t size = head.size() + features_size_ + keys.size() + value_bytes_.size() + tail.size();
    std::array<char, 1 + longest_varint> header;
    header[0] = static_cast<char>((field::tile_layer << 3U) | 2U);
    char* const header_end = put_varint(header.data() + 1, size);
    tile.reserve(tile.size() + header.size() + size);
    tile.append(header.data(), static_cast<std::size_t>(header_end - header.data()));
    tile += head;
    tile.append(features_bytes_.data(), features_size_);
    tile += keys;
    tile += value_bytes_;
    tile += tail;
}

std::string gzip(std::string_view bytes, int level) {
    assert(level >= 1 && level <= highest_gzip_level);
    libdeflate_compressor* compressor = compressor_of(level);
    std::string packed(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
    const std::size_t size =
        libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), packed.data(), packed.size());
    assert(size > 0);
    packed.resize(size);
    return packed;
}

}  // namespace courtyard
