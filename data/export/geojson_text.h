// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "data/export/export.h"
#include "geo/projection.h"

namespace courtyard {

/// How a text of GeoJSON gives its positions.
struct GeoJsonPlace {
    Projection projection;
    AxisOrder order = AxisOrder::east_north;
};

/// Whether a boundary of one polygon is a `Polygon`, or a `MultiPolygon` like its neighbours.
enum class OnePolygon : std::uint8_t { as_polygon, as_multipolygon };

/// How many decimals of a degree a border has: nine (0.1 mm), or as many as read back the same.
enum class BorderDigits : std::uint8_t { nine, all };

/// Writes GeoJSON (RFC 7946) as text, in the order of the calls: every attribute is there, null when absent;
/// shells run anticlockwise and holes clockwise, however they were read.
///
/// Points in degrees are the shortest text that reads back the same; borders have nine decimals unless all
/// are asked for, metres four. What is not finite is null.
/// Cost   about 25 ns for a position of a border in degrees; bench/interop
class GeoJsonText {
  public:
    using Geometry = decltype(ExportRow::geometry);

    explicit GeoJsonText(GeoJsonPlace place = {}, OnePolygon one = OnePolygon::as_polygon,
                         BorderDigits digits = BorderDigits::nine)
        : place_(place), one_(one), digits_(digits) {}

    /// A whole feature; an empty id: none.
    void feature(std::string_view id, const ExportRow& row, std::span<const ExportField> fields);

    void raw(std::string_view json) { text_ += json; }
    void string(std::string_view text);
    void number(double number);
    void value(const ExportValue& value);
    void geometry(const Geometry& geometry);
    /// `{"name": value, ...}`
    void properties(const ExportRow& row, std::span<const ExportField> fields);

    const std::string& text() const { return text_; }
    std::string take() { return std::move(text_); }
    void clear() { text_.clear(); }

  private:
    void position(LonLat at);
    void ring(const Ring& ring, bool shell);
    void ring_in_full(const Ring& ring, bool as_is);
    void polygon(const Polygon& polygon);
    void boundary(const Boundary& boundary);

    GeoJsonPlace place_;
    OnePolygon one_;
    BorderDigits digits_;
    std::string text_;
};

}  // namespace courtyard
