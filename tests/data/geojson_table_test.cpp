// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/geojson_table.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}

std::string point(const std::string& coordinates, const std::string& properties = "{}") {
    return R"({"type":"Feature","properties":)" + properties +
           R"(,"geometry":{"type":"Point","coordinates":)" + coordinates + "}}";
}

std::vector<TableRow> rows_of(const std::string& text) {
    const GivenFiles given;
    const auto table = opened(given.file("a.geojson", text));
    return table ? all_rows(*table) : std::vector<TableRow>{};
}

std::string broken(const std::string& feature) {
    const auto rows = rows_of(collection(feature));
    return rows.size() == 1 && rows[0].broken ? rows[0].broken->name : "";
}

TEST(GeoJsonTable, GathersTheColumnsOfAllFeatures) {
    const GivenFiles given;
    const auto table = opened(given.file(
        "a.geojson", collection(point("[1,2]", R"({"code":"01","n":12345678901234567})") + ",\n" +
                                point("[3.5,4,9]", R"({"x":null,"code":0.1,"tags":["a",{"b":1}]})"))));
    EXPECT_EQ(table->columns(), (std::vector<std::string>{"code", "n", "x", "tags"}));
    EXPECT_EQ(table->row_count(), 2U);
    const auto rows = all_rows(*table);
    EXPECT_EQ(rows[0].values, (std::vector<std::string>{"01", "12345678901234567", "", ""}));
    EXPECT_EQ(rows[1].values, (std::vector<std::string>{"0.1", "", "", R"(["a",{"b":1}])"}));
    EXPECT_EQ(std::get<LonLat>(rows[1].geometry), (LonLat{3.5, 4}));
    EXPECT_EQ(rows[1].number, 2U);
}

TEST(GeoJsonTable, AFeaturesIdIsAColumnUnlessAPropertyHasThatName) {
    const GivenFiles given;
    const std::string with_id = R"({"type":"Feature","id":7,"properties":{"a":1},"geometry":null})";
    const auto table = opened(given.file("a.geojson", collection(with_id)));
    EXPECT_EQ(table->columns(), (std::vector<std::string>{"a", "id"}));
    EXPECT_EQ(all_rows(*table)[0].values, (std::vector<std::string>{"1", "7"}));
}

TEST(GeoJsonTable, RefusesMoreFeaturesThanAllowed) {
    const GivenFiles given;
    TableOptions options;
    options.max_rows = 2;
    const std::string two = point("[1,2]") + "," + point("[3,4]");
    EXPECT_EQ(refusal_of(given.file("a.geojson", collection(two)), options), "");
    EXPECT_EQ(refusal_of(given.file("b.geojson", collection(two + "," + point("[5,6]"))), options),
              "file.too_many_rows");
}

TEST(GeoJsonTable, KeepsCoordinatesAsTheDoublesTheyAre) {
    const auto rows = rows_of(collection(point("[113.65432109876543,34.123456789012345]")));
    EXPECT_EQ(std::get<LonLat>(rows[0].geometry).lon, 113.65432109876543);
    EXPECT_EQ(std::get<LonLat>(rows[0].geometry).lat, 34.123456789012345);
}

TEST(GeoJsonTable, AFeatureThatIsNotToTheLetterIsABrokenRow) {
    EXPECT_EQ(broken(point(R"(["113",34])")), "geometry.coordinates");
    EXPECT_EQ(broken(point("[113]")), "geometry.coordinates");
    EXPECT_EQ(broken(point("[1,2,3,4,5]")), "geometry.coordinates");
    EXPECT_EQ(broken(point("[1e309,2]")), "geojson.feature");
    EXPECT_EQ(broken(point("[NaN,2]")), "geojson.feature");
    EXPECT_EQ(broken(point("[1,2]", R"({"a":1,"a":2})")), "geojson.feature");
    EXPECT_EQ(broken(point("[1,2]", "[]")), "geojson.feature");
    EXPECT_EQ(broken("null"), "geojson.feature");
    EXPECT_EQ(broken("7"), "geojson.feature");
    EXPECT_EQ(broken(R"({"type":"Featre"})"), "geojson.feature");
    EXPECT_EQ(
        broken(
            R"({"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}})"),
        "geometry.kind");
}

TEST(GeoJsonTable, ABrokenFeatureDoesNotHarmItsNeighbours) {
    const auto rows =
        rows_of(collection(point("[1,2]") + ",null," + point("[NaN,1]") + "," + point("[3,4]")));
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_FALSE(rows[0].broken);
    EXPECT_TRUE(rows[1].broken);
    EXPECT_TRUE(rows[2].broken);
    EXPECT_EQ(std::get<LonLat>(rows[3].geometry), (LonLat{3, 4}));
}

TEST(GeoJsonTable, RefusesAFileWhoseFrameIsWrong) {
    const GivenFiles given;
    for (const std::string text :
         {R"({"type":"FeatureCollection"})", R"({"type":"FeatureCollection","features":{}})",
          R"({"features":[]})", R"({"type":"FeatureCollection","type":"Feature","features":[]})",
          R"({"type":"FeatureCollection","features":[)", R"({"type":"FeatureCollection","features":[{} {}]})",
          R"({"type":"Foo"})", R"({"type":"FeatureCollection",})",
          R"({"type":"FeatureCollection","features":[]} trailing)"}) {
        EXPECT_EQ(refusal_of(given.file("a.geojson", text)), "file.broken") << text;
    }
}

TEST(GeoJsonTable, ReadsASingleFeatureAndABareGeometry) {
    EXPECT_EQ(std::get<LonLat>(rows_of(point("[1,2]"))[0].geometry), (LonLat{1, 2}));
    const auto rows = rows_of(R"({"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})");
    EXPECT_EQ(std::get<Boundary>(rows[0].geometry).polygons[0].rings[0].size(), 4U);
}

TEST(GeoJsonTable, IsNotFooledByBracketsInsideStrings) {
    const auto rows =
        rows_of(collection(point("[1,2]", R"({"a":"]}\"{[","features":[{"x":1}]})") + "," + point("[3,4]")));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].values[0], "]}\"{[");
    EXPECT_EQ(std::get<LonLat>(rows[1].geometry), (LonLat{3, 4}));
}

TEST(GeoJsonTable, TurnsADeclaredReferenceSystemIntoDegrees) {
    const std::string crs = R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},)";
    const auto rows = rows_of(R"({"type":"FeatureCollection",)" + crs + R"("features":[)" +
                              point("[12645720.0,4051000.0]") + "]}");
    const LonLat p = std::get<LonLat>(rows[0].geometry);
    // echo 12645720 4051000 | cs2cs EPSG:3857 EPSG:4326 says 34.165156 113.598436.
    EXPECT_NEAR(p.lon, 113.598436, 1e-6);
    EXPECT_NEAR(p.lat, 34.165156, 1e-6);
    const GivenFiles given;
    EXPECT_EQ(
        refusal_of(given.file("a.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                                           R"({"name":"Mars"}},"features":[]})")),
        "file.crs");
}

TEST(GeoJsonTable, RefusesTextThatIsNotUtf8) {
    const GivenFiles given;
    EXPECT_EQ(refusal_of(given.file("a.geojson", collection(point("[1,2]", "{\"\xB4\xE5\":1}")))),
              "file.broken");
}

}  // namespace
}  // namespace courtyard
