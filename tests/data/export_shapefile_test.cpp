// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "data/export/export.h"
#include "data/scratch_folder.h"
#include "tests/data/made_export.h"

namespace courtyard {
namespace {

TEST(ShapefileZip, HoldsItsSevenFilesWithNamesMarkedAsUtf8) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const auto rows = three_courtyards();
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::shapefile_zip), file));
    const std::string zip = bytes(file);
    // The central directory names each file once more; flags stand at byte 8 of its record, the name at 46.
    std::vector<std::string> names;
    for (std::size_t at = 0; (at = zip.find("PK\x01\x02", at)) != std::string::npos; ++at) {
        const auto length = static_cast<std::size_t>(static_cast<unsigned char>(zip[at + 28]));
        names.push_back(zip.substr(at + 46, length));
        const bool marked = (static_cast<unsigned char>(zip[at + 9]) & 0x08U) != 0;
        EXPECT_EQ(marked, names.back() == "字段说明.csv") << names.back();
    }
    EXPECT_EQ(names, (std::vector<std::string>{"courtyards.shp", "courtyards.shx", "courtyards.dbf",
                                               "courtyards.prj", "courtyards.cpg", "字段说明.csv",
                                               "loss_report.csv"}));
    EXPECT_EQ(zipped(file, "courtyards.cpg"), "UTF-8");
    EXPECT_EQ(zipped(file, "loss_report.csv"),
              "\xEF\xBB\xBF"
              "field,record,what,character,value\r\n");
    const std::string dictionary = zipped(file, "字段说明.csv");
    EXPECT_TRUE(
        dictionary.starts_with("\xEF\xBB\xBF"
                               "字段,全名,中文,English,说明\r\n"));
    EXPECT_NE(dictionary.find("XZQMC,village,村名,Village,所在村 / the village it lies in\r\n"),
              std::string::npos);
    EXPECT_NE(zipped(file, "courtyards.prj").find("GCS_China_Geodetic_Coordinate_System_2000"),
              std::string::npos);
}

TEST(ShapefileZip, WritesGbkThatBothSignalsName) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const auto rows = three_courtyards();
    ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
    job.encoding = Encoding::gbk;
    const auto summary = write_export(job, file);
    ASSERT_TRUE(summary);
    EXPECT_TRUE(summary->losses.empty());
    EXPECT_EQ(zipped(file, "courtyards.cpg"), "936");
    const std::string table = zipped(file, "courtyards.dbf");
    EXPECT_EQ(table[29], 0x4D);
    EXPECT_NE(table.find("\xC1\xF8\xCD\xE5\xB4\xE5"), std::string::npos);  // 柳湾村 in GBK
    const auto dataset = opened(opening_of(file, ExportFormat::shapefile_zip));
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*feature, "XZQMC"), "柳湾村");
}

TEST(ShapefileZip, ReportsCharactersThatGbkLacksAndTextThatIsTooLong) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    std::string longest;
    for (int i = 0; i < 100; ++i) longest += "村";
    std::string too_long = longest + longest;
    const std::vector<ExportRow> rows{{LonLat{113, 34}, {"A", outside_gbk, 1.0, std::int64_t{1}, {}}},
                                      {LonLat{113, 34}, {"B", longest, 1.0, std::int64_t{1}, {}}},
                                      {LonLat{113, 34}, {"C", "x" + too_long, 1.0, std::int64_t{1}, {}}}};
    ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
    job.encoding = Encoding::gbk;
    const auto summary = write_export(job, file);
    ASSERT_TRUE(summary);
    ASSERT_EQ(summary->lost, 3U);
    for (const std::size_t i : {0U, 1U}) {
        EXPECT_EQ(summary->losses[i].field, "village");
        EXPECT_EQ(summary->losses[i].record, "A");
        EXPECT_EQ(summary->losses[i].what, "character");
        EXPECT_EQ(summary->losses[i].value, outside_gbk);
    }
    EXPECT_EQ(summary->losses[0].character, "㙍");
    EXPECT_EQ(summary->losses[1].character, "䶮");
    EXPECT_EQ(summary->losses[2].record, "C");
    EXPECT_EQ(summary->losses[2].what, "cut");
    const auto dataset = opened(opening_of(file, ExportFormat::shapefile_zip));
    std::vector<std::string> villages;
    for (const auto& feature : *dataset->GetLayer(0)) villages.push_back(shown(*feature, "XZQMC"));
    ASSERT_EQ(villages.size(), 3U);
    EXPECT_EQ(villages[0], "〓塘镇〓家村");
    EXPECT_EQ(villages[1], longest);
    // 254 bytes: one letter and 126 characters of two.
    EXPECT_EQ(villages[2], "x" + too_long.substr(0, 126 * 3));
    const std::string report = zipped(file, "loss_report.csv");
    EXPECT_NE(report.find(std::string("\r\nvillage,A,character,㙍,") + outside_gbk + "\r\n"),
              std::string::npos);
    EXPECT_NE(report.find(std::string("\r\nvillage,A,character,䶮,") + outside_gbk + "\r\n"),
              std::string::npos);
    EXPECT_NE(report.find("\r\nvillage,C,cut,,x"), std::string::npos);
}

