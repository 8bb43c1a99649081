// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/coverage.h"

#include <gtest/gtest.h>

#include "api/coverage_json.h"
#include "api/coverage_table.h"
#include "atlas/records.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

MapPoint help_point(std::uint64_t fid, LonLat position, std::string_view kind, Day opened,
                    std::optional<Day> closed = {}) {
    MapPoint point{
        fid, "p" + std::to_string(fid), "", position, {}, {{opened, help_point_status(kind), true}}};
    if (closed) point.timeline.push_back({*closed, help_point_closed, false});
    return point;
}

/// Two villages of 4 x 4 km side by side; a children's home in A since 2022, a women's home in B since 2023
/// that closes in 2024.
class CoverageTest : public testing::Test {
  protected:
    CoverageTest() {
        edition.areas = std::make_shared<const AreaTree>(grid("AAAABBBB\nAAAABBBB\nAAAABBBB\nAAAABBBB"));
        edition.villages = std::make_shared<const VillageIndex>(*edition.areas);
        for (const PointKind kind : point_kinds)
            snapshot.layers.push_back(
                {PointLayer(std::string(to_string(kind)), layer_statuses(kind)), nullptr});
        set_points({help_point(1, position_at(2_km, 2_km), "childrens_home", Day::of(2022, 1, 1)),
                    help_point(2, position_at(6_km, 2_km), "womens_home", Day::of(2023, 1, 1),
                               Day::of(2024, 1, 1))});
    }

    void set_points(std::vector<MapPoint> points) {
        auto& layer = snapshot.layers[static_cast<std::size_t>(PointKind::help_points)].points;
        layer = layer.rebuilt_with(std::move(points));
    }
    Coverage at(Day day, std::string_view kind = "") {
        return shelf.at(snapshot, edition, parse_service("help-points", kind).value(), day, 1_km);
    }

    EditionPicture edition;
    Snapshot snapshot;
    CoverageShelf shelf;
};

TEST_F(CoverageTest, AServiceIsHelpPointsOrBasesOfOneKindOrAll) {
    EXPECT_TRUE(parse_service("help-points", ""));
    EXPECT_TRUE(parse_service("bases", "county"));
    for (const auto& [service, kind, name] :
         {std::tuple{"shops", "", "service.unknown"}, std::tuple{"courtyards", "", "service.unknown"},
          std::tuple{"", "", "service.unknown"}, std::tuple{"help-points", "school", "service.kind"},
          std::tuple{"help-points", "closed", "service.kind"}}) {
        const auto parsed = parse_service(service, kind);
        ASSERT_FALSE(parsed) << service << ' ' << kind;
        EXPECT_EQ(parsed.error().name, name);
        EXPECT_FALSE(parsed.error().detail.zh.empty());
    }
}

TEST_F(CoverageTest, CountsThePointsThatAreOpenOnTheDay) {
    EXPECT_EQ(at(Day::of(2021, 12, 31)).open, 0U);
    EXPECT_EQ(at(Day::of(2022, 1, 1)).open, 1U);
    EXPECT_EQ(at(Day::of(2023, 6, 30)).open, 2U);
    EXPECT_EQ(at(Day::of(2024, 1, 1)).open, 1U);
    EXPECT_EQ(at(Day::of(2023, 6, 30), "womens_home").open, 1U);
    EXPECT_EQ(at(Day::of(2023, 6, 30), "protection_station").open, 0U);
}

TEST_F(CoverageTest, PointsAreCountedInTheirVillageAndAllAboveIt) {
    const Coverage coverage = at(Day::of(2023, 6, 30));
    for (const std::string_view code : {"410199", "410199101"})
        EXPECT_EQ(coverage.points[edition.areas->find(area_code(code))], 2U);
    EXPECT_EQ(coverage.points[edition.areas->find(village_code('A'))], 1U);
    EXPECT_EQ(coverage.points[edition.areas->find(village_code('B'))], 1U);
}

TEST_F(CoverageTest, TheSameQuestionIsAnsweredFromTheShelf) {
    const auto first = at(Day::of(2023, 6, 30));
    const auto again = at(Day::of(2023, 7, 31));
    EXPECT_EQ(first.reach, again.reach);
    EXPECT_NE(first.reach, at(Day::of(2024, 7, 31)).reach);
}

TEST_F(CoverageTest, AChangedPointGivesWhatAFreshShelfGives) {
    at(Day::of(2023, 6, 30));
    set_points({help_point(1, position_at(2_km, 2_km), "childrens_home", Day::of(2022, 1, 1)),
                help_point(2, position_at(4_km, 2_km), "womens_home", Day::of(2023, 1, 1))});
    const auto changed = at(Day::of(2023, 6, 30));
    CoverageShelf other;
    const auto fresh =
        other.at(snapshot, edition, parse_service("help-points", "").value(), Day::of(2023, 6, 30), 1_km);
    for (std::size_t i = 0; i < 2; ++i)
        EXPECT_NEAR(changed.reach->villages()[i].reached_m2, fresh.reach->villages()[i].reached_m2, 1e-3);
}

TEST_F(CoverageTest, RowsOfNoOpenPointAreZeroAndFlagged) {
    const auto nothing = at(Day::of(2020, 1, 1));
    const auto rows = nothing.reach->by_level(edition.areas->roots().front(), AreaLevel::village);
    ASSERT_EQ(rows.size(), 2U);
    Json json;
    json.object();
    write_coverage_notes(json, nothing, 0);
    write_coverage_row(json.key("row"), rows[0], nothing);
    json.end();
    const std::string text = json.text();
    EXPECT_NE(text.find(R"("flags":["no_open_point"])"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("points":0,"area_share":0.0)"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("nearest_m":null,"population":null)"), std::string::npos) << text;
    EXPECT_NE(text.find("no_published_table"), std::string::npos) << text;
    const std::string csv = coverage_csv(rows, nothing);
    EXPECT_NE(csv.find("410199101201,\"A village\",village,0,0,15996613,0,1,0,0,0,0,\r\n"), std::string::npos)
        << csv;
}

}  // namespace
}  // namespace courtyard
