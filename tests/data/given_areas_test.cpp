// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/given_areas.h"

#include <fmt/format.h>

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

class GivenAreasOfAFile : public testing::Test {
  protected:
    GivenAreas read(const std::string& name, std::string_view bytes, const RowOptions& options = {}) const {
        const auto table = opened(files_.file(name, bytes));
        auto given = read_given_areas(*table, options);
        EXPECT_TRUE(given.has_value()) << (given ? "" : given.error().detail.en);
        return given ? std::move(*given) : GivenAreas{};
    }

    GivenFiles files_;
};

std::string feature(std::string_view properties, std::string_view geometry) {
    return fmt::format(R"({{"type":"Feature","properties":{{{}}},"geometry":{}}})", properties, geometry);
}

std::string collection(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", fmt::join(features, ","));
}

constexpr std::string_view square =
    R"({"type":"Polygon","coordinates":[[[113,34],[113.1,34],[113.1,34.1],[113,34.1],[113,34]]]})";

TEST_F(GivenAreasOfAFile, KeepsEveryRowWhateverItsGeometry) {
    const auto given = read(
        "mixed.geojson",
        collection(
            {feature(R"("code":"410199001001","name":"甲")", square),
             feature(R"("code":"410199001002","name":"乙")", "null"),
             feature(R"("code":"410199001003")", R"({"type":"Point","coordinates":[113,34]})"),
             feature(R"("name":"丁")", R"({"type":"LineString","coordinates":[[113,34],[114,35]]})"),
             feature(R"("name":"戊")", R"({"type":"MultiPolygon","coordinates":[]})"),
             feature(
                 R"("name":"己")",
                 R"({"type":"Polygon","coordinates":[[[113,34,9],[113.1,34,9],[113.1,34.1,9],[113,34,9]]]})"),
             feature(
                 R"("name":"庚")",
                 R"({"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]})")}));
    ASSERT_EQ(given.areas.size(), 7U);
    EXPECT_FALSE(given.areas[0].boundary.empty());
    EXPECT_EQ(given.areas[0].level, AreaLevel::village);
    EXPECT_TRUE(given.areas[1].boundary.empty());
    EXPECT_FALSE(given.areas[1].trouble);
    for (const std::size_t bad : {2U, 3U, 6U}) {
        ASSERT_TRUE(given.areas[bad].trouble) << bad;
        EXPECT_EQ(given.areas[bad].trouble->name, "geometry.kind");
    }
    EXPECT_FALSE(given.areas[4].trouble);
    EXPECT_TRUE(given.areas[4].boundary.empty());
    EXPECT_EQ(given.areas[5].boundary.polygons[0].rings[0].size(), 4U);
    const auto check = check_areas(given.areas);
    EXPECT_EQ(check.count(AreaFault::null_geometry), 2U);
    EXPECT_EQ(check.count(AreaFault::invalid), 3U);
}

TEST_F(GivenAreasOfAFile, NeedsNoColumnAtAll) {
    const auto given = read("bare.geojson", collection({feature(R"("x":1)", square)}));
    ASSERT_EQ(given.areas.size(), 1U);
    EXPECT_EQ(given.areas[0].label(), "1");
    EXPECT_FALSE(given.areas[0].level);
}

TEST_F(GivenAreasOfAFile, TakesCodesThatAreNone) {
    RowOptions options;
    options.renamed = {{"x", "code"}, {"y", "parent"}};
    options.level = AreaLevel::village;
    const auto given =
        read("codes.geojson", collection({feature(R"("x":"号 一/二","y":"West Sikkim")", square)}), options);
    EXPECT_EQ(given.areas[0].code, "号 一/二");
    EXPECT_EQ(given.areas[0].parent, "West Sikkim");
    EXPECT_EQ(given.areas[0].level, AreaLevel::village);
    EXPECT_TRUE(check_areas(given.areas).clean());
}

TEST_F(GivenAreasOfAFile, ReadsBoundariesFromAColumnOfATable) {
    const auto given =
        read("wkt.csv",
             "code,name,wkt\n410199001001,甲,\"POLYGON((113 34,113.1 34,113.1 34.1,113 34))\"\n"
             "410199001002,乙,POLYGON((113 34\n410199001003,丙,\n");
    ASSERT_EQ(given.areas.size(), 3U);
    EXPECT_FALSE(given.areas[0].boundary.empty());
    EXPECT_TRUE(given.areas[1].trouble);
    EXPECT_TRUE(given.areas[2].boundary.empty());
}

TEST_F(GivenAreasOfAFile, AColumnThatIsNotThereIsAnError) {
    RowOptions options;
    options.renamed = {{"absent", "code"}};
    const auto table = opened(files_.file("a.geojson", collection({feature(R"("x":1)", square)})));
    const auto given = read_given_areas(*table, options);
    ASSERT_FALSE(given);
    EXPECT_EQ(given.error().name, "column.unknown");
}

}  // namespace
}  // namespace courtyard
