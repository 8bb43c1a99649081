// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/edition_report.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "data/read/load.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A store in which the county stands from 2020 on, with two households in B and one in A.
class EditionReport : public testing::Test {
  protected:
    EditionReport()
        : county(grid("AAB\nAAB\nCCB")),
          store(std::move(open_sqlite_store(scratch.folder()).value())),
          children(std::move(ChildStore::open(scratch.folder()).value())) {}

    void settle() {
        ASSERT_TRUE(load(county, first_day));
        write([&](Transaction& t) {
            t.append(a_household("h1", household_at(county, 'B', 0.5_km, 0.5_km)), {});
            t.append(a_household("h2", household_at(county, 'B', 0.5_km, 2.5_km)), {});
            t.append(a_household("h3", household_at(county, 'A', 0.5_km, 0.5_km)), {});
        });
    }
    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    static std::string ring_text(const Ring& ring) {
        std::string text;
        for (const LonLat& p : ring) text += fmt::format("{}{} {}", text.empty() ? "" : ",", p.lon, p.lat);
        return "(" + text + ")";
    }
    /// The file that brings these areas.
    static std::string file_of(const AreaTree& areas) {
        std::string text = "code,name,level,geometry\n";
        for (const Area& area : areas.areas()) {
            std::string polygons;
            for (const Polygon& polygon : area.boundary.polygons) {
                std::string rings;
                for (const Ring& ring : polygon.rings) rings += (rings.empty() ? "" : ",") + ring_text(ring);
                polygons += (polygons.empty() ? "(" : ",(") + rings + ")";
            }
            text += fmt::format("{},{},{},\"MULTIPOLYGON({})\"\n", area.code.view(), area.name,
                                to_string(area.level), polygons);
        }
        return text;
    }
    Result<LoadReport> load(const AreaTree& areas, Day edition, LoadMode mode = LoadMode::all_or_nothing) {
        LoadOptions options;
        options.kind = RecordKind::areas;
        options.edition = edition;
        options.mode = mode;
        const VillageIndex villages(county);
        const Gazetteer names;
        return load_file(*store, children, {county, villages, names},
                         scratch.write("areas.csv", file_of(areas)), options);
    }
    std::vector<std::string> notes(const AreaTree& areas, Day edition) const {
        std::vector<std::string> english;
        for (const Text& note : edition_notes(HeldEditions(*store), edition, areas.areas())) {
            EXPECT_FALSE(note.zh.empty());
            english.push_back(note.en);
        }
        return english;
    }

