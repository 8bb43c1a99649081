// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/box_tree.h"

#include <gtest/gtest.h>

#include <random>

namespace courtyard {
namespace {

TEST(BoxTree, FindsWhatASlowTwinFinds) {
    for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 256U, 257U, 3000U}) {
        std::mt19937_64 random(count + 7);
        std::uniform_real_distribution<double> place(0, 10);
        std::uniform_real_distribution<double> size(0, 0.3);
        const auto box = [&] {
            const double lon = place(random);
            const double lat = place(random);
            return Bounds{lon, lat, lon + size(random), lat + size(random)};
        };
        std::vector<Bounds> boxes;
        for (std::size_t i = 0; i < count; ++i) boxes.push_back(i % 50 == 49 ? Bounds{} : box());
        const BoxTree tree(boxes);
        for (int question = 0; question < 200; ++question) {
            const Bounds window = box();
            std::vector<std::uint32_t> expected;
            for (std::uint32_t i = 0; i < boxes.size(); ++i)
                if (!boxes[i].empty() && boxes[i].intersects(window)) expected.push_back(i);
            ASSERT_EQ(tree.touching(window), expected) << "seed " << count + 7;
        }
    }
}

TEST(BoxTree, BoxesThatShareACornerTouch) {
    const std::vector<Bounds> boxes{{0, 0, 1, 1}, {1, 1, 2, 2}, {1.5, 0, 2, 0.5}};
    EXPECT_EQ(BoxTree(boxes).touching({0, 0, 1, 1}), (std::vector<std::uint32_t>{0, 1}));
    EXPECT_TRUE(BoxTree(boxes).touching({}).empty());
}

}  // namespace
}  // namespace courtyard
