// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/geojson_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace courtyard {
namespace {

constexpr auto digit_pairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = static_cast<char>('0' + i / 10);
        pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
    }
    return pairs;
}();

char* put_pair(char* at, std::uint32_t below_100) {
    std::memcpy(at, &digit_pairs[2 * std::size_t{below_100}], 2);
    return at + 2;
}

char* put_whole(char* at, std::uint32_t whole) {
    std::array<char, 10> digits{};
    char* first = digits.data() + digits.size();
    do {
        *--first = static_cast<char>('0' + whole % 10);
        whole /= 10;
    } while (whole != 0);
    const auto length = static_cast<std::size_t>(digits.data() + digits.size() - first);
    std::memcpy(at, first, length);
    return at + length;
}

char* without_zeros(char* end) {
    while (end[-1] == '0') --end;
    return end[-1] == '.' ? end - 1 : end;
}

/// A number below 1e9 with at most nine decimals.
char* put_degrees(char* at, double number) {
    if (number < 0) {
        *at++ = '-';
        number = -number;
    }
    constexpr std::uint64_t unit = 1'000'000'000;
    const auto scaled = static_cast<std::uint64_t>(number * static_cast<double>(unit) + 0.5);
    const auto whole = static_cast<std::uint32_t>(scaled / unit);
    auto part = static_cast<std::uint32_t>(scaled % unit);
    at = put_whole(at, whole);
    *at++ = '.';
    *at++ = static_cast<char>('0' + part / 100'000'000);
    part %= 100'000'000;
    const std::uint32_t upper = part / 10'000;
    const std::uint32_t lower = part % 10'000;
    at = put_pair(put_pair(at, upper / 100), upper % 100);
    at = put_pair(put_pair(at, lower / 100), lower % 100);
    return without_zeros(at);
}

/// A number below 4e9 with at most four decimals.
char* put_metres(char* at, double number) {
    if (number < 0) {
        *at++ = '-';
        number = -number;
    }
    const auto scaled = static_cast<std::uint64_t>(number * 1e4 + 0.5);
    at = put_whole(at, static_cast<std::uint32_t>(scaled / 10'000));
    const auto part = static_cast<std::uint32_t>(scaled % 10'000);
    *at++ = '.';
    at = put_pair(put_pair(at, part / 100), part % 100);
    return without_zeros(at);
}

constexpr double most = 1e9;

char* put_null(char* at) {
    std::memcpy(at, "null", 4);
    return at + 4;
}

template <char* (*put)(char*, double)>
char* put_position(char* at, LonLat p, AxisOrder order) {
    const double first = order == AxisOrder::east_north ? p.lon : p.lat;
    const double second = order == AxisOrder::east_north ? p.lat : p.lon;
    *at++ = '[';
    at = std::abs(first) < most ? put(at, first) : put_null(at);
    *at++ = ',';
    at = std::abs(second) < most ? put(at, second) : put_null(at);
    *at++ = ']';
    return at;
}

bool anticlockwise(const Ring& ring) {
    double doubled = 0;
    const LonLat origin = ring.empty() ? LonLat{} : ring.front();
    for (std::size_t i = 1; i < ring.size(); ++i)
        doubled += (ring[i - 1].lon - origin.lon) * (ring[i].lat - origin.lat) -
                   (ring[i].lon - origin.lon) * (ring[i - 1].lat - origin.lat);
    return doubled > 0;
}

}  // namespace

void GeoJsonText::string(std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    text_ += '"';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        text_ += text.substr(begin, i - begin);
        begin = i + 1;
        text_ += '\\';
        if (byte >= 0x20)
            text_ += text[i];
        else if (byte == '\n')
            text_ += 'n';
        else
            text_.append("u00").append(1, hex[byte >> 4U]).append(1, hex[byte & 15U]);
    }
    text_ += text.substr(begin);
    text_ += '"';
}

void GeoJsonText::number(double number) {
    if (!std::isfinite(number)) {
        text_ += "null";
        return;
    }
    std::array<char, 32> digits{};
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const std::string_view written(digits.data(), static_cast<std::size_t>(end - digits.data()));
    text_ += written;
    // Readers that guess types take a number without a point for a whole one.
    if (written.find_first_of(".e") == std::string_view::npos) text_ += ".0";
}

void GeoJsonText::value(const ExportValue& value) {
    if (const auto* words = std::get_if<std::string>(&value)) return string(*words);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
        std::array<char, 24> digits{};
        text_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *whole).ptr);
        return;
    }
    if (const auto* real = std::get_if<double>(&value)) return number(*real);
    if (const auto* day = std::get_if<Day>(&value)) {
        text_.append(1, '"').append(to_string(*day)).append(1, '"');
        return;
    }
    text_ += "null";
}

