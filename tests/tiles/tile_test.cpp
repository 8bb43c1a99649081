// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/tile.h"

#include <gtest/gtest.h>

#include <set>

namespace courtyard {
namespace {

TEST(Tile, RefusesTextsThatNameNoTile) {
    const struct {
        std::string_view z, x, y, error, subject;
    } cases[] = {
        {"", "0", "0", "tile.zoom", "z"},
        {"a", "0", "0", "tile.zoom", "z"},
        {"-1", "0", "0", "tile.zoom", "z"},
        {"+1", "0", "0", "tile.zoom", "z"},
        {"1.0", "0", "0", "tile.zoom", "z"},
        {"01", "0", "0", "tile.zoom", "z"},
        {" 1", "0", "0", "tile.zoom", "z"},
        {"1e1", "0", "0", "tile.zoom", "z"},
        {"23", "0", "0", "tile.zoom", "z"},
        {"4294967297", "0", "0", "tile.zoom", "z"},
        {"99999999999999999999999999", "0", "0", "tile.zoom", "z"},
        {"１", "0", "0", "tile.zoom", "z"},
        {"1", "", "0", "tile.range", "x"},
        {"1", "2", "0", "tile.range", "x"},
        {"1", "00", "0", "tile.range", "x"},
        {"1", "-0", "0", "tile.range", "x"},
        {"1", "0x1", "0", "tile.range", "x"},
        {"0", "1", "0", "tile.range", "x"},
        {"13", "2147483647", "0", "tile.range", "x"},
        {"13", "18446744073709551616", "0", "tile.range", "x"},
        {"1", "0", "2", "tile.range", "y"},
        {"1", "0", "0 ", "tile.range", "y"},
        {"13", "6543", "8192", "tile.range", "y"},
        {"22", "0", "4194304", "tile.range", "y"},
        {"1", "0", "0.mvt", "tile.range", "y"},
    };
    for (const auto& [z, x, y, error, subject] : cases) {
        const auto tile = Tile::parse(z, x, y);
        ASSERT_FALSE(tile.has_value()) << z << "/" << x << "/" << y;
        EXPECT_EQ(tile.error().code, ErrorCode::invalid_input);
        EXPECT_EQ(tile.error().name, error) << z << "/" << x << "/" << y;
        EXPECT_EQ(tile.error().subject, subject) << z << "/" << x << "/" << y;
        EXPECT_FALSE(tile.error().detail.zh.empty());
        EXPECT_FALSE(tile.error().detail.en.empty());
    }
}

TEST(Tile, ReadsWhatItWrites) {
    const Tile tile = Tile::parse("13", "6543", "3210").value();
    EXPECT_EQ(tile.z(), 13U);
    EXPECT_EQ(tile.x(), 6543U);
    EXPECT_EQ(tile.y(), 3210U);
    EXPECT_EQ(tile.str(), "13/6543/3210");
    EXPECT_EQ(Tile::parse("0", "0", "0").value(), Tile::of(0, 0, 0).value());
    EXPECT_EQ(Tile::parse("22", "4194303", "4194303").value().str(), "22/4194303/4194303");
}

TEST(Tile, CoversTheWholeSquareAtZoomNought) {
    const Bounds world = Tile::of(0, 0, 0).value().bounds();
    EXPECT_DOUBLE_EQ(world.west, -180);
    EXPECT_DOUBLE_EQ(world.east, 180);
    EXPECT_NEAR(world.north, 85.0511287798066, 1e-9);
    EXPECT_NEAR(world.south, -85.0511287798066, 1e-9);
}

TEST(Tile, CountsRowsFromTheNorth) {
    const Bounds north_east = Tile::of(1, 1, 0).value().bounds();
    EXPECT_NEAR(north_east.west, 0, 1e-12);
    EXPECT_NEAR(north_east.south, 0, 1e-12);
    EXPECT_GT(north_east.north, 85);
}

TEST(Tile, HoldsThePositionItWasAskedFor) {
    // 113.65 E, 34.75 N is column 835.27 and row 406.47 of 1024.
    EXPECT_EQ(tile_at({113.65, 34.75}, 10).str(), "10/835/406");
    EXPECT_EQ(tile_at({0, 0}, 0).str(), "0/0/0");
    EXPECT_EQ(tile_at({-180, 85.06}, 22).str(), "22/0/0");
    EXPECT_EQ(tile_at({180, -89}, 22).str(), "22/4194303/4194303");
    for (unsigned z = 0; z <= Tile::max_zoom; ++z) {
        EXPECT_TRUE(tile_at({113.65, 34.75}, z).bounds().contains({113.65, 34.75})) << z;
    }
}

TEST(Tile, HasAKeyOfItsOwn) {
    std::set<std::uint64_t> keys;
    for (unsigned z = 0; z <= 5; ++z) {
        for (unsigned x = 0; x < 1U << z; ++x) {
            for (unsigned y = 0; y < 1U << z; ++y) {
                keys.insert(Tile::of(z, x, y).value().key());
            }
        }
    }
    EXPECT_EQ(keys.size(), 1365U);
}

}  // namespace
}  // namespace courtyard
