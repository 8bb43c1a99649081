// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/load.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/data/load_fixture.h"
#include "tests/data/sample_records.h"

namespace courtyard {
namespace {

TEST_F(LoadTest, RefusesAPointOfACampaignThatIsNotThere) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto report =
        load(RecordKind::inspections,
             fmt::format("campaign,observed_at,lon,lat,outcome\nbeautiful-gardens,2026-03-01,{},{},checked\n"
                         "beautiful-courtyard,2026-03-01,{},{},checked\n",
                         at.lon, at.lat, at.lon, at.lat),
             LoadMode::valid_rows);
    ASSERT_TRUE(report) << report.error().detail.en;
    ASSERT_EQ(report->rejections.count(), 1U);
    EXPECT_EQ(report->rejections[0].code, "campaign.unknown");
    EXPECT_EQ(report->accepted, 1U);
}

TEST_F(LoadTest, RefusesACodeThatNoEditionHas) {
    const LonLat at = household_at(county, 'B', 0.5_km, 0.5_km);
    const auto row = [&](const std::string& id, const std::string& code) {
        return fmt::format("{},王**,三组,{},{},{},2021-03-01,registered\n", id, code, at.lon, at.lat);
    };
    const std::string text = header + row("h1", village_code('B').str()) + row("h2", "999999999999") +
                             row("h3", village_code('B').str().substr(0, 11));
    const auto refused = load(RecordKind::households, text, LoadMode::dry_run);
    ASSERT_TRUE(refused) << refused.error().detail.en;
    ASSERT_EQ(refused->rejections.count(), 2U);
    EXPECT_EQ(refused->rejections[0].row, 3U);
    EXPECT_EQ(refused->rejections[0].column, "area");
    EXPECT_EQ(refused->rejections[0].code, "area.unknown");
    EXPECT_EQ(refused->rejections[1].row, 4U);
    EXPECT_EQ(refused->table.count(RowClass::refused), 2U);

    area_known = [](AreaCode code) { return code.view() == "999999999999"; };
    const auto retired = load(RecordKind::households, text, LoadMode::dry_run);
    ASSERT_TRUE(retired);
    ASSERT_EQ(retired->rejections.count(), 1U);
    EXPECT_EQ(rows_flagged(*retired, "unknown_area"), 1U) << "of another edition: kept, with a doubt";
}

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
    ASSERT_EQ(report->rejections.count(), 1U);
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
    EXPECT_EQ(dry->rejections.count(), wet->rejections.count());
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
    ASSERT_EQ(report->warnings.count(), 1U);
    EXPECT_EQ(report->warnings[0].code, "outside_declared_village");
}

TEST_F(LoadTest, PositionsInGcj02AreRecognisedByTheirVillagesAndRestored) {
    const auto report = load(RecordKind::households, header + households_in(Datum::gcj02),
                             LoadMode::all_or_nothing, std::nullopt);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_FALSE(report->declared);
    EXPECT_EQ(report->datum, Datum::gcj02);
    EXPECT_EQ(report->evidence.verdict, DatumReading{Datum::gcj02});
    EXPECT_TRUE(report->warnings.empty());
    ASSERT_EQ(report->notes.size(), 1U);
    EXPECT_NE(report->notes[0].en.find("read as gcj02, by their own evidence"), std::string::npos);
    EXPECT_NE(report->notes[0].zh.find("坐标系由数据判断为 gcj02"), std::string::npos);
    const auto stored = store->household("h0")->position;
    EXPECT_NEAR(stored->wgs84.lon, homes[0].lon, 1e-9);
    EXPECT_NEAR(stored->wgs84.lat, homes[0].lat, 1e-9);
    EXPECT_EQ(stored->datum, Datum::gcj02);
}

TEST_F(LoadTest, Gcj02DeclaredAsWgs84IsToldOfAndFlaggedAndLeftAsItIs) {
    const auto report = load(RecordKind::households, header + households_in(Datum::gcj02));
    ASSERT_TRUE(report->stored);
    EXPECT_EQ(report->datum, Datum::wgs84);
    EXPECT_EQ(report->evidence.verdict, DatumReading{Datum::gcj02});
    ASSERT_EQ(report->notes.size(), 1U);
    EXPECT_NE(report->notes[0].en.find("declared as wgs84, but the data look like gcj02"), std::string::npos);
    EXPECT_NE(report->notes[0].zh.find("声明的坐标系是 wgs84，但数据像是 gcj02"), std::string::npos);
    EXPECT_NE(report->notes[0].en.find("gcj02 100.0 %"), std::string::npos);
    EXPECT_GT(rows_flagged(*report, "datum_suspect"), 20U);
    EXPECT_EQ(store->household("h0")->position->wgs84, store->household("h0")->position->given);
}

