// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/load.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class LoadTest : public testing::Test {
  protected:
    LoadTest()
        : county(grid("AAB\nAAB\nCCB")),
          villages(county),
          store(std::move(open_sqlite_store(scratch.folder()).value())),
          children(std::move(ChildStore::open(scratch.folder()).value())) {}

    Result<LoadReport> load(RecordKind kind, const std::string& text,
                            LoadMode mode = LoadMode::all_or_nothing,
                            std::optional<Datum> datum = Datum::wgs84) {
        LoadOptions options;
        options.kind = kind;
        options.mode = mode;
        options.datum = datum;
        options.edition = Day::of(2020, 1, 1);
        options.rows.fixed = fixed;
        return load_file(*store, children, {county, villages}, scratch.write("file.csv", text), options);
    }
    std::string household_row(const std::string& id, char letter, LonLat at) const {
        return fmt::format("{},王**,三组,{},{},{},2021-03-01,registered\n", id, village_code(letter).view(),
                           at.lon, at.lat);
    }

    AreaTree county;
    VillageIndex villages;
    Scratch scratch;
    std::unique_ptr<Store> store;
    ChildStore children;
    std::map<std::string, std::string> fixed;
};

const std::string header = "id,name,address,area,lon,lat,registered_on,status\n";

TEST_F(LoadTest, StoresEveryRowOfASoundFile) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto report =
        load(RecordKind::households, header + household_row("h1", 'B', at) + household_row("h2", 'B', at));
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->accepted, 2U);
    EXPECT_EQ(store->revision(), 2);
}

TEST_F(LoadTest, OneRefusedRowStoresNothingAndIsNamed) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto report = load(RecordKind::households,
                             header + household_row("h1", 'B', at) + household_row("h2", 'B', {200, 30}));
    ASSERT_TRUE(report);
    EXPECT_FALSE(report->stored);
    ASSERT_EQ(report->rejections.size(), 1U);
    EXPECT_EQ(report->rejections[0].row, 3U);
    EXPECT_EQ(report->rejections[0].code, "coordinate.out_of_range");
    EXPECT_EQ(store->revision(), 0);
}

TEST_F(LoadTest, ADryRunGivesTheSameReportAndStoresNothing) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const std::string file = header + household_row("h1", 'B', at) + household_row("h1", 'B', at);
    const auto dry = load(RecordKind::households, file, LoadMode::dry_run);
    const auto wet = load(RecordKind::households, file);
    ASSERT_TRUE(dry && wet);
    EXPECT_EQ(dry->rejections.size(), wet->rejections.size());
    EXPECT_EQ(dry->accepted, wet->accepted);
    EXPECT_EQ(store->revision(), 0);
}

TEST_F(LoadTest, ValidRowsMayBeStoredAlone) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto report = load(RecordKind::households,
                             header + household_row("h1", 'B', at) + household_row("h2", 'B', {200, 30}),
                             LoadMode::valid_rows);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->accepted, 1U);
    EXPECT_EQ(store->revision(), 1);
}

TEST_F(LoadTest, TheSameFileAgainChangesNothing) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const std::string file = header + household_row("h1", 'B', at);
    load(RecordKind::households, file);
    const auto again = load(RecordKind::households, file);
    EXPECT_EQ(again->unchanged, 1U);
    EXPECT_EQ(store->revision(), 1);
}

TEST_F(LoadTest, ADisagreementWithTheDeclaredVillageIsADoubtNotARefusal) {
    const auto report = load(RecordKind::households,
                             header + household_row("h1", 'A', household_at(county, 'B', 0.5_km, 0.5_km)));
    ASSERT_TRUE(report->stored);
    ASSERT_EQ(report->warnings.size(), 1U);
    EXPECT_EQ(report->warnings[0].code, "outside_declared_village");
}

TEST_F(LoadTest, PositionsInGcj02AreRecognisedByTheirVillagesAndRestored) {
    std::string file = header;
    for (int i = 0; i < 30; ++i) {
        const LonLat at = household_at(county, 'C', Metres{1'550.0 + 13 * i}, 0.5_km);
        file += household_row(fmt::format("h{}", i), 'C', from_wgs84(at, Datum::gcj02));
    }
    const auto report = load(RecordKind::households, file, LoadMode::all_or_nothing, std::nullopt);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_EQ(report->datum, Datum::gcj02);
    EXPECT_TRUE(report->warnings.empty());
    const auto stored = store->household("h0")->position;
    EXPECT_NEAR(stored->wgs84.lon, household_at(county, 'C', 1'550_m, 0.5_km).lon, 1e-9);
    EXPECT_EQ(stored->datum, Datum::gcj02);
}

TEST_F(LoadTest, ADatumThatTheDataDoNotTellIsAskedFor) {
    const auto report =
        load(RecordKind::households, header + household_row("h1", 'A', household_at(county, 'A', 1_km, 1_km)),
             LoadMode::all_or_nothing, std::nullopt);
    EXPECT_EQ(report.error().name, "datum.unclear");
}

TEST_F(LoadTest, DecisionsAreTakenInTheOrderOfTheirDays) {
    load(RecordKind::households,
         header + household_row("h1", 'B', household_at(county, 'B', 0.5_km, 0.5_km)));
    const auto report = load(RecordKind::decisions,
                             "id,household,campaign,to,decided_on,reason\n"
                             "d3,h1,beautiful-courtyard,accepted,2021-07-01,ok\n"
                             "d1,h1,beautiful-courtyard,recommended,2021-05-01,ok\n"
                             "d2,h1,beautiful-courtyard,checked,2021-06-01,ok\n");
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
}

TEST_F(LoadTest, AnUnknownAreaOrHouseholdIsNamedWithItsRow) {
    const auto targets = load(RecordKind::targets,
                              "campaign,indicator,area,period,value,approved_on\n"
                              "beautiful-courtyard,courtyards,999999,plan,10,2021-01-01\n");
    ASSERT_EQ(targets->rejections.size(), 1U);
    EXPECT_EQ(targets->rejections[0].row, 2U);
    EXPECT_EQ(targets->rejections[0].code, "area.unknown");
    const auto decisions = load(RecordKind::decisions,
                                "id,household,campaign,to,decided_on,reason\n"
                                "d1,nobody,beautiful-courtyard,recommended,2021-05-01,ok\n");
    EXPECT_EQ(decisions->rejections[0].code, "household.unknown");
}

TEST_F(LoadTest, ChildCountsMoveNothingPublicAndTheAccessIsLogged) {
    const auto report =
        load(RecordKind::children,
             fmt::format("area,category,count,as_of\n{},孤儿,3,2023-06-30\n", village_code('A').view()));
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(store->revision(), 0);
    EXPECT_EQ(children.accesses(), 1);
}

TEST_F(LoadTest, AHouseholdFileWithDatesBringsImportedDecisions) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto report =
        load(RecordKind::households, fmt::format("户号,户主,村代码,经度,纬度,登记日期,状态,达标日期\nh1,"
                                                 "王小明,{},{},{},2021-03-01,达标,2022-05-06\n",
                                                 village_code('B').view(), at.lon, at.lat));
    ASSERT_TRUE(report) << report.error().detail.en;
    ASSERT_TRUE(report->stored) << (report->rejections.empty() ? "" : report->rejections[0].detail.en);
    EXPECT_EQ(store->household("h1")->name, "王**");
    const auto history = store->history_of("h1");
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(std::get<DecisionRecord>(history[1].fact).to, "accepted");
    EXPECT_TRUE(std::get<DecisionRecord>(history[1].fact).imported);
}

}  // namespace
}  // namespace courtyard
