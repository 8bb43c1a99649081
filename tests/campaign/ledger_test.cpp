// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/ledger.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

std::vector<CountedInterval> random_intervals(std::mt19937_64& random) {
    std::vector<CountedInterval> intervals;
    int day = static_cast<int>(18'600 + random() % 800);
    for (std::uint64_t i = random() % 3; i > 0; --i) {
        const int from = day + static_cast<int>(random() % 400);
        const int until = from + 1 + static_cast<int>(random() % 500);
        const bool open = random() % 3 == 0;
        intervals.push_back({Day{from}, open ? never : Day{until}});
        if (open) break;
        day = until + 1;
    }
    return intervals;
}

/// The same question by a plain loop over all records.
struct SlowBooks {
    std::vector<LedgerEntry> entries;

    std::int64_t completed(Day day) const {
        std::int64_t sum = 0;
        for (const LedgerEntry& entry : entries)
            for (const CountedInterval& interval : entry.counted)
                sum += interval.from <= day && day < interval.until;
        return sum;
    }
    std::int64_t completed_this_year(Day day) const {
        std::int64_t sum = 0;
        for (const LedgerEntry& entry : entries)
            for (const CountedInterval& interval : entry.counted)
                sum += interval.from <= day && day < interval.until && interval.from.year() == day.year();
        return sum;
    }
    std::int64_t registered(Day day) const {
        std::int64_t sum = 0;
        for (const LedgerEntry& entry : entries) sum += entry.registered <= day;
        return sum;
    }
};

TEST(Ledger, EqualsAPlainRecountOnEveryDay) {
    constexpr std::uint64_t seed = 20'230'630;
    std::mt19937_64 random(seed);
    SlowBooks slow;
    AreaAccount account;
    for (int i = 0; i < 300; ++i) {
        LedgerEntry entry{Day{static_cast<int>(18'600 + random() % 1'500)}, random_intervals(random), {}};
        account = account.changed({}, std::vector{entry});
        slow.entries.push_back(entry);
        if (random() % 4 == 0) {
            const auto gone = static_cast<std::ptrdiff_t>(random() % slow.entries.size());
            account = account.changed(std::vector{slow.entries[static_cast<std::size_t>(gone)]}, {});
            slow.entries.erase(slow.entries.begin() + gone);
        }
    }
    for (int day = 18'500; day < 21'000; day += 7) {
        EXPECT_EQ(account.completed(Day{day}), slow.completed(Day{day})) << "seed " << seed << " day " << day;
        EXPECT_EQ(account.completed_this_year(Day{day}), slow.completed_this_year(Day{day})) << "day " << day;
        EXPECT_EQ(account.registered(Day{day}), slow.registered(Day{day})) << "day " << day;
        const Day end = Day{day}.last_of_month();
        EXPECT_EQ(account.at_month_end(BookDay(end).month, completed_column), slow.completed(end))
            << "month of day " << day;
    }
}

TEST(Ledger, AllTakenOutAgainLeavesNothing) {
    const std::vector<LedgerEntry> entries{
        {Day{18'700}, {{Day{18'800}, Day{19'200}}}, {}, {{0, 7, {Day{18'900}, never}, 50}}},
        {Day{18'900}, {{Day{19'400}, never}}, {{Day{19'000}, Day{19'100}}}}};
    const AreaAccount account = AreaAccount().changed({}, entries, 2);
    EXPECT_EQ(AreaAccount::total(account.on(BookDay(Day{19'000})), tally_column(0)), 7);
    EXPECT_EQ(AreaAccount::total(account.on(BookDay(Day{19'000})), tally_column(1)), 350);
    const AreaAccount none = account.changed(entries, {}, 2);
    EXPECT_EQ(none.on(BookDay(Day{20'000})).sums, nullptr);
}

TEST(Ledger, AChangeLeavesOlderVersionsAsTheyWere) {
    const Ledger before =
        Ledger(2).changed(std::vector<Ledger::Change>{{0, {}, {{Day{1}, {{Day{5}, never}}, {}}}}});
    const Ledger after =
        before.changed(std::vector<Ledger::Change>{{0, {}, {{Day{1}, {{Day{6}, never}}, {}}}}});
    EXPECT_EQ(before.account(0)->completed(Day{9}), 1);
    EXPECT_EQ(after.account(0)->completed(Day{9}), 2);
    EXPECT_EQ(after.account(1), nullptr);
}

TEST(Ledger, AProposalWaitsUntilItsDecision) {
    const AreaAccount account =
        AreaAccount().changed({}, std::vector<LedgerEntry>{{Day{1}, {}, {{Day{10}, Day{20}}}}});
    EXPECT_EQ(account.proposed(Day{9}), 0);
    EXPECT_EQ(account.proposed(Day{10}), 1);
    EXPECT_EQ(account.proposed(Day{19}), 1);
    EXPECT_EQ(account.proposed(Day{20}), 0);
}

}  // namespace
}  // namespace courtyard
