// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The queue of flags: the same whatever the order of arrival, and in step with what is visible.
#include <SQLiteCpp/Database.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <thread>

#include "data/store/intake.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_store.h"
#include "data/store/track_speed.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

using State = DoubtQuery::State;

/// A point and the account that sends it.
struct Sent {
    InspectionFact fact;
    std::string account;
};

InspectionFact a_point(int number, const std::string& observed_at, LonLat at) {
    auto fact = an_inspection(fmt::format("0190a1b2-0000-7000-8000-{:012}", number), "", at);
    fact.record.observed_at = Instant::parse(observed_at).value();
    fact.record.photos.clear();
    fact.finding.flags = {};
    return fact;
}

class Doubts : public testing::Test {
  protected:
    Doubts() { open(); }

    void open(const EvidenceLimits& limits = {}) {
        store.reset();
        store = std::move(open_sqlite_store(scratch.folder(), limits).value());
    }
    void upload(const Sent& sent) {
        ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
            ASSERT_TRUE(store_inspection(t, sent.fact, {sent.account, {}}));
        }));
    }
    /// A file of one account, as a short one or by slices.
    void import(const std::string& batch, const std::vector<Sent>& rows, bool by_slices) {
        const WriteContext by{rows.front().account, batch};
        const Batch row{batch, "inspections", "hash", by.account, "点.csv", "{}"};
        if (!by_slices) {
            ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
                for (const Sent& one : rows) ASSERT_TRUE(store_inspection(t, one.fact, by));
                t.save_batch(row);
            }));
        } else {
            StagedId id = 0;
            ASSERT_TRUE(write_to(*store, [&](Transaction& t) { id = t.open_import(rows.size(), by); }));
            for (const Sent& one : rows)
                ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
                    t.enter_import(id);
                    ASSERT_TRUE(store_inspection(t, one.fact, by));
                }));
            ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
                t.reveal_import(id);
                t.save_batch(row);
            }));
        }
    }
    void undo(const std::string& batch) {
        ASSERT_TRUE(write_to(*store, [&](Transaction& t) { t.undo_batch(batch, {"clerk", {}}); }));
    }

    /// What the queue says, without what depends on when it was found.
    std::vector<std::string> queue(State state = State::all) const {
        DoubtQuery query;
        query.state = state;
        query.at_most = 100'000;
        std::vector<std::string> said;
        for (const Doubt& one : store->doubts(query))
            said.push_back(told(one.inspection, one.flag, one.leap));
        std::ranges::sort(said);
        return said;
    }
    static std::string told(const std::string& inspection, Flag flag, const std::optional<Leap>& leap) {
        return fmt::format(
            "{} {} {}", inspection.substr(24), to_string(flag),
            leap ? fmt::format("{} {} {}", leap->other.substr(24), leap->metres, leap->seconds) : "");
    }

    Scratch scratch;
    std::unique_ptr<Store> store;
};

const Sent here{a_point(1, "2026-03-01T09:00:00+08:00", {113.61, 34.71}), "field"};
const Sent far_away{a_point(2, "2026-03-01T09:10:00+08:00", {114.61, 34.71}), "field"};
const Sent between{a_point(3, "2026-03-01T09:05:00+08:00", {113.611, 34.71}), "field"};

