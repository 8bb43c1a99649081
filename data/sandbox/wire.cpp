// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/wire.h"

#include <algorithm>
#include <cmath>

#include "data/read/text_encoding.h"
#include "data/sandbox/wire_text.h"

namespace courtyard::wire {
namespace {

constexpr std::size_t most_columns = 65'536;
constexpr std::size_t most_name = 65'536;
constexpr std::size_t most_sentence = 4'096;
constexpr std::size_t most_word = 64;
constexpr std::uint64_t most_number = std::uint64_t{1} << 53;

enum class Shape : std::uint8_t { none = 0, position = 1, boundary = 2, broken = 3 };

/// As much of a text as fits, cut between characters; what is not UTF-8 loses everything but ASCII.
std::string fitting(std::string_view text, std::size_t most) {
    std::string kept(text);
    if (!is_utf8(kept)) std::erase_if(kept, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (kept.size() <= most) return kept;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(kept[end]) & 0xC0) == 0x80) --end;
    kept.resize(end);
    return kept;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
}

void put(Writer& out, const Error& error) {
    out.number(error.code);
    out.text(fitting(error.name, most_word));
    out.text(fitting(error.detail.zh, most_sentence));
    out.text(fitting(error.detail.en, most_sentence));
    out.text(fitting(error.subject, most_sentence));
}

Error take_error(Reader& in) {
    Error error;
    const auto code = in.number<std::uint8_t>();
    if (code > static_cast<std::uint8_t>(ErrorCode::unavailable)) in.refuse();
    // `unavailable` would be our own fault; a file cannot say so.
    error.code = static_cast<ErrorCode>(code);
    if (error.code == ErrorCode::unavailable) in.refuse();
    error.name = in.text(most_word);
    error.detail.zh = in.text(most_sentence);
    error.detail.en = in.text(most_sentence);
    error.subject = in.text(most_sentence);
    if (!is_name(error.name)) in.refuse();
    return error;
}

/// The first position that is not finite, if any.
const LonLat* not_finite(const TableRow& row) {
    const auto wrong = [](const LonLat& p) { return !std::isfinite(p.lon) || !std::isfinite(p.lat); };
    if (const auto* position = std::get_if<LonLat>(&row.geometry))
        return wrong(*position) ? position : nullptr;
    if (const auto* boundary = std::get_if<Boundary>(&row.geometry)) {
        for (const Polygon& polygon : boundary->polygons)
            for (const Ring& ring : polygon.rings)
                if (const auto at = std::ranges::find_if(ring, wrong); at != ring.end()) return &*at;
    }
    return nullptr;
}

void put(Writer& out, std::string& payload, const Boundary& boundary) {
    out.number(static_cast<std::uint32_t>(boundary.polygons.size()));
    for (const Polygon& polygon : boundary.polygons) {
        out.number(static_cast<std::uint32_t>(polygon.rings.size()));
        for (const Ring& ring : polygon.rings) {
            out.number(static_cast<std::uint32_t>(ring.size()));
            payload.append(reinterpret_cast<const char*>(ring.data()), ring.size() * sizeof(LonLat));
        }
    }
}

LonLat take_position(Reader& in) {
    LonLat position;
    position.lon = in.number<double>();
    position.lat = in.number<double>();
    if (!std::isfinite(position.lon) || !std::isfinite(position.lat)) in.refuse();
    return position;
}

Boundary take_boundary(Reader& in) {
    Boundary boundary;
    boundary.polygons.resize(in.count(sizeof(std::uint32_t)));
    for (Polygon& polygon : boundary.polygons) {
        polygon.rings.resize(in.count(sizeof(std::uint32_t)));
        for (Ring& ring : polygon.rings) {
            ring.resize(in.count(sizeof(LonLat)));
            for (LonLat& position : ring) position = take_position(in);
        }
    }
    return boundary;
}

}  // namespace

bool Reader::is_text(std::string_view value) { return is_utf8(value); }

std::string head_of(Kind kind, std::size_t payload) {
    std::string head;
    Writer out(head);
    out.number(static_cast<std::uint32_t>(payload));
    out.number(kind);
    return head;
}

std::optional<Head> read_head(std::string_view bytes) {
    Reader in(bytes);
    Head head;
    head.payload = in.number<std::uint32_t>();
    const auto kind = in.number<std::uint8_t>();
    if (!in.finished() || head.payload > most_payload || kind < static_cast<std::uint8_t>(Kind::ready) ||
        kind > static_cast<std::uint8_t>(Kind::piece))
        return std::nullopt;
    head.kind = static_cast<Kind>(kind);
    return head;
}

std::string written(const Confinement& confinement) {
    std::string payload;
    Writer out(payload);
    out.number(static_cast<std::uint8_t>((confinement.seccomp ? 1 : 0) | (confinement.landlock ? 2 : 0) |
                                         (confinement.limits ? 4 : 0)));
    return payload;
}