TEST_F(LoadTest, EveryOtherContradictionOfTheDeclaredDatumIsFlaggedToo) {
    const auto report = load(RecordKind::households, header + households_in(Datum::wgs84),
                             LoadMode::all_or_nothing, Datum::bd09);
    EXPECT_EQ(report->evidence.verdict, DatumReading{Datum::wgs84});
    EXPECT_NE(report->notes.at(0).en.find("declared as bd09, but the data look like wgs84"),
              std::string::npos);
    EXPECT_GT(rows_flagged(*report, "datum_suspect"), 20U);
}

TEST_F(LoadTest, CodesThatFitNoDatumAreToldOf) {
    std::string file = header;
    for (int i = 0; i < 60; ++i) {
        const LonLat home = position_at(Metres{50.0 + 48 * i}, Metres{120.0 + 31 * i});
        const char other = "BCA"[letter_of(county, villages.find(home).village) - 'A'];
        file += household_row(fmt::format("h{}", i), other, home);
    }
    const auto report = load(RecordKind::households, file);
    ASSERT_TRUE(report->stored);
    EXPECT_EQ(report->evidence.finding, DatumFinding::fits_nothing);
    EXPECT_NE(report->notes.at(0).en.find("under no datum do 70 %"), std::string::npos);
}

TEST_F(LoadTest, ARightDeclarationIsNotDoubted) {
    const auto report = load(RecordKind::households, header + households_in(Datum::wgs84));
    EXPECT_TRUE(report->notes.empty());
    EXPECT_TRUE(report->warnings.empty());
    EXPECT_EQ(report->evidence.finding, DatumFinding::clear);
}

TEST_F(LoadTest, AMixtureOfTwoDatumsIsNotTakenByItsEvidence) {
    const std::string file =
        header + households_in(Datum::wgs84, "w", 300) + households_in(Datum::gcj02, "g", 150);
    const auto refused = load(RecordKind::households, file, LoadMode::all_or_nothing, std::nullopt);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().name, "datum.mixed");
    EXPECT_NE(refused.error().detail.en.find("of the rows look like gcj02, the rest like wgs84"),
              std::string::npos)
        << refused.error().detail.en;
    const auto declared = load(RecordKind::households, file);
    ASSERT_TRUE(declared->stored);
    EXPECT_EQ(declared->evidence.finding, DatumFinding::mixed);
    EXPECT_NEAR(declared->evidence.mixture->share, 1.0 / 3, 0.1);
    EXPECT_NE(declared->notes.at(0).en.find("looks like a mixture"), std::string::npos);
    EXPECT_GT(rows_flagged(*declared, "datum_suspect"), 20U);
}

TEST_F(LoadTest, SwappedColumnsAreNamedAndNeverTurned) {
    const std::string swapped = "id,name,address,area,lat,lon,registered_on,status\n";
    const auto declared = load(RecordKind::households, swapped + households_in(Datum::wgs84));
    EXPECT_FALSE(declared->stored);
    EXPECT_EQ(declared->rejections.count(), 120U);
    EXPECT_EQ(declared->evidence.verdict, (DatumReading{Datum::wgs84, Axes::swapped}));
    EXPECT_NE(declared->notes.at(0).en.find("--map COLUMN=lon"), std::string::npos);
    const auto refused = load(RecordKind::households, swapped + households_in(Datum::wgs84),
                              LoadMode::all_or_nothing, std::nullopt);
    EXPECT_EQ(refused.error().name, "datum.swapped");
}

TEST_F(LoadTest, SwappedColumnsWithoutVillagesAreToldBySizeAlone) {
    const auto report =
        load(RecordKind::households, "id,lon,lat\nh1,34.7,113.6\nh2,34.8,113.7\nh3,34.7,113.7\n");
    EXPECT_EQ(report->rejections.count(), 3U);
    EXPECT_NE(report->notes.at(0).en.find("look swapped"), std::string::npos);
}

