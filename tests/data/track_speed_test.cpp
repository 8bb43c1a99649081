// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/track_speed.h"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/day.h"

namespace courtyard {
namespace {

Fix fix(const std::string& id, std::int64_t at_ms, LonLat at, std::optional<double> accuracy = 5) {
    return {Instant{at_ms}, id, 0, at, accuracy};
}

/// A limit that a leap of so many metres and seconds meets exactly.
EvidenceLimits met_by(double metres, double seconds, double allowed_m) {
    EvidenceLimits limits;
    limits.leap_grace_m = 0;
    limits.car_kmh = (metres - allowed_m) / seconds * 3.6;
    return limits;
}

TEST(TrackSpeed, OfACarIsPossibleAndOfAPlaneIsNot) {
    const Fix home = fix("a", 0, {113.6, 34.7});
    const Fix town = fix("b", 20 * minute_ms, {113.8, 34.7});
    EXPECT_EQ(impossible_leap(home, town, {}), std::nullopt) << "18.3 km in 20 minutes";
    const auto leap = impossible_leap(home, fix("b", 5 * minute_ms, {113.8, 34.7}), {});
    ASSERT_TRUE(leap);
    EXPECT_NEAR(leap->metres, 18'324, 5);
    EXPECT_EQ(leap->seconds, 300);
    EXPECT_EQ(leap->other, "b");
}

TEST(TrackSpeed, IsDoubtedBeyondTheLimitAndNotAtIt) {
    const Fix home = fix("a", 0, {113.6, 34.7}, 0);
    const Fix town = fix("b", 64'000, {113.65, 34.7}, 0);
    const double metres = distance(home.position, town.position).value;
    // Whole powers of two, so that nothing is rounded.
    EvidenceLimits limits;
    limits.car_kmh = 3.6 * 64;
    limits.leap_grace_m = metres - 64 * 64;
    const auto at = limits;
    limits.leap_grace_m = std::nextafter(limits.leap_grace_m, 0.0) - 0.001;
    EXPECT_TRUE(impossible_leap(home, town, limits));
    limits.leap_grace_m = at.leap_grace_m + 0.001;
    EXPECT_FALSE(impossible_leap(home, town, limits));
    limits = met_by(metres, 64, 0);
    limits.car_kmh *= 1 + 1e-9;
    EXPECT_FALSE(impossible_leap(home, town, limits));
    limits.car_kmh *= 1 - 2e-9;
    EXPECT_TRUE(impossible_leap(home, town, limits));
}

TEST(TrackSpeed, AllowsForWhatBothPointsSayOfTheirAccuracy) {
    const LonLat there{113.605, 34.7};  // 458 m
    EXPECT_TRUE(impossible_leap(fix("a", 0, {113.6, 34.7}), fix("b", 1'000, there), {}));
    EXPECT_FALSE(impossible_leap(fix("a", 0, {113.6, 34.7}, 200), fix("b", 1'000, there, 100), {}));
    EXPECT_FALSE(impossible_leap(fix("a", 0, {113.6, 34.7}, 1e6), fix("b", 1'000, {-60, -30}, 1e8), {}));
    EvidenceLimits limits;
    limits.unknown_accuracy_m = 150;
    EXPECT_TRUE(impossible_leap(fix("a", 0, {113.6, 34.7}, -1e9), fix("b", 1'000, there, 0), limits));
    EXPECT_FALSE(impossible_leap(fix("a", 0, {113.6, 34.7}, std::nullopt),
                                 fix("b", 1'000, there, std::nullopt), limits));
}

TEST(TrackSpeed, OfTwoPointsAtOneInstantIsADoubtWhenTheyAreApart) {
    const auto leap = impossible_leap(fix("a", 7, {113.6, 34.7}), fix("b", 7, {113.61, 34.7}), {});
    ASSERT_TRUE(leap);
    EXPECT_EQ(leap->seconds, 0);
    EXPECT_FALSE(impossible_leap(fix("a", 7, {113.6, 34.7}), fix("b", 7, {113.6001, 34.7}), {}));
}

TEST(TrackSpeed, AcrossTheAntimeridianIsAShortWay) {
    EXPECT_FALSE(impossible_leap(fix("a", 0, {179.9995, 0}), fix("b", minute_ms, {-179.9995, 0}), {}));
}

TEST(TrackSpeed, FromOneEndOfTimeToTheOtherIsSlow) {
    const Fix first = fix("a", Instant::parse("1970-01-01T00:00:01Z")->ms, {113.6, 34.7});
    const Fix last = fix("b", Instant::parse("2100-01-01T00:00:01Z")->ms, {-66.4, -34.7});
    EXPECT_FALSE(impossible_leap(first, last, {}));
    EXPECT_FALSE(impossible_leap(last, first, {}));
}

TEST(TrackSpeed, OfEachPointIsThatOfItsFasterLeap) {
    const std::vector<Fix> track{fix("a", 0, {113.6, 34.7}), fix("b", minute_ms, {113.7, 34.7}),
                                 fix("c", 2 * minute_ms, {113.9, 34.7}),
                                 fix("d", 3 * minute_ms, {113.9, 34.7})};
    const auto leaps = impossible_leaps(track, {});
    ASSERT_TRUE(leaps[0] && leaps[1] && leaps[2]);
    EXPECT_EQ(leaps[0]->other, "b");
    EXPECT_EQ(leaps[1]->other, "c");
    EXPECT_EQ(leaps[2]->other, "b");
    EXPECT_FALSE(leaps[3]);
    EXPECT_TRUE(impossible_leaps({}, {}).empty());
}

TEST(TrackSpeed, IsNotToldByPointsPlacedByHandOrByDaysWithoutATime) {
    InspectionRecord record;
    record.observed_at = Instant::parse("2026-03-01T00:00:00+08:00").value();
    EXPECT_FALSE(is_fix(record));
    record.observed_at.ms += 1;
    EXPECT_TRUE(is_fix(record));
    record.source = PositionSource::manual;
    EXPECT_FALSE(is_fix(record));
}

}  // namespace
}  // namespace courtyard