TEST(ShapefileZip, CutsUtf8AtTheEndOfACharacter) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    std::string text;
    for (int i = 0; i < 90; ++i) text += "村";
    const std::vector<ExportRow> rows{{LonLat{113, 34}, {"A", text, 1.0, std::int64_t{1}, {}}},
                                      {LonLat{113, 34}, {"B", outside_gbk, 1.0, std::int64_t{1}, {}}}};
    const auto summary = write_export(job_of(rows, ExportFormat::shapefile_zip), file);
    ASSERT_TRUE(summary);
    ASSERT_EQ(summary->losses.size(), 1U);
    const auto dataset = opened(opening_of(file, ExportFormat::shapefile_zip));
    const OGRFeatureUniquePtr first(dataset->GetLayer(0)->GetNextFeature());
    const OGRFeatureUniquePtr second(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*first, "XZQMC"), text.substr(0, 84 * 3));
    EXPECT_EQ(shown(*second, "XZQMC"), outside_gbk);
}

TEST(ShapefileZip, KeepsBigNumbersAndNull) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const std::vector<ExportRow> rows{
        {LonLat{113, 34}, {"A", "", 123'456'789'012.25, std::int64_t{-12'345'678'901'234'567}, {}}},
        {LonLat{113, 34}, {"B", "", 1e-7, std::int64_t{0}, {}}}};
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::shapefile_zip), file));
    const auto dataset = opened(opening_of(file, ExportFormat::shapefile_zip));
    const OGRFeatureUniquePtr first(dataset->GetLayer(0)->GetNextFeature());
    const OGRFeatureUniquePtr second(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(first->GetFieldAsDouble("DF"), 123'456'789'012.25);
    EXPECT_EQ(shown(*first, "HCCS"), "-12345678901234567");
    EXPECT_EQ(shown(*first, "DBRQ"), "null");
    EXPECT_EQ(second->GetFieldAsDouble("DF"), 1e-7);
    EXPECT_EQ(shown(*second, "HCCS"), "0");
}

/// Little-endian bytes of a file as a number.
std::uint32_t number_at(const std::string& bytes, std::size_t at, std::size_t width) {
    std::uint32_t number = 0;
    for (std::size_t i = width; i-- > 0;) number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
    return number;
}

std::vector<ExportRow> many_courtyards(int count) {
    std::vector<ExportRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({LonLat{113 + i * 1e-4, 34.0 + i * 1e-4},
                        {fmt::format("HH-{:05}", i), i % 3 == 0 ? "柳湾村" : "石桥社区", i / 8.0,
                         std::int64_t{i}, Day::of(2021, 1, 1) + i}});
    return rows;
}

TEST(ShapefileZip, ComesInPartsThatEachHoldLessThanTheLimit) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const auto rows = many_courtyards(1'000);
    ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
    job.part_limit = 20'000;
    job.style_qml = "<qgis/>";
    const auto summary = write_export(job, file);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->rows, 1'000U);
    EXPECT_EQ(zipped(file, "courtyards.shp"), "(absent)");
    std::size_t seen = 0;
    std::size_t parts = 0;
    for (;; ++parts) {
        const std::string name = fmt::format("courtyards_{}", parts + 1);
        const std::string shapes = zipped(file, name + ".shp");
        if (shapes == "(absent)") break;
        const std::string table = zipped(file, name + ".dbf");
        EXPECT_LE(shapes.size(), 20'000U);
        EXPECT_LE(table.size(), 20'000U);
        for (const char* ending : {".shx", ".prj", ".cpg", ".qml"})
            EXPECT_NE(zipped(file, name + ending), "(absent)") << name << ending;
        const auto dataset = opened("/vsizip/" + file.string() + "/" + name + ".shp");
        OGRLayer* layer = dataset->GetLayer(0);
        EXPECT_EQ(static_cast<std::uint32_t>(layer->GetFeatureCount()), number_at(table, 4, 4));
        for (const auto& feature : *layer) {
            const ExportRow& row = rows[seen++];
            EXPECT_EQ(shown(*feature, "HH"), std::get<std::string>(row.values[0]));
            EXPECT_EQ(feature->GetGeometryRef()->toPoint()->getX(), std::get<LonLat>(row.geometry).lon);
            EXPECT_EQ(shown(*feature, "DBRQ"), to_string(std::get<Day>(row.values[4])));
        }
        OGREnvelope all;
        ASSERT_EQ(layer->GetExtent(&all, 1), OGRERR_NONE);
        EXPECT_EQ(
            all.MinX,
            std::get<LonLat>(rows[seen - static_cast<std::size_t>(layer->GetFeatureCount())].geometry).lon);
        EXPECT_EQ(all.MaxX, std::get<LonLat>(rows[seen - 1].geometry).lon);
    }
    EXPECT_EQ(seen, rows.size());
    EXPECT_GE(parts, 3U);
}

TEST(ShapefileZip, IsWholeUpToTheLimitAndInPartsBeyondIt) {
    const ScratchFolder folder;
    const auto rows = many_courtyards(200);
    const fs::path file = folder.path() / "out.shp.zip";
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::shapefile_zip), file));
    const std::size_t largest =
        std::max(zipped(file, "courtyards.shp").size(), zipped(file, "courtyards.dbf").size());
    for (const std::size_t limit : {largest, largest - 1}) {
        ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
        job.part_limit = limit;
        ASSERT_TRUE(write_export(job, file));
        EXPECT_EQ(zipped(file, "courtyards_1.shp") == "(absent)", limit == largest) << limit;
        EXPECT_EQ(zipped(file, "courtyards.shp") == "(absent)", limit != largest) << limit;
    }
}