void GeoJsonText::position(LonLat at) {
    if (!place_.projection.in_degrees()) {
        std::array<char, 64> buffer{};
        char* const end =
            put_position<put_metres>(buffer.data(), place_.projection.forward(at), place_.order);
        text_.append(buffer.data(), end);
        return;
    }
    const bool east_first = place_.order == AxisOrder::east_north;
    text_ += '[';
    number(east_first ? at.lon : at.lat);
    text_ += ',';
    number(east_first ? at.lat : at.lon);
    text_ += ']';
}

void GeoJsonText::ring_in_full(const Ring& ring, bool as_is) {
    text_ += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0) text_ += ',';
        position(ring[as_is ? i : ring.size() - 1 - i]);
    }
    text_ += ']';
}

void GeoJsonText::ring(const Ring& ring, bool shell) {
    constexpr std::size_t longest = 64;
    std::array<char, 4096> buffer;  // NOLINT: every byte that is read was written
    char* at = buffer.data();
    const char* const full = buffer.data() + buffer.size() - longest;
    const bool degrees = place_.projection.in_degrees();
    const bool as_is = anticlockwise(ring) == shell;
    if (digits_ == BorderDigits::all) return ring_in_full(ring, as_is);
    *at++ = '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0) *at++ = ',';
        const LonLat p = ring[as_is ? i : ring.size() - 1 - i];
        at = degrees ? put_position<put_degrees>(at, p, place_.order)
                     : put_position<put_metres>(at, place_.projection.forward(p), place_.order);
        if (at < full) continue;
        text_.append(buffer.data(), at);
        at = buffer.data();
    }
    *at++ = ']';
    text_.append(buffer.data(), at);
}

void GeoJsonText::polygon(const Polygon& polygon) {
    text_ += '[';
    for (std::size_t i = 0; i < polygon.rings.size(); ++i) {
        if (i > 0) text_ += ',';
        ring(polygon.rings[i], i == 0);
    }
    text_ += ']';
}

void GeoJsonText::boundary(const Boundary& boundary) {
    if (boundary.polygons.size() == 1 && one_ == OnePolygon::as_polygon) {
        text_ += R"({"type":"Polygon","coordinates":)";
        polygon(boundary.polygons.front());
        text_ += '}';
        return;
    }
    text_ += R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < boundary.polygons.size(); ++i) {
        if (i > 0) text_ += ',';
        polygon(boundary.polygons[i]);
    }
    text_ += "]}";
}

void GeoJsonText::geometry(const Geometry& geometry) {
    if (const auto* at = std::get_if<LonLat>(&geometry)) {
        text_ += R"({"type":"Point","coordinates":)";
        position(*at);
        text_ += '}';
    } else if (const auto* shape = std::get_if<const Boundary*>(&geometry);
               shape != nullptr && *shape != nullptr && !(*shape)->empty()) {
        boundary(**shape);
    } else {
        text_ += "null";
    }
}

void GeoJsonText::properties(const ExportRow& row, std::span<const ExportField> fields) {
    text_ += '{';
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) text_ += ',';
        string(fields[i].name);
        text_ += ':';
        value(row.values[i]);
    }
    text_ += '}';
}

void GeoJsonText::feature(std::string_view id, const ExportRow& row, std::span<const ExportField> fields) {
    text_ += R"({"type":"Feature",)";
    if (!id.empty()) {
        text_ += R"("id":)";
        string(id);
        text_ += ',';
    }
    text_ += R"("geometry":)";
    geometry(row.geometry);
    text_ += R"(,"properties":)";
    properties(row, fields);
    text_ += '}';
}

}  // namespace courtyard
