// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/tiles/sample_areas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

namespace courtyard::sample {
namespace {

using Line = std::vector<LonLat>;  ///< both ends included

enum class Heading : std::uint8_t { east, south };

/// The borders of all villages: corners, and the lines between neighbouring corners.
class Borders {
  public:
    explicit Borders(const CountyPlan& plan) : plan_(plan) {}

    /// Closed, around a block of villages.
    Ring around(std::uint32_t west, std::uint32_t north, std::uint32_t east, std::uint32_t south) const {
        Ring ring;
        const auto add = [&ring](Line line, bool backwards) {
            if (backwards) {
                std::ranges::reverse(line);
            }
            ring.insert(ring.end(), line.begin() + (ring.empty() ? 0 : 1), line.end());
        };
        for (std::uint32_t c = west; c < east; ++c) add(line(c, south, Heading::east), false);
        for (std::uint32_t r = south; r > north; --r) add(line(east, r - 1, Heading::south), true);
        for (std::uint32_t c = east; c > west; --c) add(line(c - 1, north, Heading::east), true);
        for (std::uint32_t r = north; r < south; ++r) add(line(west, r, Heading::south), false);
        return ring;
    }

  private:
    std::mt19937 chance(std::uint32_t column, std::uint32_t row, std::uint32_t what) const {
        std::seed_seq seed{plan_.seed, column, row, what};
        return std::mt19937(seed);
    }

    LonLat corner(std::uint32_t column, std::uint32_t row) const {
        auto random = chance(column, row, 0);
        std::uniform_real_distribution<double> shift(-0.12, 0.12);
        const double east = column % plan_.columns == 0 ? 0 : shift(random);
        const double south = row % plan_.rows == 0 ? 0 : shift(random);
        return at(column + east, row + south);
    }

    LonLat at(double column, double row) const {
        return {plan_.north_west.lon + column * plan_.village_deg,
                plan_.north_west.lat - row * plan_.village_deg};
    }

    Line line(std::uint32_t column, std::uint32_t row, Heading heading) const {
        const bool eastward = heading == Heading::east;
        const LonLat from = corner(column, row);
        const LonLat to = eastward ? corner(column + 1, row) : corner(column, row + 1);
        const bool outer = eastward ? row % plan_.rows == 0 : column % plan_.columns == 0;
        auto random = chance(column, row, eastward ? 1 : 2);
        std::uniform_real_distribution<double> bend(-0.1, 0.1);
        std::uniform_real_distribution<double> noise(-0.02, 0.02);
        const double bow = outer ? 0 : bend(random) * plan_.village_deg;
        Line result{from};
        for (std::uint32_t i = 1; i <= plan_.vertices_per_side; ++i) {
            const double t = i / (plan_.vertices_per_side + 1.0);
            const double rough = outer ? 0 : noise(random) * plan_.village_deg;
            const double aside = std::sin(std::numbers::pi * t) * (bow + rough);
            LonLat p{std::lerp(from.lon, to.lon, t), std::lerp(from.lat, to.lat, t)};
            (eastward ? p.lat : p.lon) += aside;
            result.push_back(p);
        }
        result.push_back(to);
        return result;
    }

    CountyPlan plan_;
};

Area area(std::string code, AreaLevel level, Ring ring, std::uint64_t fid) {
    Area result;
    result.code = AreaCode::parse(code).value();
    result.name = fmt::format("示例{}", code);
    result.level = level;
    result.fid = fid;
    result.boundary.polygons.emplace_back().rings.push_back(std::move(ring));
    return result;
}

}  // namespace

AreaTree county(const CountyPlan& plan) {
    constexpr std::uint32_t block = 5;
    const Borders borders(plan);
    std::vector<Area> areas;
    const auto add = [&](std::string code, AreaLevel level, Ring ring) {
        areas.push_back(area(std::move(code), level, std::move(ring), areas.size() + 1));
    };
    add("410199", AreaLevel::county, borders.around(0, 0, plan.columns, plan.rows));
    std::uint32_t township = 100;
    for (std::uint32_t north = 0; north < plan.rows; north += block) {
        for (std::uint32_t west = 0; west < plan.columns; west += block, ++township) {
            const std::uint32_t east = std::min(west + block, plan.columns);
            const std::uint32_t south = std::min(north + block, plan.rows);
            add(fmt::format("410199{}", township), AreaLevel::township,
                borders.around(west, north, east, south));
            std::uint32_t village = 200;
            for (std::uint32_t r = north; r < south; ++r) {
                for (std::uint32_t c = west; c < east; ++c, ++village) {
                    add(fmt::format("410199{}{}", township, village), AreaLevel::village,
                        borders.around(c, r, c + 1, r + 1));
                }
            }
        }
    }
    // Not `.value()` at once: GCC 12 at -O2 warns of a delete in the error that is not there.
    const auto tree = AreaTree::of(std::move(areas));
    return tree.value();
}

Bounds county_bounds(const CountyPlan& plan) {
    Bounds bounds;
    bounds.add(plan.north_west);
    bounds.add(LonLat{plan.north_west.lon + plan.columns * plan.village_deg,
                      plan.north_west.lat - plan.rows * plan.village_deg});
    return bounds;
}

std::vector<MapPoint> households(const Bounds& bounds, std::size_t count, std::uint32_t seed) {
    constexpr std::size_t per_settlement = 100;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> lon(bounds.west, bounds.east);
    std::uniform_real_distribution<double> lat(bounds.south, bounds.north);
    std::normal_distribution<double> spread(0, 0.003);
    std::uniform_int_distribution<int> start(0, 364);
    std::uniform_int_distribution<int> wait(1, 700);
    std::uniform_int_distribution<int> steps(1, 4);
    const Day first = Day::of(2021, 1, 1);
    std::vector<MapPoint> points(count);
    LonLat settlement;
    for (std::size_t i = 0; i < count; ++i) {
        if (i % per_settlement == 0) {
            settlement = {lon(random), lat(random)};
        }
        MapPoint& point = points[i];
        point.fid = i + 1;
        point.id = fmt::format("H{:07}", i + 1);
        point.position = {std::clamp(settlement.lon + spread(random), bounds.west, bounds.east),
                          std::clamp(settlement.lat + spread(random), bounds.south, bounds.north)};
        point.area = AreaCode::parse(fmt::format("410199{}", 100200 + i % 100)).value();
        Day day = first + start(random);
        constexpr std::uint8_t course[] = {registered, accepted, revoked, accepted};
        for (int step = 0, last = steps(random); step < last; ++step) {
            point.timeline.push_back({day, course[step], course[step] == accepted});
            day = day + wait(random);
        }
    }
    return points;
}

PointLayer courtyards() { return {"courtyards", {"registered", "accepted", "revoked"}}; }

}  // namespace courtyard::sample
