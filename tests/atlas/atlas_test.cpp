// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/atlas.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "data/store/intake.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class AtlasTest : public testing::Test {
  protected:
    AtlasTest()
        : county(grid("AAB\nAAB\nCCB")),
          store(std::move(open_sqlite_store(scratch.folder()).value())),
          atlas(*store) {
        store->on_commit([this](Store::Commit&& commit) { atlas.follow(std::move(commit)); });
        store->on_prepare([this](StagedId import) { atlas.prepare(import); });
        write([&](Transaction& t) {
            for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
            t.append(a_target("410199", std::nullopt, 10), {});
        });
    }

    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    void register_household(const std::string& id, char letter, Metres east = 0.5_km, Metres north = 0.5_km) {
        HouseholdRecord household = a_household(id, household_at(county, letter, east, north));
        household.declared = village_code(letter);
        write([&](Transaction& t) { t.append(household, {}); });
    }
    void decide(const std::string& id, const std::string& to, Day day) {
        write([&](Transaction& t) { t.append(a_decision(id, to, day), {}); });
    }
    static Progress progress(const Snapshot& snapshot, AreaCode code, Day day) {
        const EditionPicture& edition = snapshot.edition_on(day);
        return progress_of(snapshot.progress_source(*find_campaign("beautiful-courtyard"), edition),
                           edition.areas->find(code), day);
    }
    std::int64_t completed(char letter, Day day) const {
        return progress(*atlas.now(), village_code(letter), day).completed;
    }

    AreaTree county;
    Scratch scratch;
    std::unique_ptr<Store> store;
    Atlas atlas;
};

