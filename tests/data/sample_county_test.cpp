// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_county.h"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <fstream>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "data/gdal_library.h"
#include "data/scratch_folder.h"
#include "geo/area_tree.h"
#include "geo/day.h"
#include "geo/village_index.h"

namespace courtyard {
namespace {

namespace fs = std::filesystem;
using CsvRow = std::map<std::string, std::string>;

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found(1);
    for (const char c : line) {
        if (c == ',')
            found.emplace_back();
        else
            found.back() += c;
    }
    return found;
}

/// The sample writes no quotes, so a plain split reads it.
std::vector<CsvRow> csv(const fs::path& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const auto header = cells(line);
    std::vector<CsvRow> rows;
    while (std::getline(file, line)) {
        const auto values = cells(line);
        EXPECT_EQ(values.size(), header.size()) << line;
        CsvRow row;
        for (std::size_t i = 0; i < std::min(values.size(), header.size()); ++i) row[header[i]] = values[i];
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

std::vector<Area> areas_of(const fs::path& path) {
    prepare_gdal();
    const GDALDatasetUniquePtr dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    std::vector<Area> areas;
    for (const auto& feature : *dataset->GetLayerByName("areas")) {
        Area area;
        area.code = AreaCode::parse(feature->GetFieldAsString("code")).value();
        area.name = feature->GetFieldAsString("name");
        area.level = parse_area_level(feature->GetFieldAsString("level")).value();
        if (feature->IsFieldSetAndNotNull(feature->GetFieldIndex("parent"))) {
            area.parent = AreaCode::parse(feature->GetFieldAsString("parent")).value();
        }
        for (const OGRPolygon* part : *feature->GetGeometryRef()->toMultiPolygon()) {
            Polygon& polygon = area.boundary.polygons.emplace_back();
            for (const OGRLinearRing* line : *part) {
                Ring& ring = polygon.rings.emplace_back();
                for (const OGRPoint& at : *line) ring.push_back({at.getX(), at.getY()});
            }
        }
        area.bounds = bounds_of(area.boundary);
        area.fid = areas.size() + 1;
        areas.push_back(std::move(area));
    }
    return areas;
}

using Edge = std::array<double, 4>;

/// Every side of every ring, with the way it is walked, and how often.
std::map<Edge, int> edges_of(const std::vector<Area>& areas, AreaLevel level) {
    std::map<Edge, int> edges;
    for (const Area& area : areas) {
        if (area.level != level) continue;
        for (const Polygon& polygon : area.boundary.polygons) {
            for (const Ring& ring : polygon.rings) {
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    ++edges[{ring[i].lon, ring[i].lat, ring[i + 1].lon, ring[i + 1].lat}];
                }
            }
        }
    }
    return edges;
}

Edge reversed(const Edge& edge) { return {edge[2], edge[3], edge[0], edge[1]}; }

/// What the neighbours on both sides do not share: the outline of all areas of a level together.
std::map<Edge, int> outline(const std::map<Edge, int>& edges) {
    std::map<Edge, int> left;
    for (const auto& [edge, count] : edges) {
        EXPECT_EQ(count, 1);
        if (!edges.contains(reversed(edge))) left[edge] = count;
    }
    return left;
}

const std::map<std::string, std::set<std::string>> legal{
    {"registered", {"recommended", "rejected"}},
    {"recommended", {"checked", "needs_work", "rejected"}},
    {"checked", {"accepted", "needs_work", "rejected"}},
    {"accepted", {"published", "rechecked", "needs_work", "revoked"}},
    {"published", {"plaque", "rechecked", "revoked"}},
    {"plaque", {"rechecked", "revoked"}},
    {"rechecked", {"published", "plaque", "rechecked", "needs_work", "revoked"}},
    {"needs_work", {"checked", "recommended", "accepted", "rejected", "revoked"}},
    {"rejected", {"registered", "recommended"}},
    {"revoked", {"registered", "recommended", "checked", "accepted"}}};

/// The default county, written once for all tests.
class SampleCountyFile : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new ScratchFolder;
        ASSERT_TRUE(write_sample_county(folder_->path(), {}, [](int) {}));
        areas_ = new std::vector<Area>(areas_of(folder_->path() / "areas.gpkg"));
    }
    static void TearDownTestSuite() {
        delete areas_;
        delete folder_;
    }
    static fs::path file(const char* name) { return folder_->path() / name; }
    static const std::vector<Area>& areas() { return *areas_; }

