// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/edition_changes.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "geo/editions/ground.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using enum VillageChange;

/// `A>A merged` for each link, `-` for none.
std::vector<std::string> told(const EditionChanges& changes, const AreaTree& before, const AreaTree& after) {
    std::vector<std::string> lines;
    for (const VillageLink& link : changes.links)
        lines.push_back(
            std::string(1, link.old_village == no_area ? '-' : letter_of(before, link.old_village)) + ">" +
            std::string(1, link.new_village == no_area ? '-' : letter_of(after, link.new_village)) + " " +
            std::string(to_string(link.kind)));
    return lines;
}

std::vector<std::string> told(std::string_view before, std::string_view after) {
    const AreaTree old_county = grid(before);
    const AreaTree new_county = grid(after);
    return told(compare_editions(old_county, new_county), old_county, new_county);
}

using Lines = std::vector<std::string>;

TEST(EditionChanges, TheSameBoundariesAreUnchanged) {
    EXPECT_EQ(told("AAB\nAAB\nCCB", "AAB\nAAB\nCCB"),
              (Lines{"A>A unchanged", "B>B unchanged", "C>C unchanged"}));
}

TEST(EditionChanges, VillagesThatBecameOneAreMerged) {
    EXPECT_EQ(told("AAB\nAAB\nCCB", "AAA\nAAA\nCCA"), (Lines{"A>A merged", "B>A merged", "C>C unchanged"}));
    EXPECT_EQ(told("AAB\nAAB\nCCB", "DDD\nDDD\nCCD"), (Lines{"A>D merged", "B>D merged", "C>C unchanged"}));
}

TEST(EditionChanges, AVillageThatBecameSeveralIsSplit) {
    EXPECT_EQ(told("AAB\nAAB\nCCB", "ADB\nADB\nCCB"),
              (Lines{"A>A split", "A>D split", "B>B unchanged", "C>C unchanged"}));
    EXPECT_EQ(told("AAB\nAAB\nCCB", "EDB\nEDB\nCCB"),
              (Lines{"A>D split", "A>E split", "B>B unchanged", "C>C unchanged"}));
}

TEST(EditionChanges, AVillageDividedAmongItsNeighboursIsSplit) {
    EXPECT_EQ(told("AAABBBCCC", "AAAADCCCC"),
              (Lines{"A>A border_moved", "B>A split", "B>C split", "B>D split", "C>C border_moved"}));
}

TEST(EditionChanges, TheSameGroundUnderAnotherCodeIsRecoded) {
    EXPECT_EQ(told("AAB\nAAB\nCCB", "AAF\nAAF\nCCF"),
              (Lines{"A>A unchanged", "B>F recoded", "C>C unchanged"}));
}

TEST(EditionChanges, GroundGivenToANeighbourMovesTheBorderOfBoth) {
    const AreaTree before = grid("AAABBB");
    const AreaTree after = grid("AABBBB");
    const auto changes = compare_editions(before, after);
    EXPECT_EQ(told(changes, before, after),
              (Lines{"A>A border_moved", "A>B border_moved", "B>B border_moved"}));
    EXPECT_NEAR(changes.links[0].ground->of_old, 2.0 / 3, 1e-6);
    EXPECT_NEAR(changes.links[0].ground->of_new, 1, 1e-9);
    EXPECT_NEAR(changes.links[1].ground->of_old, 1.0 / 3, 1e-6);
    EXPECT_NEAR(changes.links[1].ground->of_new, 0.25, 1e-6);
    EXPECT_NEAR(changes.links[1].ground->area_m2, 1e6, 1e3);
}

TEST(EditionChanges, AVillageCutOutOfTheMiddleOfAnotherIsASplit) {
    EXPECT_EQ(told("AAA\nAAA\nAAA", "AAA\nAHA\nAAA"), (Lines{"A>A split", "A>H split"}));
}

TEST(EditionChanges, GroundThatNoVillageTakesIsTheRest) {
    const AreaTree before = grid("AAA\nAAA\nAAA");
    const AreaTree after = grid("AAA\nA.A\nAAA");
    const auto changes = compare_editions(before, after);
    EXPECT_EQ(told(changes, before, after), Lines{"A>A border_moved"});
    EXPECT_NEAR(changes.old_villages[0].rest, 1.0 / 9, 1e-5);
    EXPECT_NEAR(changes.new_villages[0].rest, 0, 1e-9);
}

TEST(EditionChanges, AVillageWithoutSuccessorIsGoneAndOneWithoutPredecessorIsNew) {
    EXPECT_EQ(told("AAB\nAAB\nAAB", "AA.D\nAA.D\nAA.D"), (Lines{"A>A unchanged", "B>- gone", "->D new"}));
}

TEST(EditionChanges, AVillageOfPartsOfOthersIsNew) {
    EXPECT_EQ(
        told("AAAA\nBBBB\nCCCC", "AAAD\nBBBD\nCCCD"),
        (Lines{"A>A border_moved", "A>D new", "B>B border_moved", "B>D new", "C>C border_moved", "C>D new"}));
}

