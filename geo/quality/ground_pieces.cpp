// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/ground_pieces.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "geo/box_tree.h"
#include "geo/edge.h"
#include "geo/orientation.h"
#include "geo/rough_plane.h"
#include "geo/topology/vertex_numbers.h"

namespace courtyard {
namespace {

std::vector<Ring> rings_of(std::span<const Boundary> boundaries) {
    std::vector<Ring> rings;
    for (const auto& boundary : boundaries)
        for (const auto& polygon : boundary.polygons)
            rings.insert(rings.end(), polygon.rings.begin(), polygon.rings.end());
    return rings;
}

/// Does a ray to the east leave the boundary once more than it enters it?
bool holds(const Boundary& boundary, LonLat p) {
    bool inside = false;
    for (const auto& polygon : boundary.polygons) {
        for (const auto& ring : polygon.rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const bool upward = ring[i].lat <= p.lat && ring[i + 1].lat > p.lat;
                const bool downward = ring[i].lat > p.lat && ring[i + 1].lat <= p.lat;
                if (!upward && !downward) continue;
                const int side = orientation(ring[i], ring[i + 1], p);
                if ((upward && side > 0) || (downward && side < 0)) inside = !inside;
            }
        }
    }
    return inside;
}

double length_m(const Edge& edge) {
    const auto degree = degree_length((edge.a.lat + edge.b.lat) / 2);
    return std::hypot((edge.b.lon - edge.a.lon) * degree.east_m, (edge.b.lat - edge.a.lat) * degree.north_m);
}

}  // namespace

GroundPieces::GroundPieces(std::span<const Boundary> boundaries, const Overlay& overlay)
    : overlay_(overlay), pieces_of_(boundaries.size()) {
    for (auto& face : overlay.faces_of(rings_of(boundaries))) pieces_.push_back({std::move(face), {}, false});
    claim(boundaries);
    find_borders();
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        for (const auto area : pieces_[i].holders) pieces_of_[area].push_back(i);
}

void GroundPieces::claim(std::span<const Boundary> boundaries) {
    std::vector<Bounds> boxes;
    for (const auto& boundary : boundaries) boxes.push_back(bounds_of(boundary));
    const BoxTree tree(boxes);
    for (auto& piece : pieces_) {
        const LonLat inside = overlay_.position_in(*overlay_.multipolygon(Boundary{{piece.ground}}));
        Bounds here;
        here.add(inside);
        for (const auto area : tree.touching(here))
            if (holds(boundaries[area], inside)) piece.holders.push_back(area);
    }
}

void GroundPieces::find_borders() {
    VertexNumbers numbers;
    std::unordered_map<std::uint64_t, std::size_t> first_piece;
    borders_.resize(pieces_.size());
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        for (const auto& edge : edges_of(Boundary{{pieces_[i].ground}})) {
            const auto key = undirected_key(numbers.number(edge.a), numbers.number(edge.b));
            const auto [other, fresh] = first_piece.try_emplace(key, i);
            if (fresh) continue;
            const double length = length_m(edge);
            borders_[i].push_back({other->second, length});
            borders_[other->second].push_back({i, length});
        }
    }
}

/// In a plane where a degree east is as long as one north.
bool GroundPieces::is_wide(const Polygon& ground, Metres width) const {
    const Boundary whole{{ground}};
    double border_m = 0;
    for (const auto& edge : edges_of(whole)) border_m += length_m(edge);
    if (2 * area_m2(whole) > width.value * border_m) return true;
    const auto degree = degree_length(ground.rings[0][0].lat);
    Boundary squeezed = whole;
    for (auto& ring : squeezed.polygons[0].rings)
        for (auto& p : ring) p.lon *= degree.east_m / degree.north_m;
    return overlay_.is_wider_than(*overlay_.multipolygon(squeezed), width.value / 2 / degree.north_m);
}

std::optional<std::size_t> GroundPieces::best_holder(std::size_t number,
                                                     const std::vector<bool>& fixed) const {
    const auto& claimants = pieces_[number].holders;
    std::map<std::size_t, double> shared;
    for (const auto& border : borders_[number]) {
        for (const auto area : pieces_[border.piece].holders) {
            const bool may = claimants.empty() ? !fixed[area] : std::ranges::binary_search(claimants, area);
            if (may) shared[area] += border.length;
        }
    }
    const auto longest = std::ranges::max_element(shared, {}, [](const auto& item) { return item.second; });
    return longest == shared.end() ? std::nullopt : std::optional(longest->first);
}

bool GroundPieces::settle_one(Piece& piece, std::size_t number, const std::vector<bool>& fixed) {
    const auto strong = [&](std::size_t area) { return bool{fixed[area]}; };
    const auto fixed_claims = std::ranges::count_if(piece.holders, strong);
    if (fixed_claims > 1) return piece.settled = true;
    std::optional<std::size_t> holder;
    if (fixed_claims == 1) holder = *std::ranges::find_if(piece.holders, strong);
    if (!holder) holder = best_holder(number, fixed);
    if (!holder) return false;
    for (const auto area : piece.holders) std::erase(pieces_of_[area], number);
    piece.holders = {*holder};
    pieces_of_[*holder].push_back(number);
    return piece.settled = true;
}

void GroundPieces::settle(Metres width, const std::vector<bool>& fixed) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pieces_.size(); ++i)
        if (pieces_[i].holders.size() != 1 && !is_wide(pieces_[i].ground, width)) open.push_back(i);
    // A gap between gaps finds its holder once one of them has found its own.
    for (bool progress = true; progress && !open.empty();) {
        const auto before = open.size();
        std::erase_if(open, [&](std::size_t i) { return settle_one(pieces_[i], i, fixed); });
        progress = open.size() < before;
    }
}

Boundary GroundPieces::ground_of(std::size_t area) const {
    Boundary faces;
    for (const auto piece : pieces_of_[area]) faces.polygons.push_back(pieces_[piece].ground);
    if (faces.empty()) return {};
    return overlay_.boundary(*overlay_.merged(faces));
}

}  // namespace courtyard
