// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cql2/geometry_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace courtyard::cql2 {
namespace {

constexpr std::array<std::string_view, 9> tags{
    "POINT",        "LINESTRING",         "POLYGON", "MULTIPOINT", "MULTILINESTRING",
    "MULTIPOLYGON", "GEOMETRYCOLLECTION", "BBOX",    "ENVELOPE"};

bool is_tag(const Token& token) {
    return std::ranges::any_of(tags, [&](std::string_view tag) { return is_keyword(token, tag); });
}

class GeometryReader {
  public:
    GeometryReader(Reading& reading, const FilterPosition& position)
        : reading_(reading), position_(position) {}

    void read(Shape& shape) {
        const Reading::Level level(reading_);
        const Token tag = reading_.now();
        if (!is_tag(tag))
            return reading_.refuse(
                expected({"几何，例如 POINT(113 28)", "a geometry, for example POINT(113 28)"}, tag));
        reading_.step();
        if (is_keyword(tag, "BBOX") || is_keyword(tag, "ENVELOPE")) return box(shape, tag);
        reading_.take_word("Z");
        if (is_keyword(tag, "POINT")) {
            reading_.require_sign("(");
            shape.points.push_back(position());
            reading_.require_sign(")");
        } else if (is_keyword(tag, "LINESTRING")) {
            shape.lines.push_back(positions());
        } else if (is_keyword(tag, "POLYGON")) {
            shape.polygons.push_back(polygon());
        } else if (is_keyword(tag, "MULTIPOINT")) {
            list([&] { multipoint_member(shape); });
        } else if (is_keyword(tag, "MULTILINESTRING")) {
            list([&] { shape.lines.push_back(positions()); });
        } else if (is_keyword(tag, "MULTIPOLYGON")) {
            list([&] { shape.polygons.push_back(polygon()); });
        } else {
            list([&] { read(shape); });
        }
    }

  private:
    /// `(member, member, ...)`
    template <class Member>
    void list(const Member& member) {
        reading_.require_sign("(");
        do member();
        while (reading_.take_sign(","));
        reading_.require_sign(")");
    }

    /// `MULTIPOINT((1 2), (3 4))`, and without the inner brackets, as many write it.
    void multipoint_member(Shape& shape) {
        const bool is_bracketed = reading_.take_sign("(");
        shape.points.push_back(position());
        if (is_bracketed) reading_.require_sign(")");
    }

    std::vector<LonLat> positions() {
        std::vector<LonLat> read;
        list([&] { read.push_back(position()); });
        return read;
    }

    Polygon polygon() {
        Polygon read;
        list([&] { read.rings.push_back(positions()); });
        return read;
    }

    bool is_number() const {
        return reading_.now().kind == TokenKind::number || reading_.is_sign("-") || reading_.is_sign("+");
    }

    double number() {
        const bool is_negative = reading_.is_sign("-");
        if (is_negative || reading_.is_sign("+")) reading_.step();
        const Token token = reading_.now();
        if (token.kind != TokenKind::number) {
            reading_.refuse(expected({"数字", "a number"}, token));
            return 0;
        }
        reading_.step();
        return is_negative ? -token.number : token.number;
    }

    LonLat position() {
        const std::size_t at = reading_.now().at;
        const double first = number();
        const double second = number();
        if (is_number()) number();
        return placed(first, second, at);
    }

    LonLat placed(double first, double second, std::size_t at) {
        reading_.count_position(at);
        if (reading_.fault()) return {};
        const auto place = position_(first, second);
        if (place) return *place;
        reading_.refuse(fault_at(at, "filter.geometry", place.error().detail));
        return {};
    }

    void box(Shape& shape, const Token& tag) {
        std::vector<double> numbers;
        list([&] { numbers.push_back(number()); });
        if (reading_.fault()) return;
        if (numbers.size() != 4 && numbers.size() != 6)
            return reading_.refuse(fault_at(tag.at, "filter.geometry",
                                            {fmt::format("{} 应有 4 个（或 6 个）数字", tag.text),
                                             fmt::format("{} has four (or six) numbers", tag.text)}));
        const std::size_t upper = numbers.size() / 2;
        const double x1 = numbers[0];
        const double y1 = numbers[1];
        const double x2 = numbers[upper];
        const double y2 = numbers[upper + 1];
        const LonLat low = placed(x1, y1, tag.at);
        const LonLat high = placed(x2, y2, tag.at);
        const LonLat mixed = placed(x1, y2, tag.at);
        if (reading_.fault()) return;
        const bool is_upright = mixed == LonLat{low.lon, high.lat} || mixed == LonLat{high.lon, low.lat};
        if (low.lat > high.lat || (!is_upright && (x1 > x2 || y1 > y2)))
            return reading_.refuse(
                fault_at(tag.at, "filter.geometry",
                         {"范围框的下限大于上限", "the lower corner of the box is above the upper one"}));
        if (!is_upright) return traced_box(shape, tag, {x1, y1, x2, y2});
        if (low.lon <= high.lon) return rectangle(shape, low, high);
        rectangle(shape, low, {180, high.lat});
        rectangle(shape, {-180, low.lat}, high);
    }

    /// A box without height or without width is a line, or a position.
    static void rectangle(Shape& shape, LonLat low, LonLat high) {
        if (low == high) {
            shape.points.push_back(low);
        } else if (low.lon == high.lon || low.lat == high.lat) {
            shape.lines.push_back({low, high});
        } else {
            const Ring ring{low, {high.lon, low.lat}, high, {low.lon, high.lat}, low};
            shape.polygons.push_back({{ring}});
        }
    }

    /// The box of another system: its sides are not straight in degrees.
    void traced_box(Shape& shape, const Token& tag, const std::array<double, 4>& box) {
        constexpr int steps = 16;
        const auto [x1, y1, x2, y2] = box;
        const std::array<std::array<double, 2>, 5> corners{
            {{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}, {x1, y1}}};
        Ring ring;
        for (std::size_t side = 0; side < 4; ++side) {
            const auto& from = corners.at(side);
            const auto& to = corners.at(side + 1);
            for (int step = 0; step < steps; ++step) {
                const double share = static_cast<double>(step) / steps;
                ring.push_back(
                    placed(from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, tag.at));
            }
        }
        ring.push_back(ring.front());
        shape.polygons.push_back({{std::move(ring)}});
    }

    Reading& reading_;
    const FilterPosition& position_;
};

}  // namespace

bool is_geometry_text(const Reading& reading) { return reading.is_call() && is_tag(reading.now()); }

Shape read_geometry(Reading& reading, const FilterPosition& position) {
    Shape shape;
    GeometryReader(reading, position).read(shape);
    return shape;
}

}  // namespace courtyard::cql2