/// Points of some accounts, at times that collide and places that are near and far.
std::vector<Sent> random_points(std::mt19937_64& random, int count) {
    std::uniform_int_distribution<int> minutes(0, 90);
    std::uniform_real_distribution<double> near(0, 0.4);
    std::vector<Sent> points;
    for (int i = 0; i < count; ++i) {
        Sent sent{a_point(i, "2026-03-01T08:00:00+08:00", {113.6 + near(random), 34.7 + near(random)}),
                  random() % 3 == 0 ? "second" : "first"};
        InspectionRecord& record = sent.fact.record;
        record.observed_at.ms += minutes(random) * std::int64_t{60'000};
        if (random() % 10 == 0) record.observed_at.ms -= 8 * 3'600'000 + record.observed_at.ms % 3'600'000;
        if (random() % 5 == 0) record.accuracy_m.reset();
        if (random() % 8 == 0) record.source = PositionSource::manual;
        if (random() % 4 == 0) sent.fact.finding.flags.add(Flag::far_from_household);
        if (random() % 6 == 0) sent.fact.finding.flags.add(Flag::low_accuracy);
        points.push_back(std::move(sent));
    }
    return points;
}

/// The same by sorting everything at the end.
std::vector<std::string> expected_queue(const std::vector<Sent>& points,
                                        std::string (*told)(const std::string&, Flag,
                                                            const std::optional<Leap>&)) {
    std::map<std::string, std::vector<Fix>> tracks;
    std::vector<std::string> said;
    for (const Sent& one : points) {
        const InspectionRecord& r = one.fact.record;
        for (const Flag flag : one.fact.finding.flags.list()) said.push_back(told(r.id, flag, std::nullopt));
        if (is_fix(r))
            tracks[one.account].push_back({r.observed_at, r.id, 0, r.position.wgs84, r.accuracy_m});
    }
    for (auto& [account, track] : tracks) {
        std::ranges::sort(track, {}, [](const Fix& f) { return std::pair(f.at, f.inspection); });
        const auto leaps = impossible_leaps(track, {});
        for (std::size_t i = 0; i < track.size(); ++i)
            if (leaps[i]) said.push_back(told(track[i].inspection, Flag::impossible_speed, leaps[i]));
    }
    std::ranges::sort(said);
    return said;
}

TEST_F(Doubts, AreTheSameInWhateverOrderAndByWhateverWayThePointsCome) {
    std::mt19937_64 random(20260301);
    for (int round = 0; round < 12; ++round) {
        SCOPED_TRACE(round);
        const Scratch fresh;
        store = std::move(open_sqlite_store(fresh.folder()).value());
        auto points = random_points(random, 60);
        const auto expected = expected_queue(points, &Doubts::told);
        std::ranges::shuffle(points, random);
        std::map<std::string, std::vector<Sent>> files;
        for (const Sent& one : points) {
            if (random() % 2 == 0)
                upload(one);
            else
                files[one.account + std::to_string(random() % 3)].push_back(one);
            if (files.size() == 4 && random() % 5 == 0) {
                import(files.begin()->first + std::to_string(random()), files.begin()->second,
                       random() % 2 == 0);
                files.erase(files.begin());
                if (random() % 2 == 0) store->settle_doubts();
            }
        }
        for (const auto& [name, rows] : files)
            import(name + std::to_string(random()), rows, random() % 2 == 0);
        store->settle_doubts();
        EXPECT_EQ(queue(), expected);
    }
}

TEST_F(Doubts, OfAnUndoneImportAreAsIfItHadNeverCome) {
    std::mt19937_64 random(20260302);
    for (int round = 0; round < 8; ++round) {
        SCOPED_TRACE(round);
        const Scratch fresh;
        store = std::move(open_sqlite_store(fresh.folder()).value());
        std::vector<Sent> kept;
        std::vector<Sent> gone;
        for (Sent& one : random_points(random, 50)) {
            if (random() % 3 == 0) {
                one.account = "first";
                gone.push_back(one);
            } else {
                kept.push_back(one);
                upload(one);
            }
        }
        import("batch", gone, round % 2 == 0);
        if (round % 4 < 2) store->settle_doubts();
        undo("batch");
        EXPECT_EQ(queue(), expected_queue(kept, &Doubts::told));
    }
}

TEST_F(Doubts, OfALongFileAreFoundInSlicesAndAfterAStartThatCameBetween) {
    std::vector<Sent> rows;
    for (int i = 0; i < 5'000; ++i) {
        Sent one{a_point(i, "2026-03-01T08:00:00+08:00", {113.6 + 0.0001 * (i % 97), 34.7}), "clerk"};
        one.fact.record.observed_at.ms += (i * 7919 % 5'000) * std::int64_t{600'000};
        if (i % 50 == 0) one.fact.record.position.wgs84.lon += 3;
        if (i % 11 == 0) one.fact.finding.flags.add(Flag::in_overlap);
        rows.push_back(one);
    }
    const auto expected = expected_queue(rows, &Doubts::told);
    import("long", rows, false);
    EXPECT_TRUE(queue().empty()) << "nothing is looked at in the write that reveals";
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(write_to(*store, [](Transaction& t) { EXPECT_TRUE(t.settle_doubts(700)); }));
    EXPECT_LT(queue().size(), expected.size());
    open();
    EXPECT_EQ(queue(), expected);
}

/// 240 pictures of one yard that differ in a bit or two, a pair of which one shows too little to be told
/// apart, one of its own.
std::vector<std::uint64_t> likenesses_of_a_burst() {
    constexpr std::uint64_t yard = 0x0f0f'33cc'5a5a'00ff;
    std::vector<std::uint64_t> all;
    for (unsigned i = 0; i < 240; ++i) all.push_back(yard ^ std::uint64_t{1} << i % 8);
    all.insert(all.end(), {0xffff, 0x7fff, 0xaaaa'5555'aaaa'5555});
    return all;
}

TEST_F(Doubts, OfPhotosThatLookAlikeAreTheSameWhicheverCameFirst) {
    const auto likenesses = likenesses_of_a_burst();
    const auto bring = [&](Transaction& transaction, std::size_t number, const Sent& sent) {
        Blob blob;
        blob.sha256 = fmt::format("{:064x}", number);
        blob.account = sent.account;
        blob.likeness = likenesses[number];
        transaction.save_blob(blob);
        transaction.save_photo({sent.fact.record.id, sent.account, blob.sha256});
    };
    std::vector<Sent> points;
    for (std::size_t i = 0; i < likenesses.size(); ++i)
        points.push_back(
            {a_point(static_cast<int>(i), "2026-03-01T09:00:00+08:00", {113.61, 34.71}), "field"});
    for (std::size_t i = 0; i < points.size(); ++i) {
        ASSERT_TRUE(write_to(*store, [&](Transaction& t) { bring(t, i, points[i]); }));
        upload(points[i]);
    }
    const auto one_by_one = queue();
    EXPECT_EQ(std::ranges::count_if(
                  one_by_one, [](auto& told) { return told.find("photo_reused") != std::string::npos; }),
              240);

    const Scratch fresh;
    store = std::move(open_sqlite_store(fresh.folder()).value());
    ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
        for (std::size_t i = points.size(); i-- > 0;) bring(t, i, points[i]);
    }));
    std::ranges::reverse(points);
    import("batch", points, true);
    store->settle_doubts();
    EXPECT_EQ(queue(), one_by_one);
}