const AreaCode county_code = area_code("410199");
constexpr Day summer{19'540};  // 2023-07-02

TEST_F(AtlasTest, AnAcceptedHouseholdCountsInItsVillageAndAbove) {
    register_household("h1", 'B');
    decide("h1", "accepted", Day::of(2023, 6, 30));
    EXPECT_EQ(completed('B', Day::of(2023, 6, 29)), 0);
    EXPECT_EQ(completed('B', Day::of(2023, 6, 30)), 1);
    EXPECT_EQ(completed('A', summer), 0);
    EXPECT_EQ(*progress(*atlas.now(), county_code, summer).share_plan, 10);
}

TEST_F(AtlasTest, ASnapshotInHandDoesNotChange) {
    register_household("h1", 'A');
    const auto before = atlas.now();
    decide("h1", "accepted", Day::of(2023, 1, 1));
    EXPECT_EQ(progress(*before, village_code('A'), summer).completed, 0);
    EXPECT_EQ(completed('A', summer), 1);
}

TEST_F(AtlasTest, FollowingStepByStepEqualsReadingEverythingAnew) {
    register_household("h1", 'A');
    register_household("h2", 'B');
    decide("h1", "accepted", Day::of(2022, 1, 1));
    decide("h2", "accepted", Day::of(2023, 1, 1));
    register_household("h1", 'C', 0.2_km, 0.2_km);  // the house is found to stand elsewhere
    decide("h2", "revoked", Day::of(2023, 5, 1));
    write([&](Transaction& t) {
        t.append(an_inspection("0190a1b2-0000-7000-8000-000000000001", "h2",
                               household_at(county, 'B', 0.5_km, 0.5_km)),
                 {});
    });

    const Atlas anew(*store);
    for (const char letter : {'A', 'B', 'C'})
        for (const Day day : {Day::of(2022, 6, 1), Day::of(2023, 4, 30), summer}) {
            const Progress followed = progress(*atlas.now(), village_code(letter), day);
            const Progress fresh = progress(*anew.now(), village_code(letter), day);
            EXPECT_EQ(followed.completed, fresh.completed) << letter;
            EXPECT_EQ(followed.registered, fresh.registered) << letter;
            EXPECT_EQ(followed.proposed, fresh.proposed) << letter;
        }
    EXPECT_EQ(completed('C', summer), 1);
    EXPECT_EQ(completed('A', summer), 0);
    for (const PointKind kind : point_kinds)
        EXPECT_EQ(atlas.now()->layer(kind).points.size(), anew.now()->layer(kind).points.size());
}

TEST_F(AtlasTest, AnOlderRevisionShowsWhatWasKnownThen) {
    register_household("h1", 'A');
    const Revision before = store->revision();
    decide("h1", "accepted", Day::of(2022, 1, 1));
    EXPECT_EQ(progress(**atlas.at(before), village_code('A'), summer).completed, 0);
    EXPECT_EQ(progress(**atlas.at(store->revision()), village_code('A'), summer).completed, 1);
    EXPECT_EQ(atlas.at(store->revision() + 1).error().name, "revision.unknown");
}

TEST_F(AtlasTest, AProposalIsNotACountAndADecisionEndsIt) {
    register_household("h1", 'B');
    write([&](Transaction& t) {
        t.append(an_inspection("0190a1b2-0000-7000-8000-000000000001", "h1",
                               household_at(county, 'B', 0.5_km, 0.5_km)),
                 {});
    });
    EXPECT_EQ(progress(*atlas.now(), village_code('B'), summer).proposed, 1);
    EXPECT_EQ(completed('B', summer), 0);
    decide("h1", "accepted", Day::of(2023, 6, 15));
    EXPECT_EQ(progress(*atlas.now(), village_code('B'), summer).proposed, 0);
    EXPECT_EQ(progress(*atlas.now(), village_code('B'), Day::of(2023, 6, 10)).proposed, 1);
    EXPECT_EQ(completed('B', summer), 1);
}

TEST_F(AtlasTest, APastDayIsCountedInTheEditionOfThatDay) {
    register_household("h1", 'B');
    decide("h1", "accepted", Day::of(2022, 1, 1));
    // From 2023 on, B is part of A.
    const auto merged = grid("AAA\nAAA\nCCA");
    write([&](Transaction& t) {
        for (const Area& area : merged.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    EXPECT_EQ(completed('B', Day::of(2022, 12, 31)), 1);
    EXPECT_EQ(completed('A', Day::of(2022, 12, 31)), 0);
    EXPECT_EQ(progress(*atlas.now(), village_code('A'), summer).completed, 1);
    EXPECT_EQ(atlas.now()->edition_on(summer).areas->find(village_code('B')), no_area);
}

TEST_F(AtlasTest, ASplitVillagesRecordsAreCountedInItsPartsFromThatDayOn) {
    register_household("west", 'A', 0.5_km, 1.5_km);
    register_household("east", 'A', 1.5_km, 1.5_km);
    decide("west", "accepted", Day::of(2022, 1, 1));
    decide("east", "accepted", Day::of(2022, 1, 1));
    const auto halves = grid("ADB\nADB\nCCB");
    write([&](Transaction& t) {
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    EXPECT_EQ(completed('A', Day::of(2022, 12, 31)), 2);
    EXPECT_EQ(completed('A', Day::of(2023, 1, 1)), 1);
    EXPECT_EQ(completed('D', Day::of(2023, 1, 1)), 1);
    EXPECT_EQ(progress(*atlas.now(), county_code, Day::of(2022, 12, 31)).completed, 2);
    EXPECT_EQ(progress(*atlas.now(), county_code, Day::of(2023, 1, 1)).completed, 2);
}

TEST_F(AtlasTest, TheChangesBetweenTwoEditionsAreKept) {
    const auto merged = grid("AAA\nAAA\nCCA");
    write([&](Transaction& t) {
        for (const Area& area : merged.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    const auto now = atlas.now();
    const EditionPicture& after = now->edition_on(summer);
    const EditionPicture& before = now->edition_before(after);
    EXPECT_EQ(before.valid_from, Day::of(2020, 1, 1));
    EXPECT_EQ(&now->edition_before(before), &before);
    const auto changes = atlas.changes_between(before, after);
    EXPECT_EQ(changes->count(VillageChange::merged), 2U);
    EXPECT_EQ(atlas.changes_between(before, after), changes) << "worked out once";
    register_household("h1", 'B');
    EXPECT_EQ(atlas.changes_between(before, after), changes) << "records do not matter";
    write([&](Transaction& t) {
        for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    const auto anew = atlas.now();
    EXPECT_EQ(atlas.changes_between(*anew->editions[0], *anew->editions[1])->count(VillageChange::unchanged),
              3U);
}

TEST_F(AtlasTest, TellsWhatChangedAndWhere) {
    register_household("h1", 'B');
    std::vector<Change> changes;
    atlas.on_change([&](const Change& change) { changes.push_back(change); });
    decide("h1", "accepted", Day::of(2023, 1, 1));
    ASSERT_EQ(changes.size(), 1U);
    EXPECT_EQ(changes[0].revision, store->revision());
    EXPECT_EQ(changes[0].campaigns, std::vector<std::string>{"beautiful-courtyard"});
    EXPECT_EQ(changes[0].layers, std::vector<std::string>{"courtyards"});
    EXPECT_EQ(changes[0].areas,
              (std::vector<AreaCode>{county_code, area_code("410199101"), village_code('B')}));
    EXPECT_TRUE(changes[0].bounds.contains(household_at(county, 'B', 0.5_km, 0.5_km)));
    EXPECT_FALSE(changes[0].everything);
}

TEST_F(AtlasTest, OnlyTheTilesThatHoldAChangeGetANewRevision) {
    register_household("h1", 'B');
    const LonLat far_away{80, 40};
    const auto before = atlas.now();
    decide("h1", "accepted", Day::of(2023, 1, 1));
    const auto revisions = atlas.now()->layer(PointKind::courtyards).revisions;
    const LonLat here = household_at(county, 'B', 0.5_km, 0.5_km);
    EXPECT_EQ(revisions->of(tile_at(here, 14)), store->revision());
    EXPECT_EQ(revisions->of(tile_at(here, 3)), store->revision());
    EXPECT_EQ(revisions->of(tile_at(far_away, 14)), 0);
    EXPECT_LT(before->layer(PointKind::courtyards).revisions->of(tile_at(here, 14)), store->revision());
}

TEST_F(AtlasTest, ABaseCountsOnceWhateverItsLevelBecomes) {
    const LonLat at = household_at(county, 'A', 0.5_km, 0.5_km);
    const BaseRecord base{"b1",
                          "织梦坊",
                          "county",
                          village_code('A'),
                          SourcePosition{at, Datum::wgs84, at},
                          Day::of(2022, 5, 1),
                          1,
                          1};
    BaseRecord raised = base;
    raised.level = "province";
    raised.recognised_on = Day::of(2023, 5, 1);
    write([&](Transaction& t) {
        t.append(base, {});
        t.append(raised, {});
    });
    const auto now = atlas.now();
    const auto& points = now->layer(PointKind::bases).points;
    ASSERT_EQ(points.size(), 1U);
    points.each_in({}, [&](const PointView& point) {
        EXPECT_EQ(points.statuses()[status_on(point.timeline, Day::of(2022, 12, 31))->status], "county");
        EXPECT_EQ(points.statuses()[status_on(point.timeline, summer)->status], "province");
        return true;
    });
    const auto source = now->progress_source(*find_campaign("skilled-wife"), now->newest_edition());
    EXPECT_EQ(progress_of(source, now->newest_edition().areas->roots().front(), summer).completed, 1);
}

TEST_F(AtlasTest, WhatIsWithdrawnIsOnNoMapOfAnyDayAndComesBackWithTheNextVersion) {
    const LonLat at = household_at(county, 'A', 0.5_km, 0.5_km);
    HelpPointRecord point;
    point.id = "p1";
    point.name = "儿童之家";
    point.kind = "childrens_home";
    point.position = SourcePosition{at, Datum::wgs84, at};
    point.opened_on = Day::of(2021, 5, 1);
    BaseRecord base;
    base.id = "b1";
    base.name = "合作社";
    base.level = "county";
    base.position = point.position;
    base.recognised_on = Day::of(2021, 5, 1);
    base.women_employed = 7;
    write([&](Transaction& t) {
        t.append(point, {});
        t.append(base, {});
    });
    const auto before = atlas.now();
    const auto counted = [](const Snapshot& now, const char* campaign, Day day) {
        const auto source = now.progress_source(*find_campaign(campaign), now.newest_edition());
        const Progress p = progress_of(source, now.newest_edition().areas->roots().front(), day);
        return std::pair(p.registered, p.completed);
    };
    write([&](Transaction& t) {
        withdraw_help_point(t, "p1", {});
        const std::array levels{std::string("county")};
        withdraw_levels(t, "b1", levels, {});
    });
    for (const Day day : {Day::of(2021, 6, 1), summer})
        for (const char* campaign : {"skilled-wife", "child-care"}) {
            EXPECT_EQ(counted(*before, campaign, day), std::pair(std::int64_t{1}, std::int64_t{1}))
                << campaign;
            EXPECT_EQ(counted(*atlas.now(), campaign, day), std::pair(std::int64_t{0}, std::int64_t{0}))
                << campaign;
        }
    for (const PointKind kind : {PointKind::bases, PointKind::help_points}) {
        EXPECT_EQ(before->layer(kind).points.size(), 1U);
        EXPECT_EQ(atlas.now()->layer(kind).points.size(), 0U);
        EXPECT_EQ(atlas.now()->layer(kind).revisions->of(tile_at(at, 14)), store->revision());
    }
    write([&](Transaction& t) {
        t.append(point, {});
        t.append(base, {});
    });
    for (const PointKind kind : {PointKind::bases, PointKind::help_points})
        EXPECT_EQ(atlas.now()->layer(kind).points.size(), 1U);
    EXPECT_EQ(counted(*atlas.now(), "skilled-wife", summer).second, 1);
}

TEST_F(AtlasTest, UndoingAnImportTakesItOffTheMap) {
    write([&](Transaction& t) {
        t.save_batch({"batch-1", "households", "hash", "tester", "户.csv", "{}"});
        t.append(a_household("h1", household_at(county, 'A', 0.5_km, 0.5_km)), {"tester", "batch-1"});
    });
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 1U);
    write([&](Transaction& t) { t.undo_batch("batch-1", {"tester", {}}); });
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 0U);
    EXPECT_EQ(progress(*atlas.now(), village_code('A'), summer).registered, 0);
}

/// Imports on their way: seen by nobody, and when they are revealed the picture is the one that all facts
/// give.
class AtlasImports : public AtlasTest {
  protected:
    HouseholdRecord home(const std::string& id, char letter, Metres east = 0.5_km) {
        HouseholdRecord household = a_household(id, household_at(county, letter, east, 0.5_km));
        household.declared = village_code(letter);
        return household;
    }
    StagedId open_import(std::size_t most) {
        StagedId id = 0;
        write([&](Transaction& t) { id = t.open_import(most, {"importer", "batch-1"}); });
        return id;
    }
    void stage(StagedId id, const std::vector<Fact>& facts) {
        write([&](Transaction& t) {
            t.enter_import(id);
            for (const Fact& fact : facts) t.append(fact, {"importer", "batch-1"});
        });
    }
    void reveal(StagedId id) {
        write([&](Transaction& t) {
            t.reveal_import(id);
            t.save_batch({"batch-1", "households", "hash", "importer", "户.csv", "{}"});
        });
    }
    /// Every layer and every book of a picture, as text.
    static std::string told(const Snapshot& snapshot) {
        std::string text = std::to_string(snapshot.revision);
        for (const PointKind kind : point_kinds) {
            std::set<std::string> points;
            snapshot.layer(kind).points.each_in({}, [&](const PointView& point) {
                std::string line = std::string(point.id) + "@" + std::string(point.area.view()) + "#" +
                                   std::to_string(point.fid);
                for (const TimedStatus status : point.timeline)
                    line += " " + to_string(status.from) + ":" + std::to_string(status.status);
                points.insert(std::move(line));
                return true;
            });
            for (const std::string& line : points) text += "\n" + line;
        }
        for (const char letter : {'A', 'B', 'C'}) {
            for (const Day day : {Day::of(2021, 3, 15), summer}) {
                const Progress p = progress(snapshot, village_code(letter), day);
                text += "\n" + std::string(1, letter) + std::to_string(p.registered) + "/" +
                        std::to_string(p.proposed) + "/" + std::to_string(p.completed);
            }
        }
        return text;
    }
    void expect_the_picture_of_all_facts() { EXPECT_EQ(told(*atlas.now()), told(*Atlas(*store).now())); }
};

TEST_F(AtlasImports, AreNotInThePictureUntilTheyAreRevealed) {
    const StagedId id = open_import(10);
    stage(id, {home("x", 'A'), a_decision("x", "accepted", Day::of(2021, 5, 1))});
    register_household("other", 'B');
    atlas.prepare(id);
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 1U);
    EXPECT_EQ(completed('A', summer), 0);
    reveal(id);
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 2U);
    EXPECT_EQ(completed('A', summer), 1);
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, AreTheSamePictureWithoutBeingPrepared) {
    const StagedId id = open_import(10);
    stage(id, {home("x", 'A')});
    reveal(id);
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, ChangeRecordsThatWereThere) {
    register_household("moves", 'A');
    register_household("stays", 'A');
    decide("moves", "accepted", Day::of(2021, 5, 1));
    const StagedId id = open_import(10);
    stage(id, {home("moves", 'B')});
    atlas.prepare(id);
    reveal(id);
    EXPECT_EQ(completed('A', summer), 0);
    EXPECT_EQ(completed('B', summer), 1);
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, GiveWayToNothingThatOthersWroteBeforeOrAfterTheyWerePrepared) {
    register_household("early", 'A');
    register_household("late", 'A');
    register_household("apart", 'C');
    const StagedId id = open_import(10);
    stage(id, {home("early", 'B'), home("late", 'B'), home("x", 'B')});
    decide("early", "accepted", Day::of(2021, 5, 1));
    write([&](Transaction& t) {
        t.append(an_inspection("0190a1b2-0000-7000-8000-000000000001", "early",
                               household_at(county, 'A', 0.5_km, 0.5_km)),
                 {});
    });
    atlas.prepare(id);
    decide("late", "accepted", Day::of(2021, 5, 1));
    decide("apart", "accepted", Day::of(2021, 5, 1));
    register_household("new", 'C');
    write([&](Transaction& t) {
        t.append(an_inspection("0190a1b2-0000-7000-8000-000000000002", "late",
                               household_at(county, 'A', 0.5_km, 0.5_km)),
                 {});
    });
    reveal(id);
    EXPECT_EQ(completed('A', summer), 0);
    EXPECT_EQ(completed('B', summer), 2);
    EXPECT_EQ(completed('C', summer), 1);
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, TwoAtOnceAreRevealedOneAfterTheOther) {
    register_household("both", 'A');
    const StagedId first = open_import(10);
    StagedId second = 0;
    write([&](Transaction& t) { second = t.open_import(10, {"importer", "batch-2"}); });
    stage(first, {home("both", 'B'), home("x", 'A')});
    stage(second, {home("both", 'C'), home("y", 'A')});
    atlas.prepare(first);
    atlas.prepare(second);
    reveal(first);
    expect_the_picture_of_all_facts();
    write([&](Transaction& t) {
        t.reveal_import(second);
        t.save_batch({"batch-2", "households", "hash", "importer", "户.csv", "{}"});
    });
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, AreDrawnInTheBoundariesOfTheMomentTheyAreRevealed) {
    const StagedId id = open_import(10);
    stage(id, {home("x", 'A')});
    atlas.prepare(id);
    write([&](Transaction& t) {
        for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    reveal(id);
    EXPECT_EQ(atlas.now()->editions.size(), 2U);
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, ThatWereDroppedLeaveThePictureAsItWas) {
    register_household("a", 'A');
    const StagedId id = open_import(10);
    stage(id, {home("x", 'A')});
    atlas.prepare(id);
    write([&](Transaction& t) { EXPECT_FALSE(t.drop_import(id, 100)); });
    expect_the_picture_of_all_facts();
}

TEST_F(AtlasImports, OutliveAnUndoOfAnother) {
    write([&](Transaction& t) {
        t.save_batch({"batch-0", "households", "hash", "tester", "户.csv", "{}"});
        t.append(home("gone", 'A'), {"tester", "batch-0"});
    });
    const StagedId id = open_import(10);
    stage(id, {home("x", 'A')});
    write([&](Transaction& t) { t.undo_batch("batch-0", {"tester", {}}); });
    stage(id, {home("y", 'A')});
    reveal(id);
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 2U);
    expect_the_picture_of_all_facts();
}

}  // namespace
}  // namespace courtyard
