// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/archive/tile_archive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "data/archive/pmtiles_directory.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

const Gzip as_it_is = [](std::string_view bytes) { return std::string(bytes); };

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::uint64_t little_end(const std::string& bytes, std::size_t at) {
    std::uint64_t value = 0;
    for (std::size_t i = 8; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// Reads what `directory_bytes` wrote, by the specification.
std::vector<DirectoryEntry> directory_of(std::string_view bytes) {
    const auto next = [&] {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes.front());
            bytes.remove_prefix(1);
            value |= std::uint64_t{byte & 0x7FU} << shift;
            if (byte < 0x80) return value;
        }
    };
    std::vector<DirectoryEntry> entries(next());
    std::uint64_t number = 0;
    for (auto& entry : entries) entry.first = number += next();
    for (auto& entry : entries) entry.run = static_cast<std::uint32_t>(next());
    for (auto& entry : entries) entry.length = static_cast<std::uint32_t>(next());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t offset = next();
        entries[i].offset = offset == 0 ? entries[i - 1].offset + entries[i - 1].length : offset - 1;
    }
    EXPECT_TRUE(bytes.empty());
    return entries;
}

TEST(HilbertNumber, BeginsEachZoomBehindTheOneBelow) {
    EXPECT_EQ(hilbert_number({0, 0, 0}), 0U);
    EXPECT_EQ(hilbert_number({1, 0, 0}), 1U);
    EXPECT_EQ(hilbert_number({1, 0, 1}), 2U);
    EXPECT_EQ(hilbert_number({1, 1, 1}), 3U);
    EXPECT_EQ(hilbert_number({1, 1, 0}), 4U);
    EXPECT_EQ(hilbert_number({2, 0, 0}), 5U);
    // The value that the specification gives as its example.
    EXPECT_EQ(hilbert_number({12, 3423, 1763}), 19078479U);
}

TEST(HilbertNumber, WalksFromNeighbourToNeighbourAndMissesNoTile) {
    std::vector<TileAddress> tiles;
    for (std::uint32_t x = 0; x < 64; ++x)
        for (std::uint32_t y = 0; y < 64; ++y) tiles.push_back({6, x, y});
    std::ranges::sort(tiles, {}, hilbert_number);
    for (std::size_t i = 1; i < tiles.size(); ++i) {
        const auto step = [](std::uint32_t a, std::uint32_t b) { return a > b ? a - b : b - a; };
        EXPECT_EQ(step(tiles[i].x, tiles[i - 1].x) + step(tiles[i].y, tiles[i - 1].y), 1U);
        EXPECT_EQ(hilbert_number(tiles[i]), hilbert_number(tiles[i - 1]) + 1);
    }
}

TEST(TileArchive, KeepsTheSameContentOnce) {
    const Scratch scratch;
    auto archive = create_tile_archive(scratch.folder() / "x.pmtiles",
                                       {"x", "", "1", "{}", {113, 34, 114, 35}, 1, 1}, as_it_is)
                       .value();
    archive->add({1, 0, 0}, "field");
    archive->add({1, 0, 1}, "field");
    archive->add({1, 1, 1}, "village");
    archive->add({1, 1, 0}, "field");
    const ArchiveSummary summary = archive->finish();
    EXPECT_EQ(summary.tiles, 4U);
    EXPECT_EQ(summary.contents, 2U);
    const std::string bytes = bytes_of(scratch.folder() / "x.pmtiles");
    EXPECT_EQ(bytes.size(), summary.bytes);
    const auto entries =
        directory_of(std::string_view(bytes).substr(little_end(bytes, 8), little_end(bytes, 16)));
    const std::vector<DirectoryEntry> expected{{1, 0, 5, 2}, {3, 5, 7, 1}, {4, 0, 5, 1}};
    EXPECT_EQ(entries, expected);
    EXPECT_TRUE(bytes.ends_with("fieldvillage"));
}

TEST(TileArchive, StaysWithinAReadersFirstRequestHoweverManyTiles) {
    std::vector<DirectoryEntry> entries;
    for (std::uint64_t i = 0; i < 300'000; ++i)
        entries.push_back({i * 3, i * 7'919 % 1'000'003, static_cast<std::uint32_t>(i % 997 + 1), 1});
    const PackedDirectory packed = pack_directory(entries, as_it_is, 16'257);
    EXPECT_LE(packed.root.size(), 16'257U);
    std::vector<DirectoryEntry> found;
    for (const DirectoryEntry& leaf : directory_of(packed.root)) {
        EXPECT_EQ(leaf.run, 0U);
        const auto part = directory_of(std::string_view(packed.leaves).substr(leaf.offset, leaf.length));
        EXPECT_EQ(leaf.first, part.front().first);
        found.insert(found.end(), part.begin(), part.end());
    }
    EXPECT_EQ(found, entries);
}

TEST(TileArchive, LeavesNothingWhenItIsNotFinished) {
    const Scratch scratch;
    for (const char* name : {"x.pmtiles", "x.mbtiles"}) {
        auto archive = create_tile_archive(scratch.folder() / name,
                                           {"x", "", "1", "{}", {113, 34, 114, 35}, 0, 0}, as_it_is)
                           .value();
        archive->add({0, 0, 0}, "field");
        archive.reset();
    }
    EXPECT_TRUE(std::filesystem::is_empty(scratch.folder()));
}

TEST(TileArchive, KnowsTwoFormats) {
    const auto refused = create_tile_archive("x.zip", {}, as_it_is);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "archive.format");
}

}  // namespace
}  // namespace courtyard
