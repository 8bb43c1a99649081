// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/position.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(CheckedPosition, AcceptsWhatIsOnTheGlobe) {
    EXPECT_EQ(checked_position(113.08, 28.25).value(), (LonLat{113.08, 28.25}));
    EXPECT_TRUE(checked_position(-180, 90).has_value());
    EXPECT_TRUE(checked_position(0, 51.5).has_value());
    EXPECT_TRUE(checked_position(9.5, 0).has_value());
}

TEST(CheckedPosition, RefusesWhatCannotBeAPosition) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double infinity = std::numeric_limits<double>::infinity();
    struct Case {
        double lon;
        double lat;
        const char* name;
        const char* subject;
    };
    for (const auto& [lon, lat, name, subject] : {Case{nan, 28, "coordinate.not_finite", "lon"},
                                                  {113, infinity, "coordinate.not_finite", "lat"},
                                                  {180.001, 28, "coordinate.out_of_range", "lon"},
                                                  {113, -90.5, "coordinate.out_of_range", "lat"},
                                                  {0, 0, "coordinate.null_island", "lon"}}) {
        const auto position = checked_position(lon, lat);
        ASSERT_FALSE(position.has_value()) << lon << " " << lat;
        EXPECT_EQ(position.error().name, name);
        EXPECT_EQ(position.error().subject, subject);
    }
}

TEST(CheckedPosition, SaysWhenCoordinatesLookSwapped) {
    EXPECT_NE(checked_position(28.25, 113.08).error().detail.en.find("look swapped"), std::string::npos);
    EXPECT_NE(checked_position(28.25, 113.08).error().detail.zh.find("颠倒"), std::string::npos);
    EXPECT_EQ(checked_position(409714.6, 3126490.2).error().detail.en.find("look swapped"),
              std::string::npos);
}

// geod +ellps=WGS84 -I (PROJ 9.1.1): one degree of longitude on the equator, and of latitude from it.
TEST(Distance, IsGeodesic) {
    EXPECT_NEAR(distance({0, 0}, {1, 0}).value, 111319.4908, 0.0001);
    EXPECT_NEAR(distance({0, 0}, {0, 1}).value, 110574.3886, 0.0001);
    EXPECT_EQ(distance({113, 34}, {113, 34}).value, 0);
    EXPECT_EQ(distance({113, 34}, {114, 35}).value, distance({114, 35}, {113, 34}).value);
}

TEST(Bounds, AreEmptyUntilSomethingIsAdded) {
    Bounds bounds;
    EXPECT_TRUE(bounds.empty());
    EXPECT_FALSE(bounds.contains({0, 0}));
    bounds.add(LonLat{1, 2});
    EXPECT_FALSE(bounds.empty());
    EXPECT_TRUE(bounds.contains({1, 2}));
    bounds.add(Bounds{});
    EXPECT_EQ(bounds, (Bounds{1, 2, 1, 2}));
}

TEST(Bounds, TouchIsIntersection) {
    EXPECT_TRUE((Bounds{0, 0, 1, 1}.intersects({1, 1, 2, 2})));
    EXPECT_FALSE((Bounds{0, 0, 1, 1}.intersects({1.1, 0, 2, 1})));
}

}  // namespace
}  // namespace courtyard
