// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "data/read/archive.h"
#include "geo/result.h"

namespace courtyard {

/// The formats of the house. Whatever is not on this list is not opened.
enum class FileKind : std::uint8_t {
    csv,
    xlsx,
    geojson,
    topojson,
    gpx,
    kml,
    kmz,
    shapefile,
    shapefile_zip,
    geopackage,
    flatgeobuf,
    photo_zip,  ///< not a table of its own: inspection points (`PhotoTable`)
};

/// Whether a file in an archive says nothing to anybody: what macOS and Windows leave beside others.
bool is_litter(std::string_view name);

/// The name of the root element of an XML text, without its prefix, as far as its beginning shows.
std::string xml_root_of(std::string_view head);

/// As reports name it: `Shapefile`.
std::string_view name_of(FileKind kind);

/// What a file is, by its bytes alone.
///
/// Errors   not_found: file.missing; unsupported: file.format; invalid_input: file.encoding (UTF-16),
///          file.broken (empty), and those of `list_archive`
Result<FileKind> sniff_file(const std::filesystem::path& path, const ArchiveLimits& limits);

/// Refuses a name whose ending is that of another format; a name without a known ending claims nothing.
///
/// Errors   unsupported: file.format_mismatch
Result<void> check_ending(FileKind kind, std::string_view file_name);

}  // namespace courtyard
