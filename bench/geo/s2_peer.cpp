// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <s2/mutable_s2shape_index.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>

#include <vector>

#include "bench/geo/peer.h"

namespace courtyard {
namespace {

S2Point on_the_sphere(LonLat p) { return S2LatLng::FromDegrees(p.lat, p.lon).ToPoint(); }

/// Shapes get their ids in the order they are added, so a shape's id is its village.
class S2Peer : public Peer {
  public:
    explicit S2Peer(const AreaTree& tree) {
        for (const auto& area : tree.areas()) {
            const auto& ring = area.boundary.polygons[0].rings[0];
            std::vector<S2Point> loop;
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) loop.push_back(on_the_sphere(ring[i]));
            index_.Add(std::make_unique<S2LaxPolygonShape>(std::vector<std::vector<S2Point>>{loop}));
        }
        index_.ForceBuild();
    }

    /// Semi-open polygons that share their borders hold each position once, so the first one found is the
    /// one.
    void find(std::span<const LonLat> positions, std::span<Located> found) const override {
        auto query = MakeS2ContainsPointQuery(&index_);
        for (std::size_t i = 0; i < positions.size(); ++i) {
            auto& located = found[i] = {};
            query.VisitContainingShapes(on_the_sphere(positions[i]), [&](S2Shape* shape) {
                located.village = static_cast<AreaIndex>(shape->id());
                return false;
            });
        }
    }

  private:
    MutableS2ShapeIndex index_;
};

}  // namespace

std::unique_ptr<Peer> s2_peer(const AreaTree& tree) { return std::make_unique<S2Peer>(tree); }

}  // namespace courtyard