    /// Households whose courtyard counts on a day, by the rule and a plain loop.
    static std::map<std::string, int> counted_by_village(const std::string& day) {
        std::map<std::string, bool> counts;
        for (const CsvRow& row : csv(file("decisions.csv"))) {
            if (row.at("decided_on") > day) continue;
            const std::string& to = row.at("to");
            if (to == "accepted" || to == "published" || to == "plaque")
                counts[row.at("household")] = true;
            else if (to != "rechecked")
                counts[row.at("household")] = false;
        }
        std::map<std::string, int> villages;
        for (const auto& [household, yes] : counts) villages[household.substr(0, 12)] += yes ? 1 : 0;
        return villages;
    }

  private:
    static inline ScratchFolder* folder_ = nullptr;
    static inline std::vector<Area>* areas_ = nullptr;
};

TEST_F(SampleCountyFile, HasOneCountyEighteenTownshipsAndThreeHundredAndTwentyVillages) {
    std::map<AreaLevel, int> count;
    std::set<std::string> names_in_township;
    for (const Area& area : areas()) {
        ++count[area.level];
        EXPECT_TRUE(names_in_township.insert(area.parent.str() + area.name).second) << area.name;
    }
    EXPECT_EQ(count[AreaLevel::county], 1);
    EXPECT_EQ(count[AreaLevel::township], 18);
    EXPECT_EQ(count[AreaLevel::village], 320);
    EXPECT_TRUE(AreaTree::of(areas()));
}

TEST_F(SampleCountyFile, HasValidBoundariesOfOneShellEach) {
    for (const Area& area : areas()) {
        const auto checked = check_boundary(area.boundary);
        ASSERT_TRUE(checked) << area.code.view() << ": " << checked.error().detail.en;
        EXPECT_EQ(area.boundary.polygons.size(), 1U);
        const std::size_t vertices = area.boundary.polygons[0].rings[0].size();
        EXPECT_GE(vertices, 60U) << area.code.view();
    }
}

TEST_F(SampleCountyFile, SharesEveryBorderVertexByVertex) {
    const auto villages = edges_of(areas(), AreaLevel::village);
    const auto townships = edges_of(areas(), AreaLevel::township);
    const auto county = edges_of(areas(), AreaLevel::county);
    EXPECT_EQ(outline(villages), county);
    EXPECT_EQ(outline(townships), county);
    for (const auto& [edge, count] : townships) ASSERT_TRUE(villages.contains(edge));
}

TEST_F(SampleCountyFile, TilesTheCountyWithoutGapOrOverlap) {
    std::map<AreaLevel, double> sum;
    for (const Area& area : areas()) sum[area.level] += area_m2(area.boundary);
    const double county = sum[AreaLevel::county];
    EXPECT_NEAR(sum[AreaLevel::village], county, county * 1e-9);
    EXPECT_NEAR(sum[AreaLevel::township], county, county * 1e-9);
    // About 40 km across.
    EXPECT_NEAR(county, 1.12e9, 0.03e9);
}

