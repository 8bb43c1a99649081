// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/geometry_predicate.h"

#define GEOS_USE_ONLY_R_API
#include <geos_c.h>

#include <algorithm>
#include <array>
#include <new>
#include <optional>

#include "geo/geos_geometry.h"

namespace courtyard {
namespace {

using enum SpatialRelation;

tl::unexpected<Error> invalid(Text reason) {
    return fail(ErrorCode::invalid_input, "shape.invalid",
                {"几何无效：" + reason.zh, "the geometry is not valid: " + reason.en});
}

Bounds bounds_of(const std::vector<LonLat>& positions) {
    Bounds bounds;
    for (const LonLat p : positions) bounds.add(p);
    return bounds;
}

std::optional<Text> fault_of(const Polygon& polygon) {
    for (const Ring& ring : polygon.rings) {
        if (ring.size() < 4 || ring.front() != ring.back())
            return Text{"环须闭合且至少有四个位置", "a ring is closed and has four positions or more"};
    }
    return std::nullopt;
}

std::optional<Text> fault_of(const std::vector<LonLat>& line) {
    const auto moves = [&](LonLat p) { return p != line.front(); };
    if (line.empty() || std::ranges::none_of(line, moves))
        return Text{"线至少有两个不同的位置", "a line has two different positions or more"};
    return std::nullopt;
}

/// An upright rectangle: then a point needs no GEOS.
bool is_rectangle(const Shape& shape, const Bounds& bounds) {
    if (!shape.points.empty() || !shape.lines.empty() || shape.polygons.size() != 1) return false;
    const auto& rings = shape.polygons[0].rings;
    if (rings.size() != 1 || rings[0].size() != 5) return false;
    const auto is_corner = [&](LonLat p) {
        return (p.lon == bounds.west || p.lon == bounds.east) &&
               (p.lat == bounds.south || p.lat == bounds.north);
    };
    const auto turns = [&](std::size_t i) {
        return (rings[0][i].lon == rings[0][i + 1].lon) != (rings[0][i].lat == rings[0][i + 1].lat);
    };
    return std::ranges::all_of(rings[0], is_corner) && turns(0) && turns(1) && turns(2) && turns(3);
}

bool point_and_rectangle(SpatialRelation relation, LonLat p, const Bounds& box) {
    const bool inside = p.lon > box.west && p.lon < box.east && p.lat > box.south && p.lat < box.north;
    switch (relation) {
        case intersects:
            return box.contains(p);
        case disjoint:
            return !box.contains(p);
        case within:
            return inside;
        case touches:
            return box.contains(p) && !inside;
        case equals:
        case crosses:
        case contains:
        case overlaps:
            return false;
    }
    return false;
}

}  // namespace

Bounds bounds_of(const Shape& shape) {
    Bounds bounds;
    for (const LonLat p : shape.points) bounds.add(p);
    for (const auto& line : shape.lines) bounds.add(bounds_of(line));
    for (const Polygon& polygon : shape.polygons) bounds.add(bounds_of(polygon.rings.front()));
    return bounds;
}

/// GEOS's half: what is asked about as up to three geometries, each of one dimension.
class GeometryPredicate::Ground : public GeosContext {
  public:
    GeosGeometry point(LonLat at) const {
        return made(GEOSGeom_createPointFromXY_r(handle(), at.lon, at.lat));
    }
    GeosGeometry line(const std::vector<LonLat>& positions) const {
        auto* sequence = GEOSCoordSeq_copyFromBuffer_r(handle(), &positions[0].lon,
                                                       static_cast<unsigned>(positions.size()), 0, 0);
        if (sequence == nullptr) throw std::bad_alloc();
        return made(GEOSGeom_createLineString_r(handle(), sequence));
    }
    /// The parts of a shape by dimension; those that share a shape are made to share no position.
    std::vector<GeosGeometry> parts(const Shape& shape) const;

    void prepare(std::vector<GeosGeometry> parts);
    /// Whether relation(other, shape) holds, where `other` has one dimension.
    bool holds(SpatialRelation relation, const GEOSGeometry& other) const;
    bool holds(SpatialRelation relation, const std::vector<GeosGeometry>& others) const;
    bool is_simple() const { return parts_.size() == 1; }

  private:
    struct Unprepare {
        GEOSContextHandle_t context;
        void operator()(const GEOSPreparedGeometry* p) const noexcept {
            GEOSPreparedGeom_destroy_r(context, p);
        }
    };
    struct Part {
        GeosGeometry geometry;
        std::unique_ptr<const GEOSPreparedGeometry, Unprepare> prepared;
    };

