// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/crs.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

int epsg(std::string_view text, double lon) { return parse_crs(text, {lon, 28.25}).value().epsg; }

TEST(ParseCrs, ReadsTheSystemsWeExportIn) {
    for (const int number : {4490, 4326, 3857, 4491, 4509, 4513, 4534, 4547, 4554}) {
        EXPECT_EQ(epsg("EPSG:" + std::to_string(number), 113), number);
        EXPECT_EQ(epsg("epsg:" + std::to_string(number), 113), number);
    }
}

// 113.08 E lies in zone 38 (central meridian 114 E): EPSG:4526 with, EPSG:4547 without the zone in the
// easting (EPSG registry; eastings 38409714.633 and 409714.633 by PROJ 9.1.1).
TEST(ParseCrs, PicksTheGaussKruegerZoneOfTheCentre) {
    EXPECT_EQ(epsg("gk", 113.08), 4547);
    EXPECT_EQ(epsg("gk-zone", 113.08), 4526);
    EXPECT_EQ(epsg("GK", 112.49), 4546);
    EXPECT_EQ(epsg("gk", 112.51), 4547);
    EXPECT_EQ(epsg("gk", 75), 4534);
    EXPECT_EQ(epsg("gk", 135), 4554);
    EXPECT_EQ(epsg("gk-zone", 75), 4513);
    EXPECT_EQ(epsg("gk-zone", 135), 4533);
}

TEST(ParseCrs, RefusesWhatItDoesNotKnow) {
    for (const auto* text :
         {"", "4490", "EPSG:", "EPSG:4490x", "EPSG:4555", "EPSG:2380", "EPSG:-4490", "utm"}) {
        const auto crs = parse_crs(text, {113, 28});
        ASSERT_FALSE(crs.has_value()) << text;
        EXPECT_EQ(crs.error().name, "crs.unknown");
        EXPECT_EQ(crs.error().code, ErrorCode::unsupported);
    }
    EXPECT_EQ(parse_crs("gk", {2.35, 48.85}).error().name, "crs.unknown");
}

}  // namespace
}  // namespace courtyard
