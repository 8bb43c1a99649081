// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/border_topology.h"

#include <algorithm>
#include <cassert>

#include "geo/topology/arc_cutter.h"
#include "geo/topology/lent_vertices.h"

namespace courtyard {

/// Turns boundaries into paths, ring by ring.
class TopologyBuilder {
  public:
    explicit TopologyBuilder(std::span<const Boundary> boundaries) : lent_(boundaries) {
        for (const auto& boundary : boundaries)
            for (const auto& polygon : boundary.polygons)
                for (const auto& ring : polygon.rings) cutter_.see(lent_.with(ring).open_ring);
        for (std::size_t i = 0; i < boundaries.size(); ++i) add(boundaries[i], i);
        topology_.arcs_ = cutter_.release_arcs();
    }

    BorderTopology release() { return std::move(topology_); }

  private:
    void add(const Boundary& boundary, std::size_t number) {
        auto& polygons = topology_.boundaries_.emplace_back();
        for (const auto& polygon : boundary.polygons) {
            auto& path = polygons.emplace_back();
            for (const auto& ring : polygon.rings) {
                const auto full = lent_.with(ring);
                auto cut = cutter_.cut(full.open_ring);
                const std::size_t size = full.open_ring.size();
                BorderTopology::RingPath steps{
                    std::move(cut.steps), (size - cut.offset) % std::max(size, std::size_t{1}), {}};
                for (const auto place : full.lent) {
                    topology_.t_junctions_.push_back({number, full.open_ring[place]});
                    steps.lent.push_back((place + size - cut.offset) % size);
                }
                std::ranges::sort(steps.lent);
                path.push_back(std::move(steps));
            }
        }
    }

    LentVertices lent_;
    ArcCutter cutter_;
    BorderTopology topology_;
};

BorderTopology BorderTopology::of(std::span<const Boundary> boundaries) {
    return TopologyBuilder(boundaries).release();
}

std::vector<BorderTopology::ArcUse> BorderTopology::uses() const {
    std::vector<ArcUse> uses(arcs_.size());
    for (const auto& boundary : boundaries_)
        for (const auto& polygon : boundary)
            for (const auto& ring : polygon)
                for (const auto& step : ring.steps)
                    ++(step.way == ArcWay::forward ? uses[step.arc].forward : uses[step.arc].backward);
    return uses;
}

/// Closed, beginning at its first arc.
std::vector<std::vector<ArcStep>> BorderTopology::ways(std::size_t boundary) const {
    std::vector<std::vector<ArcStep>> ways;
    for (const PolygonPath& polygon : boundaries_[boundary])
        for (const RingPath& ring : polygon) ways.push_back(ring.steps);
    return ways;
}

Ring BorderTopology::along(const RingPath& path, std::span<const Arc> arcs) {
    Ring ring;
    for (const auto& step : path.steps) {
        const Arc& arc = arcs[step.arc];
        if (!ring.empty()) ring.pop_back();
        if (step.way == ArcWay::forward)
            ring.insert(ring.end(), arc.begin(), arc.end());
        else
            ring.insert(ring.end(), arc.rbegin(), arc.rend());
    }
    return ring;
}

Ring BorderTopology::as_given(const RingPath& path, std::span<const Arc> arcs) {
    Ring ring = along(path, arcs);
    if (ring.empty()) return ring;
    ring.pop_back();
    Ring given;
    given.reserve(ring.size() + 1);
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const std::size_t place = (path.start + i) % ring.size();
        if (!std::ranges::binary_search(path.lent, place)) given.push_back(ring[place]);
    }
    given.push_back(given.front());
    return given;
}

std::vector<Boundary> BorderTopology::boundaries() const {
    std::vector<Boundary> result;
    for (const auto& boundary : boundaries_) {
        auto& to = result.emplace_back();
        for (const auto& polygon : boundary) {
            auto& rings = to.polygons.emplace_back().rings;
            for (const auto& path : polygon) rings.push_back(as_given(path, arcs_));
        }
    }
    return result;
}

std::vector<Boundary> BorderTopology::boundaries_along(std::span<const Arc> arcs) const {
    assert(arcs.size() == arcs_.size());
    std::vector<Boundary> result;
    for (const auto& boundary : boundaries_) {
        auto& to = result.emplace_back();
        for (const auto& polygon : boundary) {
            auto& rings = to.polygons.emplace_back().rings;
            for (const auto& path : polygon) rings.push_back(along(path, arcs));
        }
    }
    return result;
}

}  // namespace courtyard
