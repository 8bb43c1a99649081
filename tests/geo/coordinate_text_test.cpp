// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/coordinate_text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace courtyard {
namespace {

struct Written {
    const char* text;
    double value;
};

// 113°26′15.6″ = 113.437666..., 34°30′ = 34.5.
constexpr double full = 113.43766666666667;
constexpr double minutes_only = 113.43333333333334;

TEST(CoordinateText, OfALongitudeIsReadInEveryUsualWriting) {
    const std::vector<Written> table{
        {"113.437", 113.437},
        {"+113.437", 113.437},
        {"-113.437", -113.437},
        {"113", 113},
        {"38409714.633", 38409714.633},
        {"1.13437e2", 113.437},
        {"１１３．４３７", 113.437},
        {"－１１３．４３７", -113.437},
        {"−113.437", -113.437},
        {"113。437", 113.437},
        {" 113.437 ", 113.437},
        {"　113.437", 113.437},
        {"113.437°", 113.437},
        {"113.437度", 113.437},
        {"113.437°E", 113.437},
        {"113.437 E", 113.437},
        {"113.437W", -113.437},
        {"E113.437", 113.437},
        {"e 113.437", 113.437},
        {"E:113.437", 113.437},
        {"东经113.437", 113.437},
        {"东经：113.437", 113.437},
        {"经度：113.437", 113.437},
        {"经度 东经113.437", 113.437},
        {"西经113.437", -113.437},
        {"113°26′15.6″E", full},
        {"113°26'15.6\"E", full},
        {"113°26’15.6”E", full},
        {"113º26´15.6''", full},
        {"113°26′15.6″", full},
        {"113° 26′ 15.6″ E", full},
        {"113°26′15.6", full},
        {"113°26′", minutes_only},
        {"113°26", minutes_only},
        {"113°26.26'", full},
        {"113度26分15.6秒", full},
        {"１１３度２６分１５．６秒", full},
        {"东经113°26'", minutes_only},
        {"东经113度26分15.6秒", full},
        {"西经113°26′15.6″", -full},
        {"-113°26′15.6″", -full},
        {"E113 26 15.6", full},
        {"E113 26.26", full},
        {"113 26 15.6", full},
        {"113 26 15.6W", -full},
        {"113:26:15.6", full},
        {"113：26：15.6", full},
        {"113-26-15.6", full},
        {"113d26m15.6s", full},
        {"113d26m15.6sW", -full},
        {"113D26", std::nan("")},
    };
    for (const Written& one : table) {
        const auto value = parse_coordinate(one.text, Axis::longitude);
        if (std::isnan(one.value)) {
            EXPECT_FALSE(value.has_value()) << one.text;
            continue;
        }
        ASSERT_TRUE(value.has_value()) << one.text << ": " << value.error().name;
        EXPECT_NEAR(*value, one.value, 1e-11) << one.text;
    }
}

TEST(CoordinateText, OfALatitudeKnowsNorthAndSouth) {
    const std::vector<Written> table{{"34.5N", 34.5},       {"34.5S", -34.5},     {"北纬34度30分", 34.5},
                                     {"南纬34°30′", -34.5}, {"N34°30′0″", 34.5},  {"34 30 0 N", 34.5},
                                     {"34 30 0 s", -34.5},  {"34d30m0s", 34.5},   {"34d30m0sS", -34.5},
                                     {"纬度34.5", 34.5},    {"Ｎ３４．５", 34.5}, {"34.5°n", 34.5}};
    for (const Written& one : table) {
        const auto value = parse_coordinate(one.text, Axis::latitude);
        ASSERT_TRUE(value.has_value()) << one.text << ": " << value.error().name;
        EXPECT_NEAR(*value, one.value, 1e-11) << one.text;
    }
}

TEST(CoordinateText, ThatCouldMeanTwoThingsIsRefusedWithTheReason) {
    struct Refused {
        const char* text;
        const char* name;
    };
    const std::vector<Refused> table{
        {"", "coordinate.invalid"},
        {" ", "coordinate.invalid"},
        {"-", "coordinate.invalid"},
        {"E", "coordinate.invalid"},
        {"°", "coordinate.invalid"},
        {"hello", "coordinate.invalid"},
        {"无", "coordinate.invalid"},
        {"113.437x", "coordinate.invalid"},
        {"113°26′15.6″ 34°30′", "coordinate.unclear"},
        {"113.26.15.6", "coordinate.unclear"},
        {"113.26.15", "coordinate.unclear"},
        {"113..5", "coordinate.unclear"},
        {"113 26", "coordinate.unclear"},
        {"113.25 34", "coordinate.unclear"},
        {"113.437 34.512", "coordinate.unclear"},
        {"113 26 15 6", "coordinate.unclear"},
        {"113:26-15", "coordinate.unclear"},
        {"113'26\"", "coordinate.unclear"},
        {"113°26″", "coordinate.unclear"},
        {"26'", "coordinate.unclear"},
        {"-113W", "coordinate.unclear"},
        {"E113W", "coordinate.unclear"},
        {"东经113E", "coordinate.unclear"},
        {"113,437", "coordinate.comma"},
        {"113,437.5", "coordinate.comma"},
        {"38,409,714.6", "coordinate.comma"},
        {"113.437,34.512", "coordinate.comma"},
        {"１１３，４３７", "coordinate.comma"},
        {"113°60′", "coordinate.minutes"},
        {"113°26′60″", "coordinate.minutes"},
        {"113.5°26′", "coordinate.minutes"},
        {"113°26.5′15″", "coordinate.minutes"},
        {"N34.5", "coordinate.axis"},
        {"北纬34.5", "coordinate.axis"},
        {"34°30′S", "coordinate.axis"},
        {"纬度34.5", "coordinate.axis"},
    };
    for (const Refused& one : table) {
        const auto value = parse_coordinate(one.text, Axis::longitude);
        ASSERT_FALSE(value.has_value()) << one.text << " = " << *value;
        EXPECT_EQ(value.error().name, one.name) << one.text;
        EXPECT_EQ(value.error().code, ErrorCode::invalid_input);
        EXPECT_FALSE(value.error().detail.zh.empty() || value.error().detail.en.empty());
    }
    EXPECT_EQ(parse_coordinate("E113", Axis::latitude).error().name, "coordinate.axis");
}

// Written out and read again: every second of arc, in five writings.
TEST(CoordinateText, ComesBackFromDegreesMinutesAndSeconds) {
    std::mt19937_64 random(11);
    for (int i = 0; i < 20'000; ++i) {
        const int degrees = static_cast<int>(random() % 180);
        const int minutes = static_cast<int>(random() % 60);
        const int seconds = static_cast<int>(random() % 60);
        const double value = degrees + minutes / 60.0 + seconds / 3600.0;
        const std::string d = std::to_string(degrees);
        const std::string m = std::to_string(minutes);
        const std::string s = std::to_string(seconds);
        for (const std::string& text :
             {d + "°" + m + "′" + s + "″", "东经" + d + "度" + m + "分" + s + "秒",
              "E" + d + " " + m + " " + s, d + ":" + m + ":" + s, d + "d" + m + "m" + s}) {
            const auto read = parse_coordinate(text, Axis::longitude);
            ASSERT_TRUE(read.has_value()) << text;
            ASSERT_NEAR(*read, value, 1e-12) << text;
        }
    }
}

TEST(CoordinateText, OfAnyBytesIsReadOrRefusedNeverMore) {
    std::mt19937_64 random(12);
    const std::string alphabet = "0123456789.,:-+ EWNSdms'\"\xC2\xB0\xE2\x80\xB2\xEF\xBC\x90\xE5\xBA\xA6\xFF";
    for (int i = 0; i < 200'000; ++i) {
        std::string text(random() % 16, ' ');
        for (char& c : text) c = alphabet[random() % alphabet.size()];
        const auto read = parse_coordinate(text, Axis::longitude);
        if (read) continue;
        ASSERT_EQ(read.error().name.substr(0, 11), "coordinate.") << text;
    }
    EXPECT_FALSE(parse_coordinate(std::string(10'000'000, '1') + "x", Axis::longitude));
}

}  // namespace
}  // namespace courtyard