TEST(ShapefileZip, PartsOfBoundariesKeepEveryRing) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const Boundary boundary = square_with_hole();
    std::vector<ExportRow> rows;
    for (int i = 0; i < 20; ++i)
        rows.push_back({&boundary, {fmt::format("{}", i), "村", 1.0, std::int64_t{1}, {}}});
    rows.push_back({std::monostate{}, {"20", "村", 1.0, std::int64_t{1}, {}}});
    ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
    job.geometry = ExportGeometry::boundary;
    job.part_limit = 1'500;
    ASSERT_TRUE(write_export(job, file));
    std::size_t seen = 0;
    for (int part = 1;; ++part) {
        const std::string name = fmt::format("courtyards_{}.shp", part);
        if (zipped(file, name) == "(absent)") break;
        const auto dataset = opened("/vsizip/" + file.string() + "/" + name);
        for (const auto& feature : *dataset->GetLayer(0)) {
            EXPECT_EQ(shown(*feature, "HH"), fmt::format("{}", seen));
            if (++seen > 20) {
                EXPECT_EQ(feature->GetGeometryRef(), nullptr);
                continue;
            }
            const auto* shape = feature->GetGeometryRef();
            ASSERT_NE(shape, nullptr);
            // 0.01 square degrees without a hole of 0.0004, and a triangle of 0.005.
            EXPECT_NEAR(shape->toMultiPolygon()->get_Area(), 0.0146, 1e-9);
        }
    }
    EXPECT_EQ(seen, 21U);
}

