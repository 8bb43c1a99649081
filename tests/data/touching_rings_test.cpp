// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/touching_rings.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

Boundary one_ring(Ring ring) { return Boundary{{Polygon{{std::move(ring)}}}}; }

TEST(TouchingRings, AnEnclaveThatReachesTheBorderBecomesAHole) {
    // A square whose ring runs round an inner square that touches its lower border at (2, 0).
    const Boundary boundary =
        one_ring({{0, 0}, {2, 0}, {1, 1}, {2, 2}, {3, 1}, {2, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}});
    const Boundary cut = without_touching_rings(boundary);
    ASSERT_EQ(cut.polygons.size(), 1U);
    ASSERT_EQ(cut.polygons[0].rings.size(), 2U);
    EXPECT_EQ(cut.polygons[0].rings[1].size(), 5U);
    EXPECT_TRUE(check_boundary(cut));
}

TEST(TouchingRings, TwoPartsThatMeetAtAPointBecomeTwoPolygons) {
    const Boundary boundary =
        one_ring({{0, 0}, {1, 0}, {1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}, {0, 1}, {0, 0}});
    ASSERT_FALSE(check_boundary(boundary));
    const Boundary cut = without_touching_rings(boundary);
    EXPECT_EQ(cut.polygons.size(), 2U);
    EXPECT_TRUE(check_boundary(cut));
}

TEST(TouchingRings, AnIslandInAHoleKeepsItsPlace) {
    const Boundary boundary{{Polygon{{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}},
                                      {{1, 1}, {1, 8}, {8, 8}, {8, 1}, {1, 1}},
                                      {{2, 2}, {7, 2}, {7, 7}, {2, 7}, {2, 2}}}}}};
    const Boundary cut = without_touching_rings(boundary);
    ASSERT_EQ(cut.polygons.size(), 2U);
    EXPECT_EQ(cut.polygons[0].rings.size(), 2U);
    EXPECT_EQ(cut.polygons[1].rings.size(), 1U);
    EXPECT_TRUE(check_boundary(cut));
}

TEST(TouchingRings, AHoleOutsideItsShellIsNoLand) {
    const Boundary outside{
        {Polygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}, {{5, 5}, {6, 5}, {6, 6}, {5, 5}}}}}};
    EXPECT_TRUE(without_touching_rings(outside).empty());
}

TEST(TouchingRings, ARingThatCrossesItselfStaysWrong) {
    const Boundary bow_tie = one_ring({{0, 0}, {1, 1}, {1, 0}, {0, 1}, {0, 0}});
    EXPECT_FALSE(check_boundary(without_touching_rings(bow_tie)));
}

TEST(TouchingRings, AValidBoundaryKeepsEveryCoordinate) {
    const Boundary square = one_ring({{0, 0}, {1, 0}, {1, 1}, {0, 0}});
    EXPECT_EQ(without_touching_rings(square).polygons[0].rings[0], square.polygons[0].rings[0]);
}

}  // namespace
}  // namespace courtyard
