// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/mvt_geometry.h"

#include <algorithm>
#include <iterator>
#include <protozero/varint.hpp>

namespace courtyard {
namespace {

/// Reads a parameter that `put_varint` wrote.
std::int32_t taken_parameter(const char*& at) {
    std::uint32_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        value |= (byte & 0x7fU) << shift;
        if (byte < 0x80U) {
            return protozero::decode_zigzag32(value);
        }
    }
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

std::uint32_t parameter(std::int32_t value) { return protozero::encode_zigzag32(value); }

void GeometryWriter::commands(GeometryCommand id, std::size_t count) {
    const std::uint64_t command = std::uint64_t{count} << 3U | static_cast<std::uint64_t>(id);
    char* const end = put_varint(buffer_.data(), command);
    bytes_.append(buffer_.data(), static_cast<std::size_t>(end - buffer_.data()));
}

void GeometryWriter::move(TilePoint to) {
    char* end = put_varint(buffer_.data(), parameter(to.x - cursor_.x));
    end = put_varint(end, parameter(to.y - cursor_.y));
    bytes_.append(buffer_.data(), static_cast<std::size_t>(end - buffer_.data()));
    cursor_ = to;
}

bool GeometryWriter::ring(std::span<const TilePoint> positions, Winding winding) {
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
    commands(GeometryCommand::move_to, 1);
    move(ring_.front());
    commands(GeometryCommand::line_to, ring_.size() - 1);
    std::for_each(ring_.begin() + 1, ring_.end(), [this](TilePoint p) { move(p); });
    commands(GeometryCommand::close_path, 1);
    return true;
}

bool GeometryWriter::polygon(std::span<const TileRing> rings) {
    if (rings.empty() || !ring(rings.front(), Winding::shell)) {
        return false;
    }
    for (const TileRing& hole : rings.subspan(1)) {
        ring(hole, Winding::hole);
    }
    return true;
}

PolygonGeometry polygon_geometry(std::span<const TilePolygon> polygons) {
    // The first move is written as from nowhere, then taken off again: what follows does not depend on it.
    PolygonGeometry geometry;
    GeometryWriter writer(geometry.commands);
    for (const TilePolygon& polygon : polygons) {
        writer.polygon(polygon);
    }
    if (geometry.commands.empty()) {
        return geometry;
    }
    const char* at = geometry.commands.data() + 1;  // the command is one byte
    geometry.first.x = taken_parameter(at);
    geometry.first.y = taken_parameter(at);
    geometry.commands.erase(0, static_cast<std::size_t>(at - geometry.commands.data()));
    return geometry;
}

}  // namespace courtyard
