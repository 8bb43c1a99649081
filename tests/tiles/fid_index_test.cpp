// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/fid_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace courtyard {
namespace {

TEST(FidIndex, KnowsNothingWhenEmpty) {
    const FidIndex index;
    EXPECT_FALSE(index.find(1));
    EXPECT_EQ(index.size(), 0U);
    EXPECT_EQ(index.changed(std::vector<FidIndex::Edit>{{1, 10}}).find(1), 10U);
}

TEST(FidIndex, LeavesTheOldOneAsItWas) {
    const FidIndex before = FidIndex::of({{1, 10}, {2, 20}});
    const FidIndex after =
        before.changed(std::vector<FidIndex::Edit>{{1, std::nullopt}, {2, 21}, {3, 30}, {9, {}}});
    EXPECT_EQ(before.find(1), 10U);
    EXPECT_EQ(before.find(2), 20U);
    EXPECT_FALSE(before.find(3));
    EXPECT_FALSE(after.find(1));
    EXPECT_EQ(after.find(2), 21U);
    EXPECT_EQ(after.find(3), 30U);
    EXPECT_EQ(after.size(), 2U);
}

TEST(FidIndex, AgreesWithAMapOverRandomChanges) {
    std::mt19937_64 random(11);
    std::map<std::uint64_t, std::uint64_t> twin;
    FidIndex index;
    for (int round = 0; round < 60; ++round) {
        std::map<std::uint64_t, std::optional<std::uint64_t>> edits;
        for (std::uint64_t i = 0, n = random() % 500; i < n; ++i) {
            const std::uint64_t fid = random() % 8000;
            edits[fid] = random() % 3 == 0 ? std::nullopt : std::optional(random());
        }
        std::vector<FidIndex::Edit> list;
        for (const auto& [fid, key] : edits) {
            list.push_back({fid, key});
            if (key) {
                twin[fid] = *key;
            } else {
                twin.erase(fid);
            }
        }
        index = index.changed(list);
        ASSERT_EQ(index.size(), twin.size());
        for (std::uint64_t fid = 0; fid < 8000; ++fid) {
            const auto expected = twin.find(fid);
            ASSERT_EQ(index.find(fid),
                      expected == twin.end() ? std::nullopt : std::optional(expected->second));
        }
    }
}

}  // namespace
}  // namespace courtyard