    GeosGeometry made(GEOSGeometry* geometry) const {
        if (geometry == nullptr) throw std::bad_alloc();
        return {geometry, {handle()}};
    }
    GeosGeometry collected(int type, std::vector<GeosGeometry>& geometries) const;
    void split(const GEOSGeometry& geometry, std::array<std::vector<GeosGeometry>, 3>& by_dimension) const;
    char told(SpatialRelation relation, const GEOSGeometry& other, const Part& part) const;
    bool asked(SpatialRelation relation, const GEOSGeometry& other, const Part& part) const;
    bool covers(const GEOSGeometry& other, const Part& part) const {
        return GEOSCovers_r(handle(), &other, part.geometry.get()) == 1;
    }
    bool insides_meet(const GEOSGeometry& other, const Part& part) const {
        return GEOSRelatePattern_r(handle(), &other, part.geometry.get(), "T********") == 1;
    }

    std::vector<Part> parts_;
};

GeosGeometry GeometryPredicate::Ground::collected(int type, std::vector<GeosGeometry>& geometries) const {
    std::vector<GEOSGeometry*> raw;
    for (auto& geometry : geometries) raw.push_back(geometry.release());
    return made(GEOSGeom_createCollection_r(handle(), type, raw.data(), static_cast<unsigned>(raw.size())));
}

void GeometryPredicate::Ground::split(const GEOSGeometry& geometry,
                                      std::array<std::vector<GeosGeometry>, 3>& by_dimension) const {
    const int parts = GEOSGetNumGeometries_r(handle(), &geometry);
    for (int i = 0; i < parts; ++i) {
        const GEOSGeometry* part = GEOSGetGeometryN_r(handle(), &geometry, i);
        if (GEOSisEmpty_r(handle(), part) == 1) continue;
        if (GEOSGetNumGeometries_r(handle(), part) > 1) {
            split(*part, by_dimension);
            continue;
        }
        const auto dimension = static_cast<std::size_t>(GEOSGeom_getDimensions_r(handle(), part));
        by_dimension.at(dimension).push_back(made(GEOSGeom_clone_r(handle(), part)));
    }
}

std::vector<GeosGeometry> GeometryPredicate::Ground::parts(const Shape& shape) const {
    std::array<std::vector<GeosGeometry>, 3> by_dimension;
    for (const LonLat p : shape.points) by_dimension[0].push_back(point(p));
    for (const auto& positions : shape.lines) by_dimension[1].push_back(line(positions));
    if (!shape.polygons.empty()) {
        auto polygons = multipolygon({shape.polygons});
        if (shape.polygons.size() > 1) polygons = united(*polygons);
        split(*polygons, by_dimension);
    }
    constexpr std::array<int, 3> collection{GEOS_MULTIPOINT, GEOS_MULTILINESTRING, GEOS_MULTIPOLYGON};
    const auto grouped = [&] {
        std::vector<GeosGeometry> groups;
        for (std::size_t i = 0; i < 3; ++i) {
            auto& members = by_dimension.at(i);
            if (members.size() == 1) groups.push_back(std::move(members.front()));
            if (members.size() > 1) groups.push_back(collected(collection.at(i), members));
        }
        return groups;
    };
    auto groups = grouped();
    if (groups.size() == 1) return groups;
    const auto mixed = collected(GEOS_GEOMETRYCOLLECTION, groups);
    for (auto& members : by_dimension) members.clear();
    split(*united(*mixed), by_dimension);
    return grouped();
}

void GeometryPredicate::Ground::prepare(std::vector<GeosGeometry> parts) {
    for (auto& geometry : parts) {
        const auto* prepared = GEOSPrepare_r(handle(), geometry.get());
        if (prepared == nullptr) throw std::bad_alloc();
        parts_.push_back({std::move(geometry), {prepared, Unprepare{handle()}}});
    }
}

/// As GEOS says it: 0 no, 1 yes, 2 it finds no answer.
char GeometryPredicate::Ground::told(SpatialRelation relation, const GEOSGeometry& other,
                                     const Part& part) const {
    const auto* prepared = part.prepared.get();
    switch (relation) {
        case intersects:
            return GEOSPreparedIntersects_r(handle(), prepared, &other);
        case disjoint:
            return GEOSPreparedDisjoint_r(handle(), prepared, &other);
        case equals:
            return GEOSEquals_r(handle(), part.geometry.get(), &other);
        case touches:
            return GEOSPreparedTouches_r(handle(), prepared, &other);
        case crosses:
            return GEOSPreparedCrosses_r(handle(), prepared, &other);
        case within:
            return GEOSPreparedContains_r(handle(), prepared, &other);
        case contains:
            return GEOSPreparedWithin_r(handle(), prepared, &other);
        case overlaps:
            return GEOSPreparedOverlaps_r(handle(), prepared, &other);
    }
    return 2;
}

/// Where an area's border crosses itself GEOS finds no answer: then of the area as it is made valid.
bool GeometryPredicate::Ground::asked(SpatialRelation relation, const GEOSGeometry& other,
                                      const Part& part) const {
    const char first = told(relation, other, part);
    if (first != 2) return first == 1;
    return told(relation, *answered(GEOSMakeValid_r(handle(), &other), "valid geometry"), part) == 1;
}

bool GeometryPredicate::Ground::holds(SpatialRelation relation, const GEOSGeometry& other) const {
    if (is_simple()) return asked(relation, other, parts_.front());
    const auto any = [&](SpatialRelation r) {
        return std::ranges::any_of(parts_, [&](const Part& part) { return asked(r, other, part); });
    };
    const bool covers_all =
        std::ranges::all_of(parts_, [&](const Part& part) { return covers(other, part); });
    const bool meets =
        std::ranges::any_of(parts_, [&](const Part& part) { return insides_meet(other, part); });
    // The last part has the highest dimension.
    const int highest = GEOSGeom_getDimensions_r(handle(), parts_.back().geometry.get());
    const bool is_flush = GEOSGeom_getDimensions_r(handle(), &other) == highest;
    switch (relation) {
        case intersects:
            return any(intersects);
        case disjoint:
            return !any(intersects);
        case equals:  // the parts share nothing: no geometry of one dimension is all of them
            return false;
        case touches:
            return any(intersects) && !meets;
        case within:
            return any(within);
        case contains:
            return covers_all && meets;
        case crosses:
            return !is_flush && meets && !covers_all && !any(within);
        case overlaps:
            return is_flush && meets && !covers_all && !any(within);
    }
    return false;
}

/// Of literals of several dimensions only what can be told part by part.
bool GeometryPredicate::Ground::holds(SpatialRelation relation,
                                      const std::vector<GeosGeometry>& others) const {
    const auto each = [&](SpatialRelation r) {
        return [this, r](const GeosGeometry& other) { return holds(r, *other); };
    };
    if (others.size() == 1) return holds(relation, *others.front());
    switch (relation) {
        case intersects:
            return std::ranges::any_of(others, each(intersects));
        case disjoint:
            return std::ranges::all_of(others, each(disjoint));
        case within:
            return std::ranges::all_of(others, each(within));
        case contains:
            return std::ranges::all_of(parts_,
                                       [&](const Part& part) {
                                           return std::ranges::any_of(others, [&](const GeosGeometry& other) {
                                               return covers(*other, part);
                                           });
                                       }) &&
                   std::ranges::any_of(others, [&](const GeosGeometry& other) {
                       return std::ranges::any_of(
                           parts_, [&](const Part& part) { return insides_meet(*other, part); });
                   });
        case touches:
            return std::ranges::any_of(others, each(touches)) &&
                   std::ranges::all_of(others, [&](const GeosGeometry& other) {
                       return holds(touches, *other) || holds(disjoint, *other);
                   });
        case equals:
            return others.size() == parts_.size() && std::ranges::all_of(parts_, [&](const Part& part) {
                       return std::ranges::any_of(others, [&](const GeosGeometry& other) {
                           return GEOSEquals_r(handle(), part.geometry.get(), other.get()) == 1;
                       });
                   });
        case crosses:
            return std::ranges::any_of(others, each(crosses));
        case overlaps:
            return std::ranges::any_of(others, each(overlaps));
    }
    return false;
}

Result<GeometryPredicate> GeometryPredicate::with(SpatialRelation relation, const Shape& shape) {
    auto ground = std::make_unique<Ground>();
    for (const auto& line : shape.lines)
        if (const auto fault = fault_of(line)) return invalid(*fault);
    for (const Polygon& polygon : shape.polygons) {
        if (const auto fault = fault_of(polygon)) return invalid(*fault);
        if (const auto fault = ground->invalidity(*ground->multipolygon({{polygon}})))
            return invalid(fault->reason);
    }
    ground->prepare(ground->parts(shape));
    GeometryPredicate predicate(relation, bounds_of(shape), std::move(ground));
    predicate.is_rectangle_ = is_rectangle(shape, predicate.bounds_);
    return predicate;
}

GeometryPredicate::GeometryPredicate(SpatialRelation relation, const Bounds& bounds,
                                     std::unique_ptr<Ground> ground)
    : relation_(relation), bounds_(bounds), ground_(std::move(ground)) {}
GeometryPredicate::GeometryPredicate(GeometryPredicate&&) noexcept = default;
GeometryPredicate& GeometryPredicate::operator=(GeometryPredicate&&) noexcept = default;
GeometryPredicate::~GeometryPredicate() = default;

bool GeometryPredicate::is_decided_by(const Bounds& bounds) const { return !bounds_.intersects(bounds); }

bool GeometryPredicate::holds(LonLat point) const {
    if (is_rectangle_) return point_and_rectangle(relation_, point, bounds_);
    if (!bounds_.contains(point)) return relation_ == disjoint;
    return ground_->holds(relation_, *ground_->point(point));
}

bool GeometryPredicate::holds(const Boundary& boundary) const {
    if (is_decided_by(courtyard::bounds_of(boundary))) return relation_ == disjoint;
    return ground_->holds(relation_, *ground_->multipolygon(boundary));
}

bool GeometryPredicate::holds(const Shape& other) const {
    if (is_decided_by(bounds_of(other))) return relation_ == disjoint;
    return ground_->holds(relation_, ground_->parts(other));
}

}  // namespace courtyard
