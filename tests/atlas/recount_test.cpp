// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The books against a plain recount of the facts: every area, every day, every edition, over random
// histories.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "atlas/atlas.h"
#include "data/store/intake.h"
#include "data/store/sqlite_store.h"
#include "tests/data/sample_records.h"
#include "tests/data/scratch.h"
#include "tests/data/unit_of_work.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

constexpr std::string_view before_the_merger = "AAB\nAAB\nCCB";
constexpr std::string_view after_the_merger = "AAB\nAAB\nAAB";
const Day merger = Day::of(2023, 3, 1);
const Day first_day = Day::of(2022, 6, 1);
const Day last_day = Day::of(2024, 6, 1);

/// The letter that a drawing has in a cell, counted from the south-west; '.' beside it.
char drawn(std::string_view drawing, GridCorner cell) {
    if (cell.first < 0 || cell.first > 2 || cell.second < 0 || cell.second > 2) return '.';
    return drawing[static_cast<std::size_t>((2 - cell.second) * 4 + cell.first)];
}

struct PlainHousehold {
    GridCorner cell;
    Day registered;
    std::vector<std::pair<Day, std::string>> decisions;  ///< as recorded
};

struct PlainCount {
    std::int64_t registered = 0;
    std::int64_t completed = 0;
    std::int64_t completed_year = 0;

    bool operator==(const PlainCount&) const = default;
};

/// What one household adds on a day, by going through its days one by one.
PlainCount counted(const PlainHousehold& household, Day day) {
    PlainCount count;
    if (household.registered <= day) count.registered = 1;
    auto steps = household.decisions;
    steps.insert(steps.begin(), {household.registered, "registered"});
    std::ranges::stable_sort(steps, {}, &std::pair<Day, std::string>::first);
    bool counts = false;
    Day since;
    for (std::size_t i = 0; i < steps.size() && steps[i].first <= day; ++i) {
        bool now = counts;
        // Of several steps on one day the last decides the whole day.
        std::size_t last = i;
        for (; i < steps.size() && steps[i].first == steps[last].first; ++i) {
            const std::string& to = steps[i].second;
            if (to != "rechecked") now = to == "accepted" || to == "published" || to == "plaque";
        }
        --i;
        if (now && !counts) since = steps[last].first;
        counts = now;
    }
    if (!counts) return count;
    count.completed = 1;
    count.completed_year = since.year() == day.year() ? 1 : 0;
    return count;
}

struct PlainBase {
    GridCorner cell;
    /// By level, as they came first: county, prefecture, province.
    std::vector<std::string> order;
    std::map<std::string, std::pair<Day, std::int64_t>> levels;  ///< from which day, and women employed
};

int rank_of(const std::string& level) { return level == "county" ? 0 : level == "prefecture" ? 1 : 2; }

/// The highest level that a base has had by a day (-1: none), and the women it employs then.
std::pair<int, std::int64_t> stands(const PlainBase& base, Day day) {
    int highest = -1;
    Day newest = always;
    std::int64_t employed = 0;
    for (const std::string& level : base.order) {
        const auto& [from, women] = base.levels.at(level);
        if (from > day) continue;
        highest = std::max(highest, rank_of(level));
        // Of two on one day the women are those of the one that came later.
        if (from >= newest) {
            newest = from;
            employed = women;
        }
    }
    return {highest, employed};
}

class Recount : public testing::Test {
  protected:
    Recount() : store(std::move(open_sqlite_store(scratch.folder()).value())), atlas(*store) {
        store->on_commit([this](Store::Commit&& commit) { atlas.follow(std::move(commit)); });
        const AreaTree before = grid(before_the_merger);
        const AreaTree after = grid(after_the_merger);
        write([&](Transaction& t) {
            for (const Area& area : before.areas()) t.append(AreaFact{Day::of(2020, 1, 1), area}, {});
            for (const Area& area : after.areas()) t.append(AreaFact{merger, area}, {});
        });
    }

    void write(const std::function<void(Transaction&)>& work) { ASSERT_TRUE(write_to(*store, work)); }
    Day any_day() {
        return first_day + static_cast<int>(random() % static_cast<unsigned>(last_day - first_day));
    }

