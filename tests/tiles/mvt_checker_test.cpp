// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tiles/mvt_checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace courtyard::mvt_check {
namespace {

using testing::ElementsAre;
using testing::StartsWith;

std::string bytes_of(const std::filesystem::path& file) {
    std::ostringstream bytes;
    bytes << std::ifstream(file, std::ios::binary).rdbuf();
    return bytes.str();
}

/// Folder `fixtures` of the npm package @mapbox/mvt-fixtures, when it is there.
std::filesystem::path fixtures() {
    const char* folder = std::getenv("COURTYARD_MVT_FIXTURES");
    return folder == nullptr ? std::filesystem::path() : std::filesystem::path(folder);
}

Report polygon(const std::vector<Path>& rings) {
    const auto zigzag = [](std::int64_t v) { return static_cast<std::uint32_t>(v < 0 ? -v * 2 - 1 : v * 2); };
    std::vector<std::uint32_t> integers;
    Vertex cursor;
    const auto go = [&](Vertex to) {
        integers.push_back(zigzag(to.x - cursor.x));
        integers.push_back(zigzag(to.y - cursor.y));
        cursor = to;
    };
    for (const Path& ring : rings) {
        integers.push_back((1U << 3U) | 1U);
        go(ring.front());
        integers.push_back((static_cast<std::uint32_t>(ring.size() - 1) << 3U) | 2U);
        for (std::size_t i = 1; i < ring.size(); ++i) {
            go(ring[i]);
        }
        integers.push_back((1U << 3U) | 7U);
    }
    Feature feature;
    feature.type = GeometryType::polygon;
    Report report;
    check_geometry(integers, feature, report);
    return report;
}

const Path square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};

/// Fixtures that call themselves valid against the specification's own words.
const std::map<std::string, std::string> contradictions{
    {"016", "byte for byte fixture 003, which is invalid: 4.2, a feature MUST contain a type"},
    {"057", "4.3.3.1: a MoveTo of n MUST be followed by n pairs; here n is 2^29 - 1 and one pair follows"},
};

TEST(MvtChecker, AgreesWithTheFixturesOfTheSpecification) {
    const auto folder = fixtures();
    if (folder.empty() || !std::filesystem::is_directory(folder)) {
        GTEST_SKIP() << "COURTYARD_MVT_FIXTURES names no folder";
    }
    int valid = 0;
    int invalid = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        rapidjson::Document info;
        info.Parse(bytes_of(entry.path() / "info.json").c_str());
        const std::string name = entry.path().filename().string();
        const bool expected = info["validity"]["v2"].GetBool() && !contradictions.contains(name);
        const Report report = check(bytes_of(entry.path() / "tile.mvt"));
        EXPECT_EQ(report.valid(), expected) << entry.path() << ": " << info["description"].GetString() << "\n"
                                            << report.text();
        ++(expected ? valid : invalid);
    }
    EXPECT_EQ(valid, 44);
    EXPECT_EQ(invalid, 30);
}

TEST(MvtChecker, FindsNothingAgainstASquareWithAHole) {
    EXPECT_TRUE(polygon({square, {{10, 10}, {10, 20}, {20, 20}, {20, 10}}}).spotless());
}

TEST(MvtChecker, AllowsAHoleThatTouchesItsShellInAPoint) {
    EXPECT_TRUE(polygon({square, {{0, 50}, {20, 60}, {20, 40}}}).spotless());
}

TEST(MvtChecker, NamesTheSectionThatAPolygonBreaks) {
    const struct {
        std::string_view what;
        std::vector<Path> rings;
    } cases[] = {
        {"a bow tie", {{{0, 0}, {10, 10}, {10, 0}, {0, 12}}}},
        {"a ring that touches itself in a vertex", {{{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}, {5, 5}}}},
        {"a ring with a vertex on its own edge", {{{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}}}},
        {"a spike", {{{0, 0}, {10, 0}, {20, 0}, {10, 0}, {10, 10}}}},
        {"a ring that repeats its first position", {{{0, 0}, {10, 0}, {10, 10}, {0, 0}}}},
        {"a hole outside", {square, {{110, 10}, {110, 20}, {120, 20}, {120, 10}}}},
        {"a hole across the shell", {square, {{90, 10}, {90, 20}, {120, 20}, {120, 10}}}},
        {"crossing holes",
         {square, {{10, 10}, {10, 30}, {30, 30}, {30, 10}}, {{20, 20}, {20, 40}, {40, 40}, {40, 20}}}},
        {"a hole without a shell", {{{10, 10}, {10, 20}, {20, 20}, {20, 10}}}},
    };
    for (const auto& [what, rings] : cases) {
        EXPECT_THAT(polygon(rings).violations, ElementsAre(StartsWith("4.3.4.4: "))) << what;
    }
}

TEST(MvtChecker, RemarksOnARingWithoutArea) {
    EXPECT_THAT(polygon({{{0, 0}, {10, 0}, {20, 0}}}).remarks, ElementsAre("4.3.4.4: a ring has no area"));
}

TEST(MvtChecker, RefusesWhatIsNoProtocolBuffer) { EXPECT_FALSE(check("hello").valid()); }

}  // namespace
}  // namespace courtyard::mvt_check
