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

namespace courtyard {
namespace {

// Field numbers of the specification's vector_tile.proto.
namespace field {
constexpr protozero::pbf_tag_type tile_layer = 3;
constexpr protozero::pbf_tag_type layer_name = 1;
constexpr protozero::pbf_tag_type layer_feature = 2;
constexpr protozero::pbf_tag_type layer_key = 3;
constexpr protozero::pbf_tag_type layer_value = 4;
constexpr protozero::pbf_tag_type layer_extent = 5;
constexpr protozero::pbf_tag_type layer_version = 15;
constexpr protozero::pbf_tag_type feature_id = 1;
constexpr protozero::pbf_tag_type feature_tags = 2;
constexpr protozero::pbf_tag_type feature_type = 3;
constexpr protozero::pbf_tag_type feature_geometry = 4;
constexpr protozero::pbf_tag_type value_string = 1;
constexpr protozero::pbf_tag_type value_double = 3;
constexpr protozero::pbf_tag_type value_uint = 5;
constexpr protozero::pbf_tag_type value_sint = 6;
constexpr protozero::pbf_tag_type value_bool = 7;
}  // namespace field

enum class Command : std::uint8_t { move_to = 1, line_to = 2, close_path = 7 };

std::uint32_t command(Command id, std::size_t count) {
    return static_cast<std::uint32_t>(count << 3U) | static_cast<std::uint32_t>(id);
}

std::uint32_t parameter(std::int32_t value) { return protozero::encode_zigzag32(value); }

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

std::int64_t doubled_area(std::span<const TilePoint> ring) {
    std::int64_t area = 0;
    TilePoint before = ring.empty() ? TilePoint{} : ring.back();
    for (const TilePoint p : ring) {
        area += std::int64_t{before.x} * p.y - std::int64_t{p.x} * before.y;
        before = p;
    }
    return area;
}

MvtLayer::MvtLayer(std::string name) : name_(std::move(name)) {}

MvtLayer& MvtLayer::begin_feature(std::uint64_t id) {
    id_ = id;
    tags_.clear();
    geometry_.clear();
    cursor_ = {};
    type_ = GeometryType::none;
    points_ = 0;
    return *this;
}

MvtLayer& MvtLayer::attribute(std::string_view key, const MvtValue& value) {
    value_.clear();
    protozero::pbf_writer values{value_};
    {
        protozero::pbf_writer message{values, field::layer_value};
        std::visit(ValueFields{message}, value);
    }
    const std::uint32_t number = key_number(key);
    for (std::size_t i = 0; i < tags_.size(); i += 2) {
        assert(tags_[i] != number);
    }
    tags_.push_back(number);
    tags_.push_back(value_number());
    return *this;
}

std::uint32_t MvtLayer::key_number(std::string_view key) {
    const auto found = std::ranges::find(keys_, key);
    if (found != keys_.end()) {
        return static_cast<std::uint32_t>(found - keys_.begin());
    }
    keys_.emplace_back(key);
    return static_cast<std::uint32_t>(keys_.size() - 1);
}

std::uint32_t MvtLayer::value_number() {
    if (value_ends_.size() * 2 >= value_slots_.size()) {
        grow_value_slots();
    }
    const std::size_t mask = value_slots_.size() - 1;
    const std::string_view bytes = value_bytes_;
    for (std::size_t at = std::hash<std::string_view>{}(value_);; ++at) {
        std::uint32_t& slot = value_slots_[at & mask];
        if (slot == 0) {
            value_bytes_ += value_;
            value_ends_.push_back(value_bytes_.size());
            slot = static_cast<std::uint32_t>(value_ends_.size());
            return slot - 1;
        }
        const std::size_t begin = slot == 1 ? 0 : value_ends_[slot - 2];
        if (bytes.substr(begin, value_ends_[slot - 1] - begin) == value_) {
            return slot - 1;
        }
    }
}

void MvtLayer::grow_value_slots() {
    constexpr std::size_t smallest = 64;
    value_slots_.assign(std::max(smallest, value_slots_.size() * 2), 0);
    const std::size_t mask = value_slots_.size() - 1;
    const std::string_view bytes = value_bytes_;
    std::size_t begin = 0;
    for (std::uint32_t number = 0; number < value_ends_.size(); ++number) {
        const std::size_t end = value_ends_[number];
        std::size_t at = std::hash<std::string_view>{}(bytes.substr(begin, end - begin));
        while (value_slots_[at & mask] != 0) {
            ++at;
        }
        value_slots_[at & mask] = number + 1;
        begin = end;
    }
}

void MvtLayer::move_cursor(TilePoint to) {
    geometry_.push_back(parameter(to.x - cursor_.x));
    geometry_.push_back(parameter(to.y - cursor_.y));
    cursor_ = to;
}

void MvtLayer::point(TilePoint position) {
    assert(type_ != GeometryType::polygon);
    if (type_ == GeometryType::none) {
        type_ = GeometryType::point;
        geometry_.push_back(0);
    }
    ++points_;
    geometry_.front() = command(Command::move_to, points_);
    move_cursor(position);
}

void MvtLayer::polygon(std::span<const TileRing> rings) {
    assert(type_ != GeometryType::point);
    if (rings.empty() || !ring(rings.front(), Winding::shell)) {
        return;
    }
    type_ = GeometryType::polygon;
    for (const TileRing& hole : rings.subspan(1)) {
        ring(hole, Winding::hole);
    }
}

bool MvtLayer::ring(const TileRing& positions, Winding winding) {
    ring_.clear();
    std::ranges::unique_copy(positions, std::back_inserter(ring_));
    while (ring_.size() > 1 && ring_.back() == ring_.front()) {
        ring_.pop_back();
    }
    const std::int64_t area = doubled_area(ring_);
    if (ring_.size() < 3 || area == 0) {
        return false;
    }
    if ((area > 0) != (winding == Winding::shell)) {
        std::ranges::reverse(ring_);
    }
    geometry_.push_back(command(Command::move_to, 1));
    move_cursor(ring_.front());
    geometry_.push_back(command(Command::line_to, ring_.size() - 1));
    std::for_each(ring_.begin() + 1, ring_.end(), [this](TilePoint p) { move_cursor(p); });
    geometry_.push_back(command(Command::close_path, 1));
    return true;
}

void MvtLayer::end_feature() {
    if (type_ == GeometryType::none) {
        return;
    }
    protozero::pbf_writer features{feature_bytes_};
    protozero::pbf_writer feature{features, field::layer_feature};
    feature.add_uint64(field::feature_id, id_);
    if (!tags_.empty()) {
        feature.add_packed_uint32(field::feature_tags, tags_.begin(), tags_.end());
    }
    feature.add_enum(field::feature_type, static_cast<std::int32_t>(type_));
    feature.add_packed_uint32(field::feature_geometry, geometry_.begin(), geometry_.end());
    ++features_;
}

std::string MvtLayer::encoded() const {
    if (features_ == 0) {
        return {};
    }
    std::string body;
    body.reserve(feature_bytes_.size() + value_bytes_.size() + name_.size() + 256);
    protozero::pbf_writer layer{body};
    layer.add_uint32(field::layer_version, 2);
    layer.add_string(field::layer_name, name_);
    body += feature_bytes_;
    for (const std::string& key : keys_) {
        layer.add_string(field::layer_key, key);
    }
    body += value_bytes_;
    layer.add_uint32(field::layer_extent, extent);

    std::string bytes;
    protozero::pbf_writer tile{bytes};
    tile.add_message(field::tile_layer, body);
    return bytes;
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