    void household_comes_or_is_corrected() {
        const std::string id = "h" + std::to_string(random() % 40);
        PlainHousehold& known = households[id];
        known.cell = {static_cast<int>(random() % 5) - 1, static_cast<int>(random() % 4)};
        known.registered = any_day();
        const LonLat at{grid_origin.lon + lon_deg_per_km * (known.cell.first + 0.5),
                        grid_origin.lat + lat_deg_per_km * (known.cell.second + 0.5)};
        HouseholdRecord record = a_household(id, at);
        record.declared = {};
        record.registered_on = known.registered;
        write([&](Transaction& t) { t.append(record, {}); });
    }

    void somebody_decides() {
        if (households.empty()) return;
        auto at = households.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % households.size()));
        constexpr std::array words{"accepted", "accepted", "revoked",   "published",
                                   "plaque",   "rejected", "rechecked", "needs_work"};
        const std::string to = words[random() % words.size()];
        const Day day = any_day();
        at->second.decisions.emplace_back(day, to);
        write([&](Transaction& t) { t.append(a_decision(at->first, to, day), {}); });
    }

    void a_base_is_recognised() {
        const std::string id = "b" + std::to_string(random() % 12);
        constexpr std::array levels{"county", "prefecture", "province"};
        const std::string level = levels[random() % levels.size()];
        PlainBase& known = bases[id];
        known.cell = {static_cast<int>(random() % 3), static_cast<int>(random() % 3)};
        if (!known.levels.contains(level)) known.order.push_back(level);
        const Day day = any_day();
        const auto women = static_cast<std::int64_t>(random() % 30);
        known.levels[level] = {day, women};
        const LonLat at{grid_origin.lon + lon_deg_per_km * (known.cell.first + 0.5),
                        grid_origin.lat + lat_deg_per_km * (known.cell.second + 0.5)};
        BaseRecord record;
        record.id = id;
        record.name = "合作社";
        record.level = level;
        record.position = SourcePosition{at, Datum::wgs84, at};
        record.recognised_on = day;
        record.women_employed = women;
        write([&](Transaction& t) { t.append(record, {}); });
    }

    /// A level that was never right; a base without any is not there.
    void a_level_is_withdrawn() {
        if (bases.empty()) return;
        auto at = bases.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(random() % bases.size()));
        PlainBase& base = at->second;
        if (base.order.empty()) return;
        const std::string level = base.order[random() % base.order.size()];
        std::erase(base.order, level);
        base.levels.erase(level);
        const std::array levels{level};
        write([&](Transaction& t) { withdraw_levels(t, at->first, levels, {}); });
    }

    void somebody_reports() {
        constexpr std::array areas{"410199101201", "410199101202", "410199101203", "410199101", "410199"};
        FigureRecord figure;
        figure.campaign = "dispute-mediation";
        figure.indicator = random() % 2 == 0 ? "found" : "teams";
        figure.area = area_code(areas[random() % areas.size()]);
        const Day day = any_day();
        figure.period = random() % 4 == 0 ? Period::of_day(day) : Period::of_month(day.year(), day.month());
        figure.value = static_cast<std::int64_t>(random() % 20);
        figure.reported_on = day;
        figures[{figure.indicator, figure.area.str()}][{figure.period.last, figure.period.first}] =
            figure.value;
        write([&](Transaction& t) { t.append(figure, {}); });
    }

    static bool is_after(Day day) { return day >= merger; }

    /// Whether what lies in a village of this letter, or is reported under this code, counts in an area.
    static bool lies_in(std::string code, const std::string& area, Day day) {
        // Village C is no more: its nearest area is the township.
        if (is_after(day) && code == "410199101203") code = "410199101";
        return code.starts_with(area);
    }

    PlainCount households_of(const std::string& area, Day day) const {
        PlainCount sum;
        for (const auto& [id, household] : households) {
            const char letter = drawn(is_after(day) ? after_the_merger : before_the_merger, household.cell);
            if (letter == '.' || !village_code(letter).str().starts_with(area)) continue;
            const PlainCount one = counted(household, day);
            sum.registered += one.registered;
            sum.completed += one.completed;
            sum.completed_year += one.completed_year;
        }
        return sum;
    }

    std::int64_t found_of(const std::string& area, Day day, bool this_year) const {
        std::int64_t sum = 0;
        for (const auto& [key, values] : figures)
            if (key.first == "found" && lies_in(key.second, area, day))
                for (const auto& [period, value] : values)
                    if (period.first <= day && (!this_year || period.first.year() == day.year()))
                        sum += value;
        return sum;
    }

    /// Bases that have reached a level, and the women that all of them employ.
    std::pair<std::int64_t, std::int64_t> bases_of(const std::string& area, Day day, int level) const {
        std::pair<std::int64_t, std::int64_t> sum;
        for (const auto& [id, base] : bases) {
            const char letter = drawn(is_after(day) ? after_the_merger : before_the_merger, base.cell);
            if (!village_code(letter).str().starts_with(area)) continue;
            const auto [highest, employed] = stands(base, day);
            if (highest >= level) ++sum.first;
            sum.second += employed;
        }
        return sum;
    }

    std::int64_t teams_of(const std::string& area, Day day) const {
        std::int64_t sum = 0;
        for (const auto& [key, values] : figures) {
            if (key.first != "teams" || !lies_in(key.second, area, day)) continue;
            std::int64_t newest = 0;
            for (const auto& [period, value] : values)
                if (period.first <= day) newest = value;
            sum += newest;
        }
        return sum;
    }

    void expect_books_are_right(Day day) {
        const auto now = atlas.now();
        const EditionPicture& edition = now->edition_on(day);
        const Campaign& courtyards = *find_campaign("beautiful-courtyard");
        const Campaign& disputes = *find_campaign("dispute-mediation");
        for (AreaIndex area = 0; area < edition.areas->size(); ++area) {
            const std::string code = (*edition.areas)[area].code.str();
            const Progress p = progress_of(now->progress_source(courtyards, edition), area, day);
            EXPECT_EQ((PlainCount{p.registered, p.completed, p.completed_year}), households_of(code, day))
                << code << " on " << to_string(day) << ", seed " << seed;
            const Progress found = progress_of(
                now->progress_source(disputes, edition, disputes.find_indicator("found")), area, day);
            EXPECT_EQ(found.completed, found_of(code, day, false)) << code << " on " << to_string(day);
            EXPECT_EQ(found.completed_year, found_of(code, day, true)) << code << " on " << to_string(day);
            const Progress teams = progress_of(
                now->progress_source(disputes, edition, disputes.find_indicator("teams")), area, day);
            EXPECT_EQ(teams.completed, teams_of(code, day)) << code << " on " << to_string(day);
            const Campaign& skilled = *find_campaign("skilled-wife");
            int level = 0;
            for (const char* indicator : {"bases", "prefecture_bases", "province_bases"}) {
                const Progress reached = progress_of(
                    now->progress_source(skilled, edition, skilled.find_indicator(indicator)), area, day);
                EXPECT_EQ(reached.completed, bases_of(code, day, level++).first)
                    << indicator << " of " << code << " on " << to_string(day) << ", seed " << seed;
            }
            const Progress women = progress_of(
                now->progress_source(skilled, edition, skilled.find_indicator("women_employed")), area, day);
            EXPECT_EQ(women.completed, bases_of(code, day, 0).second) << code << " on " << to_string(day);
        }
    }

    unsigned seed = std::random_device{}();
    std::mt19937 random{seed};
    std::map<std::string, PlainHousehold> households;
    std::map<std::string, PlainBase> bases;
    /// By indicator and area: values by the last day and the first of their period.
    std::map<std::pair<std::string, std::string>, std::map<std::pair<Day, Day>, std::int64_t>> figures;
    Scratch scratch;
    std::unique_ptr<Store> store;
    Atlas atlas;
};