TEST_F(LoadTest, SurveyorsColumnsXNorthYEastAreReadAndSaid) {
    const Datum meridian_114(*gauss_kruger_of(4547));
    std::string file = "户号,村代码,X,Y\n";
    for (int i = 0; i < 3; ++i) {
        const LonLat at = household_at(county, 'A', Metres{300.0 + 100 * i}, 0.5_km);
        const LonLat metres = from_wgs84(at, meridian_114);
        file += fmt::format("h{},{},{:.4f},{:.4f}\n", i, village_code('A').view(), metres.lat, metres.lon);
    }
    const auto report = load(RecordKind::households, file, LoadMode::all_or_nothing, meridian_114);
    ASSERT_TRUE(report->stored) << report->rejections[0].detail.en;
    EXPECT_TRUE(report->warnings.empty());
    EXPECT_NE(report->notes.at(0).en.find("3 rows give the northing first"), std::string::npos);
    const auto stored = store->household("h0")->position;
    EXPECT_NEAR(stored->wgs84.lon, household_at(county, 'A', 300_m, 0.5_km).lon, 1e-8);
    EXPECT_EQ(to_string(stored->datum), "EPSG:4547");
}

TEST_F(LoadTest, MetresAreRecognisedByTheirVillagesToo) {
    for (const char* said : {"EPSG:4547", "EPSG:4526", "EPSG:4497", "EPSG:3857", "bd09mc"}) {
        const Datum datum = parse_datum(said).value();
        const auto report =
            load(RecordKind::households, header + households_in(datum), LoadMode::dry_run, std::nullopt);
        ASSERT_TRUE(report) << said << ": " << report.error().detail.en;
        EXPECT_EQ(to_string(report->datum), said);
        EXPECT_TRUE(report->warnings.empty()) << said;
    }
}

TEST_F(LoadTest, ARowThatIsNoPositionInTheDatumFoundIsRefusedByItsColumn) {
    const std::string sound = households_in(Datum::gcj02);
    const std::string file = header + sound + household_row("zero", 'A', {0, 0}) +
                             household_row("far", 'A', {113.6, 134.7}) +
                             household_row("last", 'A', homes.at(0));
    const auto report = load(RecordKind::households, file, LoadMode::valid_rows, std::nullopt);
    ASSERT_TRUE(report) << report.error().detail.en;
    ASSERT_EQ(report->rejections.count(), 2U);
    EXPECT_EQ(report->rejections[0].row, 122U);
    EXPECT_EQ(report->rejections[0].column, "lon");
    EXPECT_EQ(report->rejections[0].code, "coordinate.null_island");
    EXPECT_EQ(report->rejections[1].code, "coordinate.out_of_range");
    EXPECT_EQ(report->accepted, 121U);
    EXPECT_TRUE(store->household("last"));
}

