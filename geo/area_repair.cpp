// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geo/quality/area_shapes.h"
#include "geo/quality/border_joining.h"
#include "geo/quality/ground_pieces.h"

namespace courtyard {
namespace {

bool comes_before(LonLat a, LonLat b) { return std::tie(a.lon, a.lat) < std::tie(b.lon, b.lat); }

/// The same for all ways to write a ring.
Ring normal_form(Ring ring) {
    if (ring.size() < 2) return ring;
    ring.pop_back();
    std::ranges::rotate(ring, std::ranges::min_element(ring, comes_before));
    if (ring.size() > 1 && comes_before(ring.back(), ring[1])) std::reverse(ring.begin() + 1, ring.end());
    return ring;
}

bool have_same_rings(const Boundary& a, const Boundary& b) {
    const auto rings_of = [](const Boundary& boundary) {
        std::vector<Ring> rings;
        for (const auto& polygon : boundary.polygons)
            for (const auto& ring : polygon.rings) rings.push_back(normal_form(ring));
        std::ranges::sort(rings, [](const Ring& x, const Ring& y) {
            return std::ranges::lexicographical_compare(x, y, comes_before);
        });
        return rings;
    };
    return rings_of(a) == rings_of(b);
}

/// Positive when the ring runs counter-clockwise.
double turning(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                 (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    return twice;
}

/// Shells run as those of the given boundary did, holes the other way.
Boundary turned_like(const Boundary& given, Boundary ground) {
    const bool ccw = turning(given.polygons[0].rings[0]) > 0;
    for (auto& polygon : ground.polygons) {
        for (auto& ring : polygon.rings) {
            const bool wanted = ccw == (&ring == &polygon.rings[0]);
            if ((turning(ring) > 0) != wanted) std::ranges::reverse(ring);
        }
    }
    return ground;
}

/// One level: its areas, cut and settled again until no area changes by more than the limit.
class LevelRepair {
  public:
    LevelRepair(std::span<const GivenArea> areas, const RepairOptions& options, const Overlay& overlay,
                AreaRepair& repair)
        : areas_(areas), options_(options), overlay_(overlay), repair_(repair) {}

    void add(std::size_t area) {
        const Boundary closed = closed_rings(areas_[area].boundary);
        if (closed.empty()) {
            const bool is_null = areas_[area].boundary.empty() && !areas_[area].trouble;
            if (!is_null) refuse(area, 0, {"没有可用的面", "there is no usable ground"});
            return;
        }
        auto geometry = overlay_.multipolygon(closed);
        const bool valid = !overlay_.invalidity(*geometry) && check_boundary(areas_[area].boundary);
        Boundary shape = valid ? closed : overlay_.boundary(*overlay_.made_valid(*geometry));
        if (shape.empty()) {
            refuse(area, 0, {"没有可用的面", "no ground is left of it"});
            return;
        }
        numbers_.push_back(area);
        shapes_.push_back(std::move(shape));
        valid_.push_back(valid);
        fixed_.push_back(false);
    }

    void run() {
        while (!settled()) continue;
    }

  private:
    /// Holds back who would change too much; true when there was nobody.
    bool settled() {
        const auto joined = joined_borders(shapes_, fixed_, options_.tolerance);
        GroundPieces pieces(joined, overlay_);
        pieces.settle(options_.tolerance, fixed_);
        bool all_within = true;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const Boundary ground = turned_like(shapes_[i], pieces.ground_of(i));
            if (!fixed_[i] && !accept(numbers_[i], ground)) {
                fixed_[i] = true;
                all_within = false;
            } else if (fixed_[i] && valid_[i] && check_boundary(ground) && !ground.empty()) {
                // Held back: it only gets vertices where the borders of its neighbours end on its own.
                repair_.boundaries[numbers_[i]] = ground;
            }
        }
        return all_within;
    }

    bool accept(std::size_t area, const Boundary& ground) {
        AreaChange& change = repair_.changes[area];
        change.after_m2 = area_m2(ground);
        change.change_percent = 100 * (change.after_m2 - change.before_m2) / change.before_m2;
        if (ground.empty() || !check_boundary(ground)) {
            refuse(area, change.after_m2, {"修复后不再是有效的面", "repaired it would be no valid ground"});
            return false;
        }
        if (!(std::abs(change.change_percent) <= options_.limit_percent)) {
            refuse(area, change.after_m2,
                   {fmt::format("面积会变化 {:.3g} %，超过上限 {} %", change.change_percent,
                                options_.limit_percent),
                    fmt::format("it would change by {:.3g} %, over the limit of {} %", change.change_percent,
                                options_.limit_percent)});
            return false;
        }
        const bool same = have_same_rings(ground, areas_[area].boundary);
        change.outcome = same ? RepairOutcome::unchanged : RepairOutcome::repaired;
        repair_.boundaries[area] = same ? areas_[area].boundary : ground;
        return true;
    }

    void refuse(std::size_t area, double after_m2, Text reason) {
        repair_.boundaries[area] = areas_[area].boundary;
        AreaChange& change = repair_.changes[area];
        change.outcome = RepairOutcome::refused;
        change.after_m2 = after_m2;
        change.reason = std::move(reason);
    }

    std::span<const GivenArea> areas_;
    const RepairOptions& options_;
    const Overlay& overlay_;
    AreaRepair& repair_;
    std::vector<std::size_t> numbers_;  ///< in the file, of each shape
    std::vector<Boundary> shapes_;
    std::vector<bool> valid_;
    std::vector<bool> fixed_;
};

}  // namespace

std::string_view to_string(RepairOutcome outcome) {
    switch (outcome) {
        case RepairOutcome::unchanged:
            return "unchanged";
        case RepairOutcome::repaired:
            return "repaired";
        case RepairOutcome::refused:
            return "refused";
    }
    return "";
}

AreaRepair repair_areas(std::span<const GivenArea> areas, const RepairOptions& options) {
    AreaRepair repair;
    const Overlay overlay;
    std::map<std::optional<AreaLevel>, LevelRepair> levels;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        repair.boundaries.push_back(areas[i].boundary);
        const double size = area_m2(closed_rings(areas[i].boundary));
        repair.changes.push_back({i, RepairOutcome::unchanged, size, size, 0, {}});
        const auto level = levels.try_emplace(areas[i].level, areas, options, overlay, repair).first;
        level->second.add(i);
    }
    std::size_t done = 0;
    const auto told = [&] {
        if (options.progress) options.progress(++done, levels.size() + 1);
    };
    for (auto& [level, one] : levels) {
        one.run();
        told();
    }
    std::vector<GivenArea> repaired(areas.begin(), areas.end());
    for (std::size_t i = 0; i < areas.size(); ++i) repaired[i].boundary = repair.boundaries[i];
    repair.remaining = check_areas(repaired);
    told();
    return repair;
}

}  // namespace courtyard
