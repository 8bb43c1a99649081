// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/tile_archive.h"

#include <fmt/format.h>

#include "data/archive/mbtiles.h"
#include "data/archive/pmtiles.h"

namespace courtyard {

std::uint64_t hilbert_number(TileAddress tile) {
    std::uint64_t number = ((std::uint64_t{1} << (2 * tile.z)) - 1) / 3;
    std::uint64_t x = tile.x;
    std::uint64_t y = tile.y;
    for (unsigned bit = tile.z; bit-- > 0;) {
        const std::uint64_t half = std::uint64_t{1} << bit;
        const bool east = (x & half) != 0;
        const bool south = (y & half) != 0;
        number += half * half * (south ? (east ? 2 : 1) : (east ? 3 : 0));
        x &= half - 1;
        y &= half - 1;
        if (south) continue;
        // The curve's quarter is turned: mirrored for the last one, and the axes change places.
        if (east) {
            x = half - 1 - x;
            y = half - 1 - y;
        }
        std::swap(x, y);
    }
    return number;
}

Result<std::unique_ptr<TileArchive>> create_tile_archive(const std::filesystem::path& file,
                                                         TilesetFacts facts, Gzip gzip) {
    if (file.extension() == ".pmtiles") return create_pmtiles(file, std::move(facts), std::move(gzip));
    if (file.extension() == ".mbtiles") return create_mbtiles(file, std::move(facts));
    return fail(
        ErrorCode::unsupported, "archive.format",
        {fmt::format("瓦片包的文件名应以 .pmtiles 或 .mbtiles 结尾，不是“{}”", file.filename().string()),
         fmt::format("a tile archive ends in .pmtiles or .mbtiles, not \"{}\"", file.filename().string())},
        "--out");
}

}  // namespace courtyard
