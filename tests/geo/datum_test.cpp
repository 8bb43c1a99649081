// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum.h"

#include <gtest/gtest.h>

#include <random>

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

TEST(Datum, LeadsThereAndBackAllOverChina) {
    std::mt19937_64 random(20230630);
    std::uniform_real_distribution<double> lon(73.5, 136);
    std::uniform_real_distribution<double> lat(3, 54);
    for (int i = 0; i < 50'000; ++i) {
        const LonLat p{lon(random), lat(random)};
        expect_near(to_wgs84(from_wgs84(p, Datum::gcj02), Datum::gcj02), p, 1e-9);
        expect_near(to_wgs84(from_wgs84(p, Datum::bd09), Datum::bd09), p, 1e-9);
    }
}

TEST(Datum, LeadsThereAndBackBesideTheKinksOfTheFormula) {
    for (const double offset : {0.0, 1e-12, -1e-12, 1e-9, -1e-9, 1e-6}) {
        const LonLat p{105 + offset, 35 + offset};
        expect_near(to_wgs84(from_wgs84(p, Datum::gcj02), Datum::gcj02), p, 1e-9);
    }
}

// Symptom elsewhere: an uncapped loop never returns for positions just inside the box.
TEST(Datum, EndsForPositionsAtTheEdgeOfTheBox) {
    for (const LonLat p : {LonLat{72.005, 36}, {72.0045, 30}, {90, 0.8295}, {137.8346, 40}, {100, 55.827}}) {
        expect_near(to_wgs84(p, Datum::gcj02), p, 0.02);
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
    EXPECT_EQ(parse_datum("GCJ-02"), Datum::gcj02);
    EXPECT_EQ(parse_datum("火星坐标"), Datum::gcj02);
    EXPECT_EQ(parse_datum("bd09"), Datum::bd09);
    for (const auto datum : {Datum::wgs84, Datum::cgcs2000, Datum::gcj02, Datum::bd09}) {
        EXPECT_EQ(parse_datum(to_string(datum)), datum);
    }
    for (const auto* text : {"", "auto", "xian80"})
        EXPECT_EQ(parse_datum(text).error().name, "datum.unknown") << text;
}

}  // namespace
}  // namespace courtyard