TEST_F(LoadTest, ManyRefusedRowsAreAllCountedWhereverTheyAreRefusedAndTheFirstTold) {
    std::string file = header;
    for (int i = 0; i < 6'000; ++i) {
        // One in three has a day that no calendar has, one an area that no edition has, one is sound.
        file += fmt::format("h{},王**,三组,{},,,{},registered\n", i,
                            i % 3 == 1 ? "410199009999" : village_code('A').view(),
                            i % 3 == 0 ? "2021-02-30" : "2021-03-01");
    }
    const auto refused = load(RecordKind::households, file);
    const auto stored = load(RecordKind::households, file, LoadMode::valid_rows);
    ASSERT_TRUE(refused && stored);
    EXPECT_FALSE(refused->stored);
    EXPECT_TRUE(stored->stored);
    EXPECT_TRUE(store->household("h2"));
    for (const LoadReport& report : {*refused, *stored}) {
        EXPECT_EQ(report.rows, 6'000U);
        EXPECT_EQ(report.accepted, 2'000U);
        EXPECT_EQ(report.rejections.count(), 4'000U);
        EXPECT_EQ(report.table.count(RowClass::refused), 4'000U);
        ASSERT_EQ(report.rejections.reasons().size(), 2U);
        EXPECT_EQ(report.rejections.reasons().at("area.unknown").rows, 2'000U);
        EXPECT_EQ(report.rejections.reasons().at("area.unknown").first.row, 3U);
        ASSERT_EQ(report.rejections.told().size(), ToldRows::most_told);
        // Two of every three rows, from row 2 on.
        EXPECT_EQ(report.rejections[0].row, 2U);
        EXPECT_EQ(report.rejections[1].code, "area.unknown");
        EXPECT_EQ(report.rejections[999].row, 1'500U);
    }
}

TEST_F(LoadTest, DegreesMinutesAndSecondsAreRead) {
    const auto report =
        load(RecordKind::households,
             "户号,经度,纬度\nh1,东经113度36分30秒,北纬34°42′15″\nh2,１１３．６１,N34 42 15\n");
    ASSERT_TRUE(report->stored) << report->rejections[0].detail.en;
    EXPECT_NEAR(store->household("h1")->position->wgs84.lon, 113.60833333333333, 1e-12);
    EXPECT_NEAR(store->household("h1")->position->wgs84.lat, 34.70416666666667, 1e-12);
    EXPECT_EQ(store->household("h2")->position->given.lon, 113.61);
}

TEST_F(LoadTest, ADatumThatTheDataDoNotTellIsAskedFor) {
    const auto report =
        load(RecordKind::households, header + household_row("h1", 'A', household_at(county, 'A', 1_km, 1_km)),
             LoadMode::all_or_nothing, std::nullopt);
    EXPECT_EQ(report.error().name, "datum.unclear");
    EXPECT_NE(report.error().detail.en.find("at least 20 positions"), std::string::npos);
    EXPECT_NE(report.error().detail.en.find("--datum"), std::string::npos);
}

TEST_F(LoadTest, WithoutPositionsNoDatumIsAskedFor) {
    const auto report =
        load(RecordKind::households, fmt::format("id,area\nh1,{}\n", village_code('A').view()),
             LoadMode::all_or_nothing, std::nullopt);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
}

TEST_F(LoadTest, GkIsTheZoneOfTheCounty) {
    EXPECT_FALSE(parse_load_datum("auto", county)->has_value());
    EXPECT_EQ(to_string(**parse_load_datum("gk", county)), "EPSG:4547");
    EXPECT_EQ(to_string(**parse_load_datum("gk-zone", county)), "EPSG:4526");
    EXPECT_EQ(parse_load_datum("gk", AreaTree{}).error().name, "datum.unknown");
    EXPECT_EQ(parse_load_datum("西安80", county).error().name, "datum.local_parameters");
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
    ASSERT_EQ(targets->rejections.count(), 1U);
    EXPECT_EQ(targets->rejections[0].row, 2U);
    EXPECT_EQ(targets->rejections[0].code, "area.unknown");
    const auto decisions = load(RecordKind::decisions,
                                "id,household,campaign,to,decided_on,reason\n"
                                "d1,nobody,beautiful-courtyard,recommended,2021-05-01,ok\n");
    EXPECT_EQ(decisions->rejections[0].code, "household.unknown");
}

TEST_F(LoadTest, TargetsKeepWhoApprovedThemAndFiguresTheirMonth) {
    const auto targets = load(RecordKind::targets,
                              "专项,指标,区划代码,期间,目标,批准日期,批准人\n"
                              "beautiful-courtyard,courtyards,410199,2023年,10,2023-01-10,市妇联\n");
    ASSERT_TRUE(targets->stored) << targets->rejections[0].detail.en;
    const auto figures = load(RecordKind::figures,
                              "专项,指标,区划代码,月份,数值,单价,上报日期\n"
                              "visits,visits,410199,2023年5月,12,,2023-06-02\n"
                              "child-care,grants,410199,2023-05-20,30,1000.50,2023-05-21\n");
    ASSERT_TRUE(figures->stored) << figures->rejections[0].detail.en;
    std::vector<TargetRecord> kept_targets;
    std::vector<FigureRecord> kept;
    store->read_facts(0, store->revision(), [&](RecordedFact&& fact) {
        if (const auto* target = std::get_if<TargetRecord>(&fact.fact)) kept_targets.push_back(*target);
        if (const auto* figure = std::get_if<FigureRecord>(&fact.fact)) kept.push_back(*figure);
    });
    ASSERT_EQ(kept_targets.size(), 1U);
    EXPECT_EQ(kept_targets[0].approved_by, "市妇联");
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].period, Period::of_month(2023, 5));
    EXPECT_EQ(kept[0].reported_on, Day::of(2023, 6, 2));
    EXPECT_EQ(kept[1].unit_value_fen, 100'050);
    // Said again later it is no news; another value is.
    const auto again = load(RecordKind::figures,
                            "campaign,indicator,area,period,value,reported_on\n"
                            "visits,visits,410199,2023-05,12,2023-07-02\n");
    EXPECT_EQ(again->unchanged, 1U);
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
