// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "geo/position.h"
#include "geo/result.h"

namespace courtyard {

/// Address of a Web Mercator tile, x growing east and y growing south.
struct TileAddress {
    unsigned z = 0;
    std::uint32_t x = 0;
    std::uint32_t y = 0;

    auto operator<=>(const TileAddress&) const = default;
};

/// The number of a tile on the Hilbert curve that runs through each zoom, all zooms below counted before it:
/// the order of a PMTiles archive. Precondition: the tile exists and z <= 26.
std::uint64_t hilbert_number(TileAddress tile);

/// What an archive says about itself.
struct TilesetFacts {
    std::string name;         ///< `areas,courtyards`
    std::string description;  ///< for people
    std::string version;      ///< revision of the data
    std::string metadata;     ///< a JSON object with at least `vector_layers` as TileJSON has them
    Bounds bounds;            ///< not empty
    unsigned minzoom = 0;
    unsigned maxzoom = 0;
};

struct ArchiveSummary {
    std::uint64_t tiles = 0;     ///< addresses that have content
    std::uint64_t contents = 0;  ///< different contents among them
    std::uint64_t bytes = 0;     ///< of the finished file
};

/// A whole pyramid of finished vector tiles in one file: for phones without a network and for file servers.
///
/// Same contents are kept once. The file appears whole, under its name, at `finish`; until then, and when
/// that is never called, only a file of another name stands beside it, and goes.
///
/// Errors   throws when the disk refuses
/// Threads  one at a time
class TileArchive {
  public:
    virtual ~TileArchive() = default;

    /// Precondition: tiles come in the order of `hilbert_number`, each once, not empty.
    virtual void add(TileAddress tile, std::string_view gzipped) = 0;
    virtual ArchiveSummary finish() = 0;
};

/// Compresses as gzip.
using Gzip = std::function<std::string(std::string_view)>;

/// An archive in the format of the file's ending: `.pmtiles` (version 3, clustered) or `.mbtiles` (1.3).
///
/// Errors   unsupported: archive.format
/// Source   github.com/protomaps/PMTiles spec v3; github.com/mapbox/mbtiles-spec 1.3
Result<std::unique_ptr<TileArchive>> create_tile_archive(const std::filesystem::path& file,
                                                         TilesetFacts facts, Gzip gzip);

}  // namespace courtyard
