// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_chunk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tests/tiles/sample_areas.h"

namespace courtyard {
namespace {

TEST(MortonRange, OfTheWorldIsEverything) {
    const MortonRange range = morton_range(Tile::of(0, 0, 0).value());
    EXPECT_EQ(range.first, 0U);
    EXPECT_EQ(range.last, std::numeric_limits<std::uint64_t>::max());
}

TEST(MortonRange, FourChildrenFillTheirParentWithoutOverlap) {
    const MortonRange parent = morton_range(Tile::of(9, 417, 203).value());
    std::vector<std::pair<std::uint64_t, std::uint64_t>> children;
    for (const auto& [x, y] : {std::pair{834, 406}, {835, 406}, {834, 407}, {835, 407}}) {
        const MortonRange child =
            morton_range(Tile::of(10, static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y)).value());
        children.emplace_back(child.first, child.last);
    }
    std::ranges::sort(children);
    EXPECT_EQ(children.front().first, parent.first);
    EXPECT_EQ(children.back().second, parent.last);
    for (std::size_t i = 1; i < children.size(); ++i)
        EXPECT_EQ(children[i].first, children[i - 1].second + 1);
}

MapPoint with_timeline(std::vector<TimedStatus> timeline) {
    MapPoint point;
    point.fid = 1;
    point.position = {113.65, 34.75};
    point.timeline = std::move(timeline);
    return point;
}

PointChunk chunk_of(const MapPoint& point) {
    return PointChunk(std::vector{placed(std::make_shared<const MapPoint>(point))}, 3);
}

TEST(PointChunk, KnowsItsSumsOutsideTheDaysOfItsChanges) {
    const PointChunk chunk = chunk_of(with_timeline({{{100}, 0, false}, {{200}, 1, true}}));
    ASSERT_NE(chunk.known_counts({99}), nullptr);
    EXPECT_EQ(chunk.known_counts({99})->count, 0U);
    EXPECT_EQ(chunk.known_counts({100}), nullptr);
    EXPECT_EQ(chunk.known_counts({199}), nullptr);
    ASSERT_NE(chunk.known_counts({200}), nullptr);
    EXPECT_EQ(chunk.known_counts({200})->completed, 1U);
    EXPECT_THAT(chunk.known_counts(never)->per_status, testing::ElementsAre(0, 1, 0));
}

TEST(PointChunk, AgreesWithTheTimelineOnEveryDay) {
    const MapPoint point = with_timeline(
        {{{100}, 0, false}, {{150}, 1, true}, {{150}, 2, false}, {{170}, 1, true}, {{300}, 2, false}});
    const PointChunk chunk = chunk_of(point);
    for (int day = 90; day < 310; ++day) {
        const auto slow = status_on(point.timeline, {day});
        const CountedStatus fast = chunk.status_on(0, {day});
        ASSERT_EQ(fast.exists, slow.has_value()) << day;
        if (slow) {
            EXPECT_EQ(fast.status, slow->status) << day;
            EXPECT_EQ(fast.completed, slow->completed) << day;
        }
    }
}

}  // namespace
}  // namespace courtyard
