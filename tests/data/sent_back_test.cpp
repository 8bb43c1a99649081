// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Files of areas, bases and help points that come back: against what is held, and what they leave as it is.
#include <gmock/gmock.h>

#include "data/read/area_changes.h"
#include "tests/data/load_fixture.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

using testing::ElementsAre;

/// A county with an edition of 2020, a base of two levels and a help point.
class SentBack : public LoadTest {
  protected:
    SentBack() {
        const auto done = write_to(*store, [&](Transaction& t) {
            for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
            t.append(base("county", Day::of(2021, 5, 1)), {});
            t.append(base("prefecture", Day::of(2022, 6, 1)), {});
            t.append(HelpPointRecord{"p1",
                                     "儿童之家一",
                                     "childrens_home",
                                     {},
                                     at(0.5_km, 0.5_km),
                                     Day::of(2021, 4, 1),
                                     std::nullopt,
                                     30},
                     {});
        });
        EXPECT_TRUE(done);
        area_known = [](AreaCode) { return false; };
        exported = {{"b1", "巧手绣坊", village_code('B'), "prefecture", Day::of(2021, 5, 1), {}},
                    {"p1", "儿童之家一", village_code('C'), "childrens_home", Day::of(2021, 4, 1), {}}};
    }
    static std::optional<SourcePosition> at(Metres east, Metres north) {
        const LonLat p = position_at(east, north);
        return SourcePosition{p, Datum::wgs84, p};
    }
    static BaseRecord base(const std::string& level, Day day) {
        return {"b1", "巧手绣坊", level, {}, at(2.5_km, 0.5_km), day, 12, 40};
    }

    LoadReport sent(RecordKind kind, const std::string& text, LoadMode mode = LoadMode::all_or_nothing,
                    const std::function<void(LoadOptions&)>& how = {}) {
        LoadOptions options;
        options.kind = kind;
        options.mode = mode;
        options.edition = Day::of(2020, 1, 1);
        options.exported = [&](RecordKind asked) {
            return std::vector<ExportedPlace>{exported[asked == RecordKind::bases ? 0 : 1]};
        };
        if (how) how(options);
        auto report = load_file(*store, children, {county, villages, names}, scratch.write("file.csv", text),
                                std::move(options));
        EXPECT_TRUE(report) << (report ? "" : report.error().detail.en);
        return std::move(report.value());
    }
    static std::array<std::size_t, 4> counts(const LoadReport& report) {
        return {report.changes->count(ChangeKind::fresh), report.changes->count(ChangeKind::changed),
                report.changes->count(ChangeKind::unchanged), report.changes->count(ChangeKind::missing)};
    }
    static bool changes_nothing(const LoadReport& report) {
        return report.changes->count(ChangeKind::fresh) + report.changes->count(ChangeKind::changed) == 0;
    }
    static std::vector<std::string> fields(const RowChange& change) {
        std::vector<std::string> told;
        for (const Difference& one : change.fields)
            told.push_back(one.field + ": " + one.held + " -> " + one.given);
        return told;
    }
    BaseRecord base_now(const std::string& level) {
        BaseRecord found;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) { found = t.base("b1", level).value(); }));
        return found;
    }
    HelpPointRecord help_point_now() {
        HelpPointRecord found;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) { found = t.help_point("p1").value(); }));
        return found;
    }
    static std::string row(Metres east, Metres north) {
        const LonLat p = position_at(east, north);
        return fmt::format("{:.9f},{:.9f}", p.lon, p.lat);
    }
    static std::string wkt(const Boundary& boundary) {
        std::string text;
        for (const LonLat p : boundary.polygons[0].rings[0])
            text += fmt::format("{}{:.7f} {:.7f}", text.empty() ? "" : ",", p.lon, p.lat);
        return "\"POLYGON((" + text + "))\"";
    }
    std::string areas_text(const AreaTree& tree) const {
        std::string text = "CODE,NAME,geometry\n";
        for (const Area& area : tree.areas())
            if (area.level == AreaLevel::village)
                text += fmt::format("{},{},{}\n", area.code.view(), area.name, wkt(area.boundary));
        return text;
    }

    std::vector<ExportedPlace> exported;
};