TEST_F(SampleCountyFile, PutsEveryHouseholdInsideItsVillageAwayFromTheBorder) {
    const AreaTree tree = AreaTree::of(areas()).value();
    const VillageIndex index(tree);
    std::size_t count = 0;
    for (const CsvRow& row : csv(file("households.csv"))) {
        const LonLat at{std::stod(row.at("lon")), std::stod(row.at("lat"))};
        const Located located = index.find(at);
        ASSERT_NE(located.village, no_area) << row.at("id");
        ASSERT_EQ(tree[located.village].code.view(), row.at("area"));
        ASSERT_EQ(row.at("id").substr(0, 12), row.at("area"));
        ASSERT_TRUE(row.at("name").ends_with("**"));
        ++count;
    }
    EXPECT_EQ(count, 60'000U);
}

TEST_F(SampleCountyFile, DecidesInLegalStepsOnLaterAndLaterDays) {
    std::map<std::string, std::string> state;
    std::map<std::string, std::string> last;
    std::set<std::string> ids;
    for (const CsvRow& row : csv(file("households.csv"))) {
        state[row.at("id")] = row.at("status");
        last[row.at("id")] = row.at("registered_on");
    }
    std::set<std::string> reached;
    for (const CsvRow& row : csv(file("decisions.csv"))) {
        const std::string& household = row.at("household");
        ASSERT_TRUE(ids.insert(row.at("id")).second);
        ASSERT_TRUE(legal.at(state.at(household)).contains(row.at("to")))
            << household << " " << state.at(household) << " -> " << row.at("to");
        ASSERT_LT(last.at(household), row.at("decided_on")) << household;
        ASSERT_TRUE(Day::parse(row.at("decided_on")));
        state[household] = row.at("to");
        last[household] = row.at("decided_on");
        reached.insert(row.at("to"));
    }
    EXPECT_EQ(reached.size(), 9U);
    EXPECT_GT(ids.size(), 100'000U);
}

TEST_F(SampleCountyFile, StandsAtFiftyTwoPerCentOfPlanInTheHalfYearReport) {
    double plan = 0;
    for (const CsvRow& row : csv(file("targets.csv"))) {
        const bool county = row.at("area") == "410199" && row.at("indicator") == "courtyards";
        if (county && row.at("period") == "plan") plan = std::stod(row.at("value"));
    }
    const auto share = [&](const char* day) {
        int counted = 0;
        for (const auto& [village, number] : counted_by_village(day)) counted += number;
        return 100.0 * counted / plan;
    };
    EXPECT_NEAR(share("2023-06-30"), 52.0, 0.05);
    EXPECT_NEAR(share("2025-12-31"), 95.0, 1.5);
    EXPECT_GT(share("2026-03-31"), share("2025-12-31"));
}

TEST_F(SampleCountyFile, ShowsZeroAndNoDataAndAheadAndBehind) {
    std::map<std::string, double> plan;
    for (const CsvRow& row : csv(file("targets.csv"))) {
        if (row.at("indicator") == "courtyards" && row.at("period") == "plan") {
            plan[row.at("area")] = std::stod(row.at("value"));
        }
    }
    const auto counted = counted_by_village("2025-12-31");
    int zero = 0;
    int blank = 0;
    std::map<std::string, double> by_township;
    for (const Area& area : areas()) {
        if (area.level != AreaLevel::village) continue;
        const auto found = counted.find(area.code.str());
        if (!plan.contains(area.code.str()))
            ++blank;
        else if (found == counted.end() || found->second == 0)
            ++zero;
        if (found != counted.end()) by_township[area.parent.str()] += found->second;
    }
    EXPECT_EQ(blank, 2);
    EXPECT_GE(zero, 2);
    double least = 1000;
    double most = 0;
    for (const auto& [township, number] : by_township) {
        least = std::min(least, 100 * number / plan.at(township));
        most = std::max(most, 100 * number / plan.at(township));
    }
    EXPECT_LT(least, 90);
    EXPECT_GT(most, 100);
}

TEST_F(SampleCountyFile, HasYearTargetsThatAddUpToTheFirstPlan) {
    std::map<std::string, std::int64_t> plan;
    std::map<std::string, std::int64_t> years;
    std::set<std::string> values;
    for (const CsvRow& row : csv(file("targets.csv"))) {
        if (row.at("approved_on") != "2021-01-20") continue;
        const std::string key = row.at("indicator") + row.at("area");
        (row.at("period") == "plan" ? plan[key] : years[key]) += std::stoll(row.at("value"));
        if (row.at("area") == "410199" && row.at("indicator") == "courtyards") values.insert(row.at("value"));
    }
    EXPECT_EQ(plan, years);
    EXPECT_EQ(values, (std::set<std::string>{"25200", "3780", "5040", "6300"}));
}

TEST_F(SampleCountyFile, HasBasesHelpPointsChildrenAndVisits) {
    std::set<std::string> bases;
    std::set<std::string> levels;
    for (const CsvRow& row : csv(file("bases.csv"))) {
        bases.insert(row.at("id"));
        levels.insert(row.at("level"));
    }
    EXPECT_EQ(bases.size(), 60U);
    EXPECT_EQ(levels, (std::set<std::string>{"county", "prefecture", "province"}));
    EXPECT_EQ(csv(file("help_points.csv")).size(), 150U);
    EXPECT_EQ(csv(file("children_by_village.csv")).size(), 318U * 8 * 4);
    EXPECT_EQ(csv(file("inspections.csv")).size(), 400U);
    const std::string waypoints = bytes(file("inspections.gpx"));
    std::size_t count = 0;
    for (std::size_t at = 0; (at = waypoints.find("<wpt lat=\"34.", at)) != std::string::npos; ++at) ++count;
    EXPECT_EQ(count, 36U);
    EXPECT_EQ(std::distance(fs::directory_iterator(file("photos")), {}), 6);
}

std::map<std::string, std::string> all_bytes(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) files[fs::relative(entry.path(), folder)] = bytes(entry.path());
    }
    return files;
}