TEST_F(Doubts, OfSpeedAreRaisedOnTheEarlierPointTooAndTakenBackByOneBetween) {
    upload(here);
    EXPECT_TRUE(queue().empty());
    upload(far_away);
    EXPECT_EQ(queue().size(), 2U);
    const auto recorded = store->inspection(far_away.fact.record.id).value();
    const Finding& finding = std::get<InspectionFact>(recorded.fact).finding;
    EXPECT_TRUE(finding.flags.has(Flag::impossible_speed)) << "the receipt says so";
    EXPECT_EQ(finding.leap.value().other, here.fact.record.id);
    EXPECT_EQ(finding.leap->seconds, 600);
    EXPECT_FALSE(std::get<InspectionFact>(store->inspection(here.fact.record.id)->fact)
                     .finding.flags.has(Flag::impossible_speed))
        << "a receipt stays as it was";
    upload(between);
    const auto doubts = store->doubts({State::all, Flag::impossible_speed, {}, {}, 0, 100});
    ASSERT_EQ(doubts.size(), 2U);
    for (const Doubt& one : doubts) EXPECT_NE(one.inspection, here.fact.record.id);
}

TEST_F(Doubts, ReopenWhenTheLeapIsAnother) {
    upload(here);
    upload(far_away);
    const Doubt doubt = store->doubts_of(far_away.fact.record.id).at(0);
    ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
        t.resolve({0, doubt.id, doubt.line, doubt.flag, doubt.inspection, Verdict::dismissed, "乘高铁",
                   "reviewer", Instant::now()});
    }));
    EXPECT_EQ(queue(State::open).size(), 1U);
    EXPECT_EQ(queue(State::resolved).size(), 1U);
    upload(between);
    const Doubt other = store->doubts_of(far_away.fact.record.id).at(0);
    EXPECT_EQ(other.verdict, Verdict::open);
    EXPECT_GT(other.id, doubt.id);
    const auto said = store->resolutions_of_flags(doubt.line);
    ASSERT_EQ(said.size(), 1U) << "what was said stays";
    EXPECT_EQ(said[0].reason, "乘高铁");
    EXPECT_EQ(said[0].after, 2);
}

