// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "data/export/export.h"
#include "data/scratch_folder.h"
#include "tests/data/made_export.h"

namespace courtyard {
namespace {

TEST(XlsxExport, NeverWritesAFormula) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const std::vector<ExportRow> rows{{std::monostate{}, {"=1+1", "村", {}, {}, {}}}};
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::xlsx), file));
    EXPECT_EQ(zipped(file, "xl/worksheets/sheet1.xml").find("<f>"), std::string::npos);
    const auto dataset = opened(file);
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*feature, "户号 (id)"), "=1+1");
}

TEST(XlsxExport, HoldsNumbersAsNumbersAndDaysAsDays) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const auto rows = three_courtyards();
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::xlsx), file));
    const auto dataset = opened(file);
    OGRFeatureDefn* columns = dataset->GetLayer(0)->GetLayerDefn();
    const auto type = [&](const char* name) {
        return columns->GetFieldDefn(columns->GetFieldIndex(name))->GetType();
    };
    EXPECT_EQ(type("户号 (id)"), OFTString);
    EXPECT_EQ(type("得分 (score)"), OFTReal);
    EXPECT_EQ(type("核查次数 (visits)"), OFTInteger64);
    EXPECT_EQ(type("达标日期 (completed_on)"), OFTDate);
    EXPECT_EQ(type("经度 (lon)"), OFTReal);
}

TEST(XlsxExport, KeepsItsHeaderInSightAndExplainsItsColumns) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const auto rows = three_courtyards();
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::xlsx), file));
    const std::string sheet = zipped(file, "xl/worksheets/sheet1.xml");
    EXPECT_NE(sheet.find("<pane ySplit=\"1\" topLeftCell=\"A2\""), std::string::npos);
    EXPECT_NE(sheet.find("<cols>"), std::string::npos);
    const auto dataset = opened(file);
    ASSERT_EQ(dataset->GetLayerCount(), 2);
    EXPECT_EQ(std::string(dataset->GetLayer(0)->GetName()), "courtyards");
    EXPECT_EQ(std::string(dataset->GetLayer(1)->GetName()), "字段说明");
    const OGRFeatureUniquePtr first(dataset->GetLayer(1)->GetNextFeature());
    EXPECT_EQ(shown(*first, "English"), "Household");
}

TEST(XlsxExport, WritesWhatNoNumberHoldsAsText) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const std::vector<ExportRow> rows{
        {std::monostate{}, {"A", "村", {}, std::int64_t{9'007'199'254'740'993}, Day::of(1899, 12, 31)}}};
    ASSERT_TRUE(write_export(job_of(rows, ExportFormat::xlsx), file));
    const auto dataset = opened(file);
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*feature, "核查次数 (visits)"), "9007199254740993");
    EXPECT_EQ(shown(*feature, "达标日期 (completed_on)"), "1899-12-31");
}

TEST(XlsxExport, CutsWhatNoCellHoldsAndSaysSo) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const std::vector<ExportRow> rows{{std::monostate{}, {"A", std::string(40'000, 'x'), {}, {}, {}}}};
    const auto summary = write_export(job_of(rows, ExportFormat::xlsx), file);
    ASSERT_TRUE(summary);
    ASSERT_EQ(summary->lost, 1U);
    EXPECT_EQ(summary->losses[0].what, "cut");
    const auto dataset = opened(file);
    const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
    EXPECT_EQ(shown(*feature, "村名 (village)").size(), 32'767U);
}

TEST(XlsxExport, MeasuresACellInUnitsOfUtf16) {
    const ScratchFolder folder;
    const fs::path file = folder.path() / "out.xlsx";
    const auto repeated = [](std::string_view character, std::size_t count) {
        std::string text;
        while (count-- > 0) text += character;
        return text;
    };
    // 32,767 units, which is what a cell holds; then one more; then a pair that would end beyond it.
    const std::string whole = repeated("村", 32'767);
    const std::vector<ExportRow> rows{
        {std::monostate{}, {"A", whole, {}, {}, {}}},
        {std::monostate{}, {"B", whole + "村", {}, {}, {}}},
        {std::monostate{}, {"C", repeated("\xF0\xA0\x80\x80", 16'384), {}, {}, {}}}};
    const auto summary = write_export(job_of(rows, ExportFormat::xlsx), file);
    ASSERT_TRUE(summary);
    ASSERT_EQ(summary->lost, 2U);
    EXPECT_EQ(summary->losses[0].record, "B");
    EXPECT_EQ(summary->losses[1].record, "C");
    const auto dataset = opened(file);
    for (const std::string& held : {whole, whole, repeated("\xF0\xA0\x80\x80", 16'383)}) {
        const OGRFeatureUniquePtr feature(dataset->GetLayer(0)->GetNextFeature());
        EXPECT_EQ(shown(*feature, "村名 (village)"), held);
    }
}

}  // namespace
}  // namespace courtyard