const std::string base_header = "ID,NAME,AREA,AREA_NAME,STATUS,SINCE,lon,lat\n";

TEST_F(SentBack, AnUneditedExportOfBasesChangesNothing) {
    const auto report =
        sent(RecordKind::bases, base_header + "b1,巧手绣坊," + village_code('B').str() +
                                    ",乙村,prefecture,2021-05-01," + row(2.5_km, 0.5_km) + "\n");
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{0, 0, 1, 0}));
    EXPECT_EQ(report.unchanged, 1U);
    EXPECT_TRUE(changes_nothing(report));
}

TEST_F(SentBack, AColumnThatIsNotThereLeavesTheValueAsItIs) {
    const auto report = sent(RecordKind::bases, "ID,NAME,lon,lat\nb1,巧手新坊," + row(2.5_km, 0.6_km) + "\n");
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{0, 1, 0, 0}));
    const RowChange change = report.changes->rows().at(0);
    EXPECT_THAT(fields(change), ElementsAre("name: 巧手绣坊 -> 巧手新坊"));
    EXPECT_NEAR(change.moved.value().value, 100, 0.5);
    const BaseRecord now = base_now("prefecture");
    EXPECT_EQ(now.name, "巧手新坊");
    EXPECT_EQ(now.women_employed, 12);
    EXPECT_EQ(now.women_trained, 40);
    EXPECT_EQ(now.recognised_on, Day::of(2022, 6, 1));
    EXPECT_EQ(base_now("county").name, "巧手绣坊") << "the lower level is another record";
}

TEST_F(SentBack, AnEmptyCellEmptiesWhatMayBeEmptyAndNothingElse) {
    EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
        auto closed = t.help_point("p1").value();
        closed.closed_on = Day::of(2023, 1, 1);
        t.append(closed, {});
    }));
    const auto report = sent(
        RecordKind::help_points,
        "id,name,kind,opened_on,closed_on,capacity,lon,lat\np1,儿童之家一,,,,," + row(0.5_km, 0.5_km) + "\n");
    EXPECT_THAT(fields(report.changes->rows().at(0)), ElementsAre("closed_on: 2023-01-01 -> "));
    const HelpPointRecord now = help_point_now();
    EXPECT_FALSE(now.closed_on);
    EXPECT_EQ(now.capacity, 30);
    EXPECT_EQ(now.kind, "childrens_home");
    EXPECT_EQ(now.opened_on, Day::of(2021, 4, 1));
}

TEST_F(SentBack, ARisenStatusIsAHigherLevelAndTheOldOneStays) {
    const auto report = sent(RecordKind::bases,
                             base_header + "b1,巧手绣坊,,,province,2021-05-01," + row(2.5_km, 0.5_km) + "\n");
    EXPECT_THAT(
        fields(report.changes->rows().at(0)),
        ElementsAre("level: prefecture -> province", "recognised_on: 2022-06-01 -> " + to_string(today())));
    EXPECT_EQ(base_now("province").women_trained, 40);
}

TEST_F(SentBack, WhatFollowsFromSomethingElseIsDoubtedAndNotFollowed) {
    const auto bases = sent(RecordKind::bases,
                            base_header + "b1,巧手绣坊,,,revoked,2020-01-01," + row(2.5_km, 0.5_km) + "\n");
    EXPECT_TRUE(changes_nothing(bases));
    EXPECT_EQ(rows_flagged(bases, "value.derived"), 2U);
    const auto points = sent(RecordKind::help_points,
                             base_header + "p1,儿童之家一,,,closed,2021-04-01," + row(0.5_km, 0.5_km) + "\n");
    EXPECT_TRUE(changes_nothing(points));
    EXPECT_EQ(rows_flagged(points, "value.derived"), 1U);
}

