// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/table.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

using Values = std::vector<std::string>;

const std::string two_villages =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"410199001001","name":"石桥村","opened":"2023-06-30","n":7},
 "geometry":{"type":"Polygon","coordinates":[[[113,34],[113.1,34],[113.1,34.1],[113,34]]]}},
{"type":"Feature","properties":{"code":"410199001002","name":"柳沟村","opened":null,"n":8},
 "geometry":{"type":"Polygon","coordinates":[[[113.1,34],[113.2,34],[113.2,34.1],[113.1,34]]]}}]})";

const std::string two_points =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"H1","name":"石桥"},"geometry":{"type":"Point","coordinates":[113.25,34.5]}},
{"type":"Feature","properties":{"id":"H2","name":"柳沟"},"geometry":{"type":"Point","coordinates":[113.5,34.75]}}]})";

void expect_villages(const std::filesystem::path& path, std::string_view format) {
    const auto table = opened(path);
    ASSERT_TRUE(table) << format;
    EXPECT_EQ(table->format(), format);
    EXPECT_EQ(table->row_count(), 2U);
    const auto& columns = table->columns();
    const auto at = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
    };
    const auto rows = all_rows(*table);
    ASSERT_EQ(rows.size(), 2U) << format;
    EXPECT_EQ(rows[0].values.at(at("code")), "410199001001") << format;
    EXPECT_EQ(rows[1].values.at(at("name")), "柳沟村") << format;
    EXPECT_EQ(rows[0].values.at(at("n")), "7") << format;
    EXPECT_EQ(rows[1].values.at(at("opened")), "") << format;
    EXPECT_EQ(rows[1].number, 2U) << format;
    for (const TableRow& row : rows) {
        ASSERT_TRUE(std::holds_alternative<Boundary>(row.geometry)) << format;
        EXPECT_TRUE(check_boundary(std::get<Boundary>(row.geometry))) << format;
    }
    EXPECT_EQ(bounds_of(std::get<Boundary>(rows[0].geometry)), (Bounds{113, 34, 113.1, 34.1})) << format;
}