TEST_F(Recount, EqualsTheBooksInEveryAreaOnEveryDayInEveryEdition) {
    for (int i = 0; i < 60; ++i) household_comes_or_is_corrected();
    for (int i = 0; i < 160; ++i) {
        somebody_decides();
        if (i % 3 == 0) somebody_reports();
        if (i % 4 == 0) a_base_is_recognised();
        if (i % 9 == 0) a_level_is_withdrawn();
        if (i % 10 == 0) household_comes_or_is_corrected();
    }
    for (Day day = first_day + -2; day <= last_day + 40 && !HasFailure(); day = day + 1)
        expect_books_are_right(day);
}

TEST_F(Recount, EqualsTheBooksAfterEachFact) {
    for (int i = 0; i < 150 && !HasFailure(); ++i) {
        switch (random() % 4) {
            case 0:
                household_comes_or_is_corrected();
                break;
            case 1:
                somebody_decides();
                break;
            case 2:
                a_base_is_recognised();
                if (random() % 3 == 0) a_level_is_withdrawn();
                break;
            default:
                somebody_reports();
        }
        for (const Day day : {any_day(), merger, merger + -1, Day::of(2022, 12, 31), Day::of(2023, 1, 1)})
            expect_books_are_right(day);
    }
}

}  // namespace
}  // namespace courtyard
