// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <cstdlib>
#include <random>

#include "geo/edge.h"
#include "geo/village_index.h"
#include "tests/geo/exact_twin.h"
#include "tests/geo/grid_county.h"
#include "tests/geo/wiggly_county.h"

namespace courtyard {
namespace {

/// Positions that are easy and positions that are hard: anywhere, on vertices, on edges, a hair beside them.
class Positions {
  public:
    Positions(const AreaTree& county, std::uint64_t seed) : random_(seed) {
        for (const auto& area : county.areas()) {
            bounds_.add(area.bounds);
            const auto edges = edges_of(area.boundary);
            edges_.insert(edges_.end(), edges.begin(), edges.end());
        }
    }

    LonLat next() {
        const auto kind = random_() % 8;
        if (kind < 2) return anywhere();
        const auto& [a, b] = edges_[random_() % edges_.size()];
        if (kind == 2) return a;
        if (kind == 3) return {anywhere().lon, a.lat};
        if (kind == 4) return {a.lon, anywhere().lat};
        const double t = kind == 5 ? 0.5 : unit();
        const LonLat on{a.lon + t * (b.lon - a.lon), a.lat + t * (b.lat - a.lat)};
        if (kind == 6) return {on.lon + (unit() - 0.5) * 2e-12, on.lat + (unit() - 0.5) * 2e-12};
        return random_() % 2 == 0 ? on : LonLat{std::nextafter(on.lon, unit() < 0.5 ? 0.0 : 200.0), on.lat};
    }

    LonLat anywhere() {
        const double width = bounds_.east - bounds_.west;
        const double height = bounds_.north - bounds_.south;
        return {bounds_.west + (unit() * 1.1 - 0.05) * width, bounds_.south + (unit() * 1.1 - 0.05) * height};
    }

  private:
    double unit() { return std::uniform_real_distribution<double>(0, 1)(random_); }

    std::mt19937_64 random_;
    Bounds bounds_;
    std::vector<Edge> edges_;
};

/// Every village's every edge, in whole numbers.
class SlowIndex {
  public:
    explicit SlowIndex(const AreaTree& county) {
        for (const auto& area : county.areas()) edges_.push_back(edges_of(area.boundary));
    }

    Located find(LonLat p) const {
        Located located;
        int interiors = 0;
        for (AreaIndex village = 0; village < edges_.size(); ++village) {
            const auto side = twin_side(edges_[village], p);
            if (side != Side::outside && located.village == no_area) located.village = village;
            interiors += side == Side::inside ? 1 : 0;
        }
        located.overlap = interiors > 1;
        return located;
    }

