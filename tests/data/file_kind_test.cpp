// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/file_kind.h"

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

using namespace std::string_view_literals;

struct Sample {
    std::string_view bytes;
    FileKind kind;
};

TEST(FileKind, SaysWhatAFileIsByItsBytes) {
    const GivenFiles given;
    const std::vector<Sample> samples{
        {"id,lon,lat\n1,2,3\n", FileKind::csv},
        {"\xEF\xBB\xBF户号;村\n", FileKind::csv},
        {"\xFF\xFEi\0"sv, FileKind::csv},
        {" {\"type\":\"FeatureCollection\",\"features\":[]}", FileKind::geojson},
        {"{\"properties\":{\"type\":\"Topology\"},\"type\":\"Feature\"}", FileKind::geojson},
        {"{\"bbox\":[1,2],\"type\" : \"Topology\",\"objects\":{}}", FileKind::topojson},
        {"<?xml version=\"1.0\"?><!-- a > b --><gpx version=\"1.1\">", FileKind::gpx},
        {"<kml:kml xmlns:kml=\"x\">", FileKind::kml},
        {"\0\0\x27\x0A\0\0\0\0"sv, FileKind::shapefile},
        {"fgb\x03"sv
         "fgb\0"sv,
         FileKind::flatgeobuf},
    };
    for (const Sample& sample : samples) {
        const auto kind = sniff_file(given.file("spooled", sample.bytes), {});
        ASSERT_TRUE(kind.has_value()) << sample.bytes;
        EXPECT_EQ(name_of(*kind), name_of(sample.kind)) << sample.bytes;
    }
}

TEST(FileKind, RefusesEverythingThatIsNotOnTheList) {
    const GivenFiles given;
    for (const std::string_view bytes :
         {"<OGRVRTDataSource><OGRVRTLayer name=\"a\"/></OGRVRTDataSource>"sv, "<GDALTileIndexDataset/>"sv,
          "%PDF-1.4\n"sv, "<html></html>"sv, "[1,2]"sv, "\x89PNG\r\n\x1A\n\0\0"sv, "SQLite format 3\0"sv,
          "PK\x05\x06\0\0"sv, "<!DOCTYPE kml [<!ENTITY a \"aa\">]><kml/>"sv}) {
        const auto kind = sniff_file(given.file("spooled", bytes), {});
        ASSERT_FALSE(kind.has_value()) << bytes;
        EXPECT_EQ(kind.error().name, "file.format") << bytes;
        EXPECT_EQ(kind.error().code, ErrorCode::unsupported);
    }
}

TEST(FileKind, RefusesAnEmptyAndAMissingFile) {
    const GivenFiles given;
    EXPECT_EQ(sniff_file(given.file("empty", "\n  \n"), {}).error().name, "file.broken");
    EXPECT_EQ(sniff_file(given.path("nowhere"), {}).error().name, "file.missing");
    EXPECT_EQ(sniff_file(given.path("nowhere"), {}).error().code, ErrorCode::not_found);
}

TEST(FileKind, LooksIntoZips) {
    const GivenFiles given;
    EXPECT_EQ(sniff_file(given.zip("a", {{"xl/workbook.xml", "<x/>"}}), {}), FileKind::xlsx);
    EXPECT_EQ(sniff_file(given.zip("b", {{"村界/A.SHP", "x"}, {"doc.kml", "x"}}), {}),
              FileKind::shapefile_zip);
    EXPECT_EQ(sniff_file(given.zip("c", {{"doc.kml", "<kml/>"}}), {}), FileKind::kmz);
    EXPECT_EQ(sniff_file(given.zip("d", {{"readme.txt", "x"}}), {}).error().name, "file.format");
}

TEST(FileKind, RefusesANameWhoseEndingIsThatOfAnotherFormat) {
    EXPECT_TRUE(check_ending(FileKind::csv, "a.csv"));
    EXPECT_TRUE(check_ending(FileKind::csv, "a.TXT"));
    EXPECT_TRUE(check_ending(FileKind::csv, "upload"));
    EXPECT_TRUE(check_ending(FileKind::topojson, "es.json"));
    EXPECT_TRUE(check_ending(FileKind::shapefile_zip, "村界.shp.zip"));
    EXPECT_EQ(check_ending(FileKind::csv, "a.geojson").error().name, "file.format_mismatch");
    EXPECT_EQ(check_ending(FileKind::csv, "a.pdf").error().name, "file.format_mismatch");
    EXPECT_EQ(check_ending(FileKind::geojson, "a.csv").error().name, "file.format_mismatch");
    EXPECT_EQ(check_ending(FileKind::xlsx, "a.zip").error().name, "file.format_mismatch");
}

}  // namespace
}  // namespace courtyard
