// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <queue>
#include <unordered_set>

#include "geo/border_topology.h"
#include "geo/orientation.h"
#include "geo/rough_plane.h"
#include "geo/topology/vertex_numbers.h"

namespace courtyard {
namespace {

/// Vertices that are still there, by squares of ground.
class VertexSquares {
  public:
    VertexSquares(const Bounds& bounds, std::size_t vertices) : bounds_(bounds) {
        const auto side = static_cast<std::size_t>(std::sqrt(static_cast<double>(vertices))) + 1;
        side_ = std::min<std::size_t>(side, 4096);
        squares_.resize(side_ * side_);
    }
    void add(LonLat p) { squares_[square(p)].push_back(p); }
    void remove(LonLat p) {
        auto& here = squares_[square(p)];
        const auto found = std::ranges::find(here, p);
        *found = here.back();
        here.pop_back();
    }
    template <class Predicate>
    bool any_in(const Bounds& window, Predicate&& predicate) const {
        const std::size_t west = column(window.west);
        const std::size_t east = column(window.east);
        for (std::size_t y = row(window.south); y <= row(window.north); ++y)
            for (std::size_t x = west; x <= east; ++x)
                if (std::ranges::any_of(squares_[y * side_ + x], predicate)) return true;
        return false;
    }

  private:
    std::size_t place(double value, double from, double to) const {
        const double share = to > from ? (value - from) / (to - from) : 0;
        return std::min(side_ - 1, static_cast<std::size_t>(share * static_cast<double>(side_)));
    }
    std::size_t column(double lon) const { return place(lon, bounds_.west, bounds_.east); }
    std::size_t row(double lat) const { return place(lat, bounds_.south, bounds_.north); }
    std::size_t square(LonLat p) const { return row(p.lat) * side_ + column(p.lon); }

    Bounds bounds_;
    std::size_t side_ = 1;
    std::vector<std::vector<LonLat>> squares_;
};

struct Triangle {
    LonLat a;
    LonLat b;
    LonLat c;

    Bounds bounds() const {
        Bounds bounds;
        for (const auto& p : {a, b, c}) bounds.add(p);
        return bounds;
    }
    double area_m2() const {
        const auto degree = degree_length(b.lat);
        const double twice = (a.lon - b.lon) * (c.lat - b.lat) - (a.lat - b.lat) * (c.lon - b.lon);
        return std::abs(twice) / 2 * degree.east_m * degree.north_m;
    }
    /// Inside or on the border, corners left out.
    bool holds(LonLat p) const {
        if (p == a || p == b || p == c) return false;
        const int sides[] = {orientation(a, b, p), orientation(b, c, p), orientation(c, a, p)};
        return std::ranges::count(sides, 1) == 0 || std::ranges::count(sides, -1) == 0;
    }
};

/// All arcs thinned together: the guard needs to see the neighbours as they are at that moment.
class Simplifier {
  public:
    Simplifier(std::span<const Arc> arcs, double most_m2)
        : most_m2_(most_m2), squares_(extent(arcs), total(arcs)) {
        for (const auto& arc : arcs) add(arc);
        for (std::uint32_t i = 0; i < vertices_.size(); ++i) propose(i);
    }

    void run() {
        while (!proposals_.empty()) {
            const auto [area, vertex, version] = proposals_.top();
            proposals_.pop();
            if (vertices_[vertex].version == version && may_go(vertex)) remove(vertex);
        }
    }

    std::vector<Arc> arcs() const {
        std::vector<Arc> result;
        for (const auto first : firsts_) {
            Arc& arc = result.emplace_back();
            for (auto v = first;; v = vertices_[v].after) {
                arc.push_back(vertices_[v].position);
                if (vertices_[v].after == v) break;
            }
        }
        return result;
    }

  private:
    struct Vertex {
        LonLat position;
        std::uint32_t number = 0;
        std::uint32_t before = 0;  ///< itself at an end of the arc
        std::uint32_t after = 0;
        std::uint32_t version = 0;
    };
    struct Proposal {
        double area_m2 = 0;
        std::uint32_t vertex = 0;
        std::uint32_t version = 0;
        auto operator<=>(const Proposal&) const = default;
    };

    static Bounds extent(std::span<const Arc> arcs) {
        Bounds bounds;
        for (const auto& arc : arcs)
            for (const auto& p : arc) bounds.add(p);
        return bounds;
    }
    static std::size_t total(std::span<const Arc> arcs) {
        std::size_t count = 0;
        for (const auto& arc : arcs) count += arc.size();
        return count;
    }

    void add(const Arc& arc) {
        const auto first = static_cast<std::uint32_t>(vertices_.size());
        const auto last = first + static_cast<std::uint32_t>(arc.size()) - 1;
        firsts_.push_back(first);
        for (std::uint32_t i = first; i <= last; ++i) {
            const LonLat p = arc[i - first];
            vertices_.push_back({p, numbers_.number(p), i == first ? i : i - 1, i == last ? i : i + 1, 0});
            squares_.add(p);
            if (i > first) edges_.insert(undirected_key(vertices_[i - 1].number, vertices_[i].number));
        }
    }

    Triangle triangle(const Vertex& v) const {
        return {vertices_[v.before].position, v.position, vertices_[v.after].position};
    }

    void propose(std::uint32_t i) {
        Vertex& v = vertices_[i];
        if (v.before == i || v.after == i) return;
        ++v.version;
        const double area = triangle(v).area_m2();
        if (area <= most_m2_) proposals_.push({area, i, v.version});
    }

    bool may_go(std::uint32_t i) const {
        const Vertex& v = vertices_[i];
        if (v.version == gone) return false;
        const auto shortcut = undirected_key(vertices_[v.before].number, vertices_[v.after].number);
        if (vertices_[v.before].number == vertices_[v.after].number || edges_.contains(shortcut))
            return false;
        const Triangle cut = triangle(v);
        return !squares_.any_in(cut.bounds(), [&](LonLat p) { return cut.holds(p); });
    }

    void remove(std::uint32_t i) {
        Vertex& v = vertices_[i];
        Vertex& before = vertices_[v.before];
        Vertex& after = vertices_[v.after];
        edges_.erase(undirected_key(before.number, v.number));
        edges_.erase(undirected_key(v.number, after.number));
        edges_.insert(undirected_key(before.number, after.number));
        squares_.remove(v.position);
        before.after = v.after;
        after.before = v.before;
        v.version = gone;
        propose(v.before);
        propose(v.after);
    }

    static constexpr std::uint32_t gone = 0xFFFFFFFF;

    double most_m2_;
    VertexSquares squares_;
    VertexNumbers numbers_;
    std::vector<Vertex> vertices_;
    std::vector<std::uint32_t> firsts_;
    std::unordered_set<std::uint64_t> edges_;
    std::priority_queue<Proposal, std::vector<Proposal>, std::greater<>> proposals_;
};

}  // namespace

std::vector<Arc> simplified(const BorderTopology& topology, Metres tolerance) {
    Simplifier simplifier(topology.arcs(), tolerance.value * tolerance.value);
    simplifier.run();
    return simplifier.arcs();
}

}  // namespace courtyard
