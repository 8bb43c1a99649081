// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum_detective.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

const Datum gk_38 = Datum(GaussKruger{3, 38, ZonePrefix::none});
const Datum gk_38_prefixed = Datum(GaussKruger{3, 38, ZonePrefix::in_easting});
const Datum gk_37 = Datum(GaussKruger{3, 37, ZonePrefix::none});
const Datum gk_19_wide = Datum(GaussKruger{6, 19, ZonePrefix::in_easting});

/// A county of wiggly villages and households in it that declare their village.
struct Scene {
    explicit Scene(double village_km, std::uint64_t random_seed = 1)
        : tree(wiggly_county({.columns = 8,
                              .rows = 8,
                              .vertices_per_side = 12,
                              .seed = random_seed,
                              .village_deg = village_km / 100})),
          villages(tree),
          random(random_seed) {
        for (const Area& area : tree.areas()) bounds.add(area.bounds);
    }

    LonLat anywhere() {
        std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
        std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
        while (true) {
            const LonLat p{lon(random), lat(random)};
            if (villages.find(p).village != no_area) return p;
        }
    }
    AreaCode any_village() { return tree[static_cast<AreaIndex>(random() % tree.size())].code; }
    bool chance(double share) { return std::uniform_real_distribution<double>()(random) < share; }

    /// `count` households whose sources say `datum`; a share of them `other`; a share of the villages wrong;
    /// every position 8 m off.
    std::vector<Witness> batch(std::size_t count, Datum datum, double wrong_village = 0.1,
                               double other_share = 0, Datum other = Datum::wgs84) {
        std::normal_distribution<double> off(0, 8e-5);
        std::vector<Witness> witnesses;
        for (std::size_t i = 0; i < count; ++i) {
            const LonLat home = anywhere();
            const AreaCode declared =
                chance(wrong_village) ? any_village() : tree[villages.find(home).village].code;
            const LonLat seen{home.lon + off(random), home.lat + off(random)};
            others.push_back(chance(other_share));
            witnesses.push_back({from_wgs84(seen, others.back() ? other : datum), declared, {}, i + 2});
        }
        return witnesses;
    }
    DatumEvidence evidence(const std::vector<Witness>& batch) const {
        return datum_evidence(batch, tree, villages);
    }

    AreaTree tree;
    VillageIndex villages;
    std::mt19937_64 random;
    Bounds bounds;
    std::vector<bool> others;
};

std::string said(const DatumEvidence& evidence) { return describe(evidence).en; }

struct Case {
    double village_km;
    std::size_t count;
};

// A shift of 0.46 km leaves most points of a 6 km village inside, so there it takes more of them.
const std::vector<Case> counties{{0.5, 300}, {1, 300}, {2, 300}, {6, 2'000}};
const std::vector<Datum> datums{Datum::wgs84, Datum::gcj02,   Datum::bd09, Datum::bd09mc, Datum::web_mercator,
                                gk_38,        gk_38_prefixed, gk_37,       gk_19_wide};

TEST(DatumDetective, FindsEveryDatumInSmallAndBigVillagesWithATenthOfTheVillagesWrong) {
    for (const Case& one : counties) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            Scene scene(one.village_km, seed);
            for (const Datum datum : datums) {
                const auto evidence = scene.evidence(scene.batch(one.count, datum));
                ASSERT_EQ(evidence.finding, DatumFinding::clear)
                    << one.village_km << " km, seed " << seed << ", " << to_string(datum) << ": "
                    << said(evidence);
                EXPECT_EQ(*evidence.verdict, DatumReading{datum}) << said(evidence);
                EXPECT_LE(evidence.p_value, 0.001);
            }
        }
    }
}

TEST(DatumDetective, ContradictsEveryWrongDeclarationAndNoRightOne) {
    Scene scene(1);
    for (const Datum truth : datums) {
        const auto evidence = scene.evidence(scene.batch(300, truth));
        for (const Datum declared : datums)
            EXPECT_EQ(contradicts(evidence, declared), !(truth == declared))
                << to_string(truth) << " declared as " << to_string(declared);
    }
    EXPECT_FALSE(contradicts(scene.evidence(scene.batch(300, Datum::wgs84)), Datum::cgcs2000));
}

