// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>
#include <set>

#include "data/scratch_folder.h"
#include "tests/data/made_export.h"

namespace courtyard {
namespace {

class EveryFormat : public ::testing::TestWithParam<ExportFormat> {};

INSTANTIATE_TEST_SUITE_P(Export, EveryFormat,
                         ::testing::Values(ExportFormat::shapefile_zip, ExportFormat::geopackage,
                                           ExportFormat::geojson, ExportFormat::flatgeobuf,
                                           ExportFormat::xlsx, ExportFormat::kml, ExportFormat::csv),
                         [](const auto& test) {
                             return "format" + std::to_string(static_cast<int>(test.param));
                         });

TEST_P(EveryFormat, ReadsBackValueByValue) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / ("out." + std::string(file_ending(GetParam())));
    const auto rows = three_courtyards();
    const auto summary = write_export(job_of(rows, GetParam()), file);
    ASSERT_TRUE(summary) << summary.error().detail.en;
    EXPECT_EQ(summary->rows, 3U);
    // A FlatGeobuf with an index has no place for the row without a position, and says so.
    const bool placed_only = GetParam() == ExportFormat::flatgeobuf;
    ASSERT_EQ(summary->losses.size(), placed_only ? 1U : 0U);
    if (placed_only) {
        EXPECT_EQ(summary->losses[0].record, "0003");
        EXPECT_EQ(summary->losses[0].what, "geometry");
    }
    const auto dataset = opened(opening_of(file, GetParam()));
    OGRLayer* layer = dataset->GetLayer(0);
    ASSERT_EQ(layer->GetFeatureCount(), placed_only ? 2 : 3);
    const bool blank_text = GetParam() == ExportFormat::csv;
    const std::vector<std::vector<std::string>> expected{
        {"410199100201-0001", "柳湾村", "96.5", "3", "2023-06-30"},
        {"0002", "石桥, \"东\"社区", "-1.25", "9007199254", "null"},
        {"0003", "null", "null", "null", "2021-01-04"}};
    std::map<std::string, std::vector<std::string>> found;
    std::map<std::string, std::pair<double, double>> places;
    for (const auto& feature : *layer) {
        std::vector<std::string> values;
        for (const ExportField& field : courtyard_fields()) {
            std::string text = shown(*feature, name_in(field, GetParam()));
            if (blank_text && text.empty()) text = "null";
            values.push_back(text);
        }
        const OGRGeometry* at = feature->GetGeometryRef();
        if (at != nullptr && !at->IsEmpty())
            places[values[0]] = {at->toPoint()->getX(), at->toPoint()->getY()};
        found[values[0]] = values;
    }
    for (const auto& row : expected) {
        if (placed_only && row[0] == "0003") continue;
        EXPECT_EQ(found[row[0]], row);
    }
    if (GetParam() == ExportFormat::csv || GetParam() == ExportFormat::xlsx) return;
    EXPECT_EQ(places.size(), 2U);
    EXPECT_EQ(places["410199100201-0001"], std::pair(113.2, 34.3));
    EXPECT_EQ(places["0002"], std::pair(113.25, 34.31));
}

TEST_P(EveryFormat, KeepsTheVerticesOfABoundary) {
    if (GetParam() == ExportFormat::csv || GetParam() == ExportFormat::xlsx)
        GTEST_SKIP() << "a table has none";
    const ScratchFolder folder;
    const fs::path file = folder.path() / ("out." + std::string(file_ending(GetParam())));
    const Boundary boundary = square_with_hole();
    const std::vector<ExportRow> rows{{&boundary, {"A", "柳湾村", 1.0, std::int64_t{1}, {}}}};
    ExportJob job = job_of(rows, GetParam());
    job.geometry = ExportGeometry::boundary;
    ASSERT_TRUE(write_export(job, file));
    const auto dataset = opened(opening_of(file, GetParam()));
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    const std::unique_ptr<OGRGeometry> shape(
        OGRGeometryFactory::forceToMultiPolygon(feature->StealGeometry()));
    std::set<std::pair<double, double>> found;
    std::size_t rings = 0;
    for (const OGRPolygon* part : *shape->toMultiPolygon()) {
        for (const OGRLinearRing* ring : *part) {
            ++rings;
            for (const OGRPoint& at : *ring) found.emplace(at.getX(), at.getY());
        }
    }
    EXPECT_EQ(rings, 3U);
    std::set<std::pair<double, double>> expected;
    for (const Polygon& polygon : boundary.polygons) {
        for (const Ring& ring : polygon.rings) {
            for (const LonLat& at : ring) expected.emplace(at.lon, at.lat);
        }
    }
    EXPECT_EQ(found, expected);
}

struct Projected {
    int epsg;
    double x;
    double y;
    const char* name;
};

class EveryProjection : public ::testing::TestWithParam<Projected> {};

// By cs2cs of PROJ 9.1.1, for 113.2 E 34.3 N.
INSTANTIATE_TEST_SUITE_P(
    Export, EveryProjection,
    ::testing::Values(Projected{4547, 426352.1223, 3797228.7252, "CGCS2000_3_Degree_GK_CM_114E"},
                      Projected{4526, 38426352.1223, 3797228.7252, "CGCS2000_3_Degree_GK_Zone_38"},
                      Projected{3857, 12601366.3578, 4069156.1828, "WGS_1984_Web_Mercator_Auxiliary_Sphere"}),
    [](const auto& test) { return "epsg" + std::to_string(test.param.epsg); });

TEST_P(EveryProjection, PutsEastFirst) {
    const ScratchFolder folder;
    const auto rows = three_courtyards();
    for (const ExportFormat format :
         {ExportFormat::shapefile_zip, ExportFormat::geopackage, ExportFormat::flatgeobuf}) {
        const fs::path file = folder.path() / ("out." + std::string(file_ending(format)));
        ExportJob job = job_of(rows, format);
        job.crs = {GetParam().epsg};
        ASSERT_TRUE(write_export(job, file));
        const auto dataset = opened(opening_of(file, format));
        OGRLayer* layer = dataset->GetLayer(0);
        OGRFeatureUniquePtr feature;
        do feature.reset(layer->GetNextFeature());
        while (shown(*feature, layer->GetLayerDefn()->GetFieldDefn(0)->GetNameRef()) != "410199100201-0001");
        EXPECT_NEAR(feature->GetGeometryRef()->toPoint()->getX(), GetParam().x, 0.001);
        EXPECT_NEAR(feature->GetGeometryRef()->toPoint()->getY(), GetParam().y, 0.001);
        EXPECT_EQ(std::string(layer->GetSpatialRef()->GetAuthorityCode(nullptr)),
                  std::to_string(GetParam().epsg));
        if (format != ExportFormat::shapefile_zip) continue;
        EXPECT_NE(zipped(file, "courtyards.prj").find(GetParam().name), std::string::npos);
    }
}

TEST(Export, RefusesMetresWhereAFormatHoldsDegreesOnly) {
    const ScratchFolder folder;
    const auto rows = three_courtyards();
    for (const ExportFormat format : {ExportFormat::geojson, ExportFormat::kml}) {
        ExportJob job = job_of(rows, format);
        job.crs = {4547};
        const auto refused = write_export(job, folder.path() / "out");
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().name, "export.crs");
    }
    EXPECT_FALSE(fs::exists(folder.path() / "out"));
}

