// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_layer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>
#include <tuple>

#include "tests/tiles/sample_areas.h"
#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

using testing::ElementsAre;

constexpr std::uint8_t registered = sample::registered;
constexpr std::uint8_t accepted = sample::accepted;
constexpr std::uint8_t revoked = sample::revoked;

Day on(int since_epoch) { return {since_epoch}; }

TEST(StatusOn, DoesNotExistBeforeItsFirstDay) {
    const std::vector<TimedStatus> timeline{{on(10), registered, false}};
    EXPECT_FALSE(status_on(timeline, on(9)));
    EXPECT_TRUE(status_on(timeline, on(10)));
    EXPECT_FALSE(status_on(std::vector<TimedStatus>{}, on(10)));
}

TEST(StatusOn, CountsFromAcceptanceUntilRevocation) {
    const std::vector<TimedStatus> timeline{{on(10), registered, false},
                                            {on(20), accepted, true},
                                            {on(30), accepted, true},
                                            {on(40), revoked, false}};
    EXPECT_EQ(status_on(timeline, on(19))->completed_on, std::nullopt);
    const auto accepted_again = status_on(timeline, on(39));
    EXPECT_TRUE(accepted_again->completed);
    EXPECT_EQ(accepted_again->completed_on, on(20));
    EXPECT_EQ(accepted_again->revoked_on, std::nullopt);
    const auto gone = status_on(timeline, on(40));
    EXPECT_EQ(gone->status, revoked);
    EXPECT_FALSE(gone->completed);
    EXPECT_EQ(gone->completed_on, on(20));
    EXPECT_EQ(gone->revoked_on, on(40));
}

TEST(StatusOn, AReacceptanceBeginsANewInterval) {
    const std::vector<TimedStatus> timeline{
        {on(20), accepted, true}, {on(40), revoked, false}, {on(60), accepted, true}};
    EXPECT_EQ(status_on(timeline, on(59))->completed_on, on(20));
    const auto again = status_on(timeline, on(60));
    EXPECT_EQ(again->completed_on, on(60));
    EXPECT_EQ(again->revoked_on, std::nullopt);
}

TEST(StatusOn, TheLastStepOfADayIsTheDays) {
    const std::vector<TimedStatus> timeline{
        {on(10), registered, false}, {on(20), accepted, true}, {on(20), revoked, false}};
    const auto status = status_on(timeline, on(20));
    EXPECT_EQ(status->status, revoked);
    EXPECT_EQ(status->completed_on, std::nullopt);
    EXPECT_EQ(status->revoked_on, std::nullopt);
}

MapPoint household(std::uint64_t fid, LonLat position) {
    MapPoint point;
    point.fid = fid;
    point.id = "H" + std::to_string(fid);
    point.position = position;
    point.timeline = {{on(100), registered, false}};
    return point;
}

std::vector<std::uint64_t> fids_in(const PointLayer& layer, const Bounds& bounds) {
    std::vector<std::uint64_t> fids;
    layer.each_in(bounds, [&](const PointView& point) {
        fids.push_back(point.fid);
        return true;
    });
    return fids;
}

TEST(PointLayer, IsEmptyAtFirst) {
    const PointLayer layer = sample::courtyards();
    EXPECT_EQ(layer.size(), 0U);
    EXPECT_TRUE(layer.bounds().empty());
    EXPECT_FALSE(layer.find(1));
    EXPECT_EQ(layer.counts_in(Tile::of(0, 0, 0).value(), never).count, 0U);
    EXPECT_TRUE(fids_in(layer, {}).empty());
}

TEST(PointLayer, TheLastOfSeveralWithOneFidWins) {
    const PointLayer layer =
        sample::courtyards().rebuilt_with({household(1, {113, 34}), household(1, {114, 35})});
    EXPECT_EQ(layer.size(), 1U);
    EXPECT_EQ(layer.find(1)->position, (LonLat{114, 35}));
    const PointLayer next = layer.changed({household(1, {115, 35}), household(1, {116, 36})}, {});
    EXPECT_EQ(next.size(), 1U);
    EXPECT_EQ(next.find(1)->position, (LonLat{116, 36}));
}

TEST(PointLayer, RemovesFirstThenAdds) {
    const PointLayer layer =
        sample::courtyards().rebuilt_with({household(1, {113, 34}), household(2, {113, 34})});
    const std::vector<std::uint64_t> removed{1, 2, 3};
    const PointLayer next = layer.changed({household(2, {114, 35})}, removed);
    EXPECT_FALSE(next.find(1));
    ASSERT_TRUE(next.find(2));
    EXPECT_EQ(next.find(2)->position, (LonLat{114, 35}));
    EXPECT_EQ(next.size(), 1U);
}

