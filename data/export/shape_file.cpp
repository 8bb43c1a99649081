// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/shape_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace courtyard {

namespace {

static_assert(std::endian::native == std::endian::little, "coordinates are written as they lie in memory");

constexpr std::int32_t type_nothing = 0;
constexpr std::int32_t type_point = 1;
constexpr std::int32_t type_polygon = 5;
constexpr std::size_t record_head = 8;
constexpr std::size_t flush_at = std::size_t{1} << 20;

template <class Number>
void append(std::string& out, Number number) {
    const auto bytes = std::bit_cast<std::array<char, sizeof(Number)>>(number);
    out.append(bytes.data(), bytes.size());
}

void append_big(std::string& out, std::uint32_t number) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>((number >> shift) & 0xFFU);
}

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
    std::array<char, sizeof(Number)> raw{};
    std::copy_n(bytes.data() + at, raw.size(), raw.data());
    return std::bit_cast<Number>(raw);
}

/// Lengths and offsets are told in 16-bit words.
std::uint32_t words(std::uint64_t bytes) { return static_cast<std::uint32_t>(bytes / 2); }

bool runs_clockwise(const ShapeRing& ring) {
    double twice = 0;
    // About the first vertex, so that metres far from the origin keep their digits.
    for (std::size_t i = 1; i + 1 < ring.x.size(); ++i)
        twice += (ring.x[i] - ring.x[0]) * (ring.y[i + 1] - ring.y[0]) -
                 (ring.x[i + 1] - ring.x[0]) * (ring.y[i] - ring.y[0]);
    return twice < 0;
}

void open_new(std::ofstream& stream, std::filesystem::path path, std::string_view ending) {
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    stream.open(path += ending, std::ios::binary | std::ios::trunc);
}

}  // namespace

std::string shape_of_nothing() {
    std::string shape;
    append(shape, type_nothing);
    return shape;
}

std::string shape_of_point(double x, double y) {
    std::string shape;
    append(shape, type_point);
    append(shape, x);
    append(shape, y);
    return shape;
}

std::string shape_of_rings(std::vector<ShapeRing>& rings) {
    double west = rings.front().x.front();
    double south = rings.front().y.front();
    double east = west;
    double north = south;
    std::size_t vertices = 0;
    for (ShapeRing& ring : rings) {
        if (runs_clockwise(ring) == ring.hole) {
            std::ranges::reverse(ring.x);
            std::ranges::reverse(ring.y);
        }
        vertices += ring.x.size();
        const auto [left, right] = std::ranges::minmax(ring.x);
        const auto [bottom, top] = std::ranges::minmax(ring.y);
        west = std::min(west, left);
        east = std::max(east, right);
        south = std::min(south, bottom);
        north = std::max(north, top);
    }
    std::string shape;
    shape.reserve(44 + 4 * rings.size() + 16 * vertices);
    append(shape, type_polygon);
    for (const double bound : {west, south, east, north}) append(shape, bound);
    append(shape, static_cast<std::int32_t>(rings.size()));
    append(shape, static_cast<std::int32_t>(vertices));
    std::int32_t begin = 0;
    for (const ShapeRing& ring : rings) {
        append(shape, begin);
        begin += static_cast<std::int32_t>(ring.x.size());
    }
    for (const ShapeRing& ring : rings) {
        for (std::size_t i = 0; i < ring.x.size(); ++i) {
            append(shape, ring.x[i]);
            append(shape, ring.y[i]);
        }
    }
    return shape;
}

std::uint64_t record_bytes(std::string_view shape) { return record_head + shape.size(); }

ShapeWriter::ShapeWriter(const std::filesystem::path& path, ExportGeometry geometry)
    : type_(geometry == ExportGeometry::point ? type_point : type_polygon) {
    open_new(shapes_, path, ".shp");
    open_new(index_, path, ".shx");
    shape_buffer_.assign(shape_file_head, '\0');
    index_buffer_.assign(shape_file_head, '\0');
}

void ShapeWriter::add(std::string_view shape) {
    widen(shape);
    append_big(index_buffer_, words(bytes_));
    append_big(index_buffer_, words(shape.size()));
    append_big(shape_buffer_, static_cast<std::uint32_t>(++records_));
    append_big(shape_buffer_, words(shape.size()));
    shape_buffer_ += shape;
    bytes_ += record_bytes(shape);
    if (shape_buffer_.size() >= flush_at) flush();
}

void ShapeWriter::flush() {
    shapes_ << shape_buffer_;
    index_ << index_buffer_;
    shape_buffer_.clear();
    index_buffer_.clear();
}

void ShapeWriter::widen(std::string_view shape) {
    const auto type = number_at<std::int32_t>(shape, 0);
    if (type == type_nothing) return;
    const std::size_t far = type == type_point ? 4 : 20;
    const std::array<double, 4> box{number_at<double>(shape, 4), number_at<double>(shape, 12),
                                    number_at<double>(shape, far), number_at<double>(shape, far + 8)};
    if (!anywhere_) {
        std::ranges::copy(box, bounds_);
        anywhere_ = true;
        return;
    }
    for (const std::size_t i : {0U, 1U}) {
        bounds_[i] = std::min(bounds_[i], box[i]);
        bounds_[i + 2] = std::max(bounds_[i + 2], box[i + 2]);
    }
}

std::string ShapeWriter::head(std::uint64_t bytes) const {
    constexpr std::uint32_t file_code = 9994;
    constexpr std::int32_t version = 1000;
    std::string head;
    append_big(head, file_code);
    for (int i = 0; i < 5; ++i) append_big(head, 0);
    append_big(head, words(bytes));
    append(head, version);
    append(head, type_);
    for (const double bound : bounds_) append(head, bound);
    for (int i = 0; i < 4; ++i) append(head, 0.0);  // no heights, no measures
    return head;
}

void ShapeWriter::close() {
    flush();
    shapes_.seekp(0);
    shapes_ << head(bytes_);
    shapes_.close();
    index_.seekp(0);
    index_ << head(shape_file_head + 8 * static_cast<std::uint64_t>(records_));
    index_.close();
}

ShapeReader::ShapeReader(const std::filesystem::path& shp) : file_(shp, std::ios::binary) {
    file_.seekg(static_cast<std::streamoff>(shape_file_head));
    if (!file_) throw std::runtime_error("cannot read " + shp.string());
}

std::optional<std::string_view> ShapeReader::next() {
    std::array<char, record_head> head{};
    if (!file_.read(head.data(), head.size())) return std::nullopt;
    std::uint32_t length = 0;
    for (const std::size_t i : {4U, 5U, 6U, 7U})
        length = (length << 8U) | static_cast<unsigned char>(head[i]);
    shape_.resize(std::size_t{length} * 2);
    if (!file_.read(shape_.data(), static_cast<std::streamsize>(shape_.size())))
        throw std::runtime_error("a shape ends too early");
    return shape_;
}

}  // namespace courtyard