    static constexpr Day first_day{18'262};  // 2020-01-01
    const Day merger_day = Day::of(2023, 1, 1);
    AreaTree county;
    Scratch scratch;
    std::unique_ptr<Store> store;
    ChildStore children;
};

TEST_F(EditionReport, TheFirstEditionOfAllHasNothingToTell) {
    EXPECT_THAT(notes(county, first_day), IsEmpty());
}

TEST_F(EditionReport, CountsVillagesByWhatBecomesOfThemAndRecordsThatChange) {
    settle();
    EXPECT_THAT(notes(grid("AAA\nAAA\nCCA"), merger_day),
                ElementsAre("villages against the edition of 2020-01-01: 1 unchanged, 2 merged",
                            "2 records change village"));
    EXPECT_THAT(notes(grid("AAF\nAAF\nCCF"), merger_day),
                ElementsAre("villages against the edition of 2020-01-01: 2 unchanged, 1 recoded",
                            "2 records lie in villages of which only the code changes"));
}

TEST_F(EditionReport, PlacesThatWereWithdrawnAreNotCounted) {
    settle();
    const LonLat place = position_at(2.5_km, 0.5_km);
    const SourcePosition in_b{place, Datum::wgs84, place};
    BaseRecord lower{"b1", "绣坊", "county", {}, in_b, Day::of(2021, 5, 1), 12, 40};
    BaseRecord higher = lower;
    higher.level = "prefecture";
    HelpPointRecord point{"p1", "站", "childrens_home", {}, in_b, Day::of(2021, 5, 1), std::nullopt, 30};
    const auto changed = [&](std::size_t count) {
        return Contains(fmt::format("{} records change village", count));
    };
    const AreaTree merged = grid("AAA\nAAA\nCCA");
    write([&](Transaction& t) {
        for (const Fact& fact : {Fact(lower), Fact(higher), Fact(point)}) t.append(fact, {});
    });
    EXPECT_THAT(notes(merged, merger_day), changed(4));
    point.withdrawn = higher.withdrawn = lower.withdrawn = true;
    write([&](Transaction& t) {
        for (const Fact& fact : {Fact(point), Fact(higher)}) t.append(fact, {});
    });
    EXPECT_THAT(notes(merged, merger_day), changed(3)) << "the base stands at its lower level";
    write([&](Transaction& t) { t.append(lower, {}); });
    EXPECT_THAT(notes(merged, merger_day), changed(2));
}

TEST_F(EditionReport, RecordsThatLoseTheirVillageAreCountedByVillage) {
    settle();
    EXPECT_THAT(
        notes(grid("AA.\nAA.\nCC."), merger_day),
        ElementsAre("villages against the edition of 2020-01-01: 2 unchanged, 1 gone",
                    "warning: 2 records lose their village, of 1 villages: 410199101202 B village 2"));
}

TEST_F(EditionReport, ACodeForOtherGroundIsWarnedOf) {
    settle();
    EXPECT_THAT(notes(grid("BBA\nBBA\nCCA"), merger_day),
                Contains("warning: 2 codes now stand for other ground: 410199101201, 410199101202"));
}

TEST_F(EditionReport, AnEditionWithoutVillagesIsWarnedOf) {
    settle();
    std::vector<Area> upper(county.areas().begin(), county.areas().begin() + 2);
    const auto told = notes(AreaTree::of(std::move(upper)).value(), merger_day);
    EXPECT_THAT(told, Contains("warning: this edition has no villages: no record can be placed in one"));
    EXPECT_THAT(told, Contains(HasSubstr("warning: 3 records lose their village, of 2 villages")));
}

TEST_F(EditionReport, AnEditionOfVillagesAloneIsWarnedOf) {
    settle();
    std::vector<Area> villages(county.areas().begin() + 2, county.areas().end());
    for (Area& village : villages) village.parent = {};
    EXPECT_THAT(
        notes(AreaTree::of(std::move(villages)).value(), merger_day),
        ElementsAre("villages against the edition of 2020-01-01: 3 unchanged",
                    "warning: the edition before has areas of the level county, this one has none",
                    "warning: the edition before has areas of the level township, this one has none"));
}

TEST_F(EditionReport, ADryRunTellsTheSameAndStoresNothing) {
    settle();
    const Revision before = store->revision();
    const auto dry = load(grid("AAA\nAAA\nCCA"), merger_day, LoadMode::dry_run);
    ASSERT_TRUE(dry);
    EXPECT_EQ(store->revision(), before);
    const auto stored = load(grid("AAA\nAAA\nCCA"), merger_day);
    ASSERT_TRUE(stored);
    EXPECT_EQ(dry->notes, stored->notes);
    EXPECT_EQ(dry->notes.size(), 2U);
    EXPECT_GT(store->revision(), before);
}

TEST_F(EditionReport, TheSameDayTwiceWithTheSameContentIsUnchanged) {
    settle();
    const Revision before = store->revision();
    const auto again = load(county, first_day);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->unchanged, again->accepted);
    EXPECT_EQ(store->revision(), before);
}

TEST_F(EditionReport, TheSameDayWithOtherContentReplacesAreaByArea) {
    settle();
    const Revision before = store->revision();
    // The county and the township keep their outline; A takes B's ground, and B is not in the file.
    const auto report = load(grid("AAA\nAAA\nCCA"), first_day);
    ASSERT_TRUE(report);
    EXPECT_EQ(store->revision(), before + 1) << "one new fact: the boundary of A";
    EXPECT_EQ(report->unchanged, report->accepted - 1);
    std::vector<std::string> english;
    for (const Text& note : report->notes) english.push_back(note.en);
    EXPECT_THAT(english, Contains("1 villages of that edition are not in the file and stay in it"));
    EXPECT_THAT(english, Contains(HasSubstr("the edition of 2020-01-01 stands already")));
}

TEST_F(EditionReport, OddFirstDaysAreToldOrRefused) {
    settle();
    EXPECT_THAT(notes(county, Day::of(2010, 1, 1)),
                Contains(HasSubstr("no day of the plan is counted in it")));
    const Day soon = today() + 40;
    EXPECT_THAT(notes(county, soon), Contains(HasSubstr("is valid from " + to_string(soon))));
    EXPECT_THAT(notes(county, merger_day), Not(Contains(HasSubstr("valid from"))));
    const Revision before = store->revision();
    for (const Day day : {today() + 366 * 12, Day::of(1203, 1, 1)}) {
        const auto refused = load(county, day);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().name, "edition.day");
    }
    EXPECT_EQ(store->revision(), before);
}

TEST_F(EditionReport, AnEditionBetweenTwoHoldsUntilTheNext) {
    settle();
    ASSERT_TRUE(load(grid("AAA\nAAA\nCCA"), merger_day));
    EXPECT_THAT(notes(county, Day::of(2022, 1, 1)),
                Contains("this edition holds until 2022-12-31, then a later one that stands already"));
}

}  // namespace
}  // namespace courtyard