TEST_F(Doubts, KeepTheirVerdictWhenOthersUpload) {
    Sent one = here;
    one.fact.finding.flags.add(Flag::low_accuracy);
    upload(one);
    const Doubt doubt = store->doubts_of(one.fact.record.id).at(0);
    ASSERT_TRUE(write_to(*store, [&](Transaction& t) {
        t.resolve({0, doubt.id, doubt.line, doubt.flag, doubt.inspection, Verdict::confirmed, "室内",
                   "reviewer", Instant::now()});
    }));
    upload(between);
    import("b", {far_away}, true);
    store->settle_doubts();
    open();
    EXPECT_EQ(store->doubts_of(one.fact.record.id).at(0).verdict, Verdict::confirmed);
    std::map<Verdict, std::int64_t> counts;
    for (const DoubtCount& count : store->doubt_counts({})) counts[count.verdict] += count.inspections;
    EXPECT_EQ(counts[Verdict::confirmed], 1);
    EXPECT_EQ(counts[Verdict::open], 2) << "the leap, at both ends";
}

TEST_F(Doubts, ThatStayWithAKeptPointStayInTheQueue) {
    write_to(*store, [](Transaction& t) { t.append(a_household("h"), {"tester", {}}); });
    Sent kept = here;
    kept.fact.record.household = "h";
    kept.fact.finding.flags.add(Flag::low_accuracy);
    Sent gone = between;
    gone.fact.finding.flags.add(Flag::low_accuracy);
    import("b", {kept, gone}, false);
    store->settle_doubts();
    EXPECT_EQ(queue().size(), 2U);
    write_to(*store, [](Transaction& t) {
        t.append(a_decision("h", "recommended", Day::of(2026, 3, 2)), {"reviewer", {}});
    });
    undo("b");
    ASSERT_EQ(queue().size(), 1U);
    EXPECT_EQ(store->doubts_of(kept.fact.record.id).size(), 1U);
}

TEST_F(Doubts, AreReadPageByPageWhileOthersUpload) {
    constexpr int before = 40;
    const auto flagged = [](int number) {
        Sent one{a_point(number, "2026-03-01T09:00:00+08:00", {113.61, 34.71}),
                 fmt::format("account {}", number)};
        one.fact.finding.flags.add(Flag::low_accuracy);
        return one;
    };
    for (int i = 0; i < before; ++i) upload(flagged(i));
    std::thread others([&] {
        for (int i = 0; i < 60; ++i) upload(flagged(before + i));
    });
    DoubtQuery query;
    query.at_most = 7;
    std::vector<std::string> seen;
    for (auto page = store->doubts(query); !page.empty(); page = store->doubts(query)) {
        for (const Doubt& one : page) seen.push_back(one.inspection);
        query.after = page.back().id;
    }
    others.join();
    ASSERT_GE(seen.size(), static_cast<std::size_t>(before));
    EXPECT_TRUE(std::ranges::is_sorted(seen)) << "in the order in which they were found";
    EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end()) << "none twice";
    EXPECT_EQ(seen[before - 1], flagged(before - 1).fact.record.id) << "none left out";
}