TEST(CsvExport, StartsWithAMarkAndDefusesFormulas) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.csv";
    const std::vector<ExportRow> rows{
        {LonLat{113.2, 34.3}, {"=1+1", "@cmd", -2.5, std::int64_t{-3}, Day::of(2023, 6, 30)}},
        {std::monostate{}, {"-12", "a\"b", std::monostate{}, std::monostate{}, std::monostate{}}}};
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::csv), file));
    EXPECT_EQ(bytes(file),
              "\xEF\xBB\xBF"
              "id,village,score,visits,completed_on,lon,lat\r\n"
              "'=1+1,'@cmd,-2.5,-3,2023-06-30,113.2,34.3\r\n"
              "-12,\"a\"\"b\",,,,,\r\n");
}

TEST(CsvExport, WritesGbkWithoutAMark) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.csv";
    const std::vector<ExportRow> rows{{std::monostate{}, {"柳", outside_gbk, {}, {}, {}}}};
    ExportJob job = job_of(rows, ExportFormat::csv);
    job.encoding = Encoding::gbk;
    const auto summary = write_export(job, file);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->lost, 2U);
    EXPECT_NE(bytes(file).find("\r\n\xC1\xF8,\xA1\xFE"), std::string::npos);
}

TEST(Export, CarriesRandomTextAndNumbersThroughEveryFormatUnchanged) {
    constexpr unsigned seed = 20230630;
    std::mt19937 random(seed);
    const std::vector<std::string> pieces{"柳", "溪", "村", "a", "Z", "7",  " ",
                                          "，", "é",  "&",  "<", "'", "栖", "云"};
    std::vector<ExportRow> rows;
    for (std::size_t i = 0; i < 500; ++i) {
        std::string text = "村";
        for (auto k = random() % 20; k > 0; --k) text += pieces[random() % pieces.size()];
        text += "末";
        const auto draw = [&] { return static_cast<double>(random()); };
        const double real = draw() / 1024.0 - 1e6;
        rows.push_back({LonLat{113 + draw() / 4e9, 34 + draw() / 4e9},
                        {"R" + std::to_string(i), text, real, static_cast<std::int64_t>(random()),
                         Day{static_cast<int>(random() % 20000)}}});
    }
    const ScratchFolder folder;
    for (const ExportFormat format :
         {ExportFormat::shapefile_zip, ExportFormat::geopackage, ExportFormat::geojson,
          ExportFormat::flatgeobuf, ExportFormat::xlsx, ExportFormat::kml}) {
        const fs::path file = folder.path() / ("out." + std::string(file_ending(format)));
        const auto summary = write_export(job_of(rows, format), file);
        ASSERT_TRUE(summary);
        ASSERT_EQ(summary->rows, rows.size());
        const auto dataset = opened(opening_of(file, format));
        std::size_t seen = 0;
        for (const auto& feature : *dataset->GetLayer(0)) {
            const auto fields = courtyard_fields();
            const auto value = [&](std::size_t i) { return shown(*feature, name_in(fields[i], format)); };
            const ExportRow& row = rows[std::stoul(value(0).substr(1))];
            EXPECT_EQ(value(1), std::get<std::string>(row.values[1]))
                << "seed " << seed << " format " << static_cast<int>(format);
            const int real = feature->GetFieldIndex(name_in(fields[2], format).c_str());
            const double number = std::get<double>(row.values[2]);
            EXPECT_NEAR(feature->GetFieldAsDouble(real), number, 1e-14 * std::abs(number));
            EXPECT_EQ(value(3), std::to_string(std::get<std::int64_t>(row.values[3])));
            EXPECT_EQ(value(4), to_string(std::get<Day>(row.values[4])));
            ++seen;
        }
        EXPECT_EQ(seen, rows.size());
    }
}

