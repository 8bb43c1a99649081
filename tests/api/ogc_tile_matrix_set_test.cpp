// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/tile_matrix_set.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

// The figures of OGC 17-083r4, annex D.1.
TEST(TileMatrixSet, HasTheScalesOfWebMercatorQuad) {
    EXPECT_NEAR(scale_denominator(0), 559082264.028717, 1e-5);
    EXPECT_NEAR(scale_denominator(14), 34123.6733415964, 1e-9);
    EXPECT_NEAR(cell_size_m(0), 156543.033928041, 1e-9);
    EXPECT_NEAR(cell_size_m(24), 0.00933069192934853, 1e-13);
}

TEST(TileMatrixSet, LimitsReachOverEveryTileThatHoldsAPositionOfTheRectangle) {
    const Bounds county{112.8, 34.1, 113.4, 34.6};
    for (unsigned z = 0; z <= 16; ++z) {
        const TileLimits limits = tile_limits(county, z);
        for (const LonLat corner : {LonLat{112.8, 34.1}, LonLat{113.4, 34.1}, LonLat{112.8, 34.6},
                                    LonLat{113.4, 34.6}, LonLat{113.1, 34.35}})
            EXPECT_TRUE(limits.contains(tile_at(corner, z))) << z;
        const Tile west = tile_at({112.8, 34.6}, z);
        EXPECT_EQ(limits.min_col, west.x());
        EXPECT_EQ(limits.min_row, west.y());
    }
}

TEST(TileMatrixSet, TellsWhatIsNoNumberFromWhatLiesOutside) {
    EXPECT_EQ(tile_of_matrix("3", "2", "6").value().str(), "3/6/2");
    for (const char* outside : {"8", "2147483647", "4294967296", "99999999999999999999999999"}) {
        EXPECT_EQ(tile_of_matrix("3", outside, "0").error().name, "tile.outside") << outside;
        EXPECT_EQ(tile_of_matrix("3", "0", outside).error().code, ErrorCode::not_found) << outside;
        EXPECT_EQ(tile_of_matrix(outside == std::string_view("8") ? "23" : outside, "0", "0").error().code,
                  ErrorCode::not_found)
            << outside;
    }
    for (const char* malformed : {"", "-1", "+1", "1.0", "01", "1e3", "x", "０", " 1", "0x1"}) {
        EXPECT_EQ(tile_of_matrix(malformed, "0", "0").error().name, "tile.malformed") << malformed;
        EXPECT_EQ(tile_of_matrix("3", malformed, "0").error().subject, "tileRow") << malformed;
        EXPECT_EQ(tile_of_matrix("3", "0", malformed).error().subject, "tileCol") << malformed;
    }
}

}  // namespace
}  // namespace courtyard