TEST(Table, ReadsTheSameVillagesFromEveryFormat) {
    const GivenFiles given;
    expect_villages(given.file("a.geojson", two_villages), "GeoJSON");
    expect_villages(given.translated("a.gpkg", two_villages, "GPKG"), "GeoPackage");
    expect_villages(given.translated("a.fgb", two_villages, "FlatGeobuf", {"-lco", "SPATIAL_INDEX=NO"}),
                    "FlatGeobuf");
    expect_villages(given.translated("a.shp", two_villages, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"}),
                    "Shapefile");
}

TEST(Table, FindsTheSpoolFileByItsBytesWhateverItIsCalled) {
    const GivenFiles given;
    given.translated("a.gpkg", two_villages, "GPKG");
    expect_villages(given.file("spool-1", given.bytes_of("a.gpkg")), "GeoPackage");
    given.translated("a.fgb", two_villages, "FlatGeobuf", {"-lco", "SPATIAL_INDEX=NO"});
    expect_villages(given.file("spool-2", given.bytes_of("a.fgb")), "FlatGeobuf");
}

TEST(Table, RefusesAGivenNameThatSaysAnotherFormat) {
    const GivenFiles given;
    TableOptions options;
    options.given_name = "areas.geojson";
    EXPECT_EQ(refusal_of(given.file("spool", "id,name\n1,2\n"), options), "file.format_mismatch");
    options.given_name = "areas.csv";
    EXPECT_EQ(refusal_of(given.file("spool", "id,name\n1,2\n"), options), "");
}

TEST(Table, ReadsAZippedShapefileInAFolderWithAChineseName) {
    const GivenFiles given;
    given.translated("a.shp", two_villages, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"});
    GivenFiles::Entries entries;
    for (const std::string ending : {"shp", "shx", "dbf", "prj", "cpg"}) {
        entries.emplace_back("数据/村界." + ending, given.bytes_of("a." + ending));
    }
    expect_villages(given.zip("村界.zip", entries), "Shapefile (zip)");
}

TEST(Table, TakesTheLayerWithMostFeaturesUnlessAnotherIsNamed) {
    const GivenFiles given;
    given.translated("one.shp", two_villages, "ESRI Shapefile",
                     {"-lco", "ENCODING=UTF-8", "-where", "n = 7"});
    given.translated("two.shp", two_villages, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"});
    GivenFiles::Entries entries;
    for (const std::string stem : {"one", "two"}) {
        for (const std::string ending : {".shp", ".shx", ".dbf", ".prj", ".cpg"}) {
            entries.emplace_back(stem + ending, given.bytes_of(stem + ending));
        }
    }
    const auto zip = given.zip("both.zip", entries);
    EXPECT_EQ(opened(zip)->row_count(), 2U);
    TableOptions options;
    options.layer = "one";
    EXPECT_EQ(opened(zip, options)->row_count(), 1U);
    options.layer = "three";
    EXPECT_EQ(refusal_of(zip, options), "file.layer");
    EXPECT_EQ(refusal_of(given.file("a.csv", "id\n1\n"), options), "file.layer");
}

TEST(Table, ReadsChineseOfADbfWithAndWithoutItsEncodingFile) {
    const GivenFiles given;
    const auto shp = given.translated("a.shp", two_points, "ESRI Shapefile", {"-lco", "ENCODING=GBK"});
    EXPECT_EQ(opened(shp)->encoding(), "GBK");
    EXPECT_EQ(all_rows(*opened(shp))[0].values, (Values{"H1", "石桥"}));
    std::filesystem::remove(given.path("a.cpg"));
    EXPECT_EQ(opened(shp)->encoding(), "GB18030");
    EXPECT_EQ(all_rows(*opened(shp))[1].values, (Values{"H2", "柳沟"}));
}

TEST(Table, DoesNotTakeAnAnsiDbfForLatin1) {
    const GivenFiles given;
    const auto shp = given.translated("a.shp", two_points, "ESRI Shapefile", {"-lco", "ENCODING=GBK"});
    std::filesystem::remove(given.path("a.cpg"));
    std::string dbf = given.bytes_of("a.dbf");
    dbf[29] = '\x57';
    given.file("a.dbf", dbf);
    EXPECT_EQ(opened(shp)->encoding(), "GB18030");
    EXPECT_EQ(all_rows(*opened(shp))[0].values, (Values{"H1", "石桥"}));
}

TEST(Table, FindsAShapefilesSiblingsInAnyCaseAndMakesUpForALostIndex) {
    const GivenFiles given;
    given.translated("a.shp", two_points, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"});
    for (const std::string ending : {"shp", "dbf", "cpg"}) {
        std::string upper = ending;
        for (char& c : upper) c = static_cast<char>(c - 'a' + 'A');
        std::filesystem::rename(given.path("a." + ending), given.path("a." + upper));
    }
    std::filesystem::remove(given.path("a.shx"));
    const auto rows = all_rows(*opened(given.path("a.SHP")));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[1].values, (Values{"H2", "柳沟"}));
    EXPECT_FALSE(std::filesystem::exists(given.path("a.shx"))) << "nothing is written beside the file";
}

TEST(Table, MakesUpForAnIndexThatLiesAndLeavesItAsItIs) {
    const GivenFiles given;
    const auto shp = given.translated("a.shp", two_points, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"});
    const auto index = given.path("a.shx");
    std::string lying = given.bytes_of("a.shx");
    lying.replace(lying.size() - 8, 4, 4, '\0');
    std::ofstream(index, std::ios::binary) << lying;
    std::filesystem::permissions(index, std::filesystem::perms::owner_read);
    const auto written = std::filesystem::last_write_time(index);
    const auto rows = all_rows(*opened(shp));
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(std::get<LonLat>(rows[1].geometry), (LonLat{113.5, 34.75}));
    EXPECT_EQ(given.bytes_of("a.shx"), lying);
    EXPECT_EQ(std::filesystem::last_write_time(index), written);
}

TEST(Table, TurnsGaussKruegerCoordinatesIntoDegrees) {
    const GivenFiles given;
    const auto shp = given.translated("a.shp", two_points, "ESRI Shapefile",
                                      {"-lco", "ENCODING=UTF-8", "-t_srs", "EPSG:4526"});
    const LonLat p = std::get<LonLat>(all_rows(*opened(shp))[0].geometry);
    EXPECT_NEAR(p.lon, 113.25, 1e-9);
    EXPECT_NEAR(p.lat, 34.5, 1e-9);
}

TEST(Table, LeavesCgcs2000DegreesAsTheyAre) {
    const GivenFiles given;
    const auto gpkg = given.translated("a.gpkg", two_points, "GPKG", {"-a_srs", "EPSG:4490"});
    EXPECT_EQ(std::get<LonLat>(all_rows(*opened(gpkg))[1].geometry), (LonLat{113.5, 34.75}));
}

TEST(Table, RefusesAReferenceSystemWithoutAnExactWayToWgs84) {
    const GivenFiles given;
    EXPECT_EQ(refusal_of(given.translated("a.gpkg", two_points, "GPKG", {"-a_srs", "EPSG:4610"})),
              "file.crs");
}

TEST(Table, ReadsAWorkbookWithItsHeaderAsRowOne) {
    const GivenFiles given;
    const auto xlsx = given.translated("a.xlsx", two_villages, "XLSX");
    const auto table = opened(xlsx);
    EXPECT_EQ(table->format(), "XLSX");
    EXPECT_EQ(table->columns(), (Values{"code", "name", "opened", "n"}));
    const auto rows = all_rows(*table);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].values[0], "410199001001");
    EXPECT_EQ(rows[0].values[2], "2023/06/30");
    EXPECT_EQ(rows[0].values[3], "7");
    EXPECT_EQ(rows[0].number, 2U);
    EXPECT_EQ(rows[1].values, (Values{"410199001002", "柳沟村", "", "8"}));
}

TEST(Table, AWorkbookOfTextOnlyStillHasAHeader) {
    const GivenFiles given;
    const auto table = opened(given.translated("a.xlsx", two_points, "XLSX"));
    EXPECT_EQ(table->columns(), (Values{"id", "name"}));
    EXPECT_EQ(all_rows(*table)[0].values, (Values{"H1", "石桥"}));
}

TEST(Table, PresentsWaypointsAsInspections) {
    const GivenFiles given;
    const auto table = opened(given.file(
        "a.gpx",
        R"(<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="34.5" lon="113.25"><ele>101.5</ele><time>2023-06-30T01:02:03Z</time><name>H1</name><desc>好</desc><type>checked</type></wpt>
<wpt lat="undefined" lon="113.25"><name>H2</name></wpt>
<trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>)"));
    EXPECT_EQ(table->format(), "GPX");
    EXPECT_EQ(table->columns(), (Values{"ele", "observed_at", "household", "note", "outcome"}));
    const auto rows = all_rows(*table);
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].values, (Values{"101.5", "2023-06-30T01:02:03.000Z", "H1", "好", "checked"}));
    EXPECT_EQ(std::get<LonLat>(rows[0].geometry), (LonLat{113.25, 34.5}));
    ASSERT_TRUE(rows[1].broken);
    EXPECT_EQ(rows[1].broken->name, "coordinate.not_a_number");
}

TEST(Table, RefusesAGpxWithoutWaypointsAndOneThatIsCutOff) {
    const GivenFiles given;
    EXPECT_EQ(refusal_of(
                  given.file("a.gpx", "<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>")),
              "gpx.no_waypoints");
    const auto cut = open_table(
        given.file("b.gpx", "<gpx version=\"1.1\"><wpt lat=\"34\" lon=\"113\"><name>H1</name></wpt><wpt"),
        {});
    bool refused = !cut;
    TableRow row;
    while (cut && !refused) {
        const auto more = (*cut)->next(row);
        refused = !more;
        if (more && !*more) break;
    }
    EXPECT_TRUE(refused);
}

TEST(Table, RefusesMoreWaypointsThanAllowed) {
    const GivenFiles given;
    TableOptions options;
    options.max_rows = 2;
    std::string waypoints;
    for (int i = 0; i < 3; ++i) waypoints += R"(<wpt lat="34.5" lon="113.2"/>)";
    const auto table = opened(
        given.file("a.gpx", R"(<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">)" +
                                waypoints + "</gpx>"),
        options);
    TableRow row;
    EXPECT_EQ(table->next(row), true);
    EXPECT_EQ(table->next(row), true);
    EXPECT_EQ(table->next(row).error().name, "file.too_many_rows");
}

