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

double net_area(const Polygon& polygon) {
    double net = 0;
    for (const Ring& ring : polygon.rings) net += &ring == polygon.rings.data() ? area(ring) : -area(ring);
    return net;
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
        for (const Ring& ring : polygon.rings) cut(ring, loops);
        std::vector<Polygon> parts = assemble(std::move(loops));
        double ground = 0;
        for (const Polygon& part : parts) ground += net_area(part);
        // A hole outside its shell would become land, and the two halves of a bow-tie no longer cancel.
        if (std::abs(ground - net_area(polygon)) > 1e-9 * ground) return {};
        for (Polygon& part : parts) out.polygons.push_back(std::move(part));
    }
    return out;
}

}  // namespace courtyard
