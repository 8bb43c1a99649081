// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/checkpoint.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "atlas/atlas.h"
#include "data/store/checkpoint_file.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/geo/grid_county.h"
#include "tiles/point_tiles.h"

namespace courtyard {
namespace {

/// A county whose facts come at random, and the file in which its picture is kept.
class CheckpointTest : public testing::Test {
  protected:
    CheckpointTest() : county(grid("AAB\nAAB\nCCB")), store(opened(scratch)) {
        write([&](Transaction& t) {
            for (const Area& area : county.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
            t.append(a_target("410199", std::nullopt, 40), {});
            t.append(a_target("410199", 2023, 9), {});
        });
    }

    static std::unique_ptr<Store> opened(const Scratch& place) {
        return std::move(open_sqlite_store(place.folder()).value());
    }
    void write(const std::function<void(Transaction&)>& work) {
        ASSERT_TRUE(store
                        ->write([&](Transaction& t) -> Result<void> {
                            work(t);
                            return {};
                        })
                        .get());
    }
    Day any_day() { return Day{18'700 + static_cast<std::int32_t>(random() % 1500)}; }
    LonLat anywhere() {
        // Some lie outside every village.
        return {grid_origin.lon + lon_deg_per_km * (static_cast<double>(random() % 4000) / 1000 - 0.5),
                grid_origin.lat + lat_deg_per_km * (static_cast<double>(random() % 4000) / 1000 - 0.5)};
    }
    std::string some_household() { return "h" + std::to_string(random() % 60); }
    /// One that is on the list: the store takes no word about any other.
    std::string known_household() {
        auto at = listed.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % listed.size()));
        return *at;
    }
    HouseholdRecord any_household(const std::string& id) {
        HouseholdRecord household = a_household(id, anywhere());
        household.registered_on = any_day();
        if (random() % 5 == 0) household.position.reset();
        return household;
    }
    InspectionFact any_inspection() {
        return an_inspection("i" + std::to_string(++inspections), known_household(), anywhere());
    }
    void follow(Atlas& atlas) {
        store->on_commit([&](Store::Commit&& commit) { atlas.follow(std::move(commit)); });
        store->on_prepare([&](StagedId id) { atlas.prepare(id); });
    }
    void follow_no_more() {
        store->on_commit([](Store::Commit&&) {});
        store->on_prepare([](StagedId) {});
    }

    void learn(int facts) {
        for (int i = 0; i < facts; ++i)
            if (listed.empty() || random() % 3 != 0)
                learn_something();
            else
                go_on_with_an_import();
    }

    void learn_something() {
        write([&](Transaction& t) {
            switch (listed.empty() ? 0 : random() % 7) {
                case 0:
                case 1: {
                    const HouseholdRecord household = any_household(some_household());
                    listed.insert(household.id);
                    t.append(household, {});
                    break;
                }
                case 2:
                    t.append(
                        a_decision(known_household(), random() % 3 == 0 ? "revoked" : "accepted", any_day()),
                        {});
                    break;
                case 3:
                    t.append(any_inspection(), {});
                    break;
                case 4: {
                    BaseRecord base;
                    base.id = "b" + std::to_string(random() % 9);
                    base.name = "合作社";
                    base.level = random() % 2 == 0 ? "county" : "province";
                    const LonLat at = anywhere();
                    base.position = SourcePosition{at, Datum::wgs84, at};
                    base.recognised_on = any_day();
                    t.append(base, {});
                    break;
                }
                case 5: {
                    // A reviewer settles a field: the value is a new version, the word stands beside it.
                    HouseholdRecord settled = any_household(known_household());
                    settled.address = "改正的地址";
                    t.append(settled, {"reviewer", {}});
                    t.save_resolution({settled.id, "address", "核对过", "reviewer", Instant::now(), 0});
                    break;
                }
                default: {
                    TargetRecord target = a_target("410199", 2024, 3 + static_cast<int>(random() % 9));
                    target.approved_on = any_day();
                    t.append(target, {});
                }
            }
        });
    }

    /// The next step of the import that is on its way, or its first, or the undo of one that came.
    void go_on_with_an_import() {
        const auto drop = [&] {
            write([&](Transaction& t) {
                while (t.drop_import(import, 3)) continue;
            });
            import = 0;
        };
        const std::size_t choice = random() % 8;
        if (import == 0 && choice == 0 && !batches.empty()) {
            const std::string undone = batches[random() % batches.size()];
            write([&](Transaction& t) { t.undo_batch(undone, {"importer", {}}); });
            std::erase_if(listed, [&](const std::string& id) { return !store->household(id); });
        } else if (import == 0) {
            batch = "import-" + std::to_string(++imports);
            write([&](Transaction& t) { import = t.open_import(40, {"importer", batch}); });
            fresh.clear();
            staged = 0;
        } else if (choice < 4 && staged < 30) {
            write([&](Transaction& t) {
                t.enter_import(import);
                const HouseholdRecord household =
                    any_household(random() % 2 == 0 ? some_household() : known_household());
                fresh.insert(household.id);
                t.append(household, {"importer", batch});
                t.append(any_inspection(), {"importer", batch});
                if (random() % 2 == 0)
                    t.append(a_decision(household.id, "accepted", any_day()), {"importer", batch});
                staged += 3;
            });
        } else if (choice < 6) {
            store->prepare_import(import);
        } else if (choice == 6) {
            drop();
        } else {
            write([&](Transaction& t) {
                t.reveal_import(import);
                t.save_batch({batch, "households", batch, "importer", "户.csv", "{}"});
            });
            listed.insert(fresh.begin(), fresh.end());
            batches.push_back(batch);
            import = 0;
        }
    }

    /// Progress and tiles of two pictures are the same, to the byte.
    void expect_same(const Snapshot& a, const Snapshot& b) const {
        ASSERT_EQ(a.revision, b.revision);
        ASSERT_EQ(a.editions.size(), b.editions.size());
        const Campaign& campaign = *find_campaign("beautiful-courtyard");
        for (std::int32_t day = 18'650; day < 20'300; day += 97) {
            const EditionPicture& left = a.edition_on(Day{day});
            const EditionPicture& right = b.edition_on(Day{day});
            for (AreaIndex area = 0; area < left.areas->size(); ++area) {
                const Progress one = progress_of(a.progress_source(campaign, left), area, Day{day});
                const Progress other = progress_of(b.progress_source(campaign, right), area, Day{day});
                EXPECT_EQ(one.registered, other.registered);
                EXPECT_EQ(one.proposed, other.proposed);
                EXPECT_EQ(one.completed, other.completed);
                EXPECT_EQ(one.completed_year, other.completed_year);
                EXPECT_EQ(one.target_plan, other.target_plan);
                EXPECT_EQ(one.target_year, other.target_year);
            }
            for (const unsigned zoom : {6U, 10U, 13U, 14U, 16U})
                for (const PointKind kind : point_kinds)
                    for (const double east : {-0.4, 0.5, 1.5, 2.6})
                        for (const double north : {-0.4, 0.5, 1.5, 2.6}) {
                            const Tile tile = tile_at({grid_origin.lon + lon_deg_per_km * east,
                                                       grid_origin.lat + lat_deg_per_km * north},
                                                      zoom);
                            const LowZooms low =
                                kind == PointKind::bases ? LowZooms::points : LowZooms::cells;
                            EXPECT_EQ(point_tile(a.layer(kind).points, tile, Day{day}, low).mvt,
                                      point_tile(b.layer(kind).points, tile, Day{day}, low).mvt);
                        }
        }
        const Tile tile = tile_at(grid_origin, 11);
        EXPECT_EQ(a.newest_edition().layer->tile(tile), b.newest_edition().layer->tile(tile));
    }

    std::filesystem::path file() const { return scratch.folder() / "picture.checkpoint"; }
    std::string bytes() const {
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    unsigned seed = std::random_device{}();
    std::mt19937 random{seed};
    std::set<std::string> listed;
    int inspections = 0;
    int imports = 0;
    std::vector<std::string> batches;  ///< that came
    StagedId import = 0;               ///< on its way; 0: none
    std::string batch;
    std::set<std::string> fresh;  ///< households of the import on its way
    int staged = 0;
    AreaTree county;
    Scratch scratch;
    std::unique_ptr<Store> store;
};

TEST_F(CheckpointTest, APictureFromACheckpointAndWhatCameSinceEqualsOneFromAllFacts) {
    for (int round = 0; round < 6; ++round) {
        SCOPED_TRACE(seed);
        {
            Atlas followed(*store, file());
            follow(followed);
            learn(90);
            expect_same(*followed.now(), *Atlas(*store).now());
            ASSERT_TRUE(followed.keep());
            follow_no_more();
        }
        ASSERT_TRUE(kept_memory(file(), *store));
        EXPECT_EQ(kept_memory(file(), *store)->revision, store->revision());
        learn(round * 15);
        const Atlas resumed(*store, file());
        const Atlas anew(*store);
        expect_same(*resumed.now(), *anew.now());
    }
}

TEST_F(CheckpointTest, WhatFollowsAfterAResumeIsDrawnLikeEverythingElse) {
    SCOPED_TRACE(seed);
    learn(80);
    ASSERT_TRUE(Atlas(*store, file()).keep());
    learn(10);
    Atlas resumed(*store, file());
    follow(resumed);
    learn(150);
    expect_same(*resumed.now(), *Atlas(*store).now());
    follow_no_more();
}

TEST_F(CheckpointTest, AnImportThatIsOnItsWayIsNotKeptAndComesFromTheFeedWhenItIsRevealedLater) {
    SCOPED_TRACE(seed);
    learn_something();
    Atlas atlas(*store, file());
    follow(atlas);
    StagedId id = 0;
    write([&](Transaction& t) {
        id = t.open_import(5, {"importer", "batch-x"});
        t.enter_import(id);
        t.append(a_household("imported", anywhere()), {"importer", "batch-x"});
    });
    learn_something();
    atlas.prepare(id);
    ASSERT_TRUE(atlas.keep());
    const std::string kept = bytes();
    EXPECT_EQ(kept.find("imported"), std::string::npos);
    write([&](Transaction& t) {
        t.reveal_import(id);
        t.save_batch({"batch-x", "households", "hash", "importer", "户.csv", "{}"});
    });
    ASSERT_TRUE(kept_memory(file(), *store));
    const Atlas resumed(*store, file());
    EXPECT_TRUE(store->household("imported"));
    expect_same(*resumed.now(), *Atlas(*store).now());
    expect_same(*atlas.now(), *resumed.now());
    ASSERT_TRUE(atlas.keep());
    EXPECT_NE(bytes().find("imported"), std::string::npos);
    follow_no_more();
}

TEST_F(CheckpointTest, WhatComesToAnImportAfterItWasPreparedIsDrawnToo) {
    Atlas atlas(*store, file());
    follow(atlas);
    StagedId id = 0;
    write([&](Transaction& t) {
        id = t.open_import(5, {"importer", "batch-x"});
        t.enter_import(id);
        t.append(a_household("first", household_at(county, 'A', 0.5_km, 0.5_km)), {"importer", "batch-x"});
    });
    atlas.prepare(id);
    write([&](Transaction& t) {
        t.enter_import(id);
        t.append(a_household("second", household_at(county, 'B', 0.5_km, 0.5_km)), {"importer", "batch-x"});
    });
    write([&](Transaction& t) {
        t.reveal_import(id);
        t.save_batch({"batch-x", "households", "hash", "importer", "户.csv", "{}"});
    });
    EXPECT_EQ(atlas.now()->layer(PointKind::courtyards).points.size(), 2U);
    expect_same(*atlas.now(), *Atlas(*store).now());
    follow_no_more();
}

TEST_F(CheckpointTest, AnImportThatWasCutOffIsInNeitherPicture) {
    SCOPED_TRACE(seed);
    learn(40);
    if (import == 0)
        write([&](Transaction& t) { import = t.open_import(9, {"importer", batch = "batch-x"}); });
    write([&](Transaction& t) {
        t.enter_import(import);
        t.append(a_household("cut off", anywhere()), {"importer", batch});
    });
    ASSERT_TRUE(Atlas(*store, file()).keep());
    store.reset();
    store = opened(scratch);
    import = 0;
    ASSERT_TRUE(kept_memory(file(), *store));
    Atlas resumed(*store, file());
    EXPECT_FALSE(store->household("cut off"));
    expect_same(*resumed.now(), *Atlas(*store).now());
    // Numbers and lines go on as if it had never been.
    follow(resumed);
    learn(40);
    expect_same(*resumed.now(), *Atlas(*store).now());
    follow_no_more();
}

TEST_F(CheckpointTest, AnImportStagedBeforeTheBoundariesChangedIsDrawnInTheNewOnes) {
    Atlas atlas(*store, file());
    follow(atlas);
    write([&](Transaction& t) {
        HouseholdRecord moves = a_household("moves", household_at(county, 'A', 0.5_km, 0.5_km));
        t.append(moves, {});
    });
    StagedId id = 0;
    write([&](Transaction& t) {
        id = t.open_import(5, {"importer", "batch-x"});
        t.enter_import(id);
        t.append(a_household("moves", household_at(county, 'B', 0.5_km, 0.5_km)), {"importer", "batch-x"});
    });
    const auto halves = grid("ADB\nADB\nCCB");
    write([&](Transaction& t) {
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    atlas.prepare(id);
    write([&](Transaction& t) {
        t.reveal_import(id);
        t.save_batch({"batch-x", "households", "hash", "importer", "户.csv", "{}"});
    });
    expect_same(*atlas.now(), *Atlas(*store).now());
    follow_no_more();
}

TEST_F(CheckpointTest, ADamagedFileIsNoticedAndThePictureDrawnFromFacts) {
    SCOPED_TRACE(seed);
    learn(60);
    ASSERT_TRUE(Atlas(*store, file()).keep());
    const std::string sound = bytes();
    ASSERT_TRUE(kept_memory(file(), *store));
    for (std::size_t at = 0; at < sound.size(); at += at < 400 ? 1 : 37) {
        std::string damaged = sound;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
        scratch.write("picture.checkpoint", damaged);
        EXPECT_FALSE(kept_memory(file(), *store)) << "byte " << at;
    }
    for (std::size_t size = 0; size < sound.size(); size += 1 + sound.size() / 300) {
        scratch.write("picture.checkpoint", sound.substr(0, size));
        EXPECT_FALSE(kept_memory(file(), *store)) << "cut at " << size;
    }
    scratch.write("picture.checkpoint", sound + '\0');
    EXPECT_FALSE(kept_memory(file(), *store));
    const Atlas redrawn(*store, file());
    expect_same(*redrawn.now(), *Atlas(*store).now());
}

TEST_F(CheckpointTest, AFileOfAnotherStoreOrVersionIsNotTaken) {
    learn(40);
    Atlas first(*store, file());
    ASSERT_TRUE(first.keep());
    ASSERT_TRUE(kept_memory(file(), *store));

    const Scratch elsewhere;
    const auto other = opened(elsewhere);
    for (Revision seq = 0; seq < store->revision(); ++seq)
        ASSERT_TRUE(other
                        ->write([&](Transaction& t) -> Result<void> {
                            t.append(a_household("x" + std::to_string(seq)), {"somebody", {}});
                            return {};
                        })
                        .get());
    ASSERT_EQ(other->revision(), store->revision());
    EXPECT_FALSE(kept_memory(file(), *other));

    ASSERT_TRUE(Atlas(*store, file()).keep());
    ASSERT_TRUE(kept_memory(file(), *store));
    const std::string sound = bytes();
    const auto version = sound.find(" of Courtyard ");
    ASSERT_NE(version, std::string::npos);
    std::string foreign = sound;
    foreign[version + 14] = '9';
    scratch.write("picture.checkpoint", foreign);
    EXPECT_FALSE(kept_memory(file(), *store));
    // Of another version and without a fault in it.
    write_checkpoint(file(), "picture 1 of Courtyard 0.0.0", {});
    EXPECT_FALSE(kept_memory(file(), *store));
}

TEST_F(CheckpointTest, AFileFromBeforeABackupWasRestoredIsNotTaken) {
    learn(30);
    store.reset();
    const auto backup = scratch.folder() / "backup.db";
    std::filesystem::copy_file(scratch.folder() / "courtyard.db", backup);
    store = opened(scratch);
    const Revision shared = store->revision();
    while (store->revision() < shared + 5) learn_something();
    ASSERT_TRUE(Atlas(*store, file()).keep());
    const Revision kept = store->revision();
    store.reset();
    std::filesystem::copy_file(backup, scratch.folder() / "courtyard.db",
                               std::filesystem::copy_options::overwrite_existing);
    store = opened(scratch);
    EXPECT_FALSE(kept_memory(file(), *store)) << "it knows more than there is";
    while (store->revision() < kept + 3)
        write([&](Transaction& t) { t.append(a_household("after the restore", anywhere()), {}); });
    EXPECT_FALSE(kept_memory(file(), *store));
    expect_same(*Atlas(*store, file()).now(), *Atlas(*store).now());
}

TEST_F(CheckpointTest, AnImportThatIsUndoneLaterMakesTheFileWorthless) {
    learn(20);
    write([&](Transaction& t) {
        t.save_batch({"batch-1", "households", "hash", "tester", "list.csv", "{}"});
        t.append(a_household("imported", anywhere()), {"tester", "batch-1"});
    });
    ASSERT_TRUE(Atlas(*store, file()).keep());
    ASSERT_TRUE(kept_memory(file(), *store));
    write([&](Transaction& t) { t.undo_batch("batch-1", {"tester", {}}); });
    EXPECT_FALSE(kept_memory(file(), *store));
    expect_same(*Atlas(*store, file()).now(), *Atlas(*store).now());
}

TEST(RecordShelf, GivesBackWhatWasPutLast) {
    std::mt19937 random(7);
    RecordShelf shelf(PointKind::courtyards);
    std::map<std::string, RecordState> expected;
    std::optional<RecordShelf> before;
    std::string packed_before;
    for (int i = 0; i < 20'000; ++i) {
        RecordState state;
        state.id = "户" + std::to_string(random() % 3000);
        state.fid = random();
        state.name = std::string(random() % 300, 'n');
        if (random() % 2 == 0)
            state.claim.position = LonLat{113 + 1e-7 * static_cast<double>(random()), -34.5};
        state.claim.address = "河湾村";
        state.registered_on = Day{static_cast<std::int32_t>(random() % 30'000) - 10'000};
        state.steps.assign(random() % 4, {state.registered_on, 200});
        state.proposals.assign(random() % 3, never);
        shelf.put(state);
        expected[state.id] = state;
        if (i == 12'000) {
            before.emplace(shelf.frozen());
            packed_before = shelf.packed();
        }
    }
    const auto again = RecordShelf::of(PointKind::courtyards, shelf.packed());
    ASSERT_TRUE(again);
    EXPECT_EQ(shelf.size(), expected.size());
    EXPECT_EQ(before->packed(), packed_before) << "what came later is not in the frozen one";
    for (const auto& [id, state] : expected)
        for (const RecordShelf* one : std::array<const RecordShelf*, 2>{&shelf, &*again}) {
            const auto number = one->number_of(id);
            ASSERT_TRUE(number);
            const RecordState found = one->at(*number);
            EXPECT_EQ(found.id, id);
            EXPECT_EQ(found.fid, state.fid);
            EXPECT_EQ(found.name, state.name);
            EXPECT_EQ(found.claim.position, state.claim.position);
            EXPECT_EQ(found.registered_on, state.registered_on);
            EXPECT_EQ(found.steps.size(), state.steps.size());
            EXPECT_EQ(found.proposals, state.proposals);
        }
    EXPECT_FALSE(shelf.number_of("nobody"));
}

}  // namespace
}  // namespace courtyard