TEST(Table, ReadsKmlWithExtendedDataAndKmz) {
    const std::string kml =
        R"(<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<NetworkLink><Link><href>http://127.0.0.1:9/never.kml</href></Link></NetworkLink>
<Placemark><name>石桥</name><ExtendedData><Data name="id"><value>B1</value></Data></ExtendedData>
<Point><coordinates>113.25,34.5,0</coordinates></Point></Placemark></Document></kml>)";
    const GivenFiles given;
    for (const auto& path :
         {given.file("a.kml", kml), given.zip("a.kmz", {{"doc.kml", kml}, {"files/x.png", "x"}})}) {
        const auto table = opened(path);
        ASSERT_TRUE(table);
        const auto rows = all_rows(*table);
        ASSERT_EQ(rows.size(), 1U);
        EXPECT_EQ(rows[0].values[0], "石桥");
        EXPECT_EQ(rows[0].values.back(), "B1");
        EXPECT_EQ(std::get<LonLat>(rows[0].geometry), (LonLat{113.25, 34.5}));
    }
}

TEST(Table, LeavesNothingBehindInTheTemporaryFolder) {
    const GivenFiles scratch;
    setenv("TMPDIR", scratch.path("").c_str(), 1);
    {
        const GivenFiles given;
        given.translated("a.shp", two_points, "ESRI Shapefile", {"-lco", "ENCODING=UTF-8"});
        const auto table = opened(given.path("a.shp"));
        EXPECT_EQ(all_rows(*table).size(), 2U);
        EXPECT_EQ(refusal_of(given.zip("a.zip", {{"a.shp", "not a shapefile"}})), "file.broken");
    }
    unsetenv("TMPDIR");
    EXPECT_TRUE(std::filesystem::is_empty(scratch.path("")));
}

TEST(Table, OpensNothingThatAVirtualFormatNames) {
    const GivenFiles given;
    const auto secret = given.file("secret.csv", "id\n1\n");
    const std::string vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"secret\"><SrcDataSource>" +
                            secret.string() + "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
    for (const std::string name : {"a.vrt", "a.csv", "a.geojson", "a.gpx", "a.kml", "a"}) {
        EXPECT_EQ(refusal_of(given.file(name, vrt)), "file.format") << name;
    }
}

}  // namespace
}  // namespace courtyard
