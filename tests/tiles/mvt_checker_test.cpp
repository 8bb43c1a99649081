// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tiles/mvt_checker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <protozero/pbf_writer.hpp>
#include <sstream>

namespace courtyard::mvt_check {
namespace {

using testing::Contains;
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

/// A tile of one layer of one feature, of which single fields can be spoilt.
struct Draft {
    using Write = std::function<void(protozero::pbf_writer&)>;

    Write version = [](auto& layer) { layer.add_uint32(15, 2); };
    Write name = [](auto& layer) { layer.add_string(1, "villages"); };
    Write key = [](auto& layer) { layer.add_string(3, "code"); };
    Write value = [](auto& written) { written.add_string(1, "A"); };
    Write extent = [](auto& layer) { layer.add_uint32(5, 4096); };
    std::uint32_t type = 1;
    std::vector<std::uint32_t> tags{0, 0};
    std::vector<std::uint32_t> geometry{9, 50, 34};
    Write more = [](auto&) {};  ///< fields of the feature

    std::string layer() const {
        std::string bytes;
        protozero::pbf_writer layer(bytes);
        version(layer);
        name(layer);
        {
            protozero::pbf_writer feature(layer, 2);
            feature.add_packed_uint32(2, tags.begin(), tags.end());
            feature.add_uint32(3, type);
            feature.add_packed_uint32(4, geometry.begin(), geometry.end());
            more(feature);
        }
        key(layer);
        std::string written;
        protozero::pbf_writer message(written);
        value(message);
        layer.add_message(4, written);
        extent(layer);
        return bytes;
    }
    Report report(int times = 1) const {
        std::string bytes;
        protozero::pbf_writer tile(bytes);
        for (int i = 0; i < times; ++i) tile.add_message(3, layer());
        return check(bytes);
    }
};

TEST(MvtChecker, NamesTheSectionOfEveryMustThatALayerOrAFeatureBreaks) {
    EXPECT_TRUE(Draft().report().spotless()) << Draft().report().text();
    const auto nothing = [](auto&) {};
    const struct {
        std::string_view section;
        std::string_view what;
        std::function<void(Draft&)> spoil;
    } cases[] = {
        {"4.1: ", "no version", [&](Draft& d) { d.version = nothing; }},
        {"4.1: ", "a version to come", [](Draft& d) { d.version = [](auto& l) { l.add_uint32(15, 3); }; }},
        {"4.1: ", "no name", [&](Draft& d) { d.name = nothing; }},
        {"4.1: ", "a value of nothing", [&](Draft& d) { d.value = nothing; }},
        {"4.1: ", "a value of two things",
         [](Draft& d) {
             d.value = [](auto& v) {
                 v.add_string(1, "A");
                 v.add_bool(7, true);
             };
         }},
        {"4.2: ", "two geometries",
         [](Draft& d) {
             d.more = [&](auto& f) { f.add_packed_uint32(4, d.geometry.begin(), d.geometry.end()); };
         }},
        {"4.3.1: ", "a command 3",
         [](Draft& d) {
             d.geometry = {11, 0, 0};
         }},
        {"4.3.2: ", "half a MoveTo",
         [](Draft& d) {
             d.geometry = {9, 50};
         }},
        {"4.3.2: ", "a count of half a billion",
         [](Draft& d) {
             d.geometry = {0xfffffff9U, 50, 34};
         }},
        {"4.3.3.2: ", "a LineTo to where it is",
         [](Draft& d) {
             d.type = 2;
             d.geometry = {9, 0, 0, 18, 0, 0, 2, 2};
         }},
        {"4.3.3.3: ", "ClosePath twice",
         [](Draft& d) {
             d.type = 3;
             d.geometry = {9, 0, 0, 18, 20, 0, 0, 20, 23};
         }},
        {"4.3.4: ", "a fifth type", [](Draft& d) { d.type = 7; }},
        {"4.3.4.2: ", "a point that is nowhere", [](Draft& d) { d.geometry = {1}; }},
        {"4.3.4.2: ", "a point of two moves", [](Draft& d) { d.geometry = {9, 2, 2, 9, 2, 2}; }},
        {"4.3.4.3: ", "a line of one position",
         [](Draft& d) {
             d.type = 2;
             d.geometry = {9, 0, 0};
         }},
        {"4.3.4.3: ", "a closed line",
         [](Draft& d) {
             d.type = 2;
             d.geometry = {9, 0, 0, 10, 2, 2, 15};
         }},
        {"4.3.4.4: ", "a ring of two positions",
         [](Draft& d) {
             d.type = 3;
             d.geometry = {9, 0, 0, 10, 20, 0, 15};
         }},
        {"4.3.4.4: ", "a ring that is not closed",
         [](Draft& d) {
             d.type = 3;
             d.geometry = {9, 0, 0, 18, 20, 0, 0, 20};
         }},
        {"4.4: ", "a key twice",
         [](Draft& d) {
             d.tags = {0, 0, 0, 0};
         }},
        {"4.4: ", "a key without a value",
         [](Draft& d) {
             d.tags = {0, 0, 0};
         }},
        {"4.4: ", "a key that is not there",
         [](Draft& d) {
             d.tags = {1, 0};
         }},
        {"4.4: ", "a value that is not there",
         [](Draft& d) {
             d.tags = {0, 1};
         }},
    };
    for (const auto& [section, what, spoil] : cases) {
        Draft draft;
        spoil(draft);
        EXPECT_THAT(draft.report().violations, Contains(StartsWith(std::string(section)))) << what;
    }
    EXPECT_THAT(Draft().report(2).violations, ElementsAre("4.1: two layers are called villages"));
    Draft boundless;
    boundless.extent = nothing;
    EXPECT_THAT(boundless.report().remarks,
                ElementsAre("4.1: a layer leaves its extent to the schema's default"));
}

TEST(MvtChecker, RemarksOnARingWithoutArea) {
    EXPECT_THAT(polygon({{{0, 0}, {10, 0}, {20, 0}}}).remarks, ElementsAre("4.3.4.4: a ring has no area"));
}

TEST(MvtChecker, RefusesWhatIsNoProtocolBuffer) { EXPECT_FALSE(check("hello").valid()); }

}  // namespace
}  // namespace courtyard::mvt_check