TEST(EditionChanges, ANewNameAloneIsARenaming) {
    const AreaTree before = grid("AB");
    std::vector<Area> areas(before.areas().begin(), before.areas().end());
    areas.back().name = "East village";
    const AreaTree after = AreaTree::of(std::move(areas)).value();
    EXPECT_EQ(told(compare_editions(before, after), before, after), (Lines{"A>A unchanged", "B>B renamed"}));
}

TEST(EditionChanges, ACodeForOtherGroundIsToldAsReused) {
    const AreaTree before = grid("AABBCC");
    const AreaTree after = grid("BBAACC");
    const auto changes = compare_editions(before, after);
    EXPECT_EQ(told(changes, before, after), (Lines{"A>B recoded", "B>A recoded", "C>C unchanged"}));
    EXPECT_EQ(changes.reused_codes, (std::vector<AreaCode>{village_code('A'), village_code('B')}));
}

/// The county with one village's east border moved by so many metres.
AreaTree with_border_at(Metres east) {
    const auto box = [](Metres west, Metres until) {
        return one_ring({position_at(west, 0_km), position_at(until, 0_km), position_at(until, 1_km),
                         position_at(west, 1_km), position_at(west, 0_km)});
    };
    return villages_of({box(0_km, east), box(east, 2_km)});
}

TEST(EditionChanges, ASliverOfLessThanOneInAHundredIsACorrection) {
    const AreaTree before = with_border_at(1_km);
    const auto corrected = compare_editions(before, with_border_at(991_m));
    ASSERT_EQ(corrected.links.size(), 2U);
    EXPECT_EQ(corrected.count(unchanged), 2U);
    EXPECT_NEAR(corrected.old_villages[0].rest, 0.009, 1e-6);
    const auto moved = compare_editions(before, with_border_at(989_m));
    EXPECT_EQ(moved.links.size(), 3U);
    EXPECT_EQ(moved.count(border_moved), 2U);
}

AreaTree without_boundaries(const AreaTree& drawn) {
    std::vector<Area> areas(drawn.areas().begin(), drawn.areas().end());
    for (Area& area : areas) area.boundary = {};
    return AreaTree::of(std::move(areas)).value();
}

TEST(EditionChanges, VillagesWithoutBoundariesAreLinkedByCodeAndDeclaration) {
    const AreaTree before = without_boundaries(grid("ABCDE"));
    const AreaTree after = without_boundaries(grid("AFGHI"));
    const Day day = Day::of(2023, 1, 1);
    const auto declared = CodeChanges::of({{village_code('B'), village_code('F'), day},
                                           {village_code('C'), village_code('F'), day},
                                           {village_code('D'), village_code('X'), day},
                                           {village_code('X'), village_code('G'), day},
                                           {village_code('X'), village_code('H'), day}});
    const auto changes = compare_editions(before, after, *declared);
    EXPECT_EQ(told(changes, before, after), (Lines{"A>A unchanged", "B>F merged", "C>F merged", "D>G split",
                                                   "D>H split", "E>- gone", "->I new"}));
    EXPECT_TRUE(changes.links[1].declared);
    EXPECT_FALSE(changes.links[0].declared);
    EXPECT_FALSE(changes.links[1].ground);
}

TEST(EditionChanges, ADeclaredSuccessorElsewhereIsShownWithoutGround) {
    const AreaTree before = grid("AABB");
    const AreaTree after = grid("AA..GG");
    const auto declared = CodeChanges::of({{village_code('B'), village_code('G'), Day::of(2023, 1, 1)}});
    const auto changes = compare_editions(before, after, *declared);
    EXPECT_EQ(told(changes, before, after), (Lines{"A>A unchanged", "B>G gone"}));
    EXPECT_EQ(changes.links[1].ground->area_m2, 0);
    EXPECT_EQ(changes.count(created), 1U);
}

TEST(EditionChanges, AnEmptyEditionLosesEveryVillage) {
    const auto changes = compare_editions(grid("AB"), {});
    EXPECT_EQ(changes.count(gone), 2U);
    EXPECT_EQ(compare_editions({}, grid("AB")).count(created), 2U);
    EXPECT_TRUE(compare_editions({}, {}).links.empty());
}