  private:
    std::vector<std::vector<Edge>> edges_;
};

/// `script/test --full` asks for many more positions.
int times() {
    const char* const factor = std::getenv("COURTYARD_TWIN_FACTOR");
    return factor == nullptr ? 1 : std::max(1, std::atoi(factor));
}

void expect_same_as_slow_twin(const AreaTree& county, std::uint64_t seed, int count) {
    count *= times();
    const VillageIndex index(county);
    const SlowIndex slow(county);
    Positions source(county, seed);
    std::vector<LonLat> positions;
    for (int i = 0; i < count; ++i) positions.push_back(source.next());
    std::vector<Located> together(positions.size());
    index.find(positions, together);
    int found = 0;
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto expected = slow.find(positions[i]);
        const auto actual = index.find(positions[i]);
        ASSERT_EQ(actual.village, expected.village) << "seed " << seed << " position " << i;
        ASSERT_EQ(actual.overlap, expected.overlap) << "seed " << seed << " position " << i;
        ASSERT_EQ(together[i].village, expected.village) << "seed " << seed << " position " << i;
        ASSERT_EQ(together[i].overlap, expected.overlap) << "seed " << seed << " position " << i;
        if (expected.village != no_area) {
            ASSERT_TRUE(index.covers(expected.village, positions[i])) << i;
        }
        found += actual.village != no_area ? 1 : 0;
    }
    EXPECT_GT(found, count / 2);
}

/// Vertices on a lattice, so that the middles of edges lie exactly on them.
AreaTree on_lattice(const AreaTree& county) {
    std::vector<Area> areas(county.areas().begin(), county.areas().end());
    const auto snap = [](double value) { return std::ldexp(std::round(std::ldexp(value, 22)), -22); };
    for (auto& area : areas) {
        for (auto& p : area.boundary.polygons[0].rings[0]) p = {snap(p.lon), snap(p.lat)};
    }
    return AreaTree::of(std::move(areas)).value();
}

/// Stars that overlap one another, some with a hole.
AreaTree scattered_stars(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<Boundary> stars;
    for (int star = 0; star < 40; ++star) {
        const LonLat centre{113 + unit(random), 34 + unit(random)};
        Ring shell;
        Ring hole;
        for (int i = 0; i < 40; ++i) {
            const double angle = i * 0.15707963267948966;
            const double r = 0.05 + 0.1 * unit(random);
            shell.push_back({centre.lon + r * std::cos(angle), centre.lat + r * std::sin(angle)});
            hole.push_back({centre.lon + 0.3 * r * std::cos(angle), centre.lat + 0.3 * r * std::sin(angle)});
        }
        shell.push_back(shell.front());
        hole.push_back(hole.front());
        stars.push_back(star % 2 == 0 ? one_ring(shell) : one_polygon({shell, hole}));
    }
    return villages_of(stars);
}

/// A pie of thin slices that all meet in one vertex, with an enclave in an enclave around it.
AreaTree pie(int slices) {
    constexpr double turn = 6.283185307179586;
    const LonLat middle{113.2, 34.1};
    const auto at = [&](int slice, double r) {
        return LonLat{middle.lon + r * std::cos(turn * slice / slices),
                      middle.lat + r * std::sin(turn * slice / slices)};
    };
    std::vector<Boundary> boundaries;
    for (int i = 0; i < slices; ++i) {
        const int next = (i + 1) % slices;
        boundaries.push_back(one_ring({middle, at(i, 0.1), at(next, 0.1), middle}));
    }
    Ring inner;
    Ring outer;
    for (int i = 0; i <= slices; ++i) {
        inner.push_back(at(i % slices, 0.1));
        outer.push_back(at(i % slices, 0.13));
    }
    boundaries.push_back(one_polygon({outer, inner}));
    return villages_of(boundaries);
}

/// The same square many times over, and slivers 1e-9 degrees wide.
AreaTree stack(int copies) {
    std::vector<Boundary> boundaries;
    for (int i = 0; i < copies; ++i) {
        boundaries.push_back(one_ring({{113, 34}, {113.1, 34}, {113.1, 34.1}, {113, 34.1}, {113, 34}}));
        const double west = 113.02 + i * 0.001;
        boundaries.push_back(one_ring({{west, 34.02},
                                       {west + 1e-9, 34.02},
                                       {west + 0.01 + 1e-9, 34.2},
                                       {west + 0.01, 34.2},
                                       {west, 34.02}}));
    }
    return villages_of(boundaries);
}

/// Neighbours whose common border is collinear but not divided alike: one has a vertex where the other has
/// none.
AreaTree collinear() {
    std::vector<Boundary> boundaries;
    for (int column = 0; column < 6; ++column) {
        const double west = 113 + column * 0.125;
        Ring ring{{west, 34}, {west + 0.125, 34}};
        for (int i = 1; i <= column + 2; ++i) ring.push_back({west + 0.125, 34 + 0.5 * i / (column + 2)});
        ring.push_back({west, 34.5});
        ring.push_back({west, 34});
        boundaries.push_back(one_ring(ring));
    }
    return villages_of(boundaries);
}

/// One village like a comb with very many teeth, and its counterpart.
AreaTree comb(int teeth) {
    Ring ring{{113.5, 33.9}, {113, 33.9}};
    for (int i = 0; i < teeth; ++i) {
        const double west = 113 + 0.5 * i / teeth;
        ring.push_back({west, 34});
        ring.push_back({west + 0.25 / teeth, 34.5});
    }
    ring.push_back({113.5, 34});
    ring.push_back(ring.front());
    return villages_of({one_ring(ring)});
}

TEST(VillageIndex, AgreesWithTheSlowTwinWhereManyVillagesMeetInOneVertex) {
    for (const int slices : {3, 16, 61, 62, 63, 200}) expect_same_as_slow_twin(pie(slices), 11, 3'000);
}

TEST(VillageIndex, AgreesWithTheSlowTwinInStacksOfVillagesAndSlivers) {
    for (const int copies : {2, 31, 33, 70}) expect_same_as_slow_twin(stack(copies), 12, 3'000);
}

TEST(VillageIndex, AgreesWithTheSlowTwinOnCollinearBorders) {
    expect_same_as_slow_twin(collinear(), 13, 20'000);
}

TEST(VillageIndex, AgreesWithTheSlowTwinInACombOfManyTeeth) {
    expect_same_as_slow_twin(comb(7), 14, 5'000);
    expect_same_as_slow_twin(comb(2'000), 15, 2'000);
}

TEST(VillageIndex, HoldsAPolygonOfAMillionVertices) {
    constexpr int vertices = 1'000'000;
    constexpr double turn = 6.283185307179586;
    Ring ring;
    std::mt19937_64 random(16);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < vertices; ++i) {
        const double r = 0.3 + 0.05 * std::sin(turn * i / 5'000) + 1e-5 * unit(random);
        ring.push_back({113.5 + r * std::cos(turn * i / vertices), 34.5 + r * std::sin(turn * i / vertices)});
    }
    ring.push_back(ring.front());
    const auto county = villages_of({one_ring(ring)});
    const VillageIndex index(county);
    const auto edges = edges_of(county[0].boundary);
    Positions positions(county, 16);
    for (int i = 0; i < 100; ++i) {
        const auto p = positions.next();
        ASSERT_EQ(index.find(p).village == 0, twin_side(edges, p) != Side::outside) << i;
    }
    EXPECT_LT(index.memory_bytes(), 300U << 20);
}

TEST(VillageIndex, AgreesWithTheSlowTwinInAWigglyCounty) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        expect_same_as_slow_twin(wiggly_county({.columns = 7, .rows = 5, .seed = seed}), seed, 5'000);
    }
}

TEST(VillageIndex, AgreesWithTheSlowTwinOnALatticeWhereManyPositionsLieExactlyOnEdges) {
    const auto county =
        on_lattice(wiggly_county({.columns = 6, .rows = 6, .vertices_per_side = 12, .seed = 9}));
    expect_same_as_slow_twin(county, 9, 20'000);
}

TEST(VillageIndex, AgreesWithTheSlowTwinInOverlapsHolesAndGaps) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed)
        expect_same_as_slow_twin(scattered_stars(seed), seed, 8'000);
}

TEST(VillageIndex, AgreesWithTheSlowTwinForOneVillageAndForVerySmallOnes) {
    expect_same_as_slow_twin(wiggly_county({.columns = 1, .rows = 1, .seed = 4}), 4, 5'000);
    expect_same_as_slow_twin(wiggly_county({.columns = 4, .rows = 3, .seed = 4, .village_deg = 1e-7}), 4,
                             5'000);
    expect_same_as_slow_twin(wiggly_county({.columns = 30, .rows = 1, .vertices_per_side = 5, .seed = 4}), 4,
                             5'000);
}

/// What GEOS says, village by village.
class GeosVillages {
  public:
    explicit GeosVillages(const AreaTree& county) : geos_(GEOS_init_r()) {
        for (const auto& area : county.areas()) {
            geometries_.push_back(multipolygon(area.boundary));
            prepared_.push_back(GEOSPrepare_r(geos_, geometries_.back()));
        }
    }
    ~GeosVillages() {
        for (const auto* each : prepared_) GEOSPreparedGeom_destroy_r(geos_, each);
        for (auto* each : geometries_) GEOSGeom_destroy_r(geos_, each);
        GEOS_finish_r(geos_);
    }
    GeosVillages(const GeosVillages&) = delete;
    GeosVillages& operator=(const GeosVillages&) = delete;

    Located find(LonLat p) const {
        auto* point = GEOSGeom_createPointFromXY_r(geos_, p.lon, p.lat);
        Located located;
        int interiors = 0;
        for (AreaIndex village = 0; village < prepared_.size(); ++village) {
            if (GEOSPreparedCovers_r(geos_, prepared_[village], point) == 1 && located.village == no_area) {
                located.village = village;
            }
            interiors += GEOSPreparedContains_r(geos_, prepared_[village], point) == 1 ? 1 : 0;
        }
        located.overlap = interiors > 1;
        GEOSGeom_destroy_r(geos_, point);
        return located;
    }

  private:
    GEOSGeometry* ring(const Ring& ring) const {
        return GEOSGeom_createLinearRing_r(
            geos_,
            GEOSCoordSeq_copyFromBuffer_r(geos_, &ring[0].lon, static_cast<unsigned>(ring.size()), 0, 0));
    }
    GEOSGeometry* multipolygon(const Boundary& boundary) const {
        std::vector<GEOSGeometry*> parts;
        for (const auto& polygon : boundary.polygons) {
            std::vector<GEOSGeometry*> holes;
            for (std::size_t i = 1; i < polygon.rings.size(); ++i) holes.push_back(ring(polygon.rings[i]));
            parts.push_back(GEOSGeom_createPolygon_r(geos_, ring(polygon.rings[0]), holes.data(),
                                                     static_cast<unsigned>(holes.size())));
        }
        return GEOSGeom_createCollection_r(geos_, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size()));
    }

    GEOSContextHandle_t geos_;
    std::vector<GEOSGeometry*> geometries_;
    std::vector<const GEOSPreparedGeometry*> prepared_;
};

TEST(VillageIndex, AgreesWithGeosCoversEverywhere) {
    const std::vector<AreaTree> counties{
        wiggly_county({.columns = 8, .rows = 8, .seed = 21}), scattered_stars(22),
        on_lattice(wiggly_county({.columns = 6, .rows = 6, .vertices_per_side = 12, .seed = 23}))};
    for (const auto& county : counties) {
        const VillageIndex index(county);
        const GeosVillages geos(county);
        Positions positions(county, 20);
        for (int i = 0; i < 20'000; ++i) {
            const auto p = positions.next();
            const auto expected = geos.find(p);
            ASSERT_EQ(index.find(p).village, expected.village) << "position " << i;
            ASSERT_EQ(index.find(p).overlap, expected.overlap) << "position " << i;
        }
    }
}

/// The geodesic to an edge by golden-section search.
double slow_distance_m(const Edge& edge, LonLat p) {
    const auto at = [&](double t) {
        return distance(p, {edge.a.lon + t * (edge.b.lon - edge.a.lon),
                            edge.a.lat + t * (edge.b.lat - edge.a.lat)})
            .value;
    };
    double low = 0;
    double high = 1;
    while (high - low > 1e-7) {
        const double third = (high - low) / 3;
        (at(low + third) < at(high - third) ? high : low) =
            at(low + third) < at(high - third) ? high - third : low + third;
    }
    return std::min({at(low), at(0), at(1)});
}

Bounds bounds_of(const Edge& edge) {
    Bounds bounds;
    bounds.add(edge.a);
    bounds.add(edge.b);
    return bounds;
}

TEST(VillageIndex, AgreesWithTheSlowTwinOnTheNearestVillage) {
    const auto county = scattered_stars(31);
    const VillageIndex index(county);
    Positions positions(county, 31);
    int outside = 0;
    for (int i = 0; i < 400; ++i) {
        const auto p = positions.anywhere();
        if (index.find(p).village != no_area) continue;
        const Bounds reach{p.lon - 0.05, p.lat - 0.05, p.lon + 0.05, p.lat + 0.05};  // 4.5 km or more
        double nearest_m = 4000;
        AreaIndex nearest = no_area;
        for (AreaIndex village = 0; village < county.size(); ++village) {
            if (!reach.intersects(county[village].bounds)) continue;
            for (const auto& edge : edges_of(county[village].boundary)) {
                if (!reach.intersects(bounds_of(edge))) continue;
                const double metres = slow_distance_m(edge, p);
                if (metres >= nearest_m) continue;
                nearest_m = metres;
                nearest = village;
            }
        }
        const auto actual = index.nearest(p, 4_km);
        ASSERT_EQ(actual.village, nearest) << i;
        if (nearest != no_area) {
            ASSERT_NEAR(actual.distance.value, nearest_m, 0.01) << i;
        }
        ++outside;
    }
    EXPECT_GT(outside, 50);
}

}  // namespace
}  // namespace courtyard
