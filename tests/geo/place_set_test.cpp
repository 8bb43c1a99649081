// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/place_set.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <vector>

namespace courtyard {
namespace {

TEST(PlaceSet, KeepsTheLowestAsASortedSetDoes) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        PlaceSet set;
        std::set<AreaPlace> twin;
        for (int i = 0; i < 30; ++i) {
            const auto place = static_cast<AreaPlace>(random() % 12);
            set.add(place);
            twin.insert(place);
            std::vector<AreaPlace> lowest(twin.begin(), twin.end());
            if (lowest.size() > AddressMatch::max_candidates) lowest.resize(AddressMatch::max_candidates);
            EXPECT_EQ(std::vector<AreaPlace>(set.kept().begin(), set.kept().end()), lowest);
            EXPECT_GE(set.count(), twin.size());
            if (twin.size() <= AddressMatch::max_candidates) {
                EXPECT_EQ(set.count(), twin.size());
            }
        }
        set.clear();
        EXPECT_TRUE(set.empty());
    }
}

}  // namespace
}  // namespace courtyard