/// A county of villages of 2 x 2 cells, to be merged and split at random.
class RandomCounty {
  public:
    explicit RandomCounty(std::uint64_t seed) : random_(seed) {
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; ++column) {
                GridCells cells;
                for (int i = 0; i < 4; ++i) cells.emplace(2 * column + i % 2, 2 * row + i / 2);
                before_[code(row * side + column)] = cells;
            }
        after_ = before_;
        for (int row = 0; row < side; ++row)
            for (int column = 0; column < side; column += 2)
                change(code(row * side + column), code(row * side + column + 1));
    }

    AreaTree before() const { return drawn(before_); }
    AreaTree after() const { return drawn(after_); }
    const std::set<std::string>& expected() const { return expected_; }

  private:
    static constexpr int side = 6;
    static AreaCode code(int number) { return area_code(std::to_string(410199101201 + number)); }
    AreaCode fresh_code() { return code(100 + next_++); }
    void expect(AreaCode old, AreaCode fresh, VillageChange kind) {
        expected_.insert(old.str() + ">" + fresh.str() + " " + std::string(to_string(kind)));
    }
    AreaCode kept_or_fresh(AreaCode old) { return random_() % 2 == 0 ? old : fresh_code(); }

    /// What happens to two neighbours, the first west of the second.
    void change(AreaCode west, AreaCode east) {
        const GridCells west_cells = after_[west];
        const GridCells east_cells = after_[east];
        const auto what = random_() % 5;
        after_.erase(west);
        after_.erase(east);
        if (what == 0) {
            const AreaCode one = kept_or_fresh(random_() % 2 == 0 ? west : east);
            after_[one] = west_cells;
            after_[one].insert(east_cells.begin(), east_cells.end());
            expect(west, one, merged);
            expect(east, one, merged);
            return;
        }
        const AreaCode other = what == 1 ? fresh_code() : east;
        after_[other] = east_cells;
        if (what == 2) {
            const GridCorner cell = *std::prev(west_cells.end());
            after_[west] = west_cells;
            after_[west].erase(cell);
            after_[east].insert(cell);
            for (const auto& [from, to] : {std::pair(west, west), {west, east}, {east, east}})
                expect(from, to, border_moved);
            return;
        }
        expect(east, other, what == 1 ? recoded : unchanged);
        if (what != 3) {
            after_[west] = west_cells;
            expect(west, west, unchanged);
            return;
        }
        const AreaCode first = kept_or_fresh(west);
        const AreaCode second = fresh_code();
        for (const GridCorner& cell : west_cells)
            after_[cell.first == west_cells.begin()->first ? first : second].insert(cell);
        expect(west, first, split);
        expect(west, second, split);
    }

    static AreaTree drawn(const std::map<AreaCode, GridCells>& villages) {
        std::vector<Area> areas;
        for (const auto& [code, cells] : villages)
            areas.push_back(grid_area(code, "village", AreaLevel::village, areas.size() + 1, cells));
        for (Area& area : areas) area.parent = {};
        return AreaTree::of(std::move(areas)).value();
    }

    std::mt19937_64 random_;
    std::map<AreaCode, GridCells> before_;
    std::map<AreaCode, GridCells> after_;
    std::set<std::string> expected_;
    int next_ = 0;
};

TEST(EditionChanges, RandomMergersAndSplitsAreRecovered) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const RandomCounty county(seed);
        const AreaTree before = county.before();
        const AreaTree after = county.after();
        const auto changes = compare_editions(before, after);
        std::set<std::string> found;
        for (const VillageLink& link : changes.links) {
            ASSERT_TRUE(link.old_village != no_area && link.new_village != no_area) << "seed " << seed;
            found.insert(before[link.old_village].code.str() + ">" + after[link.new_village].code.str() +
                         " " + std::string(to_string(link.kind)));
        }
        EXPECT_EQ(found, county.expected()) << "seed " << seed;
        EXPECT_TRUE(changes.reused_codes.empty()) << "seed " << seed;
    }
}

TEST(EditionChanges, SharesOfAVillageAndWhatIsLostMakeOne) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const RandomCounty county(seed);
        const AreaTree before = county.before();
        // Every third village of the new edition is missing.
        std::vector<Area> kept;
        const AreaTree whole = county.after();
        for (AreaIndex i = 0; i < whole.size(); ++i)
            if (i % 3 != 0) kept.push_back(whole[i]);
        const AreaTree after = AreaTree::of(kept).value();
        const auto changes = compare_editions(before, after);
        const auto to_whole = compare_editions(before, whole);
        for (const VillageOutcome& outcome : changes.old_villages) {
            double sum = outcome.rest;
            double missing = 0;
            for (const VillageLink& link : changes.links)
                if (link.old_village == outcome.village && link.ground) sum += link.ground->of_old;
            EXPECT_NEAR(sum, 1, 1e-9) << "seed " << seed;
            // What is left lay in the villages that were left out.
            for (const VillageLink& link : to_whole.links)
                if (link.old_village == outcome.village &&
                    after.find(whole[link.new_village].code) == no_area)
                    missing += link.ground->of_old;
            EXPECT_NEAR(outcome.rest, missing, 1e-9) << "seed " << seed;
        }
    }
}

TEST(EditionChanges, EveryKindHasAWord) {
    for (const VillageChange kind : village_changes) EXPECT_EQ(parse_village_change(to_string(kind)), kind);
    EXPECT_FALSE(parse_village_change("vanished"));
}

}  // namespace
}  // namespace courtyard
