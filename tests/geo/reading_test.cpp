// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/reading.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

const Bounds county{112.9, 34.0, 113.3, 34.4};

std::string readings_for(LonLat numbers) {
    std::string names;
    for (const DatumReading& reading : readings_of(std::span(&numbers, 1), county))
        names += (names.empty() ? "" : ", ") + to_string(reading);
    return names;
}

TEST(Readings, OfDegreesAreTheThreeDatumsInDegrees) {
    EXPECT_EQ(readings_for({113.1, 34.2}), "wgs84, gcj02, bd09");
}

TEST(Readings, OfSwappedDegreesAreThoseTurnedRound) {
    EXPECT_EQ(readings_for({34.2, 113.1}),
              "wgs84, gcj02, bd09, wgs84 (swapped), gcj02 (swapped), bd09 (swapped)");
}

TEST(Readings, OfMetresAreThoseThatComeNearTheCounty) {
    EXPECT_EQ(readings_for(from_wgs84({113.1, 34.2}, Datum::web_mercator)),
              "wgs84, gcj02, bd09, bd09mc, EPSG:3857");
    const LonLat swapped = from_wgs84({113.1, 34.2}, Datum::bd09mc);
    EXPECT_EQ(readings_for({swapped.lat, swapped.lon}),
              "wgs84, gcj02, bd09, bd09mc (swapped), EPSG:3857 (swapped)");
}

// Central meridians 111, 114 and 117 lie within 4.5 degrees of the county's middle, 113.1; read with 117 the
// position comes out 3 degrees too far east.
TEST(Readings, OfUnprefixedEastingsAreTheZonesNearTheCounty) {
    EXPECT_EQ(readings_for(from_wgs84({113.1, 34.2}, *parse_datum("EPSG:4547"))),
              "wgs84, gcj02, bd09, EPSG:4547");
    EXPECT_EQ(readings_for({690'000, 3'790'000}), "wgs84, gcj02, bd09, EPSG:4546");
}

TEST(Readings, OfPrefixedEastingsAreTheZoneThatTheyName) {
    EXPECT_EQ(readings_for(from_wgs84({113.1, 34.2}, *parse_datum("EPSG:4526"))),
              "wgs84, gcj02, bd09, EPSG:4526");
    EXPECT_EQ(readings_for(from_wgs84({113.1, 34.2}, *parse_datum("EPSG:4497"))),
              "wgs84, gcj02, bd09, EPSG:4497");
}

TEST(Readings, OfNumbersThatNobodyUnderstandsAreTheUsualThree) {
    EXPECT_EQ(readings_for({1e300, -7}), "wgs84, gcj02, bd09");
    EXPECT_EQ(readings_for({0, 0}), "wgs84, gcj02, bd09");
}

TEST(Readings, AreTheSameWhereTheyGiveTheSamePositions) {
    const auto zone = [](int epsg) { return DatumReading{Datum(*gauss_kruger_of(epsg))}; };
    EXPECT_TRUE(same_positions({Datum::wgs84}, {Datum::cgcs2000}));
    EXPECT_FALSE(same_positions({Datum::wgs84}, {Datum::gcj02}));
    EXPECT_FALSE(same_positions({Datum::wgs84}, {Datum::wgs84, Axes::swapped}));
    EXPECT_TRUE(same_positions(zone(4546), zone(4508))) << "both of central meridian 111";
    EXPECT_FALSE(same_positions(zone(4546), zone(4547)));
    EXPECT_FALSE(same_positions(zone(4526), zone(4547)));
}

}  // namespace
}  // namespace courtyard
