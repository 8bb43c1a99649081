// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <vector>

#include "bench/geo/peer.h"

namespace courtyard {

/// GEOS: an STRtree of prepared geometries; the lowest village that covers the point. One thread at a time.
///
/// GEOS makes its indexes at the first question; villages and tree are asked once here, so that this counts
/// as building. Precondition: every village is one polygon without holes.
class GeosPeer : public Peer {
  public:
    explicit GeosPeer(const AreaTree& tree) : geos_(GEOS_init_r()), tree_(GEOSSTRtree_create_r(geos_, 10)) {
        villages_.reserve(tree.size());
        for (AreaIndex index = 0; index < tree.size(); ++index) {
            insert(index, tree[index].boundary.polygons[0].rings[0]);
        }
        find(tree[0].label);
    }
    ~GeosPeer() override {
        GEOSSTRtree_destroy_r(geos_, tree_);
        for (const auto& village : villages_) {
            GEOSPreparedGeom_destroy_r(geos_, village.prepared);
            GEOSGeom_destroy_r(geos_, village.polygon);
        }
        GEOS_finish_r(geos_);
    }
    GeosPeer(const GeosPeer&) = delete;
    GeosPeer& operator=(const GeosPeer&) = delete;

    AreaIndex find(LonLat p) const {
        Query query{geos_, GEOSGeom_createPointFromXY_r(geos_, p.lon, p.lat), no_area};
        GEOSSTRtree_query_r(geos_, tree_, query.point, &GeosPeer::visit, &query);
        GEOSGeom_destroy_r(geos_, query.point);
        return query.found;
    }

    void find(std::span<const LonLat> positions, std::span<Located> found) const override {
        for (std::size_t i = 0; i < positions.size(); ++i) found[i] = {find(positions[i]), false};
    }

  private:
    struct Indexed {
        AreaIndex index;
        GEOSGeometry* polygon;
        const GEOSPreparedGeometry* prepared;
    };
    struct Query {
        GEOSContextHandle_t geos;
        GEOSGeometry* point;
        AreaIndex found;
    };

    void insert(AreaIndex index, const Ring& ring) {
        const auto size = static_cast<unsigned>(ring.size());
        auto* positions = GEOSCoordSeq_copyFromBuffer_r(geos_, &ring[0].lon, size, 0, 0);
        auto* shell = GEOSGeom_createLinearRing_r(geos_, positions);
        auto* polygon = GEOSGeom_createPolygon_r(geos_, shell, nullptr, 0);
        villages_.push_back({index, polygon, GEOSPrepare_r(geos_, polygon)});
        Query first{geos_, GEOSGeom_createPointFromXY_r(geos_, ring[0].lon, ring[0].lat), no_area};
        visit(&villages_.back(), &first);
        GEOSGeom_destroy_r(geos_, first.point);
        GEOSSTRtree_insert_r(geos_, tree_, polygon, &villages_.back());
    }

    static void visit(void* item, void* data) {
        const auto& village = *static_cast<const Indexed*>(item);
        auto& query = *static_cast<Query*>(data);
        if (village.index < query.found &&
            GEOSPreparedCovers_r(query.geos, village.prepared, query.point) == 1) {
            query.found = village.index;
        }
    }

    GEOSContextHandle_t geos_;
    GEOSSTRtree* tree_;
    std::vector<Indexed> villages_;
};

}  // namespace courtyard