std::optional<Confinement> read_confinement(std::string_view payload) {
    Reader in(payload);
    const auto bits = in.number<std::uint8_t>();
    if (!in.finished() || bits > 7) return std::nullopt;
    return Confinement{(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
}

std::string written(const Request& request) {
    std::string payload;
    Writer out(payload);
    out.number(request.what);
    out.text(fitting(request.options.given_name, most_sentence));
    out.number(static_cast<std::uint8_t>(request.options.layer ? 1 : 0));
    out.text(fitting(request.options.layer.value_or(""), most_sentence));
    const auto encoding = request.options.encoding;
    out.number(static_cast<std::uint8_t>(encoding ? 1 + static_cast<int>(*encoding) : 0));
    out.number(static_cast<std::uint64_t>(request.options.max_rows));
    out.number(static_cast<std::uint64_t>(request.options.max_unpacked_bytes));
    return payload;
}

std::optional<Request> read_request(std::string_view payload) {
    Reader in(payload);
    Request request;
    const auto what = in.number<std::uint8_t>();
    request.what = static_cast<Request::What>(what);
    request.options.given_name = in.text(most_sentence);
    const auto has_layer = in.number<std::uint8_t>();
    const auto layer = in.text(most_sentence);
    if (has_layer == 1) request.options.layer = std::string(layer);
    const auto encoding = in.number<std::uint8_t>();
    if (encoding == 1) request.options.encoding = TextEncoding::utf8;
    if (encoding == 2) request.options.encoding = TextEncoding::gb18030;
    request.options.max_rows = in.number<std::uint64_t>();
    request.options.max_unpacked_bytes = in.number<std::uint64_t>();
    if (!in.finished() || has_layer > 1 || encoding > 2 || what < 1 || what > 4) return std::nullopt;
    return request;
}

std::string written(const TableHeader& header) {
    std::string payload;
    Writer out(payload);
    out.number(static_cast<std::uint32_t>(header.columns.size()));
    for (const std::string& column : header.columns) out.text(fitting(column, most_name));
    out.text(header.format);
    out.text(header.encoding);
    out.number(static_cast<std::uint64_t>(header.row_count ? *header.row_count + 1 : 0));
    return payload;
}

std::optional<TableHeader> read_header(std::string_view payload) {
    Reader in(payload);
    TableHeader header;
    const std::size_t columns = in.count(sizeof(std::uint32_t));
    if (columns > most_columns) return std::nullopt;
    header.columns.resize(columns);
    for (std::string& column : header.columns) column = in.text(most_name);
    header.format = in.text(most_word);
    header.encoding = in.text(most_word);
    const auto rows = in.number<std::uint64_t>();
    if (rows > 0) header.row_count = rows - 1;
    if (!in.finished() || rows > most_number || header.format.empty()) return std::nullopt;
    return header;
}

std::string written(const Error& error) {
    std::string payload;
    Writer out(payload);
    put(out, error);
    return payload;
}

std::optional<Error> read_error(std::string_view payload) {
    Reader in(payload);
    Error error = take_error(in);
    if (!in.finished()) return std::nullopt;
    return error;
}

std::string written(const std::vector<std::string>& names) {
    std::string payload;
    Writer out(payload);
    out.number(static_cast<std::uint32_t>(names.size()));
    for (const std::string& name : names) out.text(fitting(name, most_word));
    return payload;
}

std::optional<std::vector<std::string>> read_names(std::string_view payload) {
    Reader in(payload);
    std::vector<std::string> names(in.count(sizeof(std::uint32_t)));
    for (std::string& name : names) name = in.text(most_word);
    if (!in.finished()) return std::nullopt;
    return names;
}

void append_row(std::string& payload, const TableRow& row) {
    Writer out(payload);
    out.number(static_cast<std::uint64_t>(row.number));
    if (row.broken) {
        out.number(Shape::broken);
        put(out, *row.broken);
        return;
    }
    if (const LonLat* wrong = not_finite(row)) {
        out.number(Shape::broken);
        put(out, checked_position(wrong->lon, wrong->lat).error());
        return;
    }
    const auto* position = std::get_if<LonLat>(&row.geometry);
    const auto* boundary = std::get_if<Boundary>(&row.geometry);
    out.number(boundary != nullptr ? Shape::boundary : position != nullptr ? Shape::position : Shape::none);
    for (const std::string& value : row.values) out.text(value);
    if (position != nullptr) {
        out.number(position->lon);
        out.number(position->lat);
    }
    if (boundary != nullptr) put(out, payload, *boundary);
}

RowReader::Got RowReader::next(TableRow& row) {
    if (at_ == payload_.size()) return Got::nothing;
    Reader in(std::string_view(payload_).substr(at_));
    row.broken.reset();
    row.geometry = std::monostate{};
    row.number = in.number<std::uint64_t>();
    if (row.number > most_number) in.refuse();
    switch (const auto shape = static_cast<Shape>(in.number<std::uint8_t>()); shape) {
        case Shape::broken:
            row.broken = take_error(in);
            break;
        case Shape::none:
        case Shape::position:
        case Shape::boundary:
            row.values.resize(columns_);
            for (std::string& value : row.values) value = in.text(most_payload);
            if (shape == Shape::position) row.geometry = take_position(in);
            if (shape == Shape::boundary) row.geometry = take_boundary(in);
            break;
        default:
            in.refuse();
    }
    if (!in.ok()) return Got::violation;
    at_ = payload_.size() - in.left();
    return Got::row;
}

}  // namespace courtyard::wire
