// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/datum/testimony.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

class TestimonyTest : public testing::Test {
  protected:
    Testimony hear(const std::vector<Witness>& batch, std::size_t wanted = 1'000) const {
        return testimony_of(batch, check, wanted);
    }

    AreaTree county = grid("AAB\nAAB\nCCB");
    VillageIndex villages{county};
    ClaimCheck check{county, villages};
    AreaCode a = village_code('A');
};

TEST_F(TestimonyTest, RowsOfOneVillageWithinAHundredMetresAreOneWitness) {
    const auto heard = hear({{{113.60010, 34.70010}, a, {}, 2},
                             {{113.60090, 34.70090}, a, {}, 3},
                             {{113.60110, 34.70010}, a, {}, 4},
                             {{113.60010, 34.70010}, village_code('B'), {}, 5}});
    EXPECT_EQ(heard.witnesses.size(), 3U);
    EXPECT_EQ(heard.claims, 4U);
    EXPECT_EQ(heard.areas, 2U);
    std::size_t rows = 0;
    for (const Sworn& witness : heard.witnesses) rows += witness.rows;
    EXPECT_EQ(rows, 4U);
}

TEST_F(TestimonyTest, MetresAreNeighboursWithinAHundredToo) {
    const auto heard = hear({{{409'710, 3'126'410}, a, {}, 2},
                             {{409'790, 3'126'490}, a, {}, 3},
                             {{409'810, 3'126'490}, a, {}, 4}});
    EXPECT_EQ(heard.witnesses.size(), 2U);
}

TEST_F(TestimonyTest, RowsThatClaimNothingOrHoldNoNumbersAreNotHeard) {
    const auto heard = hear({{{113.6, 34.7}, {}, {}, 2},
                             {{113.6, 34.7}, area_code("999999"), {}, 3},
                             {{std::nan(""), 34.7}, a, {}, 4},
                             {{113.6, HUGE_VAL}, a, {}, 5}});
    EXPECT_EQ(heard.looked_at, 4U);
    EXPECT_EQ(heard.claims, 0U);
    EXPECT_TRUE(heard.witnesses.empty());
    EXPECT_TRUE(hear({}).witnesses.empty());
}

TEST_F(TestimonyTest, EveryRowIsLookedAtOnceUntilThereAreEnough) {
    for (const std::size_t count : {1U, 2U, 3U, 10U, 997U, 1'000U}) {
        std::vector<Witness> batch;
        for (std::size_t i = 0; i < count; ++i)
            batch.push_back({{113.0005 + 0.001 * static_cast<double>(i), 34.7005}, a, {}, i});
        const auto heard = hear(batch, 10'000);
        EXPECT_EQ(heard.looked_at, count);
        EXPECT_EQ(heard.witnesses.size(), count);
        const auto few = hear(batch, 5);
        EXPECT_EQ(few.witnesses.size(), std::min<std::size_t>(count, 5));
        EXPECT_EQ(few.looked_at, few.witnesses.size());
    }
}

}  // namespace
}  // namespace courtyard