std::map<std::string, std::string> written(const SampleOptions& options) {
    const ScratchFolder folder;
    EXPECT_TRUE(write_sample_county(folder.path(), options, [](int) {}));
    return all_bytes(folder.path());
}

TEST(SampleCounty, WritesTheSameBytesForTheSameSeedAndOthersForAnother) {
    const auto first = written({30, 4, 2000, 7});
    const auto again = written({30, 4, 2000, 7});
    const auto other = written({30, 4, 2000, 8});
    ASSERT_EQ(first.size(), 16U);
    for (const auto& [name, content] : first) {
        EXPECT_TRUE(content == again.at(name)) << name;
        if (name.starts_with("photos")) continue;
        EXPECT_TRUE(content != other.at(name)) << name;
    }
}

TEST(SampleCounty, MakesMoreTownshipsForManyVillages) {
    const ScratchFolder folder;
    ASSERT_TRUE(write_sample_county(folder.path(), {800, 18, 8'000, 3}, [](int) {}));
    const auto areas = areas_of(folder.path() / "areas.gpkg");
    EXPECT_EQ(areas.size(), 1U + 20U + 800U);
    EXPECT_EQ(outline(edges_of(areas, AreaLevel::village)), edges_of(areas, AreaLevel::county));
}

TEST(SampleCounty, HasValidBoundariesForManySeeds) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const ScratchFolder folder;
        ASSERT_TRUE(write_sample_county(folder.path(), {40, 6, 400, seed}, [](int) {}));
        for (const Area& area : areas_of(folder.path() / "areas.gpkg")) {
            EXPECT_TRUE(check_boundary(area.boundary)) << "seed " << seed << " " << area.code.view();
        }
    }
}

TEST(SampleCounty, RefusesASizeThatIsNoCounty) {
    const ScratchFolder folder;
    for (const SampleOptions& options :
         {SampleOptions{0, 18, 60'000, 1}, SampleOptions{320, 0, 60'000, 1}, SampleOptions{320, 18, 100, 1},
          SampleOptions{320, 18, 4'000'000, 1}}) {
        const auto refused = write_sample_county(folder.path(), options, [](int) {});
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().name, "sample.size");
    }
}

}  // namespace
}  // namespace courtyard
