// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <map>

#include "data/read/given_areas.h"
#include "data/read/rows.h"
#include "geo/area_repair.h"
#include "geo/border_topology.h"
#include "tests/data/given_file.h"

namespace courtyard {
namespace {

/// Files that nobody of ours made; see the environment variable COURTYARD_REALDATA.
class RealFiles : public testing::Test {
  protected:
    void SetUp() override {
        if (const auto folder = real_data()) folder_ = *folder;
        if (folder_.empty()) GTEST_SKIP() << "no real data: set COURTYARD_REALDATA";
    }

    std::vector<std::filesystem::path> files(const std::string& under, const std::string& extension) const {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / under)) {
            if (entry.path().extension() == extension) found.push_back(entry.path());
        }
        std::sort(found.begin(), found.end());
        return found;
    }

    Rows<Area> areas(const std::string& file, RowOptions options) const {
        const auto table = opened(folder_ / file);
        auto rows = read_areas(*table, options);
        EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().detail.en);
        return rows ? std::move(*rows) : Rows<Area>{};
    }

    std::vector<GivenArea> given(const std::string& file) const {
        const auto table = opened(folder_ / file);
        auto read = read_given_areas(*table, {});
        EXPECT_TRUE(read.has_value());
        return read ? std::move(read->areas) : std::vector<GivenArea>{};
    }

    std::filesystem::path folder_;
};

RowOptions villages() {
    RowOptions options;
    options.level = AreaLevel::village;
    return options;
}