TEST_F(SentBack, ACentimetreIsNoMoveAndAnInchIs) {
    const auto still = sent(RecordKind::bases, "ID,lon,lat\nb1," + row(2500.006_m, 0.5_km) + "\n");
    EXPECT_TRUE(changes_nothing(still));
    const auto moved = sent(RecordKind::bases, "ID,lon,lat\nb1," + row(2500.026_m, 0.5_km) + "\n");
    EXPECT_NEAR(moved.changes->rows().at(0).moved.value().value, 0.026, 0.001);
}

TEST_F(SentBack, WhatIsNotHeldMustBringEverythingThatIsRequired) {
    const auto report = sent(RecordKind::bases, "ID,NAME,lon,lat\nb1,巧手绣坊," + row(2.5_km, 0.5_km) +
                                                    "\nb2,新基地," + row(2.5_km, 0.7_km) + "\n");
    ASSERT_EQ(report.rejections.count(), 1U);
    EXPECT_EQ(report.rejections[0].code, "value.missing");
    EXPECT_EQ(report.rejections[0].column, "level");
    EXPECT_FALSE(report.stored);
    LoadOptions options;
    options.kind = RecordKind::bases;
    const auto strangers =
        load_file(*store, children, {county, villages, names},
                  scratch.write("file.csv", "ID,NAME,lon,lat\nb2,新基地,113.6,34.7\n"), std::move(options));
    ASSERT_FALSE(strangers);
    EXPECT_EQ(strangers.error().name, "column.missing");
}

TEST_F(SentBack, WhatTheFileDoesNotHaveIsToldAndStays) {
    const auto report =
        sent(RecordKind::help_points, "id,name,kind,lon,lat\np2,新站,未保站," + row(0.7_km, 0.5_km) + "\n");
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{1, 0, 0, 1}));
    EXPECT_EQ(report.changes->rows().at(1).id, "p1");
    EXPECT_TRUE(report.missing_stay);
    EXPECT_EQ(help_point_now().name, "儿童之家一");
}

TEST_F(SentBack, NamesThatAnEncodingCouldNotHoldComeBackAsTheyWere) {
    EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
        auto point = t.help_point("p1").value();
        point.name = "㙍塘站";
        t.append(point, {});
    }));
    const auto report =
        sent(RecordKind::help_points, "ID,NAME,lon,lat\np1,〓塘站," + row(0.5_km, 0.5_km) + "\n");
    EXPECT_TRUE(changes_nothing(report));
    EXPECT_EQ(help_point_now().name, "㙍塘站");
}

TEST_F(SentBack, BoundariesRoundedToSevenDecimalsChangeNothing) {
    const auto report = sent(RecordKind::areas, areas_text(county));
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{0, 0, 3, 0}));
    EXPECT_EQ(report.unchanged, 3U) << "digit by digit what is held";
}

TEST_F(SentBack, OneBorderAndOneNameAreTwoAreasOfThreeAndNothingElse) {
    AreaTree edited = grid("AAA\nAAB\nCCB");
    std::string text = areas_text(edited);
    const std::string old_name = county[county.find(village_code('C'))].name;
    text.replace(text.find(old_name), old_name.size(), "河口新村");
    const auto report = sent(RecordKind::areas, text);
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{0, 3, 0, 0}));
    const auto rows = report.changes->rows();
    EXPECT_NEAR(rows[0].outline->between.gained_m2, 1e6, 2'000);
    EXPECT_TRUE(rows[0].fields.empty());
    EXPECT_NEAR(rows[1].outline->between.lost_m2, 1e6, 2'000);
    EXPECT_THAT(fields(rows[2]), ElementsAre("name: " + old_name + " -> 河口新村"));
    EXPECT_EQ(rows[2].outline, nullptr);
    EXPECT_TRUE(changes_nothing(sent(RecordKind::areas, text))) << "sent a second time";
}

TEST_F(SentBack, ATableWithoutOutlinesLeavesThemAsTheyAre) {
    const std::string code = village_code('A').str();
    const auto report = sent(RecordKind::areas, "code,name\n" + code + ",新名\n");
    EXPECT_EQ(counts(report), (std::array<std::size_t, 4>{0, 1, 0, 2}));
    EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
        const Area now = t.area(Day::of(2020, 1, 1), village_code('A')).value();
        EXPECT_EQ(now.name, "新名");
        EXPECT_FALSE(now.boundary.empty());
    }));
}

