// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Files that go in by slices, and what others do meanwhile.
#include <set>

#include "tests/data/load_fixture.h"
#include "tests/data/sample_records.h"
#include "tests/data/unit_of_work.h"

namespace courtyard {
namespace {

/// Long enough for more than one slice.
class LongFile : public LoadTest {
  protected:
    static constexpr int long_file = 2'500;

    /// Others do this each time the file is begun (anew).
    void meanwhile(const std::function<void()>& others) {
        progress = [others, last_done = std::size_t{long_file}](std::size_t done, std::size_t) mutable {
            if (done <= last_done) others();
            last_done = done;
        };
    }

    /// Nothing is stored, and the row that others wrote is named in the file's own words.
    static void expect_overtaken(const Result<LoadReport>& report, std::size_t row,
                                 const std::string& column) {
        ASSERT_TRUE(report) << report.error().detail.en;
        EXPECT_FALSE(report->stored);
        ASSERT_EQ(report->rejections.count(), 1U);
        EXPECT_EQ(report->rejections[0].code, "row.overtaken");
        EXPECT_EQ(report->rejections[0].row, row);
        EXPECT_EQ(report->rejections[0].column, column);
    }
};

TEST_F(LongFile, IsInvisibleWhileItGoesInAndThenThereAtOnce) {
    std::size_t seen_on_the_way = 0;
    std::vector<Revision> others;
    progress = [&](std::size_t, std::size_t) {
        store->read_facts(0, store->revision(), [&](RecordedFact&& fact) {
            if (const auto* h = std::get_if<HouseholdRecord>(&fact.fact))
                seen_on_the_way += h->id.starts_with("h");
        });
        others.push_back(*write_to(*store, [&](Transaction& t) {
            t.append(a_household(fmt::format("other{}", others.size())), {"other", {}});
        }));
    };
    const auto report = load(RecordKind::households, header + households_in(Datum::wgs84, "h", long_file));
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_TRUE(report->stored);
    EXPECT_EQ(report->accepted, std::size_t{long_file});
    EXPECT_EQ(seen_on_the_way, 0U);
    ASSERT_GE(others.size(), 2U);
    EXPECT_EQ(report->revision, others.back() + long_file);
    std::set<Revision> numbers;
    store->read_facts(0, store->revision(), [&](RecordedFact&& fact) { numbers.insert(fact.seq); });
    EXPECT_EQ(numbers.size(), std::size_t{long_file} + others.size());
    EXPECT_EQ(*numbers.rbegin(), store->revision());
}

TEST_F(LongFile, WithOneRefusedRowOrInADryRunLeavesNothing) {
    const std::string rows = households_in(Datum::wgs84, "h", long_file);
    const std::string step = "household,campaign,to,decided_on\n";
    const auto dry = load(RecordKind::households, header + rows, LoadMode::dry_run);
    ASSERT_TRUE(dry);
    EXPECT_FALSE(dry->stored);
    EXPECT_EQ(dry->accepted, std::size_t{long_file});
    std::string decisions = step;
    ASSERT_TRUE(load(RecordKind::households, header + rows)->stored);
    const Revision before = store->revision();
    for (int i = 0; i < long_file; ++i)
        decisions += fmt::format("h{},beautiful-courtyard,recommended,2021-04-01\n", i);
    decisions += "nobody,beautiful-courtyard,recommended,2021-04-01\n";
    const auto refused = load(RecordKind::decisions, decisions);
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->stored);
    ASSERT_EQ(refused->rejections.count(), 1U);
    EXPECT_EQ(refused->rejections[0].row, std::size_t{long_file} + 2);
    EXPECT_EQ(store->revision(), before);
    EXPECT_EQ(store->history_of("h1").size(), 1U);
    store.reset();
    store = std::move(open_sqlite_store(scratch.folder()).value());
    EXPECT_EQ(store->revision(), before);
}

TEST_F(LongFile, ThatOthersOvertakeIsJudgedAnew) {
    ASSERT_TRUE(load(RecordKind::households, header + households_in(Datum::wgs84, "h", long_file))->stored);
    std::string decisions = "household,campaign,to,decided_on\n";
    for (int i = 0; i < long_file; ++i)
        decisions += fmt::format("h{},beautiful-courtyard,recommended,2021-04-01\n", i);
    bool overtaken = false;
    progress = [&](std::size_t done, std::size_t) {
        if (overtaken || done == 0) return;
        overtaken = true;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
            // On the day before: the step of the file is illegal after it.
            t.append(a_decision("h7", "recommended", Day::of(2021, 3, 31)), {"other", {}});
        }));
    };
    const Revision before = store->revision();
    const auto report = load(RecordKind::decisions, decisions);
    ASSERT_TRUE(report) << report.error().detail.en;
    EXPECT_FALSE(report->stored);
    ASSERT_EQ(report->rejections.count(), 1U);
    EXPECT_EQ(report->rejections[0].code, "step.illegal");
    EXPECT_EQ(store->revision(), before + 1);
}

TEST_F(LongFile, ThatIsOvertakenAgainAndAgainIsRefusedWithTheRowsNamed) {
    ASSERT_TRUE(load(RecordKind::households, header + households_in(Datum::wgs84, "h", long_file))->stored);
    std::string decisions = "household,campaign,to,decided_on\n";
    for (int i = 0; i < long_file; ++i)
        decisions += fmt::format("h{},beautiful-courtyard,recommended,2021-04-01\n", i);
    int times = 0;
    meanwhile([&] {
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
            // Months later: legal beside the step of the file, but the file has to look
            // again.
            t.append(a_decision("h7", "checked", Day::of(2022, 1, static_cast<unsigned>(++times))),
                     {"other", {}});
        }));
    });
    expect_overtaken(load(RecordKind::decisions, decisions), 9, "household");
    EXPECT_EQ(times, 3);
}

