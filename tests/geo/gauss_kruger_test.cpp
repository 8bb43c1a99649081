// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/gauss_kruger.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <proj.h>

#include <memory>
#include <numbers>
#include <random>

namespace courtyard {
namespace {

constexpr GaussKruger zone_38{3, 38, ZonePrefix::in_easting};
constexpr GaussKruger meridian_114{3, 38, ZonePrefix::none};

// PROJ 9.1.1, EPSG:4490 to EPSG:4526 and EPSG:4547.
TEST(GaussKruger, AgreesWithPublishedFiguresOfProj) {
    const EastNorth prefixed = to_gauss_kruger({113.08, 28.25}, zone_38);
    EXPECT_NEAR(prefixed.east_m, 38409714.633, 5e-4);
    EXPECT_NEAR(prefixed.north_m, 3126490.223, 5e-4);
    EXPECT_NEAR(to_gauss_kruger({113.08, 28.25}, meridian_114).east_m, 409714.633, 5e-4);
}

TEST(GaussKruger, AgreesWithProjAMicrometreWideAllOverChina) {
    const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context(proj_context_create(),
                                                                               proj_context_destroy);
    std::mt19937_64 random(20230630);
    std::uniform_real_distribution<double> lat(3, 54);
    for (const GaussKruger zone :
         {GaussKruger{3, 25, ZonePrefix::none}, GaussKruger{3, 45, ZonePrefix::in_easting}, zone_38,
          meridian_114, GaussKruger{6, 13, ZonePrefix::in_easting}, GaussKruger{6, 20, ZonePrefix::none}}) {
        const std::string said =
            fmt::format("+proj=tmerc +lat_0=0 +lon_0={} +k=1 +x_0={} +y_0=0 +ellps=GRS80",
                        zone.central_meridian(), zone.false_easting());
        const std::unique_ptr<PJ, decltype(&proj_destroy)> peer(proj_create(context.get(), said.c_str()),
                                                                proj_destroy);
        ASSERT_NE(peer, nullptr);
        std::uniform_real_distribution<double> lon(zone.central_meridian() - 4, zone.central_meridian() + 4);
        for (int i = 0; i < 20'000; ++i) {
            const LonLat p{lon(random), lat(random)};
            constexpr double radian = std::numbers::pi / 180;
            const PJ_COORD theirs =
                proj_trans(peer.get(), PJ_FWD, proj_coord(p.lon * radian, p.lat * radian, 0, 0));
            const EastNorth ours = to_gauss_kruger(p, zone);
            ASSERT_NEAR(ours.east_m, theirs.xy.x, 1e-6) << p.lon << ' ' << p.lat;
            ASSERT_NEAR(ours.north_m, theirs.xy.y, 1e-6) << p.lon << ' ' << p.lat;
            const LonLat back = from_gauss_kruger(ours, zone);
            ASSERT_NEAR(back.lon, p.lon, 1e-11);
            ASSERT_NEAR(back.lat, p.lat, 1e-11);
        }
    }
}

// EPSG registry: 4491 zone 13, 4501 zone 23, 4502 CM 75E, 4512 CM 135E (6 degrees), 4513 zone 25, 4533 zone
// 45, 4534 CM 75E, 4554 CM 135E (3 degrees).
TEST(GaussKruger, KnowsTheZonesByTheirNumberInTheRegistry) {
    const auto zone = [](int epsg) { return gauss_kruger_of(epsg).value(); };
    EXPECT_EQ(zone(4491), (GaussKruger{6, 13, ZonePrefix::in_easting}));
    EXPECT_EQ(zone(4501).false_easting(), 23'500'000);
    EXPECT_EQ(zone(4502).central_meridian(), 75);
    EXPECT_EQ(zone(4502).false_easting(), 500'000);
    EXPECT_EQ(zone(4512).central_meridian(), 135);
    EXPECT_EQ(zone(4513).false_easting(), 25'500'000);
    EXPECT_EQ(zone(4526), zone_38);
    EXPECT_EQ(zone(4533).central_meridian(), 135);
    EXPECT_EQ(zone(4534).central_meridian(), 75);
    EXPECT_EQ(zone(4547), meridian_114);
    EXPECT_EQ(zone(4554).central_meridian(), 135);
    for (int epsg = 4491; epsg <= 4554; ++epsg) EXPECT_EQ(epsg_of(zone(epsg)), epsg);
    EXPECT_FALSE(gauss_kruger_of(4490));
    EXPECT_FALSE(gauss_kruger_of(4555));
}

TEST(GaussKruger, NorthingAndEastingAreToldApartByTheirSize) {
    const EastNorth expected{409'714.6, 3'126'490.2};
    EXPECT_EQ(east_north_of({409'714.6, 3'126'490.2}, meridian_114), expected);
    EXPECT_EQ(east_north_of({3'126'490.2, 409'714.6}, meridian_114), expected);
    EXPECT_EQ(east_north_of({3'126'490.2, 38'409'714.6}, zone_38), (EastNorth{38'409'714.6, 3'126'490.2}));
}

TEST(GaussKruger, WhatIsNoNorthingAndEastingOfTheZoneIsRefused) {
    EXPECT_FALSE(east_north_of({38'409'714.6, 3'126'490.2}, meridian_114)) << "a zone where none belongs";
    EXPECT_FALSE(east_north_of({409'714.6, 3'126'490.2}, zone_38)) << "no zone where one belongs";
    EXPECT_FALSE(east_north_of({39'409'714.6, 3'126'490.2}, zone_38)) << "another zone";
    EXPECT_FALSE(east_north_of({113.08, 28.25}, meridian_114)) << "degrees";
    EXPECT_FALSE(east_north_of({3'126'490.2, 3'126'490.2}, meridian_114)) << "two northings";
    EXPECT_FALSE(east_north_of({409'714.6, 409'714.6}, meridian_114)) << "two eastings";
    EXPECT_FALSE(east_north_of({409'714.6, 8'126'490.2}, meridian_114)) << "north of China";
}

}  // namespace
}  // namespace courtyard