TEST(DatumDetective, CatchesAMixedBatchAndEstimatesItsShare) {
    for (const Case& one : {Case{0.5, 2'000}, Case{1, 2'000}, Case{2, 4'000}, Case{6, 20'000}}) {
        for (const double share : {0.05, 0.3, 0.5}) {
            for (std::uint64_t seed = 1; seed <= 3; ++seed) {
                Scene scene(one.village_km, seed);
                const auto batch = scene.batch(one.count, Datum::wgs84, 0.1, share, Datum::gcj02);
                const auto evidence = scene.evidence(batch);
                ASSERT_EQ(evidence.finding, DatumFinding::mixed)
                    << one.village_km << " km, " << share << ", seed " << seed << ": " << said(evidence);
                EXPECT_FALSE(evidence.verdict);
                const bool other_is_gcj02 = evidence.mixture->other.datum == Datum::gcj02;
                EXPECT_TRUE(other_is_gcj02 || share == 0.5) << said(evidence);
                EXPECT_NEAR(evidence.mixture->share, share, 0.06) << said(evidence);
                ASSERT_GE(evidence.mixture->rows.size(), 5U);
                std::size_t right = 0;
                for (const std::size_t row : evidence.mixture->rows)
                    right += scene.others[row - 2] == other_is_gcj02;
                EXPECT_GE(right * 10, evidence.mixture->rows.size() * 6) << said(evidence);
            }
        }
    }
}

/// Too few rows to be sure of the mixture, so that the rest looks clear: it is suspected all the same.
TEST(DatumDetective, SuspectsAMixtureBeforeItIsSure) {
    std::size_t suspected = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Scene scene(1, seed);
        const auto evidence = scene.evidence(scene.batch(300, Datum::wgs84, 0.1, 0.05, Datum::gcj02));
        if (evidence.finding != DatumFinding::clear || !maybe_mixed(evidence)) continue;
        ++suspected;
        EXPECT_EQ(evidence.mixture->other, DatumReading{Datum::gcj02});
        EXPECT_GT(evidence.mixture->p_value, 0.001);
        EXPECT_LE(evidence.mixture->p_value, 0.01);
        EXPECT_NE(said(evidence).find("there may be a second one: about"), std::string::npos);
    }
    EXPECT_GE(suspected, 3U);
}