TEST_F(RealFiles, EveryCommuneOfNormandyIsAnArea) {
    const auto rows = areas("boundaries/france/communes-normandie.geojson", villages());
    ASSERT_EQ(rows.accepted.size(), 2'709U);
    EXPECT_TRUE(rows.rejections.empty());
    EXPECT_EQ(rows.accepted[0].code.view(), "27447");
    EXPECT_EQ(rows.accepted[0].name, "Val-Doré");
    for (const Area& area : rows.accepted) ASSERT_TRUE(check_boundary(area.boundary)) << area.code.view();
}

TEST_F(RealFiles, CodesWithLettersAreCodes) {
    const auto rows = areas("boundaries/france/communes-2A-corse-du-sud.geojson", villages());
    ASSERT_EQ(rows.accepted.size(), 124U);
    EXPECT_EQ(rows.accepted[0].code.view(), "2A041");
}

TEST_F(RealFiles, TheMessyLayerOfSpainIsReadRowByRow) {
    RowOptions options = villages();
    options.renamed["id"] = "code";
    const auto rows = areas("boundaries/spain/municipalities.json", options);
    EXPECT_EQ(rows.rows, 8'213U);
    std::map<std::string, std::size_t> reasons;
    for (const auto& [code, reason] : rows.rejections.reasons()) reasons[code] = reason.rows;
    EXPECT_EQ(reasons,
              (std::map<std::string, std::size_t>{{"boundary.missing", 28}, {"boundary.invalid", 51}}));
    EXPECT_EQ(rows.accepted.size(), 8'134U);
    EXPECT_EQ(rows.notes.size(), 1U) << "some boundaries touch themselves";
}

TEST_F(RealFiles, SikkimNeedsItsColumnsNamed) {
    RowOptions options = villages();
    options.renamed = {{"CEN_2001", "code"}};
    const auto rows = areas("boundaries/sikkim/sk.geojson", options);
    EXPECT_EQ(rows.rows, 394U);
    EXPECT_EQ(rows.accepted.size(), 393U);
    ASSERT_EQ(rows.rejections.count(), 1U) << "one village has no name";
    EXPECT_EQ(rows.rejections[0].column, "NAME");
}

TEST_F(RealFiles, EveryTownshipOfChinaIsReadByItsCode) {
    const auto rows = areas("codes/streets.csv", {});
    ASSERT_EQ(rows.accepted.size(), 41'352U);
    EXPECT_EQ(rows.accepted[0].level, AreaLevel::township);
}

/// Each file is refused as a whole, or each of its rows is either whole or broken for a named reason.
void expect_an_answer(const std::filesystem::path& path) {
    const auto table = open_table(path, {});
    if (!table) {
        EXPECT_FALSE(table.error().name.empty()) << path;
        EXPECT_FALSE(table.error().detail.zh.empty()) << path;
        return;
    }
    TableRow row;
    while (true) {
        const auto more = (*table)->next(row);
        if (!more || !*more) return;
        if (!row.broken) {
            EXPECT_EQ(row.values.size(), (*table)->columns().size()) << path;
        }
    }
}

TEST_F(RealFiles, SikkimOverlapsByHairsAndHasGaps) {
    const auto areas = given("boundaries/sikkim/sk.geojson");
    const auto check = check_areas(areas);
    EXPECT_EQ(check.features, 394U);
    EXPECT_EQ(check.count(AreaFault::invalid), 0U);
    EXPECT_EQ(check.count(AreaFault::overlap), 166U);
    EXPECT_EQ(check.slivers(AreaFault::overlap), 166U);
    EXPECT_EQ(check.count(AreaFault::gap), 667U);
    EXPECT_EQ(check.slivers(AreaFault::gap), 663U);
    EXPECT_EQ(check.count(AreaFault::duplicate_name), 6U);
}

TEST_F(RealFiles, SikkimIsRepairedButForFourGapsThatAreReal) {
    const auto areas = given("boundaries/sikkim/sk.geojson");
    const auto repair = repair_areas(areas, {});
    EXPECT_EQ(repair.remaining.count(AreaFault::overlap), 0U);
    EXPECT_EQ(repair.remaining.count(AreaFault::gap), 4U);
    EXPECT_EQ(repair.remaining.slivers(AreaFault::gap), 0U);
    for (const AreaChange& change : repair.changes) {
        EXPECT_NE(change.outcome, RepairOutcome::refused);
        EXPECT_LT(std::abs(change.change_percent), 0.01);
    }
    for (const auto& use : BorderTopology::of(repair.boundaries).uses()) {
        EXPECT_LE(use.forward, 1U);
        EXPECT_LE(use.backward, 1U);
    }
}

TEST_F(RealFiles, TheMessyLayerOfSpainIsCheckedAndRepairedWhereThatIsSafe) {
    const auto areas = given("boundaries/spain/municipalities.json");
    const auto check = check_areas(areas);
    EXPECT_EQ(check.features, 8'213U);
    EXPECT_EQ(check.count(AreaFault::invalid), 59U);
    EXPECT_EQ(check.count(AreaFault::null_geometry), 28U);
    EXPECT_EQ(check.count(AreaFault::overlap), 123U);
    const auto repair = repair_areas(areas, {});
    std::size_t refused = 0;
    for (const AreaChange& change : repair.changes) {
        refused += change.outcome == RepairOutcome::refused ? 1 : 0;
        if (change.outcome == RepairOutcome::repaired) {
            EXPECT_LE(std::abs(change.change_percent), 1);
        }
    }
    // Those that are still invalid are exactly those that a valid drawing would change by more than 1 %.
    EXPECT_EQ(refused, repair.remaining.count(AreaFault::invalid));
    EXPECT_EQ(refused, 7U);
    EXPECT_EQ(repair.remaining.count(AreaFault::gap), 0U);
}

TEST_F(RealFiles, NormandyIsClean) {
    const auto areas = given("boundaries/france/communes-normandie.geojson");
    EXPECT_TRUE(check_areas(areas).clean());
    EXPECT_TRUE(check_areas(given("boundaries/france/communes-2A-corse-du-sud.geojson")).clean());
    const auto repair = repair_areas(areas, {});
    // The commune that touches itself is written as the standard wants it; its ground stays.
    std::size_t repaired = 0;
    for (const AreaChange& change : repair.changes) {
        if (change.outcome == RepairOutcome::unchanged) continue;
        ++repaired;
        EXPECT_NEAR(change.change_percent, 0, 1e-9);
    }
    EXPECT_EQ(repaired, 1U);
}

TEST_F(RealFiles, SimplifiedCommunesOfNormandyStayTight) {
    std::vector<Boundary> boundaries;
    for (const auto& area : given("boundaries/france/communes-normandie.geojson"))
        boundaries.push_back(area.boundary);
    const auto topology = BorderTopology::of(boundaries);
    EXPECT_TRUE(topology.t_junctions().empty());
    EXPECT_EQ(topology.arcs().size(), 8'095U);
    const auto same = topology.boundaries();
    for (std::size_t i = 0; i < same.size(); ++i)
        for (std::size_t p = 0; p < same[i].polygons.size(); ++p)
            ASSERT_EQ(same[i].polygons[p].rings, boundaries[i].polygons[p].rings);
    for (const double tolerance_m : {300.0, 1e6}) {
        auto areas = given("boundaries/france/communes-normandie.geojson");
        const auto thinned = topology.boundaries_along(simplified(topology, {tolerance_m}));
        for (std::size_t i = 0; i < areas.size(); ++i) areas[i].boundary = thinned[i];
        EXPECT_TRUE(check_areas(areas).clean()) << tolerance_m;
    }
}

TEST_F(RealFiles, NoneOfThemIsLeftWithoutAnAnswer) {
    for (const std::string folder : {"geojson", "shapefiles", "tracks"}) {
        for (const std::string extension : {".geojson", ".shp", ".zip", ".gpx", ".kml", ".tcx", ".dbf"}) {
            for (const auto& path : files(folder, extension)) expect_an_answer(path);
        }
    }
}

/// What a file comes to: `refused: code`, or `12 rows` with the codes of those that are broken.
std::string outcome_of(const std::filesystem::path& path) {
    const auto table = open_table(path, {});
    if (!table) return "refused: " + table.error().name;
    TableRow row;
    std::size_t rows = 0;
    std::map<std::string, std::size_t> broken;
    while (true) {
        const auto more = (*table)->next(row);
        if (!more) return "refused: " + more.error().name;
        if (!*more) break;
        ++rows;
        const auto* boundary = std::get_if<Boundary>(&row.geometry);
        const auto* position = std::get_if<LonLat>(&row.geometry);
        if (row.broken)
            ++broken[row.broken->name];
        else if (boundary != nullptr && !check_boundary(*boundary))
            ++broken[check_boundary(*boundary).error().name];
        else if (position != nullptr && !checked_position(position->lon, position->lat))
            ++broken[checked_position(position->lon, position->lat).error().name];
    }
    std::string text = std::to_string(rows) + " rows";
    for (const auto& [code, count] : broken) text += "; " + std::to_string(count) + " " + code;
    return text;
}

/// tests/data/real_files.csv: file, outcome, why.
std::map<std::string, std::string> expected_outcomes() {
    std::map<std::string, std::string> expected;
    std::ifstream in(std::filesystem::path(__FILE__).parent_path() / "real_files.csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto first = line.find(',');
        expected.emplace(line.substr(0, first),
                         line.substr(first + 1, line.find(',', first + 1) - first - 1));
    }
    return expected;
}

TEST_F(RealFiles, EachOfThemIsReadOrRefusedAsItsTableSays) {
    const auto expected = expected_outcomes();
    std::size_t seen = 0;
    for (const std::string folder : {"geojson", "shapefiles", "tracks"}) {
        for (const std::string ending :
             {".geojson", ".shp", ".zip", ".gpx", ".kml", ".kmz", ".tcx", ".dbf", ".json"}) {
            for (const auto& path : files(folder, ending)) {
                const std::string name = path.lexically_relative(folder_).generic_string();
                const auto line = expected.find(name);
                EXPECT_EQ(outcome_of(path), line == expected.end() ? "(not in the table)" : line->second)
                    << name;
                ++seen;
            }
        }
    }
    EXPECT_EQ(seen, expected.size());
}

TEST_F(RealFiles, NoBadGeoJsonIsTakenForSoundWhereItMatters) {
    // What is left are faults that do not touch a record: bounding boxes, foreign members, winding order,
    // heights.
    const std::vector<std::string> harmless{"badfeature-no-properties",
                                            "bad-polygon-interiorring-rhr",
                                            "bbox-4or6elements",
                                            "bbox-contains-string",
                                            "bbox-string",
                                            "different-first-size",
                                            "feature_changed_semantics",
                                            "geometry_changed_semantics",
                                            "geometrycollection_single",
                                            "point-toomany",
                                            "polygon_winding_order"};
    for (const auto& path : files("geojson", ".geojson")) {
        if (path.parent_path().filename() != "bad") continue;
        const auto table = open_table(path, {});
        bool complained = !table;
        while (table) {
            TableRow row;
            const auto more = (*table)->next(row);
            if (!more || !*more) break;
            const auto* boundary = std::get_if<Boundary>(&row.geometry);
            complained = complained || row.broken || (boundary != nullptr && !check_boundary(*boundary));
        }
        const bool listed = std::find(harmless.begin(), harmless.end(), path.stem()) != harmless.end();
        EXPECT_EQ(complained, !listed) << path.filename();
    }
}

TEST_F(RealFiles, ShapefilesWithoutIndexOrWithALyingHeaderAreAnsweredFor) {
    const auto folder = folder_ / "shapefiles/pyshp/tests/shapefiles";
    EXPECT_EQ(opened(folder / "blockgroups.shp")->row_count(), 663U);
    EXPECT_EQ(opened(folder / "blockgroups.zip")->row_count(), 663U);
    EXPECT_EQ(refusal_of(folder / "corrupt_too_long.shp"), "file.broken");
    EXPECT_EQ(refusal_of(folder / "latin1.shp"), "file.encoding");
    EXPECT_EQ(refusal_of(folder / "empty_zipfile.zip"), "file.format");
}

}  // namespace
}  // namespace courtyard