TEST_F(Doubts, AreAskedForByAreaKindCampaignAndState) {
    Sent other = far_away;
    other.fact.finding.area = AreaCode::parse("410199101202").value();
    other.fact.record.campaign = "skilled-wife";
    other.fact.finding.flags.add(Flag::low_accuracy);
    upload(here);
    upload(other);
    const auto count = [&](DoubtQuery query) { return store->doubts(query).size(); };
    EXPECT_EQ(count({}), 3U);
    EXPECT_EQ(count({State::open, Flag::low_accuracy, {}, {}, 0, 100}), 1U);
    EXPECT_EQ(count({State::open, {}, "skilled-wife", {}, 0, 100}), 2U);
    EXPECT_EQ(count({State::all, {}, {}, std::vector{AreaCode::parse("410199101201").value()}, 0, 100}), 1U);
    EXPECT_EQ(count({State::all, {}, {}, std::vector<AreaCode>{}, 0, 100}), 0U);
    EXPECT_EQ(count({State::resolved, {}, {}, {}, 0, 100}), 0U);
}

/// A line of the schema that knew no queue: a point of an account that carries `flags`.
std::string old_point(int line, int number, const char* observed_at, double lon, Flags flags) {
    return fmt::format(
        "INSERT INTO inspection VALUES "
        "({},'0190a1b2-0000-7000-8000-{:012}','','beautiful-courtyard',{},{},34.71,"
        "'wgs84',{},34.71,5,'gps','','accepted','','','','410199101201','',NULL,{})",
        line, number, Instant::parse(observed_at)->ms, lon, lon, flags.bits());
}

TEST_F(Doubts, OfAnOlderStoreAreFoundWhenItOpens) {
    const Scratch old;
    {
        SQLite::Database db((old.folder() / "courtyard.db").string(),
                            SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        for (const char* file : {"001_facts.sql", "002_imports.sql", "003_blobs.sql", "004_receipts.sql",
                                 "005_resolutions.sql", "006_receipt_list.sql", "007_batches.sql"})
            db.exec(std::string(sql_file(file)));
        Flags poor;
        poor.add(Flag::low_accuracy);
        db.exec(
            "INSERT INTO batch (id, kind, content_hash, account, file_name, report, recorded_at, undone_seq) "
            "VALUES ('gone','inspections','hash','field','f','{}',8,4)");
        db.exec("INSERT INTO stretch VALUES (1,1,100,'',NULL),(3,3,100,'field','gone'),(5,4,100,'',NULL)");
        db.exec(
            "INSERT INTO feed VALUES (1,'inspection',100,'field'),(2,'inspection',100,'field'),"
            "(5,'undo',100,'field'),(6,'inspection',100,'other')");
        db.exec(old_point(1, 1, "2026-03-01T09:00:00+08:00", 113.61, poor));
        db.exec(old_point(2, 2, "2026-03-01T09:10:00+08:00", 114.61, {}));
        db.exec(old_point(3, 3, "2026-03-01T09:05:00+08:00", 113.61, poor));
        db.exec(old_point(6, 4, "2026-03-01T09:06:00+08:00", 115.61, {}));
        db.exec("PRAGMA user_version=7");
    }
    store = std::move(open_sqlite_store(old.folder()).value());
    const auto said = queue();
    ASSERT_EQ(said.size(), 3U) << "that of the import is undone, and the other account was elsewhere";
    EXPECT_TRUE(said[0].starts_with("000000000001 impossible_speed 000000000002"));
    EXPECT_TRUE(said[1].starts_with("000000000001 low_accuracy"));
    EXPECT_TRUE(said[2].starts_with("000000000002 impossible_speed 000000000001"));
}

TEST_F(Doubts, AreFoundByTheLimitsOfTheStore) {
    EvidenceLimits limits;
    limits.car_kmh = 800;
    open(limits);
    upload(here);
    upload(far_away);
    EXPECT_TRUE(queue().empty());
    EXPECT_EQ(store->evidence_limits().car_kmh, 800);
}

}  // namespace
}  // namespace courtyard