TEST_F(SentBack, ANewEditionIsWholeUnlessTheRestIsKept) {
    const std::string code = village_code('A').str();
    const std::string text = "code,name\n" + code + ",新名\n";
    const Day day = Day::of(2024, 1, 1);
    const auto whole = sent(RecordKind::areas, text, LoadMode::dry_run,
                            [&](LoadOptions& options) { options.edition = day; });
    EXPECT_FALSE(whole.missing_stay);
    const auto kept = sent(RecordKind::areas, text, LoadMode::all_or_nothing, [&](LoadOptions& options) {
        options.edition = day;
        options.rest = Rest::kept;
    });
    EXPECT_TRUE(kept.stored);
    EXPECT_TRUE(kept.missing_stay);
    EXPECT_EQ(kept.accepted, 1U);
    std::size_t areas = 0;
    store->read_facts(0, store->revision(), [&](RecordedFact&& one) {
        if (const auto* fact = std::get_if<AreaFact>(&one.fact)) areas += fact->edition == day ? 1U : 0U;
    });
    EXPECT_EQ(areas, county.size());
}

TEST_F(SentBack, AnAreaStillHoldsUntilSomebodyWritesItInTheEditionThatTheFileIsLaidOn) {
    const Day base_day = Day::of(2020, 1, 1);
    const HeldEditions held(*store);
    const AreaChanges changes(held, Day::of(2024, 1, 1), Geometry::none);
    const auto hold = [&](const std::string& letters) {
        std::string holding;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
            for (const char letter : letters)
                if (changes.still_holds(t, village_code(letter))) holding += letter;
        }));
        return holding;
    };
    EXPECT_EQ(hold("ABCF"), "ABCF") << "of F there is nothing, and was nothing";
    EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
        Area area = t.area(base_day, village_code('A')).value();
        t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
        area.name = "别名";
        t.append(AreaFact{base_day, area}, {});
        area.code = village_code('F');
        t.append(AreaFact{base_day, area}, {});
    }));
    EXPECT_EQ(hold("ABCF"), "BC");
}

TEST_F(SentBack, WhatWasAgreedToIsStoredAndNothingElse) {
    const std::string text = "ID,NAME,lon,lat\nb1,巧手新坊," + row(2.5_km, 0.5_km) + "\n";
    const auto tried = sent(RecordKind::bases, text, LoadMode::dry_run);
    EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
        BaseRecord other = t.base("b1", "prefecture").value();
        other.name = "别名";
        t.append(other, {});
    }));
    const auto agreed = [&](LoadOptions& options) { options.agreed_mark = tried.changes->mark(); };
    const auto late = sent(RecordKind::bases, text, LoadMode::all_or_nothing, agreed);
    EXPECT_TRUE(late.overtaken);
    EXPECT_FALSE(late.stored);
    EXPECT_EQ(base_now("prefecture").name, "别名");
    const auto again = sent(RecordKind::bases, text, LoadMode::all_or_nothing,
                            [&](LoadOptions& options) { options.agreed_mark = late.changes->mark(); });
    EXPECT_TRUE(again.stored);
    EXPECT_EQ(base_now("prefecture").name, "巧手新坊");
}

}  // namespace
}  // namespace courtyard
