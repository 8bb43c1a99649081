// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gtest/gtest.h>

#include "data/export/export.h"
#include "data/scratch_folder.h"
#include "tests/data/made_export.h"

namespace courtyard {
namespace {

/// The first column of what a question answers, joined by `|`.
std::string answer(const fs::path& file, const std::string& question) {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    SQLite::Statement statement(database, question);
    std::string all;
    while (statement.executeStep()) all += (all.empty() ? "" : "|") + statement.getColumn(0).getString();
    return all;
}

class GeoPackage : public ::testing::Test {
  protected:
    void SetUp() override {
        const auto rows = three_courtyards();
        ExportJob job = job_of(rows, ExportFormat::geopackage);
        job.crs = {4547};
        job.origin = {{"美丽庭院", "Courtyards"},
                      {"柳湾县妇联", "Liuwan Women's Federation"},
                      Day::of(2023, 6, 30),
                      42};
        job.style_qml = "<qgis>庭院</qgis>";
        job.style_sld = "<StyledLayerDescriptor/>";
        ASSERT_TRUE(write_export(job, file));
    }
    ScratchFolder folder;
    fs::path file = folder.path() / "out.gpkg";
};

TEST_F(GeoPackage, CallsItsColumnsByBothLanguages) {
    EXPECT_EQ(answer(file,
                     "SELECT column_name || '=' || title FROM gpkg_data_columns WHERE table_name = "
                     "'courtyards' ORDER BY rowid"),
              "id=户号 / Household|village=村名 / Village|score=得分 / Score|visits=核查次数 / "
              "Visits|completed_on=达标日期 / Completed on");
    EXPECT_EQ(answer(file, "SELECT description FROM gpkg_data_columns WHERE column_name = 'village'"),
              "所在村 / the village it lies in");
}

TEST_F(GeoPackage, TellsWhereItsRowsComeFrom) {
    const std::string told = answer(file, "SELECT metadata FROM gpkg_metadata");
    for (const char* word :
         {"<dc:title xml:lang=\"zh\">美丽庭院</dc:title>", "柳湾县妇联", "Liuwan Women's Federation",
          "<dcterms:valid>2023-06-30</dcterms:valid>", "修订号 42", "revision 42", "EPSG:4547"})
        EXPECT_NE(told.find(word), std::string::npos) << word;
    EXPECT_EQ(answer(file, "SELECT timestamp FROM gpkg_metadata_reference WHERE table_name = 'courtyards'"),
              "2023-06-30T00:00:00.000Z");
    EXPECT_EQ(answer(file, "SELECT DISTINCT last_change FROM gpkg_contents"), "2023-06-30T00:00:00.000Z");
}

TEST_F(GeoPackage, HoldsStylesAsQgisLooksForThem) {
    EXPECT_EQ(answer(file,
                     "SELECT styleQML FROM layer_styles WHERE f_table_name = 'courtyards' AND "
                     "f_geometry_column = (SELECT column_name FROM gpkg_geometry_columns) AND useAsDefault"),
              "<qgis>庭院</qgis>");
    EXPECT_EQ(answer(file, "SELECT styleSLD FROM layer_styles"), "<StyledLayerDescriptor/>");
}

TEST_F(GeoPackage, DeclaresItsExtensionsAndHasASpatialIndex) {
    EXPECT_EQ(answer(file, "SELECT DISTINCT extension_name FROM gpkg_extensions ORDER BY 1"),
              "gpkg_metadata|gpkg_rtree_index|gpkg_schema");
    EXPECT_EQ(answer(file, "SELECT count(*) FROM rtree_courtyards_geom"), "2");
    EXPECT_EQ(answer(file, "PRAGMA integrity_check"), "ok");
    EXPECT_EQ(answer(file, "PRAGMA foreign_key_check"), "");
}

}  // namespace
}  // namespace courtyard
