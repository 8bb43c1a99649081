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

PointColumns columns_of(std::span<const MapPoint> points) {
    ColumnsWriter writer(points.size());
    for (const MapPoint& point : points) writer.add(point, to_grid(point.position));
    return writer.done();
}

TEST(PointChunk, AgreesWithTheTimelineOnEveryDay) {
    const MapPoint point = with_timeline(
        {{{100}, 0, false}, {{150}, 1, true}, {{150}, 2, false}, {{170}, 1, true}, {{300}, 2, false}});
    const PointChunk chunk(columns_of({&point, 1}), 3);
    for (int day = 90; day < 310; ++day) {
        const auto slow = status_on(point.timeline, {day});
        const CountedStatus fast = chunk.status_on(0, {day});
        ASSERT_EQ(fast.exists, slow.has_value()) << day;
        if (slow) {
            EXPECT_EQ(fast.status, slow->status) << day;
            EXPECT_EQ(fast.completed, slow->completed) << day;
        }
        std::vector<std::uint32_t> sums(4, 0);
        chunk.add_counts(sums, 0, 1, {day});
        EXPECT_EQ(sums[0], slow && slow->completed ? 1U : 0U) << day;
        EXPECT_EQ(sums[1] + sums[2] + sums[3], slow ? 1U : 0U) << day;
    }
}

TEST(PointChunk, SumsAnyStretchOnAnyDay) {
    for (const std::size_t size : {1U, 31U, 32U, 33U, 64U, 200U}) {
        const auto points = sample::households(sample::county_bounds({}), size, 5);
        const PointChunk chunk(columns_of(points), 3);
        for (const Day day : {Day::of(2020, 1, 1), Day::of(2021, 7, 1), Day::of(2022, 3, 5), never}) {
            for (std::size_t begin = 0; begin <= size; begin += size > 64 ? 7 : 1) {
                std::vector<std::uint32_t> slow(4, 0);
                for (std::size_t end = begin; end <= size; ++end) {
                    std::vector<std::uint32_t> fast(4, 0);
                    chunk.add_counts(fast, begin, end, day);
                    ASSERT_EQ(fast, slow) << size << ": " << begin << " to " << end;
                    const auto status = end < size ? status_on(points[end].timeline, day) : std::nullopt;
                    if (status) {
                        slow[0] += status->completed ? 1U : 0U;
                        ++slow[1U + status->status];
                    }
                }
            }
        }
    }
}

TEST(PointChunk, FindsWhereAKeyEnds) {
    auto points = sample::households(sample::county_bounds({}), 500, 6);
    std::ranges::sort(points, {}, [](const MapPoint& p) { return morton(to_grid(p.position)); });
    const PointChunk chunk(columns_of(points), 3);
    for (std::size_t begin = 0; begin < points.size(); begin += 17) {
        for (std::size_t i = begin; i < points.size(); i += 13) {
            std::size_t slow = i + 1;
            while (slow < points.size() && chunk.key(slow) <= chunk.key(i)) ++slow;
            EXPECT_EQ(chunk.after(chunk.key(i), begin), slow);
        }
        EXPECT_EQ(chunk.after(chunk.key(begin) - 1, begin), begin);
        EXPECT_EQ(chunk.after(~0ULL, begin), points.size());
    }
}

TEST(PointColumns, ComeBackAsTheyWentIn) {
    auto points = sample::households(sample::county_bounds({}), 300, 8);
    for (std::size_t i = 100; i < 120; ++i) points[i].name = "点" + std::to_string(i);
    const PointColumns all = columns_of(points);
    // Cut anywhere and joined: names begin and end within pieces, or are missing from them altogether.
    for (const std::size_t cut : {0U, 1U, 50U, 100U, 110U, 120U, 300U}) {
        const PointColumns first = columns_of(std::span(points).first(cut));
        const PointColumns second = columns_of(std::span(points).subspan(cut));
        ColumnsWriter writer(points.size());
        writer.add(first, 0, first.size());
        writer.add(second, 0, second.size());
        const PointChunk chunk(writer.done(), 3);
        for (std::uint32_t i = 0; i < points.size(); ++i) {
            const MapPoint point = chunk.view({0, i}).copy();
            EXPECT_EQ(point.fid, points[i].fid);
            EXPECT_EQ(point.id, points[i].id);
            EXPECT_EQ(point.name, points[i].name);
            EXPECT_EQ(point.position, points[i].position);
            EXPECT_EQ(point.area, points[i].area);
            EXPECT_EQ(all.id(i), points[i].id);
            ASSERT_EQ(point.timeline.size(), points[i].timeline.size());
            for (std::size_t step = 0; step < point.timeline.size(); ++step) {
                EXPECT_EQ(point.timeline[step].from, points[i].timeline[step].from);
                EXPECT_EQ(point.timeline[step].status, points[i].timeline[step].status);
                EXPECT_EQ(point.timeline[step].completed, points[i].timeline[step].completed);
            }
        }
    }
}

TEST(PackedStatus, KeepsDaysStatusesAndOrder) {
    for (const Day day : {always, Day{-3'000'000}, Day{-1}, Day{0}, Day{19'000}, Day{2'932'896}, never}) {
        const TimedStatus entry = PackedStatus({day, 127, true});
        EXPECT_EQ(entry.from, day);
        EXPECT_EQ(entry.status, 127);
        EXPECT_TRUE(entry.completed);
        EXPECT_TRUE(PackedStatus({day, 0, false}).began_by(day));
        EXPECT_EQ(PackedStatus({day, 0, false}).began_by(Day{18'000}), day <= Day{18'000});
    }
}

}  // namespace
}  // namespace courtyard