TEST(Export, ReadsTheNamesOfFormatsAndEncodings) {
    EXPECT_EQ(parse_export_format("shp").value(), ExportFormat::shapefile_zip);
    EXPECT_EQ(parse_export_format("shp.zip").value(), ExportFormat::shapefile_zip);
    EXPECT_EQ(parse_export_format("fgb").value(), ExportFormat::flatgeobuf);
    EXPECT_EQ(parse_export_format("dwg").error().name, "export.format");
    EXPECT_EQ(file_ending(ExportFormat::shapefile_zip), "shp.zip");
    EXPECT_EQ(content_type(ExportFormat::geojson, Encoding::gbk), "application/geo+json");
    EXPECT_EQ(content_type(ExportFormat::csv, Encoding::utf8), "text/csv; charset=utf-8");
    EXPECT_EQ(content_type(ExportFormat::csv, Encoding::gbk), "text/csv; charset=gbk");
    EXPECT_EQ(parse_encoding("UTF-8").value(), Encoding::utf8);
    EXPECT_EQ(parse_encoding("gbk").value(), Encoding::gbk);
    EXPECT_EQ(parse_encoding("latin1").error().name, "export.encoding");
}

TEST(Export, SaysWhenTheDiskRefuses) {
    const auto rows = three_courtyards();
    EXPECT_THROW(write_export(job_of(rows, ExportFormat::csv), "/nonexistent/folder/out.csv"),
                 std::exception);
}

}  // namespace
}  // namespace courtyard
