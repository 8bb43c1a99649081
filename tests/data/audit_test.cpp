// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Every change is told of in one chain, and whoever touches the chain is found out.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "data/store/audit_anchors.h"
#include "data/store/audit_chain.h"
#include "data/store/audit_seal.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

using testing::ElementsAre;

class Audit : public testing::Test {
  protected:
    Audit() : key_(AuditKey::open(scratch_.folder() / "audit.key").value()) { reopen(); }

    void reopen() {
        store_.reset();
        store_ = std::move(open_sqlite_store(scratch_.folder()).value());
    }

    /// Somebody with the database's file in hand changes it, while nobody serves it.
    void tamper(const std::string& sql) {
        store_.reset();
        SQLite::Database file((scratch_.folder() / "courtyard.db").string(), SQLite::OPEN_READWRITE);
        file.exec(sql);
        reopen();
    }

    std::vector<AuditEntry> entries() const {
        return store_->audit({.order = AuditQuery::Order::oldest_first, .at_most = 1'000});
    }

    /// `verb account subject rows` of each.
    std::vector<std::string> told() const {
        const auto name = [](const std::optional<AuditName>& n) {
            return !n ? std::string("-") : n->name.value_or("?");
        };
        std::vector<std::string> list;
        for (const AuditEntry& e : entries())
            list.push_back(fmt::format("{} {} {} {}", e.verb, name(e.account), name(e.subject), e.rows));
        return list;
    }

    AuditVerdict verdict() const {
        const AuditSource source{
            store_->audit_start(), [this](std::int64_t after, std::size_t at_most) {
                return store_->audit(
                    {.order = AuditQuery::Order::oldest_first, .after = after, .at_most = at_most});
            }};
        return verify_audit(source, {seals_, handovers_}, trusted_);
    }

    std::string fault() const {
        const auto found = verdict().fault;
        return found ? fmt::format("{} {}", to_string(found->kind), found->seq) : "none";
    }

    void seal() { seals_.push_back(key_.seal(store_->audit_head().value(), Instant::now())); }

    void add_households(int first, int last) {
        for (int i = first; i <= last; ++i)
            write_to(*store_, [&](Transaction& t) {
                t.append(a_household(fmt::format("h{}", i)), {fmt::format("team{}", i), {}, "10.0.0.7"});
            });
    }

    Scratch scratch_;
    AuditKey another(const char* name) const { return AuditKey::open(scratch_.folder() / name).value(); }

    AuditKey key_;
    AuditPublicKey trusted_ = key_.public_key();
    std::vector<AuditSeal> seals_;
    std::vector<AuditHandover> handovers_;
    std::unique_ptr<Store> store_;
};

TEST_F(Audit, TellsOfAChangeInItsOwnTransactionOrNotAtAll) {
    add_households(1, 1);
    const auto refused = store_
                             ->write([](Transaction& t) -> Result<void> {
                                 t.append(a_household("h9"), {"team", {}});
                                 return fail(ErrorCode::conflict, "no", {"不", "no"});
                             })
                             .get();
    EXPECT_FALSE(refused);
    add_households(2, 2);
    EXPECT_THAT(told(), ElementsAre("household.store team1 h1 1", "household.store team2 h2 1"));
    EXPECT_EQ(entries()[1].revision, 2);
    EXPECT_EQ(entries()[1].address->name, "10.0.0.7");
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, AnImportIsOneEntryHoweverManyRowsItHas) {
    write_to(*store_, [](Transaction& t) {
        for (int i = 0; i < 500; ++i) t.append(a_household(fmt::format("h{}", i)), {"office", "b1"});
        t.save_batch({"b1", "households", "hash", "office", "f.csv", "{}"});
    });
    StagedId import = 0;
    write_to(*store_, [&](Transaction& t) { import = t.open_import(3, {"office", "b2"}); });
    write_to(*store_, [&](Transaction& t) {
        t.enter_import(import);
        for (int i = 0; i < 3; ++i) t.append(a_household(fmt::format("s{}", i)), {"office", "b2"});
    });
    EXPECT_EQ(told().size(), 1U) << "what nobody sees yet is not told of";
    write_to(*store_, [&](Transaction& t) {
        t.reveal_import(import);
        t.save_batch({"b2", "households", "hash2", "office", "g.csv", "{}"});
    });
    write_to(*store_, [](Transaction& t) { t.undo_batch("b1", {"reviewer", {}}); });
    EXPECT_THAT(told(), ElementsAre("import.store office b1 500", "import.store office b2 3",
                                    "import.undo reviewer b1 1"));
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, GoesOnWhereItStoppedAfterARestart) {
    add_households(1, 3);
    const auto before = store_->audit_head();
    reopen();
    EXPECT_EQ(store_->audit_head()->hash, before->hash);
    add_households(4, 5);
    EXPECT_EQ(entries().back().seq, 5);
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, NamesTheFirstEntryThatWasEdited) {
    add_households(1, 6);
    tamper("UPDATE audit SET verb='look' WHERE seq=4");
    EXPECT_EQ(fault(), "edited 4");
}

TEST_F(Audit, NamesAnEntryWhoseActorWasExchanged) {
    add_households(1, 6);
    tamper("UPDATE audit SET account=(SELECT account FROM audit WHERE seq=2) WHERE seq=3");
    EXPECT_EQ(fault(), "edited 3");
}

TEST_F(Audit, NamesTheFirstEntryThatWasDeleted) {
    add_households(1, 6);
    tamper("DELETE FROM audit WHERE seq IN (3,5)");
    EXPECT_EQ(fault(), "deleted 3");
    tamper("DELETE FROM audit WHERE seq < 3");
    EXPECT_EQ(fault(), "deleted 1") << "the beginning is missed too";
}

TEST_F(Audit, NamesTheFirstEntryThatChangedItsPlace) {
    add_households(1, 6);
    tamper(
        "UPDATE audit SET seq=99 WHERE seq=2; UPDATE audit SET seq=2 WHERE seq=5; UPDATE audit SET seq=5 "
        "WHERE seq=99");
    EXPECT_EQ(fault(), "reordered 2");
}

TEST_F(Audit, NamesAnEntryWhoseNameWasExchanged) {
    add_households(1, 6);
    tamper("UPDATE audit_name SET name='somebody else' WHERE name='team4'");
    EXPECT_EQ(fault(), "renamed 4");
}

TEST_F(Audit, ATailThatWasCutIsMissedBySealsAlone) {
    add_households(1, 6);
    seal();
    tamper("DELETE FROM audit WHERE seq > 4");
    EXPECT_EQ(fault(), "tail_cut 5");
    seals_.clear();
    EXPECT_EQ(fault(), "none") << "without the second place nobody could tell";
    seal();
    tamper("DELETE FROM audit");
    EXPECT_EQ(fault(), "tail_cut 1");
}

TEST_F(Audit, AChainThatWasWrittenAnewDiffersFromItsSeal) {
    add_households(1, 2);
    seal();
    add_households(3, 4);
    seal();
    store_.reset();
    {
        SQLite::Database file((scratch_.folder() / "courtyard.db").string(), SQLite::OPEN_READWRITE);
        file.exec("UPDATE audit SET rows=7 WHERE seq=3");
    }
    reopen();
    auto list = entries();
    for (std::size_t i = 2; i < list.size(); ++i) {
        list[i].hash = hash_after(list[i - 1].hash, list[i]);
        tamper(fmt::format(
            "UPDATE audit SET hash=x'{}' WHERE seq={}",
            [&] {
                std::string hex;
                for (const unsigned char b : list[i].hash) hex += fmt::format("{:02x}", b);
                return hex;
            }(),
            list[i].seq));
    }
    EXPECT_EQ(fault(), "rewritten 3");
}

TEST_F(Audit, ASealByAnotherKeyCountsForNothing) {
    add_households(1, 2);
    const auto other = AuditKey::open(scratch_.folder() / "other.key").value();
    seals_.push_back(other.seal(*store_->audit_head(), Instant::now()));
    EXPECT_EQ(fault(), "bad_seal 2");
    seals_.clear();
    seal();
    seals_[0].at.ms += 1;
    EXPECT_EQ(fault(), "bad_seal 2");
}

TEST_F(Audit, FollowsTheKeyThroughItsHandOvers) {
    const AuditKey second = another("second.key");
    const AuditKey third = another("third.key");
    add_households(1, 2);
    seals_.push_back(key_.seal(*store_->audit_head(), Instant{1}));
    handovers_.push_back(key_.hand_over(second, 2, Instant{2}));
    add_households(3, 4);
    seals_.push_back(second.seal(*store_->audit_head(), Instant{3}));
    handovers_.push_back(second.hand_over(third, 4, Instant{4}));
    add_households(5, 5);
    seals_.push_back(third.seal(*store_->audit_head(), Instant{5}));
    for (const AuditKey* held : std::initializer_list<const AuditKey*>{&key_, &second, &third}) {
        trusted_ = held->public_key();
        EXPECT_EQ(fault(), "none");
        EXPECT_EQ(verdict().seals, 3U);
    }
    // Whoever stole a key that handed over cannot seal with it any more.
    seals_.push_back(second.seal(*store_->audit_head(), Instant{6}));
    EXPECT_EQ(fault(), "bad_seal 5");
}

TEST_F(Audit, AHandOverWithoutOneOfItsKeysIsNone) {
    const AuditKey stranger = another("stranger.key");
    add_households(1, 2);
    seal();
    // The stranger cannot sign for ours: to become its successor, or its predecessor.
    AuditHandover taken = stranger.hand_over(stranger, 2, Instant{2});
    taken.old_key = key_.public_key();
    handovers_ = {taken};
    EXPECT_EQ(fault(), "bad_seal 2");
    taken = stranger.hand_over(stranger, 2, Instant{2});
    taken.new_key = key_.public_key();
    handovers_ = {taken};
    EXPECT_EQ(fault(), "bad_seal 2");
    AuditHandover moved = key_.hand_over(stranger, 2, Instant{2});
    moved.seq = 1;
    handovers_ = {moved};
    EXPECT_EQ(fault(), "bad_seal 1");
}

TEST_F(Audit, AStolenKeyThatHandedOverNamesNoOtherSuccessor) {
    const AuditKey second = another("second.key");
    const AuditKey thief = another("thief.key");
    add_households(1, 2);
    seal();
    handovers_.push_back(key_.hand_over(second, 2, Instant{2}));
    trusted_ = second.public_key();
    add_households(3, 3);
    handovers_.push_back(key_.hand_over(thief, 2, Instant{2}));
    seals_.push_back(thief.seal(*store_->audit_head(), Instant{3}));
    EXPECT_EQ(fault(), "bad_seal 3");
}

TEST_F(Audit, HoldsAfterANameWasDestroyed) {
    add_households(1, 3);
    seal();
    write_to(*store_, [](Transaction& t) {
        EXPECT_TRUE(t.shred("household", "h2", {.account = "guardian"}));
        EXPECT_FALSE(t.shred("household", "h2", {.account = "guardian"}));
    });
    EXPECT_THAT(told(), ElementsAre("household.store team1 h1 1", "household.store team2 ? 1",
                                    "household.store team3 h3 1", "name.shred guardian ? 0"));
    EXPECT_EQ(fault(), "none");
    EXPECT_TRUE(store_->audit({.kind = "household", .subject = "h2"}).empty());
    // The same household again is another name: nobody links it to what was destroyed.
    add_households(2, 2);
    EXPECT_NE(entries().back().subject->token, entries()[1].subject->token);
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, ANameThatVanishedUntoldIsFoundOut) {
    add_households(1, 3);
    tamper("UPDATE audit_name SET name=NULL, key=NULL WHERE name='team2'");
    EXPECT_EQ(fault(), "renamed 2");
}

TEST_F(Audit, ADestroyedNameIsInNoPageOfTheFile) {
    write_to(*store_, [](Transaction& t) {
        t.note({.verb = "look", .account = "office", .kind = "household", .subject = "HOUSEHOLD-CANARY-77"});
    });
    const auto file_holds_it = [&] {
        store_.reset();
        std::ifstream file(scratch_.folder() / "courtyard.db", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        reopen();
        return bytes.find("HOUSEHOLD-CANARY-77") != std::string::npos;
    };
    EXPECT_TRUE(file_holds_it());
    write_to(*store_, [](Transaction& t) { t.shred("household", "HOUSEHOLD-CANARY-77", {}); });
    EXPECT_FALSE(file_holds_it());
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, TheOldestPartGoesAndTheRestStillHolds) {
    add_households(1, 8);
    seal();
    const auto fifth = entries()[4];
    const AuditSeal until = key_.seal({fifth.seq, fifth.hash}, Instant::now());
    write_to(*store_, [&](Transaction& t) {
        EXPECT_EQ(t.prune_audit(until), 5);
        t.note({.verb = "audit.prune", .rows = 5});
    });
    EXPECT_EQ(entries().front().seq, 6);
    EXPECT_EQ(entries().back().seq, 9);
    EXPECT_EQ(fault(), "none");
    reopen();
    EXPECT_EQ(fault(), "none");
    tamper("DELETE FROM audit WHERE seq = 6");
    EXPECT_EQ(fault(), "deleted 6");
    tamper("UPDATE audit_start SET seq = 6");
    EXPECT_EQ(fault(), "bad_start 7");
}

TEST_F(Audit, ANameThatNoEntryTellsOfAnyMoreIsForgotten) {
    add_households(1, 4);
    const auto second = entries()[1];
    write_to(*store_, [&](Transaction& t) {
        t.prune_audit(key_.seal({second.seq, second.hash}, Instant::now()));
    });
    const UnusedNames unused = store_->unused_audit_names();
    EXPECT_EQ(unused.ids.size(), 4U) << "two teams and two households, but not the address";
    // One of them is told of again before it is forgotten.
    add_households(1, 1);
    write_to(*store_, [&](Transaction& t) { t.forget_audit_names(unused); });
    EXPECT_EQ(store_->unused_audit_names().ids.size(), 0U);
    EXPECT_EQ(entries().back().subject->name, "h1");
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, AnUploadsIdHasATokenForEachEntryAndAllOfThemAreDestroyed) {
    for (int i = 0; i < 3; ++i)
        write_to(*store_, [](Transaction& t) {
            t.note({.verb = "look", .account = "office", .kind = "inspection", .subject = "0190-a"});
        });
    EXPECT_NE(entries()[0].subject->token, entries()[1].subject->token);
    EXPECT_EQ(store_->audit({.kind = "inspection", .subject = "0190-a"}).size(), 3U);
    write_to(*store_,
             [](Transaction& t) { EXPECT_TRUE(t.shred("inspection", "0190-a", {.account = "guardian"})); });
    EXPECT_TRUE(store_->audit({.kind = "inspection", .subject = "0190-a"}).empty());
    EXPECT_EQ(entries().size(), 6U);
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, WithEverythingRemovedItGoesOnCounting) {
    add_households(1, 2);
    const AuditSeal until = key_.seal(*store_->audit_head(), Instant::now());
    write_to(*store_, [&](Transaction& t) { t.prune_audit(until); });
    reopen();
    add_households(3, 3);
    EXPECT_EQ(entries().front().seq, 3);
    EXPECT_EQ(fault(), "none");
}

TEST_F(Audit, IsAskedByTimeAccountSubjectAndPlace) {
    add_households(1, 5);
    EXPECT_EQ(store_->audit({.accounts = std::vector<std::string>{"team2", "team4"}}).size(), 2U);
    EXPECT_TRUE(store_->audit({.accounts = std::vector<std::string>{}}).empty());
    EXPECT_EQ(store_->audit({.kind = "household", .subject = "h3"}).front().seq, 3);
    EXPECT_TRUE(store_->audit({.until = Instant{1}}).empty());
    const auto page = store_->audit({.after = 4, .at_most = 2});
    ASSERT_EQ(page.size(), 2U);
    EXPECT_EQ(page[0].seq, 3);
    EXPECT_EQ(page[1].seq, 2);
}

TEST_F(Audit, SealsOutliveALastLineThatWasCutOff) {
    add_households(1, 1);
    const auto file = scratch_.folder() / "anchors.log";
    const AuditSeal first = key_.seal(*store_->audit_head(), Instant{1'000});
    ASSERT_TRUE(append_seal(file, first));
    std::ofstream(file, std::ios::app) << R"({"seq":2,"hash":"ab)";
    const auto anchors = read_anchors(file);
    ASSERT_TRUE(anchors);
    ASSERT_EQ(anchors->seals.size(), 1U);
    EXPECT_EQ(anchors->seals.front().signature, first.signature);
    EXPECT_TRUE(is_genuine(anchors->seals.front()));
    std::ofstream(file, std::ios::app) << "\nnonsense\n";
    EXPECT_EQ(read_anchors(file).error().name, "audit.seal");
}

TEST_F(Audit, TheNextSealTakesThePlaceOfALineThatWasCutOff) {
    add_households(1, 1);
    const auto file = scratch_.folder() / "anchors.log";
    const AuditSeal seal = key_.seal(*store_->audit_head(), Instant{1'000});
    std::ofstream(file) << R"({"seq":1,"ha)";
    ASSERT_TRUE(append_seal(file, seal));
    std::ofstream(file, std::ios::app) << R"({"seq":2,"hash":"ab)";
    ASSERT_TRUE(append_seal(file, seal));
    ASSERT_TRUE(read_anchors(file));
    EXPECT_EQ(read_anchors(file)->seals.size(), 2U);
    // Of a line that only lacks its break nothing is lost.
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
    ASSERT_TRUE(append_seal(file, seal));
    ASSERT_TRUE(read_anchors(file));
    EXPECT_EQ(read_anchors(file)->seals.size(), 3U);
}

TEST_F(Audit, HandOversStandBesideTheSeals) {
    add_households(1, 1);
    const auto file = scratch_.folder() / "anchors.log";
    const AuditHandover handover = key_.hand_over(another("next.key"), 1, Instant{1'000});
    ASSERT_TRUE(append_seal(file, key_.seal(*store_->audit_head(), Instant{1'000})));
    ASSERT_TRUE(append_handover(file, handover));
    ASSERT_TRUE(append_seal(file, another("next.key").seal(*store_->audit_head(), Instant{1'000})));
    const auto anchors = read_anchors(file);
    ASSERT_TRUE(anchors);
    EXPECT_EQ(anchors->seals.size(), 2U);
    ASSERT_EQ(anchors->handovers.size(), 1U);
    EXPECT_TRUE(is_genuine(anchors->handovers[0]));
    EXPECT_EQ(anchors->handovers[0].by_new, handover.by_new);
}

TEST_F(Audit, TheKeyIsForItsOwnerAlone) {
    const auto file = scratch_.folder() / "audit.key";
    struct stat found {};
    ASSERT_EQ(::stat(file.c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0777U, 0600U);
    EXPECT_EQ(AuditKey::open(file)->public_key(), key_.public_key()) << "made once";
    ::chmod(file.c_str(), 0644);
    EXPECT_EQ(AuditKey::open(file).error().name, "audit.key");
}

}  // namespace
}  // namespace courtyard