TEST_F(LongFile, OfPlacesKeepsWhatOthersWroteMeanwhileAndItDoesNotSay) {
    const auto file = [](const std::string& name, bool whole) {
        std::string text =
            whole ? "站点编号,name,lon,lat,kind,opened_on,capacity\n" : "站点编号,name,lon,lat\n";
        for (int i = 0; i < long_file; ++i) {
            const LonLat p = position_at(0.5_km, 0.5_km);
            text += fmt::format("p{},{}{},{:.9f},{:.9f}{}\n", i, name, i, p.lon, p.lat,
                                whole ? ",childrens_home,2021-04-01,30" : "");
        }
        return text;
    };
    ASSERT_TRUE(load(RecordKind::help_points, file("站", true))->stored);
    const auto point = [&] {
        HelpPointRecord found;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) { found = t.help_point("p7").value(); }));
        return found;
    };
    int times = 0;
    const auto others = [&] {
        HelpPointRecord other = point();
        other.capacity = 40 + ++times;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) { t.append(other, {"other", {}}); }));
    };
    progress = [&](std::size_t done, std::size_t) {
        if (done > 0 && times == 0) others();
    };
    const auto once = load(RecordKind::help_points, file("新站", false));
    ASSERT_TRUE(once) << once.error().detail.en;
    EXPECT_TRUE(once->stored);
    EXPECT_EQ(times, 1);
    EXPECT_EQ(point().name, "新站7");
    EXPECT_EQ(point().capacity, 41);
    times = 0;
    meanwhile(others);
    expect_overtaken(load(RecordKind::help_points, file("又站", false)), 9, "站点编号");
    EXPECT_EQ(times, 3);
    EXPECT_EQ(point().name, "新站7");
    EXPECT_EQ(point().capacity, 43);
}

/// A file of areas, or an edition before it, that is longer than one slice.
class LongListOfAreas : public LongFile {
  protected:
    LongListOfAreas() {
        for (int i = 0; i < long_file; ++i) {
            Area area = county[county.find(village_code('B'))];
            area.code =
                AreaCode::parse(fmt::format("41019{}{:03}{:03}", 9, 200 + i / 500, 1 + i % 500)).value();
            area.boundary = {};
            held.push_back(area);
        }
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
            for (const Area& area : held) t.append(AreaFact{before, area}, {});
        }));
    }

    /// Others give the last of them another name, once a first slice is written.
    void others_rename_the_last() {
        progress = [this, written = false](std::size_t done, std::size_t) mutable {
            if (written || done == 0) return;
            written = true;
            EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
                Area other = held.back();
                other.name = "别名";
                t.append(AreaFact{before, other}, {"other", {}});
            }));
        };
    }
    std::optional<Area> last_on(Day day) {
        std::optional<Area> found;
        EXPECT_TRUE(write_to(*store, [&](Transaction& t) { found = t.area(day, held.back().code); }));
        return found;
    }

    const Day before = Day::of(2020, 1, 1);
    std::vector<Area> held;
};

TEST_F(LongListOfAreas, IsRefusedWhereSomebodyWroteTheSameAreaMeanwhile) {
    std::string text = "区划代码,name,level\n";
    for (std::size_t i = 0; i < held.size(); ++i)
        text += fmt::format("{},新村{},village\n", held[i].code.view(), i);
    others_rename_the_last();
    expect_overtaken(load(RecordKind::areas, text), std::size_t{long_file} + 1, "区划代码");
    EXPECT_EQ(last_on(before)->name, "别名");
}

TEST_F(LongListOfAreas, ThatIsKeptIsKeptWholeOrTheEditionIsNotStored) {
    edition = Day::of(2024, 1, 1);
    rest = Rest::kept;
    const std::string text = fmt::format("code,name\n{},新村\n", held.front().code.view());
    others_rename_the_last();
    expect_overtaken(load(RecordKind::areas, text, LoadMode::valid_rows), 0, held.back().code.str());
    EXPECT_FALSE(last_on(edition));
    progress = nullptr;
    const auto again = load(RecordKind::areas, text, LoadMode::valid_rows);
    ASSERT_TRUE(again) << again.error().detail.en;
    EXPECT_TRUE(again->stored);
    EXPECT_EQ(last_on(edition)->name, "别名");
}

TEST_F(LongFile, IsNotRefusedBecauseOthersAreUndoneAgainAndAgain) {
    int times = 0;
    meanwhile([&] {
        const std::string batch = fmt::format("other-{}", ++times);
        const WriteContext by{"other", batch};
        for (const bool undone : {false, true})
            EXPECT_TRUE(write_to(*store, [&](Transaction& t) {
                if (undone) {
                    t.undo_batch(batch, {"other", {}});
                } else {
                    t.append(a_household(batch), by);
                    t.save_batch({batch, "households", "hash", "other", "f.csv", "{}"});
                }
            }));
    });
    const auto report = load(RecordKind::households, header + households_in(Datum::wgs84, "h", long_file));
    EXPECT_EQ(times, 3);
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().name, "import.overtaken");
    EXPECT_EQ(report.error().code, ErrorCode::unavailable);
    EXPECT_FALSE(store->household("h1"));
}

}  // namespace
}  // namespace courtyard
