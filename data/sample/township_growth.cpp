// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/township_growth.h"

#include <cmath>
#include <functional>
#include <queue>
#include <tuple>

#include "data/sample/random_stream.h"

namespace courtyard {

namespace {

double gap(GroundPoint a, GroundPoint b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/// A step from village to village costs a fixed part and its length: where villages are dense, townships are
/// small.
void spread(SampleLand& land) {
    using Open = std::tuple<double, std::uint32_t, std::uint32_t>;  // cost, village, township
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
    land.township_of.assign(land.middle.size(), no_village);
    for (std::uint32_t i = 0; i < land.seat_of.size(); ++i) open.emplace(0.0, land.seat_of[i], i);
    while (!open.empty()) {
        const auto [cost, village, township] = open.top();
        open.pop();
        if (land.township_of[village] != no_village) continue;
        land.township_of[village] = township;
        for (const std::uint32_t next : land.neighbours[village]) {
            if (land.township_of[next] != no_village) continue;
            open.emplace(cost + 900 + gap(land.middle[village], land.middle[next]), next, township);
        }
    }
}

/// The village nearest to the middle of each township becomes its seat.
void settle(SampleLand& land) {
    const std::size_t townships = land.seat_of.size();
    std::vector<GroundPoint> middle(townships);
    std::vector<double> count(townships, 0);
    for (std::size_t i = 0; i < land.middle.size(); ++i) {
        const std::uint32_t township = land.township_of[i];
        middle[township].x += land.middle[i].x;
        middle[township].y += land.middle[i].y;
        ++count[township];
    }
    for (std::size_t i = 0; i < townships; ++i) middle[i] = {middle[i].x / count[i], middle[i].y / count[i]};
    std::vector<double> nearest(townships, 1e300);
    for (std::uint32_t i = 0; i < land.middle.size(); ++i) {
        const std::uint32_t township = land.township_of[i];
        const double distance = gap(land.middle[i], middle[township]);
        if (distance >= nearest[township]) continue;
        nearest[township] = distance;
        land.seat_of[township] = i;
    }
}

}  // namespace

void grow_townships(SampleLand& land, unsigned townships, std::uint64_t seed) {
    RandomStream random(seed);
    const auto villages = static_cast<std::uint32_t>(land.middle.size());
    std::vector<std::uint32_t> order(villages);
    for (std::uint32_t i = 0; i < villages; ++i) order[i] = i;
    for (std::uint32_t i = 0; i < townships; ++i) std::swap(order[i], order[i + random.below(villages - i)]);
    land.seat_of.assign(order.begin(), order.begin() + townships);
    for (int round = 0; round < 8; ++round) {
        spread(land);
        settle(land);
    }
    spread(land);
}

}  // namespace courtyard