TEST(PointLayer, AChangeLeavesTheOldLayerAsItWas) {
    const PointLayer before =
        sample::courtyards().rebuilt_with({household(1, {113, 34}), household(2, {113.1, 34})});
    const std::vector<std::uint64_t> removed{1};
    const PointLayer after = before.changed({household(2, {114, 35}), household(3, {113, 34})}, removed);
    EXPECT_EQ(before.size(), 2U);
    EXPECT_TRUE(before.find(1));
    EXPECT_EQ(before.find(2)->position, (LonLat{113.1, 34}));
    EXPECT_FALSE(before.find(3));
    EXPECT_EQ(after.size(), 2U);
}

TEST(PointLayer, StopsWhenToldTo) {
    const PointLayer layer = sample::courtyards().rebuilt_with(
        {household(1, {113, 34}), household(2, {113.1, 34}), household(3, {113.2, 34})});
    int seen = 0;
    layer.each_in({}, [&](const PointView&) { return ++seen < 2; });
    EXPECT_EQ(seen, 2);
}

TEST(PointLayer, KeepsThousandsOfPointsAtOnePlaceApart) {
    std::vector<MapPoint> points;
    for (std::uint64_t fid = 1; fid <= 9000; ++fid) points.push_back(household(fid, {113, 34}));
    const PointLayer layer = sample::courtyards().rebuilt_with(points);
    for (std::uint64_t fid = 1; fid <= 9000; ++fid) ASSERT_EQ(layer.find(fid)->fid, fid);
    const std::vector<std::uint64_t> removed{4500};
    const PointLayer next = layer.changed({}, removed);
    EXPECT_FALSE(next.find(4500));
    EXPECT_EQ(next.find(4501)->fid, 4501U);
    EXPECT_EQ(next.counts_in(tile_at({113, 34}, 22), never).count, 8999U);
}

