// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <string>

namespace courtyard {
namespace {

void expect_near(LonLat actual, LonLat expected, double tolerance_deg) {
    EXPECT_NEAR(actual.lon, expected.lon, tolerance_deg);
    EXPECT_NEAR(actual.lat, expected.lat, tolerance_deg);
}

struct Reference {
    LonLat wgs84;
    LonLat gcj02;
    LonLat bd09;
};

// npm gcoord 1.0.7: transform(p, WGS84, GCJ02) and transform(p, WGS84, BD09), 12 decimals.
constexpr std::array<Reference, 7> references{{
    {{113.08, 28.25}, {113.085871100006, 28.246827597822}, {113.092446036919, 28.252580102058}},
    {{113.653, 34.757}, {113.659083187851, 34.755868706968}, {113.665512656019, 34.762048849808}},
    {{104.0668, 30.5728}, {104.069305477249, 30.570346141080}, {104.075782956833, 30.576351856151}},
    {{116.397451, 39.909187}, {116.403694625064, 39.910590509632}, {116.410067164755, 39.916929791203}},
    {{121.4737, 31.2304}, {121.478223059277, 31.228457737577}, {121.484781468503, 31.234310593690}},
    {{87.6168, 43.8256}, {87.619649949469, 43.826805393111}, {87.626099770816, 43.832949794793}},
    {{110.3312, 20.0311}, {110.335570843969, 20.029053664964}, {110.342118650862, 20.034729582393}},
}};

TEST(Datum, AgreesWithGcoord) {
    for (const auto& reference : references) {
        expect_near(from_wgs84(reference.wgs84, Datum::gcj02), reference.gcj02, 2e-12);
        expect_near(from_wgs84(reference.wgs84, Datum::bd09), reference.bd09, 2e-12);
        expect_near(to_wgs84(reference.gcj02, Datum::gcj02), reference.wgs84, 1e-11);
        expect_near(to_wgs84(reference.bd09, Datum::bd09), reference.wgs84, 1e-11);
    }
}

TEST(Datum, TakesCgcs2000AsWgs84) {
    EXPECT_EQ(to_wgs84({113.5, 34.5}, Datum::cgcs2000), (LonLat{113.5, 34.5}));
    EXPECT_EQ(from_wgs84({113.5, 34.5}, Datum::cgcs2000), (LonLat{113.5, 34.5}));
}

TEST(Datum, AtThePolesAndTheAntimeridianIsAPositionOrARefusal) {
    for (const Datum datum : {Datum::wgs84, Datum::gcj02, Datum::bd09, Datum::bd09mc, Datum::web_mercator}) {
        for (const double lon : {-180.0, 0.0, 180.0, -20'037'508.0, 20'037'508.0}) {
            for (const double lat : {-90.0, 0.0, 90.0, -12'474'104.0, 12'474'104.0, 20'037'508.0}) {
                const auto checked = checked_to_wgs84({lon, lat}, datum);
                if (!checked) continue;
                EXPECT_LE(std::abs(checked->lon), 180) << to_string(datum) << ' ' << lon << ' ' << lat;
                EXPECT_LE(std::abs(checked->lat), 90) << to_string(datum) << ' ' << lon << ' ' << lat;
            }
        }
    }
    EXPECT_EQ(checked_to_wgs84({-180, -90}, Datum::bd09).error().name, "coordinate.out_of_range");
}

// npm gcoord 1.0.7: transform(p, WGS84, BD09MC) and transform(p, WGS84, WebMercator).
TEST(Datum, AgreesWithGcoordInMetres) {
    const auto expect_metres = [](LonLat wgs84, Datum datum, LonLat metres) {
        expect_near(from_wgs84(wgs84, datum), metres, 1e-6);
        expect_near(to_wgs84(metres, datum), wgs84, 1e-11);
    };
    expect_metres({113.08, 28.25}, Datum::bd09mc, {12589530.48990651, 3260445.383708818});
    expect_metres({116.397451, 39.909187}, Datum::bd09mc, {12958850.401288478, 4826202.738281037});
    expect_metres({109.5, 18.2}, Datum::bd09mc, {12190802.804523936, 2047975.7956485797});
    expect_metres({113.08, 28.25}, Datum::web_mercator, {12588008.018903377, 3280529.7896193247});
    expect_metres({87.6168, 43.8256}, Datum::web_mercator, {9753457.560936091, 5438492.928241586});
}

TEST(Datum, LeadsThereAndBackAllOverChina) {
    std::mt19937_64 random(20230630);
    std::uniform_real_distribution<double> lon(73.5, 135);
    std::uniform_real_distribution<double> lat(17.5, 53.5);
    for (int i = 0; i < 30'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        const int zone_3 = static_cast<int>(std::lround(p.lon / 3));
        const int zone_6 = static_cast<int>(p.lon / 6) + 1;
        for (const Datum datum :
             {Datum(Datum::gcj02), Datum(Datum::bd09), Datum(Datum::bd09mc), Datum(Datum::web_mercator),
              Datum(*gauss_kruger_of(4513 + zone_3 - 25)), Datum(*gauss_kruger_of(4534 + zone_3 - 25)),
              Datum(*gauss_kruger_of(4491 + zone_6 - 13)), Datum(*gauss_kruger_of(4502 + zone_6 - 13))}) {
            const auto back = checked_to_wgs84(from_wgs84(p, datum), datum);
            ASSERT_TRUE(back.has_value()) << to_string(datum) << ' ' << p.lon << ' ' << p.lat;
            expect_near(*back, p, 1e-9);
        }
    }
}

TEST(Datum, ASurveyorsNorthingMayComeFirst) {
    const Datum meridian_114(*gauss_kruger_of(4547));
    expect_near(to_wgs84({3126490.223, 409714.633}, meridian_114), {113.08, 28.25}, 1e-8);
    expect_near(to_wgs84({409714.633, 3126490.223}, meridian_114), {113.08, 28.25}, 1e-8);
}

TEST(Datum, NumbersThatAreNoPositionAreRefusedWithTheReason) {
    const auto refusal = [](LonLat given, Datum datum) {
        const auto position = checked_to_wgs84(given, datum);
        EXPECT_EQ(position.has_value(), wgs84_if_possible(given, datum).has_value() && given != LonLat{});
        return position ? std::string() : position.error().name;
    };
    const Datum zone_38(*gauss_kruger_of(4526));
    EXPECT_EQ(refusal({113.08, 28.25}, Datum::gcj02), "");
    EXPECT_EQ(refusal({28.25, 113.08}, Datum::gcj02), "coordinate.out_of_range");
    EXPECT_EQ(refusal({409714.6, 3126490.2}, Datum::wgs84), "coordinate.out_of_range");
    EXPECT_EQ(refusal({409714.6, 3126490.2}, zone_38), "coordinate.outside_zone");
    EXPECT_EQ(refusal({39409714.6, 3126490.2}, zone_38), "coordinate.outside_zone");
    EXPECT_EQ(refusal({113.08, 28.25}, zone_38), "coordinate.outside_zone");
    EXPECT_EQ(refusal({12589530.4, 33260445.3}, Datum::bd09mc), "coordinate.out_of_range");
    EXPECT_EQ(refusal({32589530.4, 3260445.3}, Datum::web_mercator), "coordinate.out_of_range");
    for (const Datum datum : {Datum(Datum::bd09), Datum(Datum::bd09mc), zone_38}) {
        EXPECT_EQ(refusal({std::nan(""), 28.25}, datum), "coordinate.not_finite");
        EXPECT_EQ(refusal({0, 0}, datum), "coordinate.null_island");
        EXPECT_NE(refusal({1e300, -1e300}, datum), "");
    }
}

TEST(Datum, LeavesPositionsFarFromChinaAlone) {
    EXPECT_EQ(from_wgs84({2.35, 48.85}, Datum::gcj02), (LonLat{2.35, 48.85}));
    EXPECT_EQ(to_wgs84({2.35, 48.85}, Datum::gcj02), (LonLat{2.35, 48.85}));
}

TEST(Datum, IsReadByItsUsualNames) {
    EXPECT_EQ(parse_datum("wgs84"), Datum::wgs84);
    EXPECT_EQ(parse_datum("WGS-84"), Datum::wgs84);
    EXPECT_EQ(parse_datum("CGCS2000"), Datum::cgcs2000);
    EXPECT_EQ(parse_datum("EPSG:4490"), Datum::cgcs2000);
    EXPECT_EQ(parse_datum("GCJ-02"), Datum::gcj02);
    EXPECT_EQ(parse_datum("火星坐标"), Datum::gcj02);
    EXPECT_EQ(parse_datum("bd09"), Datum::bd09);
    EXPECT_EQ(parse_datum("BD09MC"), Datum::bd09mc);
    EXPECT_EQ(parse_datum("epsg:3857"), Datum::web_mercator);
    EXPECT_EQ(parse_datum("EPSG:4547"), Datum(GaussKruger{3, 38, ZonePrefix::none}));
    for (const auto datum :
         {Datum::wgs84, Datum::cgcs2000, Datum::gcj02, Datum::bd09, Datum::bd09mc, Datum::web_mercator}) {
        EXPECT_EQ(parse_datum(to_string(datum)), datum);
    }
    for (int epsg = 4491; epsg <= 4554; ++epsg) {
        const Datum datum(*gauss_kruger_of(epsg));
        EXPECT_EQ(to_string(datum), "EPSG:" + std::to_string(epsg));
        EXPECT_EQ(parse_datum(to_string(datum)), datum);
    }
    for (const auto* text : {"", "auto", "moon", "gk", "EPSG:4555", "EPSG:2400", "EPSG:4547x", "4547"})
        EXPECT_EQ(parse_datum(text).error().name, "datum.unknown") << text;
}

TEST(Datum, TakesTheZoneOfTheCountyWhereItIsKnown) {
    EXPECT_EQ(to_string(*parse_datum("gk", LonLat{113.08, 28.25})), "EPSG:4547");
    EXPECT_EQ(to_string(*parse_datum("GK-zone", LonLat{113.08, 28.25})), "EPSG:4526");
    EXPECT_EQ(parse_datum("gk", LonLat{2.35, 48.85}).error().name, "datum.unknown");
}

TEST(Datum, OldDatumsAreRefusedWithTheReason) {
    for (const auto* text : {"beijing54", "北京54", "Xian80", "西安80", "EPSG:2327", "EPSG:2390", "EPSG:2401",
                             "EPSG:2442", "EPSG:4214", "EPSG:4610", "EPSG:21418"}) {
        const auto datum = parse_datum(text);
        ASSERT_FALSE(datum.has_value()) << text;
        EXPECT_EQ(datum.error().name, "datum.local_parameters") << text;
        EXPECT_EQ(datum.error().code, ErrorCode::unsupported);
        EXPECT_NE(datum.error().detail.zh.find("七参数"), std::string::npos);
    }
}

}  // namespace
}  // namespace courtyard
