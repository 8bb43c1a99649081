// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_areas.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

constexpr std::string_view two_villages =
    R"({"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"村代码":"410199001001","名称":"甲","人口":1203},"geometry":
     {"type":"Polygon","coordinates":[[[113.123456789012,34],[113.2,34],[113.2,34.1],[113.123456789012,34]]]}},
    {"type":"Feature","properties":{"村代码":"410199001002","名称":"乙","人口":null},"geometry":null}]})";

TEST(WriteAreas, KeepsColumnsRowsAndEveryDigit) {
    const GivenFiles files;
    const auto table = opened(files.file("in.geojson", two_villages));
    const auto given = read_given_areas(*table, {});
    ASSERT_TRUE(given);
    const std::vector<Boundary> boundaries{given->areas[0].boundary, given->areas[1].boundary};
    for (const auto name : {"out.gpkg", "out.geojson", "out.shp.zip"}) {
        ASSERT_TRUE(write_areas(*given, boundaries, files.path(name))) << name;
        const auto again = opened(files.path(name));
        const auto read = read_given_areas(*again, {});
        ASSERT_TRUE(read) << name;
        ASSERT_EQ(read->areas.size(), 2U) << name;
        EXPECT_EQ(read->values[0][2], "1203") << name;
        EXPECT_EQ(read->areas[0].boundary.polygons[0].rings[0][0].lon,
                  given->areas[0].boundary.polygons[0].rings[0][0].lon)
            << name;
        EXPECT_TRUE(read->areas[1].boundary.empty()) << name;
    }
}

TEST(WriteAreas, RefusesFormatsWithoutBoundaries) {
    const GivenFiles files;
    for (const auto name : {"out.csv", "out.xlsx", "out.doc", "out"}) {
        const auto written = write_areas({}, {}, files.path(name));
        ASSERT_FALSE(written) << name;
        EXPECT_EQ(written.error().name, "export.format");
    }
}

}  // namespace
}  // namespace courtyard
