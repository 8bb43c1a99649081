// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/area_order.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

TEST(AreaOrder, PutsWhatLiesBeneathAnAreaRightBehindIt) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        std::vector<ListedArea> areas;
        for (int i = 0; i < 100; ++i) {
            ListedArea area{area_code("a" + std::to_string(1000 + (i * 37) % 100)), AreaLevel::village, {}};
            if (i > 0 && random() % 8 != 0) area.parent = areas[random() % areas.size()].code;
            areas.push_back(area);
        }
        const auto ordered = AreaOrder::of(areas).value();
        const auto& order = ordered.order;
        ASSERT_EQ(order.size(), 101U);
        const auto parent_of = [&](std::size_t i) -> std::size_t {
            for (std::size_t j = 0; j < areas.size(); ++j) {
                if (areas[j].code == areas[i].parent) return j;
            }
            return areas.size();
        };
        for (std::size_t i = 0; i < areas.size(); ++i) {
            EXPECT_EQ(order.code(ordered.places[i]), areas[i].code);
            EXPECT_EQ(order.find(areas[i].code), ordered.places[i]);
            std::vector<bool> above(areas.size() + 1, false);
            for (auto j = i; j < areas.size(); j = parent_of(j)) above[j] = true;
            for (std::size_t j = 0; j < areas.size(); ++j) {
                EXPECT_EQ(order.covers(ordered.places[j], ordered.places[i]), above[j]);
            }
        }
    }
}

TEST(AreaOrder, DerivesParentsFromCodes) {
    const std::vector<ListedArea> areas{{area_code("490121101201"), AreaLevel::village, {}},
                                        {area_code("4901"), AreaLevel::prefecture, {}},
                                        {area_code("490121101"), AreaLevel::township, {}}};
    const auto order = AreaOrder::of(areas).value().order;
    const auto village = order.find(area_code("490121101201"));
    EXPECT_EQ(order.code(order.parent(village)), area_code("490121101"));
    EXPECT_EQ(order.code(order.parent(order.parent(village))), area_code("4901"));
    EXPECT_EQ(order.common(village, order.find(area_code("4901"))), order.find(area_code("4901")));
    EXPECT_EQ(order.find(area_code("4902")), 0U);
}

}  // namespace
}  // namespace courtyard
