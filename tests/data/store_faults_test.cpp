// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What the store says and does when the disk or the picture fails.
#include <gtest/gtest.h>

#include "data/read/import_writing.h"
#include "data/store/sqlite_store.h"
#include "tests/data/faulty_disk.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"

namespace courtyard {
namespace {

using Fault = FaultyDisk::Fault;

class StoreFaults : public testing::Test {
  protected:
    StoreFaults() { open(); }

    void open() {
        store.reset();
        store = std::move(open_sqlite_store(scratch.folder()).value());
        store->on_broken([this](const Error& error) { told.push_back(error.name); });
    }
    Result<Revision> append(const std::string& id) {
        return store
            ->write([&](Transaction& t) -> Result<void> {
                t.append(a_household(id), {"tester", {}});
                return {};
            })
            .get();
    }
    std::size_t facts() const {
        std::size_t count = 0;
        store->read_facts(0, store->revision(), [&](RecordedFact&&) { ++count; });
        return count;
    }

    Scratch scratch;
    FaultyDisk disk;
    std::vector<std::string> told;
    std::unique_ptr<Store> store;
};

TEST_F(StoreFaults, AFullDiskIsSaidReadsGoOnAndTheNextWriteAfterRoomIsMadeIsStored) {
    ASSERT_TRUE(append("before"));
    FaultyDisk::fault = Fault::full;
    EXPECT_EQ(append("refused").error().name, "store.full");
    EXPECT_TRUE(store->household("before"));
    EXPECT_EQ(store->household("refused"), std::nullopt);
    FaultyDisk::fault = Fault::none;
    EXPECT_EQ(*append("after"), 2);
    EXPECT_EQ(facts(), 2U);
    EXPECT_TRUE(told.empty());
}

TEST_F(StoreFaults, AFullDiskUnderAWriteOfFortyMegabytesIsNoForeignWriter) {
    ASSERT_TRUE(append("before"));
    FaultyDisk::fault = Fault::full;
    const auto refused = store
                             ->write([](Transaction& t) -> Result<void> {
                                 for (int i = 0; i < 40; ++i) {
                                     HouseholdRecord household = a_household(std::to_string(i));
                                     household.name.assign(1'000'000, 'n');
                                     t.append(household, {"tester", {}});
                                 }
                                 return {};
                             })
                             .get();
    EXPECT_EQ(refused.error().name, "store.full");
    FaultyDisk::fault = Fault::none;
    EXPECT_EQ(*append("after"), 2);
    EXPECT_EQ(facts(), 2U);
    EXPECT_TRUE(told.empty());
}

TEST_F(StoreFaults, WritesThatAreTooLargeForOneGroupAreAllStoredInTheirOrder) {
    // Each group that stores something is told once. Syncs would not tell groups apart: checkpoints sync too.
    std::vector<Revision> groups;
    store->on_commit([&](Store::Commit&& commit) { groups.push_back(commit.revision); });
    std::promise<void> gate;
    auto open_gate = gate.get_future().share();
    std::promise<void> begun;
    auto first = store->write([&begun, open_gate](Transaction&) -> Result<void> {
        begun.set_value();
        open_gate.wait();
        return {};
    });
    // The writer is at work on the first alone: the twenty are all there when it takes its next group.
    begun.get_future().wait();
    std::vector<std::future<Result<Revision>>> answers;
    for (int i = 0; i < 20; ++i)
        answers.push_back(store->write([i](Transaction& t) -> Result<void> {
            HouseholdRecord household = a_household(std::to_string(i));
            household.name.assign(10'000'000, 'n');
            t.append(household, {"tester", {}});
            return {};
        }));
    gate.set_value();
    EXPECT_TRUE(first.get());
    for (int i = 0; i < 20; ++i) EXPECT_EQ(*answers[static_cast<std::size_t>(i)].get(), i + 1);
    EXPECT_GE(groups.size(), 3U) << "200 MB went through groups of 64";
    EXPECT_EQ(groups.back(), 20);
    EXPECT_EQ(facts(), 20U);
}

TEST_F(StoreFaults, AnImportOfFewRowsAndMuchGroundIsNoSingleTransaction) {
    ASSERT_TRUE(append("before"));
    const auto syncs_of = [&](const std::string& prefix, std::size_t bytes) {
        const int before = FaultyDisk::syncs;
        ImportWork work;
        work.rows = work.most_facts = 2;
        work.bytes = bytes;
        work.by = {"tester", {}};
        work.take = [&](Transaction& t, std::size_t row) {
            t.append(a_household(prefix + std::to_string(row)), {"tester", {}});
        };
        work.keeps_nothing = [] { return false; };
        work.seal = [](Transaction&) { return Result<void>{}; };
        work.start_again = [] {};
        work.progress = [](std::size_t) {};
        const auto written = write_import(*store, work);
        EXPECT_TRUE(written && written->stored) << prefix;
        return FaultyDisk::syncs - before;
    };
    EXPECT_EQ(syncs_of("little", 1'000), 1);
    EXPECT_GT(syncs_of("much", 32'000'000), 1);
    EXPECT_EQ(facts(), 5U);
}

TEST_F(StoreFaults, ALockThatIsHeldForAMomentIsWaitedForAndOneThatIsKeptIsSaid) {
    FaultyDisk::lock_refusals = 3;
    EXPECT_TRUE(append("after a moment"));
    EXPECT_EQ(FaultyDisk::lock_refusals, 0);
    FaultyDisk::lock_refusals = 1'000;
    EXPECT_EQ(append("refused").error().name, "store.foreign_writer");
    EXPECT_GT(FaultyDisk::lock_refusals, 900);
    FaultyDisk::lock_refusals = 0;
    EXPECT_EQ(*append("after"), 2);
    EXPECT_TRUE(told.empty());
}

TEST_F(StoreFaults, AWriteErrorRollsBackTheGroupAndIsNotTheEnd) {
    ASSERT_TRUE(append("before"));
    FaultyDisk::fault = Fault::write_error;
    EXPECT_EQ(append("refused").error().name, "store.failed");
    FaultyDisk::fault = Fault::none;
    EXPECT_EQ(*append("after"), 2);
    EXPECT_EQ(store->household("refused"), std::nullopt);
    EXPECT_TRUE(told.empty());
}

TEST_F(StoreFaults, AFailedSyncIsNeverTriedAgainAndNothingIsAcknowledgedAfterIt) {
    ASSERT_TRUE(append("before"));
    FaultyDisk::fault = Fault::sync_error;
    EXPECT_EQ(append("refused").error().name, "store.failed");
    const int asked = FaultyDisk::syncs;
    FaultyDisk::fault = Fault::none;
    EXPECT_EQ(append("later").error().name, "store.failed");
    EXPECT_EQ(FaultyDisk::syncs, asked);
    EXPECT_EQ(told, std::vector<std::string>{"store.failed"});
    EXPECT_TRUE(store->household("before"));
    open();
    EXPECT_TRUE(store->household("before"));
    EXPECT_EQ(store->household("later"), std::nullopt);
    EXPECT_TRUE(append("now"));
}

TEST_F(StoreFaults, ALateSyncFailureFailsEverybodyOfItsGroup) {
    std::promise<void> gate;
    auto open_gate = gate.get_future().share();
    std::promise<void> begun;
    auto first = store->write([&begun, open_gate](Transaction&) -> Result<void> {
        begun.set_value();
        open_gate.wait();
        return {};
    });
    // The writer is at work on the first alone: those that come now are one group behind it.
    begun.get_future().wait();
    std::vector<std::future<Result<Revision>>> group;
    for (int i = 0; i < 5; ++i)
        group.push_back(store->write([i](Transaction& t) -> Result<void> {
            t.append(a_household(std::to_string(i)), {"tester", {}});
            return {};
        }));
    FaultyDisk::fault = Fault::sync_error;
    gate.set_value();
    EXPECT_TRUE(first.get());
    for (auto& answer : group) EXPECT_EQ(answer.get().error().name, "store.failed");
    EXPECT_EQ(store->revision(), 0);
}

TEST_F(StoreFaults, APictureThatFailsIsDrawnAnewAndTheUploadIsAcknowledged) {
    std::vector<bool> rebuilds;
    store->on_commit([&](Store::Commit&& commit) {
        rebuilds.push_back(commit.rebuild);
        if (!commit.rebuild) throw std::runtime_error("a bug in drawing");
    });
    EXPECT_EQ(*append("h1"), 1);
    EXPECT_EQ(rebuilds, (std::vector<bool>{false, true}));
}

TEST_F(StoreFaults, WhatIsStoredIsNotCalledLostWhenThePictureCannotBeDrawn) {
    store->on_commit([](Store::Commit&&) { throw std::runtime_error("a bug in drawing"); });
    EXPECT_EQ(append("h1").error().name, "store.unpublished");
    EXPECT_EQ(told, std::vector<std::string>{"store.unpublished"});
    open();
    EXPECT_TRUE(store->household("h1"));
}

TEST_F(StoreFaults, OneRequestsBrokenRuleIsItsOwnFault) {
    auto bad = store->write([](Transaction& t) -> Result<void> {
        t.save_batch({"b", "households", "", "", "", ""});
        t.save_batch({"b", "households", "", "", "", ""});
        return {};
    });
    auto good = append("good");
    EXPECT_ANY_THROW(bad.get());
    EXPECT_TRUE(good);
    EXPECT_FALSE(store->batch("b"));
}

}  // namespace
}  // namespace courtyard