TEST(DatumDetective, SeesOtherMixturesToo) {
    Scene scene(1);
    for (const auto& [most, some] : {std::pair{Datum(Datum::gcj02), Datum(Datum::bd09)},
                                     std::pair{Datum(Datum::bd09), Datum(Datum::wgs84)},
                                     std::pair{gk_38, Datum(Datum::wgs84)}, std::pair{gk_38, gk_37}}) {
        const auto evidence = scene.evidence(scene.batch(1'500, most, 0.1, 0.3, some));
        ASSERT_EQ(evidence.finding, DatumFinding::mixed) << said(evidence);
        EXPECT_EQ(evidence.mixture->other, DatumReading{some}) << said(evidence);
        EXPECT_NEAR(evidence.mixture->share, 0.3, 0.06);
    }
}

TEST(DatumDetective, DoesNotTakeMistakenVillagesForASecondDatum) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        for (const double wrong : {0.0, 0.1, 0.2}) {
            Scene scene(1, seed);
            for (const Datum datum : {Datum::wgs84, Datum::gcj02, Datum::bd09}) {
                const auto evidence = scene.evidence(scene.batch(1'000, datum, wrong));
                EXPECT_EQ(evidence.finding, DatumFinding::clear) << "seed " << seed << ": " << said(evidence);
            }
        }
    }
}

/// The symptom: a tenth of a list carries the code of the next village to the west or east, as when a column
/// slipped by a row. (In villages narrower than twice the shift the two cannot be told apart.)
TEST(DatumDetective, DoesNotTakeCodesOfTheNextVillageForASecondDatum) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        for (const int step : {1, -1}) {
            Scene scene(6, seed);
            for (const Datum datum : {Datum::wgs84, Datum::gcj02}) {
                auto batch = scene.batch(1'000, datum, 0);
                for (Witness& witness : batch) {
                    const auto next = static_cast<int>(scene.tree.find(witness.declared)) + step;
                    if (scene.chance(0.1) && next >= 0 && next < 64)
                        witness.declared = scene.tree[static_cast<AreaIndex>(next)].code;
                }
                const auto evidence = scene.evidence(batch);
                EXPECT_EQ(evidence.finding, DatumFinding::clear) << "seed " << seed << ": " << said(evidence);
            }
        }
    }
}

TEST(DatumDetective, SwappedColumnsAreSeen) {
    Scene scene(1);
    auto batch = scene.batch(300, Datum::gcj02);
    for (Witness& witness : batch) std::swap(witness.given.lon, witness.given.lat);
    const auto evidence = scene.evidence(batch);
    ASSERT_EQ(evidence.finding, DatumFinding::clear) << said(evidence);
    EXPECT_EQ(*evidence.verdict, (DatumReading{Datum::gcj02, Axes::swapped}));
    EXPECT_EQ(to_string(*evidence.verdict), "gcj02 (swapped)");
    EXPECT_EQ(evidence.readings[0].readable, 0U);
}

TEST(DatumDetective, NorthingsInTheColumnOfEastingsAreTheSurveyorsHabit) {
    Scene scene(1);
    auto batch = scene.batch(300, gk_38);
    for (Witness& witness : batch) std::swap(witness.given.lon, witness.given.lat);
    EXPECT_EQ(scene.evidence(batch).verdict, DatumReading{gk_38});
}

// GCJ-02 lies about 600 m east and 130 m south of WGS 84 here (113.08 E, 34.08 N).
TEST(DatumDetective, TheResidualPointsWhereTheShiftGoes) {
    Scene scene(0.5);
    const auto evidence = scene.evidence(scene.batch(1'000, Datum::gcj02, 0));
    const ReadingEvidence& read_as_wgs84 = evidence.readings[0];
    const ReadingEvidence& read_as_gcj02 = evidence.readings[1];
    EXPECT_GT(read_as_wgs84.residual_east_m, 100);
    EXPECT_LT(read_as_wgs84.residual_north_m, 0);
    EXPECT_LT(std::hypot(read_as_gcj02.residual_east_m, read_as_gcj02.residual_north_m), 2);
}

TEST(DatumDetective, AMillionPositionsOnOneSpotAreOneWitness) {
    const AreaTree county = grid("AAB\nAAB\nCCB");
    const VillageIndex villages(county);
    const LonLat home = household_at(county, 'C', 1'600_m, 0.5_km);
    const std::vector<Witness> batch(1'000'000, {from_wgs84(home, Datum::gcj02), village_code('C'), {}, 2});
    const auto evidence = datum_evidence(batch, county, villages);
    EXPECT_EQ(evidence.finding, DatumFinding::too_few);
    EXPECT_EQ(evidence.witnesses, 1U);
    EXPECT_FALSE(evidence.verdict);
}

TEST(DatumDetective, ManySpotsOfOneVillageAreNotEnough) {
    Scene scene(2);
    auto batch = scene.batch(2'000, Datum::gcj02, 0);
    std::erase_if(batch, [&](const Witness& w) { return w.declared != scene.tree[20].code; });
    ASSERT_GE(batch.size(), 20U);
    EXPECT_EQ(scene.evidence(batch).finding, DatumFinding::too_few);
}

TEST(DatumDetective, FewerThanTwentyPositionsAreNotEnough) {
    Scene scene(1);
    EXPECT_EQ(scene.evidence(scene.batch(19, Datum::gcj02, 0)).finding, DatumFinding::too_few);
    EXPECT_EQ(scene.evidence({}).finding, DatumFinding::no_claims);
}

TEST(DatumDetective, PositionsThatLieInNoVillageOfTheirsFitNothing) {
    Scene scene(1);
    auto batch = scene.batch(500, Datum::wgs84, 1);
    EXPECT_EQ(scene.evidence(batch).finding, DatumFinding::fits_nothing);
    for (Witness& witness : batch)
        witness.given = {2.35, 48.85 + 0.01 * static_cast<double>(witness.row % 40)};
    const auto evidence = scene.evidence(batch);
    EXPECT_EQ(evidence.finding, DatumFinding::fits_nothing);
    EXPECT_FALSE(evidence.best);
}

TEST(DatumDetective, AVillageTooBigForTheShiftLeavesItUndecided) {
    const AreaTree county = grid(
        "AAAAAAAAAAABBBBBBBBBBBCCCCCCCCCCC\nAAAAAAAAAAABBBBBBBBBBBCCCCCCCCCCC\n"
        "AAAAAAAAAAABBBBBBBBBBBCCCCCCCCCCC\nAAAAAAAAAAABBBBBBBBBBBCCCCCCCCCCC");
    const VillageIndex villages(county);
    std::vector<Witness> batch;
    for (std::size_t i = 0; i < 30; ++i) {
        const char village = "ABC"[i % 3];
        const Metres east{4'000 + 150.0 * static_cast<double>(i)};
        batch.push_back({household_at(county, village, east, 2_km), village_code(village), {}, i + 2});
    }
    EXPECT_EQ(datum_evidence(batch, county, villages).finding, DatumFinding::indistinct);
}

TEST(DatumDetective, VillagesWithoutBoundaryAreNoWitnesses) {
    Scene scene(1);
    const auto batch = scene.batch(300, Datum::gcj02);
    std::vector<Area> areas(scene.tree.areas().begin(), scene.tree.areas().end());
    for (std::size_t i = 0; i < areas.size(); i += 2) areas[i].boundary = {};
    const AreaTree half = AreaTree::of(areas).value();
    const auto evidence = datum_evidence(batch, half, VillageIndex(half));
    EXPECT_EQ(evidence.finding, DatumFinding::clear) << said(evidence);
    EXPECT_LT(evidence.claims, 200U);
    for (Area& area : areas) area.boundary = {};
    const AreaTree none = AreaTree::of(areas).value();
    EXPECT_EQ(datum_evidence(batch, none, VillageIndex(none)).finding, DatumFinding::no_villages);
    const AreaTree nothing;
    EXPECT_EQ(datum_evidence(batch, nothing, VillageIndex(nothing)).finding, DatumFinding::no_villages);
}

/// A row of townships of one village each: declared at township level, the township itself without a border.
TEST(DatumDetective, ATownshipIsAClaimToo) {
    std::vector<Area> areas;
    for (int i = 0; i < 8; ++i) {
        Area township;
        township.code = area_code(std::to_string(410199101 + i));
        township.level = AreaLevel::township;
        areas.push_back(township);
        Area village;
        village.code = area_code(township.code.str() + "201");
        village.boundary = one_ring({position_of({i, 0}), position_of({i + 1, 0}), position_of({i + 1, 1}),
                                     position_of({i, 1}), position_of({i, 0})});
        areas.push_back(village);
    }
    const AreaTree county = AreaTree::of(areas).value();
    const VillageIndex villages(county);
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> within(0.02, 0.98);
    std::vector<Witness> batch;
    for (std::size_t i = 0; i < 400; ++i) {
        const double east = static_cast<double>(i % 8) + within(random);
        const LonLat home = position_at(Metres{1'000 * east}, Metres{1'000 * within(random)});
        batch.push_back(
            {from_wgs84(home, Datum::gcj02), area_code(std::to_string(410199101 + i % 8)), {}, i + 2});
    }
    const auto evidence = datum_evidence(batch, county, villages);
    ASSERT_EQ(evidence.finding, DatumFinding::clear) << said(evidence);
    EXPECT_EQ(evidence.areas, 8U);
    EXPECT_EQ(*evidence.verdict, DatumReading{Datum::gcj02});
}

TEST(DatumDetective, APhotosOwnPositionIsAWitnessWithoutAnyVillage) {
    Scene scene(6);
    const AreaTree nothing;
    std::vector<Witness> batch;
    for (const Witness& one : scene.batch(40, Datum::wgs84, 0))
        batch.push_back({from_wgs84(one.given, Datum::bd09), {}, one.given, one.row});
    const auto evidence = datum_evidence(batch, nothing, VillageIndex(nothing));
    ASSERT_EQ(evidence.finding, DatumFinding::clear) << said(evidence);
    EXPECT_EQ(*evidence.verdict, DatumReading{Datum::bd09});
    EXPECT_NEAR(evidence.of({Datum::bd09})->residual_east_m, 0, 1e-3);
}

TEST(DatumDetective, NumbersThatAreNoNumbersHarmNothing) {
    Scene scene(1);
    auto batch = scene.batch(300, Datum::wgs84);
    for (std::size_t i = 0; i < 60; ++i)
        batch[i * 5].given = i % 3 == 0   ? LonLat{std::nan(""), 34}
                             : i % 3 == 1 ? LonLat{1e300, -1e300}
                                          : LonLat{0, 0};
    EXPECT_EQ(scene.evidence(batch).verdict, DatumReading{Datum::wgs84});
}

TEST(DatumDetective, LooksAtASampleOfAGreatBatchAndSaysSo) {
    Scene scene(6);
    const auto few = scene.batch(25'000, Datum::gcj02);
    std::vector<Witness> many;
    for (int i = 0; i < 4; ++i) many.insert(many.end(), few.begin(), few.end());
    const auto evidence = scene.evidence(many);
    EXPECT_EQ(evidence.rows, 100'000U);
    EXPECT_LT(evidence.looked_at, 100'000U);
    EXPECT_EQ(evidence.verdict, DatumReading{Datum::gcj02});
    const auto again = scene.evidence(many);
    EXPECT_EQ(again.readings[0].inside, evidence.readings[0].inside) << "the same batch, the same answer";
}

TEST(DatumDetective, TellsWhichRowsOnlyTheOtherDatumExplains) {
    const AreaTree county = grid("AAB\nAAB\nCCB");
    const VillageIndex villages(county);
    const ClaimCheck check(county, villages);
    const LonLat home = household_at(county, 'C', 1'600_m, 0.5_km);
    const Witness moved{from_wgs84(home, Datum::gcj02), village_code('C'), {}, 2};
    EXPECT_TRUE(tells_for(moved, {Datum::gcj02}, {Datum::wgs84}, check));
    EXPECT_FALSE(tells_for(moved, {Datum::wgs84}, {Datum::gcj02}, check));
    const Witness central{
        from_wgs84(household_at(county, 'A', 1_km, 1_km), Datum::gcj02), village_code('A'), {}, 2};
    EXPECT_FALSE(tells_for(central, {Datum::gcj02}, {Datum::wgs84}, check));
}

}  // namespace
}  // namespace courtyard
