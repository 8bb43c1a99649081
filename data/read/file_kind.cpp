// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/file_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "data/read/held_file.h"
#include "geo/lower_case.h"

namespace courtyard {
namespace {

constexpr std::size_t head_bytes = std::size_t{1} << 16;

struct KnownEnding {
    std::string_view ending;
    FileKind kind;
};

constexpr std::array<KnownEnding, 21> endings{
    {{"csv", FileKind::csv},           {"tsv", FileKind::csv},        {"txt", FileKind::csv},
     {"xlsx", FileKind::xlsx},         {"xlsm", FileKind::xlsx},      {"geojson", FileKind::geojson},
     {"json", FileKind::geojson},      {"json", FileKind::topojson},  {"geojson", FileKind::topojson},
     {"topojson", FileKind::topojson}, {"gpx", FileKind::gpx},        {"xml", FileKind::gpx},
     {"kml", FileKind::kml},           {"xml", FileKind::kml},        {"kmz", FileKind::kmz},
     {"zip", FileKind::kmz},           {"shp", FileKind::shapefile},  {"zip", FileKind::shapefile_zip},
     {"gpkg", FileKind::geopackage},   {"fgb", FileKind::flatgeobuf}, {"zip", FileKind::photo_zip}}};

/// Endings of formats that we know of and do not read: a text file named so is not a CSV.
constexpr std::array<std::string_view, 18> foreign_endings{"pdf",  "vrt", "gti", "xls", "ods", "doc",
                                                           "docx", "dbf", "shx", "prj", "jpg", "jpeg",
                                                           "png",  "tif", "gz",  "rar", "7z",  "tcx"};

tl::unexpected<Error> unknown_format(std::string_view what_zh, std::string_view what_en) {
    return fail(
        ErrorCode::unsupported, "file.format",
        {fmt::format(
             "不支持的文件格式（{}）；可用：CSV、XLSX、GeoJSON、TopoJSON、GPX、KML、Shapefile（zip）、"
             "GeoPackage、FlatGeobuf、照片（JPEG）的 zip",
             what_zh),
         fmt::format("not a format of ours ({}); use CSV, XLSX, GeoJSON, TopoJSON, GPX, KML, Shapefile "
                     "(zip), GeoPackage, FlatGeobuf or a zip of photos (JPEG)",
                     what_en)});
}

std::string_view after_blanks(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

/// The bytes are of an encoding that is not known yet, and go into an answer.
std::string ascii_only(std::string_view bytes) {
    std::string text(bytes);
    std::ranges::replace_if(
        text, [](char c) { return c < 0x20 || c >= 0x7F; }, '?');
    return text;
}

/// The local name of the root element; nothing when the prolog declares a document type, which neither GPX
/// nor KML needs and entity bombs do.
std::optional<std::string_view> xml_root(std::string_view text) {
    while (text.starts_with('<')) {
        std::string_view close = ">";
        if (text.starts_with("<?")) {
            close = "?>";
        } else if (text.starts_with("<!--")) {
            close = "-->";
        } else if (text.starts_with("<!")) {
            return std::nullopt;
        } else {
            std::string_view name = text.substr(1, text.find_first_of(" \t\r\n/>", 1) - 1);
            if (const auto colon = name.find(':'); colon != std::string_view::npos)
                name.remove_prefix(colon + 1);
            return name;
        }
        const auto end = text.find(close);
        if (end == std::string_view::npos) return std::nullopt;
        text = after_blanks(text.substr(end + close.size()));
    }
    return std::nullopt;
}

/// Whether the outermost object says `"type": "Topology"`, as far as the head shows.
bool is_topology(std::string_view text) {
    int depth = 0;
    std::string_view previous;
    bool after_colon = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c == ':') after_colon = true;
        if (c == ',') after_colon = false;
        if (c != '"') continue;
        std::size_t end = i + 1;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
        const std::string_view word = text.substr(i + 1, std::min(end, text.size()) - i - 1);
        if (depth == 1 && after_colon && previous == "type") return word == "Topology";
        if (depth == 1 && !after_colon) previous = word;
        i = end;
    }
    return false;
}

Result<FileKind> sniff_zip(const std::filesystem::path& path, const ArchiveLimits& limits) {
    const auto entries = list_archive(path, limits);
    if (!entries) return tl::unexpected(entries.error());
    const auto has = [&](auto test) { return std::any_of(entries->begin(), entries->end(), test); };
    if (has([](const ArchiveEntry& e) { return e.name == "xl/workbook.xml"; })) return FileKind::xlsx;
    if (has([](const ArchiveEntry& e) { return e.ending == "shp"; })) return FileKind::shapefile_zip;
    if (has([](const ArchiveEntry& e) { return e.ending == "kml"; })) return FileKind::kmz;
    if (has([](const ArchiveEntry& e) { return begins_as_jpeg(e.head) && !is_litter(e.name); }))
        return FileKind::photo_zip;
    return unknown_format("压缩包里没有 .shp、.kml 或 JPEG 照片",
                          "a zip without a .shp, a .kml or a JPEG in it");
}

Result<FileKind> sniff_text(std::string_view head) {
    const std::string_view text = after_blanks(head);
    if (text.empty()) {
        return fail(ErrorCode::invalid_input, "file.broken", {"文件是空的", "the file is empty"});
    }
    if (text.front() == '{') return is_topology(text) ? FileKind::topojson : FileKind::geojson;
    if (text.front() == '[') return unknown_format("JSON 数组", "a JSON array");
    if (text.front() == '<') {
        const auto root = xml_root(text);
        if (root == "gpx") return FileKind::gpx;
        if (root == "kml") return FileKind::kml;
        return unknown_format("XML", root ? fmt::format("XML <{}>", ascii_only(root->substr(0, 40))) : "XML");
    }
    return FileKind::csv;
}

Result<FileKind> sniff_sqlite(std::string_view head) {
    const std::string_view id = head.size() >= 72 ? head.substr(68, 4) : std::string_view();
    const bool named = head.find("gpkg_contents") != std::string_view::npos;
    if (id == "GPKG" || id == "GP10" || id == "GP11" || named) return FileKind::geopackage;
    return unknown_format("SQLite 数据库，但不是 GeoPackage", "a SQLite database that is no GeoPackage");
}

std::string lower_ending(std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos) return {};
    return lower_case(name.substr(dot + 1));
}

}  // namespace

