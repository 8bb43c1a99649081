// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_storing.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

TEST(RowStoring, AnAreaTakesSixteenBytesForEachPositionOfItsBoundary) {
    Area area;
    EXPECT_EQ(ground_bytes_of(area), 0U);
    area.boundary.polygons.push_back({{Ring(1'000)}});
    EXPECT_EQ(ground_bytes_of(area), 16'000U);
    area.boundary.polygons.push_back({{Ring(100), Ring(10)}});
    EXPECT_EQ(ground_bytes_of(area), 17'760U);
}

}  // namespace
}  // namespace courtyard
