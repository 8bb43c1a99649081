// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "data/gdal_library.h"
#include "data/scratch_folder.h"

namespace courtyard {
namespace {

namespace fs = std::filesystem;

/// Characters that are in Unicode and not in GBK, as in real place names.
constexpr const char* outside_gbk = "㙍塘镇䶮家村";

std::vector<ExportField> courtyard_fields() {
    return {
        {"id", "HH", ExportType::text, {"户号", "Household"}, {"户的编号", "identifier of the household"}},
        {"village", "XZQMC", ExportType::text, {"村名", "Village"}, {"所在村", "the village it lies in"}},
        {"score", "DF", ExportType::real, {"得分", "Score"}, {}},
        {"visits", "HCCS", ExportType::integer, {"核查次数", "Visits"}, {}},
        {"completed_on", "DBRQ", ExportType::day, {"达标日期", "Completed on"}, {}}};
}

std::vector<ExportRow> three_courtyards() {
    return {
        {LonLat{113.2, 34.3}, {"410199100201-0001", "柳湾村", 96.5, std::int64_t{3}, Day::of(2023, 6, 30)}},
        {LonLat{113.25, 34.31}, {"0002", "石桥, \"东\"社区", -1.25, std::int64_t{9'007'199'254}, {}}},
        {std::monostate{},
         {"0003", std::monostate{}, std::monostate{}, std::monostate{}, Day::of(2021, 1, 4)}}};
}

ExportJob job_of(const std::vector<ExportRow>& rows, ExportFormat format) {
    ExportJob job;
    job.layer = "courtyards";
    job.fields = courtyard_fields();
    job.format = format;
    job.next = [&rows, i = std::size_t{0}](ExportRow& row) mutable {
        if (i == rows.size()) return false;
        row = rows[i++];
        return true;
    };
    return job;
}

std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

/// A file of a zip, by GDAL's own reader.
std::string zipped(const fs::path& zip, const std::string& name) {
    const std::string path = "/vsizip/" + zip.string() + "/" + name;
    GByte* content = nullptr;
    vsi_l_offset size = 0;
    if (VSIIngestFile(nullptr, path.c_str(), &content, &size, -1) == 0) return "(absent)";
    std::string found(reinterpret_cast<const char*>(content), size);
    VSIFree(content);
    return found;
}

GDALDatasetUniquePtr opened(const std::string& path) {
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    EXPECT_NE(dataset, nullptr) << path;
    return dataset;
}

std::string opening_of(const fs::path& file, ExportFormat format) {
    return format == ExportFormat::shapefile_zip ? "/vsizip/" + file.string() + "/courtyards.shp"
                                                 : file.string();
}

/// The text of a field, a day as 2023-06-30, and `null`.
std::string shown(const OGRFeature& feature, const std::string& name) {
    const int index = feature.GetFieldIndex(name.c_str());
    if (index < 0) return "(no field)";
    if (!feature.IsFieldSetAndNotNull(index)) return "null";
    const OGRFieldType type = feature.GetFieldDefnRef(index)->GetType();
    if (type == OFTReal) return fmt::format("{}", feature.GetFieldAsDouble(index));
    std::string text = feature.GetFieldAsString(index);
    if (type == OFTDate) std::replace(text.begin(), text.end(), '/', '-');
    return text;
}

class EveryFormat : public ::testing::TestWithParam<ExportFormat> {};

INSTANTIATE_TEST_SUITE_P(Export, EveryFormat,
                         ::testing::Values(ExportFormat::shapefile_zip, ExportFormat::geopackage,
                                           ExportFormat::geojson, ExportFormat::flatgeobuf,
                                           ExportFormat::xlsx, ExportFormat::kml, ExportFormat::csv),
                         [](const auto& test) {
                             return "format" + std::to_string(static_cast<int>(test.param));
                         });

/// What a field is called in a format.
std::string name_in(const ExportField& field, ExportFormat format) {
    if (format == ExportFormat::shapefile_zip) return field.short_name;
    if (format == ExportFormat::xlsx) return field.title.zh + " (" + field.name + ")";
    return field.name;
}

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

Boundary square_with_hole() {
    return {{{{{{113.0, 34.0}, {113.1, 34.0}, {113.1, 34.1}, {113.0, 34.1}, {113.0, 34.0}},
               {{113.04, 34.04}, {113.04, 34.06}, {113.06, 34.06}, {113.06, 34.04}, {113.04, 34.04}}}},
             {{{{113.2, 34.0}, {113.3, 34.0}, {113.25, 34.1}, {113.2, 34.0}}}}}};
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
              "field,record,what,value\r\n");
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
    ASSERT_EQ(summary->losses.size(), 2U);
    EXPECT_EQ(summary->losses[0].record, "A");
    EXPECT_EQ(summary->losses[0].what, "character");
    EXPECT_EQ(summary->losses[0].value, outside_gbk);
    EXPECT_EQ(summary->losses[1].record, "C");
    EXPECT_EQ(summary->losses[1].what, "cut");
    const auto dataset = opened(opening_of(file, ExportFormat::shapefile_zip));
    std::vector<std::string> villages;
    for (const auto& feature : *dataset->GetLayer(0)) villages.push_back(shown(*feature, "XZQMC"));
    ASSERT_EQ(villages.size(), 3U);
    EXPECT_EQ(villages[0], "〓塘镇〓家村");
    EXPECT_EQ(villages[1], longest);
    // 254 bytes: one letter and 126 characters of two.
    EXPECT_EQ(villages[2], "x" + too_long.substr(0, 126 * 3));
    EXPECT_NE(zipped(file, "loss_report.csv").find(std::string("village,A,character,") + outside_gbk),
              std::string::npos);
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
    EXPECT_EQ(summary->losses.size(), 1U);
    EXPECT_NE(bytes(file).find("\r\n\xC1\xF8,\xA1\xFE"), std::string::npos);
}

TEST(XlsxExport, NeverWritesAFormula) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const std::vector<ExportRow> rows{{std::monostate{}, {"=1+1", "村", {}, {}, {}}}};
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::xlsx), file));
    EXPECT_EQ(zipped(file, "xl/worksheets/sheet1.xml").find("<f>"), std::string::npos);
    const auto dataset = opened(file);
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*feature, "户号 (id)"), "'=1+1");
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
    EXPECT_EQ(content_type(ExportFormat::geojson), "application/geo+json");
    EXPECT_EQ(parse_encoding("UTF-8").value(), Encoding::utf8);
    EXPECT_EQ(parse_encoding("gbk").value(), Encoding::gbk);
    EXPECT_EQ(parse_encoding("latin1").error().name, "export.encoding");
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

TEST(Export, SaysWhenTheDiskRefuses) {
    const auto rows = three_courtyards();
    EXPECT_THROW(write_export(job_of(rows, ExportFormat::csv), "/nonexistent/folder/out.csv"),
                 std::exception);
}

}  // namespace
}  // namespace courtyard