TEST(PointLayer, AChangeSharesTheChunksItDoesNotTouch) {
    const sample::CountyPlan plan;
    const PointLayer before =
        sample::courtyards().rebuilt_with(sample::households(sample::county_bounds(plan), 50'000, 3));
    MapPoint moved = before.find(777)->copy();
    moved.timeline.push_back({never + -1, revoked, false});
    const PointLayer after = before.changed({moved}, {});
    ASSERT_EQ(after.chunks().size(), before.chunks().size());
    int copied = 0;
    for (std::size_t i = 0; i < after.chunks().size(); ++i) copied += after.chunks()[i] != before.chunks()[i];
    EXPECT_EQ(copied, 1);
}

/// The slow twin: all points in a plain list, every question answered by looking at each.
class PlainList {
  public:
    void apply(const std::vector<MapPoint>& added, const std::vector<std::uint64_t>& removed) {
        for (const auto fid : removed) points_.erase(fid);
        for (const MapPoint& point : added) points_[point.fid] = point;
    }
    const std::map<std::uint64_t, MapPoint>& points() const { return points_; }
    PointCounts counts_in(Tile cell, Day day) const {
        PointCounts sum{0, 0, {0, 0, 0}};
        for (const auto& [fid, point] : points_) {
            const auto status = status_on(point.timeline, day);
            if (!status || tile_at(point.position, cell.z()) != cell) continue;
            ++sum.count;
            sum.completed += status->completed ? 1U : 0U;
            ++sum.per_status[status->status];
        }
        return sum;
    }
    std::vector<std::uint64_t> fids_in(const Bounds& bounds) const {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> order;
        for (const auto& [fid, point] : points_) {
            if (bounds.empty() || bounds.contains(point.position)) {
                order.emplace_back(morton(to_grid(point.position)), fid);
            }
        }
        std::ranges::sort(order);
        std::vector<std::uint64_t> fids;
        for (const auto& [key, fid] : order) fids.push_back(fid);
        return fids;
    }

  private:
    std::map<std::uint64_t, MapPoint> points_;
};

void expect_same_answers(const PointLayer& layer, const PlainList& twin, std::mt19937& random,
                         const Bounds& within) {
    ASSERT_EQ(layer.size(), twin.points().size());
    std::uniform_real_distribution<double> lon(within.west, within.east);
    std::uniform_real_distribution<double> lat(within.south, within.north);
    const Day first = Day::of(2020, 12, 1);
    for (int i = 0; i < 12; ++i) {
        const Tile cell = tile_at({lon(random), lat(random)}, static_cast<unsigned>(random() % 18));
        const Day day = i % 3 == 0 ? never : first + static_cast<int>(random() % 2500);
        const PointCounts fast = layer.counts_in(cell, day);
        const PointCounts slow = twin.counts_in(cell, day);
        EXPECT_EQ(fast.count, slow.count) << cell.str() << " " << to_string(day);
        EXPECT_EQ(fast.completed, slow.completed);
        EXPECT_EQ(fast.per_status, slow.per_status);
    }
    Bounds window;
    window.add(LonLat{lon(random), lat(random)});
    window.add(LonLat{lon(random), lat(random)});
    EXPECT_EQ(fids_in(layer, window), twin.fids_in(window));
    EXPECT_EQ(fids_in(layer, {}), twin.fids_in({}));
    Bounds bounds;
    for (const auto& [fid, point] : twin.points()) {
        bounds.add(point.position);
        ASSERT_TRUE(layer.find(fid));
        ASSERT_EQ(layer.find(fid)->position, point.position);
    }
    EXPECT_EQ(layer.bounds(), bounds);
}

void expect_sound_chunks(const PointLayer& layer) {
    std::uint64_t before = 0;
    for (const auto& chunk : layer.chunks()) {
        ASSERT_GT(chunk->size(), 0U);
        ASSERT_LE(chunk->size(), 2 * PointChunk::usual_size);
        ASSERT_LE(before, chunk->first_key());
        before = chunk->last_key();
    }
    EXPECT_LE(layer.chunks().size(), layer.size() / (PointChunk::usual_size / 4) * 2 + 2);
}

TEST(PointLayer, BytesThatAreNotALayerAreToldApart) {
    const Bounds bounds{113, 34, 114, 35};
    const PointLayer layer = sample::courtyards().rebuilt_with(sample::households(bounds, 3'000, 1));
    const std::string bytes = layer.packed();
    ASSERT_TRUE(sample::courtyards().unpacked(bytes));
    EXPECT_FALSE(sample::courtyards().unpacked(""));
    EXPECT_FALSE(sample::courtyards().unpacked(bytes + '\0'));
    for (std::size_t kept = 0; kept < bytes.size(); kept += 997)
        EXPECT_FALSE(sample::courtyards().unpacked(std::string_view(bytes).substr(0, kept))) << kept;
    EXPECT_FALSE(PointLayer("courtyards", {"registered"}).unpacked(bytes))
        << "a status that it does not know";
    // Whatever the bytes say: a layer that can be asked, or none.
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::string damaged = bytes;
        damaged[random() % std::min<std::size_t>(damaged.size(), round % 2 == 0 ? 64 : damaged.size())] ^=
            static_cast<char>(1 + random() % 255);
        const auto read = sample::courtyards().unpacked(damaged);
        if (!read) continue;
        std::size_t seen = 0;
        read->each_in({}, [&](const PointView& point) { return seen += point.id.size() + 1; });
        EXPECT_GT(seen, 0U);
    }
}

TEST(PointLayer, AgreesWithAPlainListOverRandomChanges) {
    constexpr std::uint32_t seed = 20230630;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const Bounds within = sample::county_bounds({});
    const std::vector<MapPoint> pool = sample::households(within, 30'000, seed);
    PlainList twin;
    PointLayer layer = sample::courtyards();
    for (int round = 0; round < 60; ++round) {
        std::vector<MapPoint> added;
        std::vector<std::uint64_t> removed;
        const bool shrinking = round >= 40;
        const std::size_t size = std::vector<std::size_t>{1, 20, 400, 3000}[random() % 4];
        for (std::size_t i = 0; i < size; ++i) {
            MapPoint point = pool[random() % pool.size()];
            point.fid = pool[random() % 12'000].fid;
            if (shrinking || random() % 4 == 0) {
                removed.push_back(point.fid);
            } else {
                added.push_back(std::move(point));
            }
        }
        twin.apply(added, removed);
        layer = round == 20 ? layer.rebuilt_with([&] {
            std::vector<MapPoint> all;
            for (const auto& [fid, point] : twin.points()) all.push_back(point);
            std::ranges::shuffle(all, random);
            return all;
        }())
                            : layer.changed(added, removed);
        if (round % 10 == 5) {
            const auto read_again = sample::courtyards().unpacked(layer.packed());
            ASSERT_TRUE(read_again);
            EXPECT_EQ(read_again->packed(), layer.packed());
            layer = *read_again;
        }
        expect_same_answers(layer, twin, random, within);
        expect_sound_chunks(layer);
    }
}

}  // namespace
}  // namespace courtyard
