// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/touching_rings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace courtyard {
namespace {

/// Cuts a closed ring at every vertex that it passes twice.
void cut(const Ring& ring, std::vector<Ring>& loops) {
    Ring walk;
    std::map<std::pair<double, double>, std::size_t> place;
    for (const LonLat& p : ring) {
        const auto seen = place.find({p.lon, p.lat});
        if (seen == place.end()) {
            place.emplace(std::pair(p.lon, p.lat), walk.size());
            walk.push_back(p);
            continue;
        }
        const std::size_t from = seen->second;
        Ring loop(walk.begin() + static_cast<std::ptrdiff_t>(from), walk.end());
        loop.push_back(p);
        for (std::size_t i = from + 1; i < walk.size(); ++i) place.erase({walk[i].lon, walk[i].lat});
        walk.resize(from + 1);
        loops.push_back(std::move(loop));
    }
}

double area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].lon - ring[0].lon) * (ring[i + 1].lat - ring[0].lat) -
                 (ring[i + 1].lon - ring[0].lon) * (ring[i].lat - ring[0].lat);
    }
    return std::abs(twice) / 2;
}

bool holds(const Ring& ring, LonLat p) {
    bool inside = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const LonLat a = ring[i];
        const LonLat b = ring[i + 1];
        if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
        if (p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon) inside = !inside;
    }
    return inside;
}

/// Simple rings do not cross, so one position of `inner` that is no vertex of `outer` speaks for all of it.
bool lies_in(const Ring& inner, const Ring& outer) {
    for (const LonLat& p : inner) {
        if (std::find(outer.begin(), outer.end(), p) == outer.end()) return holds(outer, p);
    }
    return false;
}

/// Shells and holes by how many rings lie around each: an even number makes a shell.
std::vector<Polygon> assemble(std::vector<Ring> loops) {
    std::stable_sort(loops.begin(), loops.end(),
                     [](const Ring& a, const Ring& b) { return area(a) > area(b); });
    std::vector<std::size_t> depth(loops.size());
    std::vector<std::size_t> around(loops.size());
    std::vector<std::size_t> polygon_of(loops.size());
    std::vector<Polygon> polygons;
    for (std::size_t i = 0; i < loops.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (!lies_in(loops[i], loops[k])) continue;
            ++depth[i];
            around[i] = k;
        }
        if (depth[i] % 2 == 0) {
            polygon_of[i] = polygons.size();
            polygons.push_back({{loops[i]}});
        } else {
            polygons[polygon_of[around[i]]].rings.push_back(loops[i]);
        }
    }
    return polygons;
}

}  // namespace

Boundary without_touching_rings(const Boundary& boundary) {
    Boundary out;
    for (const Polygon& polygon : boundary.polygons) {
        std::vector<Ring> loops;
        std::size_t shells = 0;
        for (const Ring& ring : polygon.rings) {
            cut(ring, loops);
            if (&ring == polygon.rings.data()) shells = loops.size();
        }
        // A hole outside its shell would become land.
        const auto in_some_shell = [&](const Ring& hole) {
            return std::any_of(loops.begin(), loops.begin() + static_cast<std::ptrdiff_t>(shells),
                               [&](const Ring& shell) { return lies_in(hole, shell); });
        };
        for (std::size_t i = shells; i < loops.size(); ++i)
            if (!in_some_shell(loops[i])) return {};
        for (Polygon& part : assemble(std::move(loops))) out.polygons.push_back(std::move(part));
    }
    return out;
}

}  // namespace courtyard