bool is_litter(std::string_view name) {
    const std::string_view last = name.substr(name.rfind('/') + 1);
    constexpr std::array<std::string_view, 4> left{".DS_Store", "Thumbs.db", "desktop.ini", ".nomedia"};
    return name.starts_with("__MACOSX/") || last.starts_with("._") ||
           std::find(left.begin(), left.end(), last) != left.end();
}

std::string xml_root_of(std::string_view head) {
    const std::string_view text = after_blanks(head);
    return text.starts_with('<') ? std::string(xml_root(text).value_or("")) : std::string();
}

std::string_view name_of(FileKind kind) {
    switch (kind) {
        case FileKind::csv:
            return "CSV";
        case FileKind::xlsx:
            return "XLSX";
        case FileKind::geojson:
            return "GeoJSON";
        case FileKind::topojson:
            return "TopoJSON";
        case FileKind::gpx:
            return "GPX";
        case FileKind::kml:
            return "KML";
        case FileKind::kmz:
            return "KMZ";
        case FileKind::shapefile:
            return "Shapefile";
        case FileKind::shapefile_zip:
            return "Shapefile (zip)";
        case FileKind::geopackage:
            return "GeoPackage";
        case FileKind::flatgeobuf:
            return "FlatGeobuf";
        case FileKind::photo_zip:
            return "Photos (zip)";
    }
    return {};
}

Result<FileKind> sniff_file(const std::filesystem::path& path, const ArchiveLimits& limits) {
    std::error_code ignored;
    if (!is_held(path) && !std::filesystem::is_regular_file(path, ignored)) {
        return fail(ErrorCode::not_found, "file.missing",
                    {fmt::format("找不到文件 {}", path.string()), fmt::format("no file {}", path.string())},
                    path.string());
    }
    std::string head(head_bytes, '\0');
    head.resize(std::fread(head.data(), 1, head.size(), open_for_reading(path).get()));
    using namespace std::string_view_literals;
    if (head.starts_with("PK\x03\x04"sv)) return sniff_zip(path, limits);
    if (head.starts_with("PK\x05\x06"sv)) return unknown_format("空的压缩包", "an empty zip");
    if (head.starts_with("SQLite format 3\0"sv)) return sniff_sqlite(head);
    if (head.starts_with("\0\0\x27\x0A"sv)) return FileKind::shapefile;
    if (head.starts_with("fgb\x03"sv
                         "fgb"sv))
        return FileKind::flatgeobuf;
    if (head.starts_with("%PDF"sv)) return unknown_format("PDF", "PDF");
    if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return FileKind::csv;
    if (head.find('\0') != std::string::npos) return unknown_format("二进制文件", "a binary file");
    return sniff_text(head);
}

Result<void> check_ending(FileKind kind, std::string_view file_name) {
    const std::string ending = lower_ending(file_name);
    bool known = std::find(foreign_endings.begin(), foreign_endings.end(), ending) != foreign_endings.end();
    for (const KnownEnding& e : endings) {
        if (e.ending != ending) continue;
        if (e.kind == kind) return {};
        known = true;
    }
    if (!known) return {};
    return fail(ErrorCode::unsupported, "file.format_mismatch",
                {fmt::format("文件名是 .{}，内容却是 {}", ending, name_of(kind)),
                 fmt::format("the name says .{}, the content is {}", ending, name_of(kind))},
                std::string(file_name));
}

}  // namespace courtyard
