// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/checkpoint.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <random>
#include <set>

#include "data/store/checkpoint_file.h"
#include "tests/atlas/random_county.h"

namespace courtyard {
namespace {

/// The county, and the file in which its picture is kept.
class CheckpointTest : public RandomCounty {
  protected:
    std::filesystem::path file() const { return scratch.folder() / "picture.checkpoint"; }
    std::string bytes() const {
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
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
        ASSERT_TRUE(kept_picture(file(), *store));
        EXPECT_EQ(kept_picture(file(), *store)->memory.revision, store->revision());
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

TEST_F(CheckpointTest, WhatIsForgottenIsGoneAndIsNotKeptAgain) {
    SCOPED_TRACE(seed);
    learn(20);
    Atlas atlas(*store, file());
    follow(atlas);
    ASSERT_TRUE(atlas.keep());
    ASSERT_TRUE(std::filesystem::exists(file()));
    EXPECT_FALSE(atlas.forget_kept());
    EXPECT_FALSE(std::filesystem::exists(file()));
    learn(10);
    EXPECT_TRUE(atlas.keep());
    EXPECT_FALSE(std::filesystem::exists(file()));
    EXPECT_EQ(atlas.now()->revision, store->revision());
    EXPECT_FALSE(atlas.forget_kept()) << "nothing is left to be removed";
    follow_no_more();
}

TEST_F(CheckpointTest, AFileThatCannotBeForgottenIsSaid) {
    std::filesystem::create_directories(file() / "in the way");
    EXPECT_EQ(Atlas(*store, file()).forget_kept(), std::errc::directory_not_empty);
}

TEST_F(CheckpointTest, AnImportThatIsOnItsWayIsNotKeptAndComesFromTheFeedWhenItIsRevealedLater) {
    SCOPED_TRACE(seed);
    learn_something();
    Atlas atlas(*store, file());
    follow(atlas);
    const StagedId id = import_begun(a_household("imported", anywhere()));
    learn_something();
    atlas.prepare(id);
    ASSERT_TRUE(atlas.keep());
    const std::string kept = bytes();
    EXPECT_EQ(kept.find("imported"), std::string::npos);
    reveal(id);
    ASSERT_TRUE(kept_picture(file(), *store));
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
    const StagedId id = import_begun(a_household("first", household_at(county, 'A', 0.5_km, 0.5_km)));
    atlas.prepare(id);
    write([&](Transaction& t) {
        t.enter_import(id);
        t.append(a_household("second", household_at(county, 'B', 0.5_km, 0.5_km)), {"importer", "batch-x"});
    });
    reveal(id);
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
    ASSERT_TRUE(kept_picture(file(), *store));
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
    const StagedId id = import_begun(a_household("moves", household_at(county, 'B', 0.5_km, 0.5_km)));
    const auto halves = grid("ADB\nADB\nCCB");
    write([&](Transaction& t) {
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
        for (const Area& area : halves.areas()) t.append(AreaFact{Day::of(2023, 1, 1), area}, {});
    });
    atlas.prepare(id);
    reveal(id);
    expect_same(*atlas.now(), *Atlas(*store).now());
    follow_no_more();
}

TEST_F(CheckpointTest, ADamagedFileIsNoticedAndThePictureDrawnFromFacts) {
    SCOPED_TRACE(seed);
    learn(60);
    ASSERT_TRUE(Atlas(*store, file()).keep());
    const std::string sound = bytes();
    ASSERT_TRUE(kept_picture(file(), *store));
    for (std::size_t at = 0; at < sound.size(); at += at < 400 ? 1 : 37) {
        std::string damaged = sound;
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
        scratch.write("picture.checkpoint", damaged);
        EXPECT_FALSE(kept_picture(file(), *store)) << "byte " << at;
    }
    for (std::size_t size = 0; size < sound.size(); size += 1 + sound.size() / 300) {
        scratch.write("picture.checkpoint", sound.substr(0, size));
        EXPECT_FALSE(kept_picture(file(), *store)) << "cut at " << size;
    }
    scratch.write("picture.checkpoint", sound + '\0');
    EXPECT_FALSE(kept_picture(file(), *store));
    const Atlas redrawn(*store, file());
    expect_same(*redrawn.now(), *Atlas(*store).now());
}

TEST_F(CheckpointTest, AFileOfAnotherStoreOrVersionIsNotTaken) {
    learn(40);
    Atlas first(*store, file());
    ASSERT_TRUE(first.keep());
    ASSERT_TRUE(kept_picture(file(), *store));

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
    EXPECT_FALSE(kept_picture(file(), *other));

    ASSERT_TRUE(Atlas(*store, file()).keep());
    ASSERT_TRUE(kept_picture(file(), *store));
    const std::string sound = bytes();
    const auto version = sound.find(" of Courtyard ");
    ASSERT_NE(version, std::string::npos);
    std::string foreign = sound;
    foreign[version + 14] = '9';
    scratch.write("picture.checkpoint", foreign);
    EXPECT_FALSE(kept_picture(file(), *store));
    // Of another version and without a fault in it.
    write_checkpoint(file(), "picture 1 of Courtyard 0.0.0", {});
    EXPECT_FALSE(kept_picture(file(), *store));
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
    EXPECT_FALSE(kept_picture(file(), *store)) << "it knows more than there is";
    while (store->revision() < kept + 3)
        write([&](Transaction& t) { t.append(a_household("after the restore", anywhere()), {}); });
    EXPECT_FALSE(kept_picture(file(), *store));
    expect_same(*Atlas(*store, file()).now(), *Atlas(*store).now());
}

TEST_F(CheckpointTest, AnImportThatIsUndoneLaterMakesTheFileWorthless) {
    learn(20);
    write([&](Transaction& t) {
        t.save_batch({"batch-1", "households", "hash", "tester", "list.csv", "{}"});
        t.append(a_household("imported", anywhere()), {"tester", "batch-1"});
    });
    ASSERT_TRUE(Atlas(*store, file()).keep());
    ASSERT_TRUE(kept_picture(file(), *store));
    write([&](Transaction& t) { t.undo_batch("batch-1", {"tester", {}}); });
    EXPECT_FALSE(kept_picture(file(), *store));
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