TEST(ShapefileZip, RunsOuterRingsClockwiseWhicheverWayTheyCome) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    Boundary boundary = square_with_hole();
    Boundary turned = boundary;
    for (Polygon& polygon : turned.polygons)
        for (Ring& ring : polygon.rings) std::ranges::reverse(ring);
    std::string bytes_before;
    for (const Boundary* one : {&boundary, &turned}) {
        const std::vector<ExportRow> rows{{one, {"A", "村", 1.0, std::int64_t{1}, {}}}};
        ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
        job.geometry = ExportGeometry::boundary;
        ASSERT_TRUE(write_export(job, file));
        const std::string shapes = zipped(file, "courtyards.shp");
        // The outer ring begins at its corner in the south-west; clockwise it goes north first.
        const auto coordinate = [&](std::size_t vertex, std::size_t axis) {
            double value = 0;
            std::copy_n(shapes.data() + 100 + 8 + 44 + 3 * 4 + vertex * 16 + axis * 8, 8,
                        reinterpret_cast<char*>(&value));
            return value;
        };
        EXPECT_EQ(coordinate(0, 0), 113.0);
        EXPECT_EQ(coordinate(1, 0), 113.0);
        EXPECT_EQ(coordinate(1, 1), 34.1);
    }
}

TEST(ShapefileZip, IsTheSameBytesEachTime) {
    const ScratchFolder folder;
    const auto rows = three_courtyards();
    for (const ExportFormat format : {ExportFormat::shapefile_zip, ExportFormat::geopackage,
                                      ExportFormat::xlsx, ExportFormat::csv, ExportFormat::kml}) {
        ExportJob job = job_of(rows, format);
        job.origin.day = Day::of(2023, 6, 30);
        job.style_qml = "<qgis/>";
        ASSERT_TRUE(write_export(job, folder.path() / "first"));
        job = job_of(rows, format);
        job.origin.day = Day::of(2023, 6, 30);
        job.style_qml = "<qgis/>";
        ASSERT_TRUE(write_export(job, folder.path() / "second"));
        EXPECT_EQ(bytes(folder.path() / "first"), bytes(folder.path() / "second"))
            << static_cast<int>(format);
    }
}

TEST(ShapefileZip, TellsTheDayOfItsFiguresAndNoOther) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.shp.zip";
    const auto rows = three_courtyards();
    ExportJob job = job_of(rows, ExportFormat::shapefile_zip);
    job.origin.day = Day::of(2023, 6, 30);
    ASSERT_TRUE(write_export(job, file));
    const std::string table = zipped(file, "courtyards.dbf");
    EXPECT_EQ(table.substr(1, 3), "\x7B\x06\x1E");  // 1900 + 123, 6, 30
    // 32 + 5 fields of 32 + 1; 1 + 17 + 24 + 4 (with one decimal: -1.25 and 96.50) ...
    EXPECT_EQ(number_at(table, 8, 2), 32U + 5 * 32 + 1);
    EXPECT_EQ(table.size(), number_at(table, 8, 2) + 3 * number_at(table, 10, 2) + 1);
    EXPECT_EQ(table.back(), '\x1A');
}

TEST(ShapefileZip, HasAtMost255Columns) {
    const ScratchFolder folder;
    ExportJob job;
    job.layer = "wide";
    for (int i = 0; i < 256; ++i)
        job.fields.push_back({fmt::format("f{}", i), fmt::format("f{}", i), ExportType::integer, {}, {}});
    job.next = [](ExportRow&) { return false; };
    const auto refused = write_export(job, folder.path() / "out.shp.zip");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "export.columns");
    job.fields.pop_back();
    EXPECT_TRUE(write_export(job, folder.path() / "out.shp.zip"));
}

}  // namespace
}  // namespace courtyard
