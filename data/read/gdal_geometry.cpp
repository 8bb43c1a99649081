// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/gdal_geometry.h"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <memory>
#include <string>

#include "data/gdal_library.h"
#include "data/read/plain_text.h"

namespace courtyard {
namespace {

Polygon polygon_of(const OGRPolygon& source) {
    Polygon polygon;
    for (const OGRLinearRing* line : source) {
        Ring& ring = polygon.rings.emplace_back();
        ring.reserve(static_cast<std::size_t>(line->getNumPoints()));
        for (int i = 0; i < line->getNumPoints(); ++i) ring.push_back({line->getX(i), line->getY(i)});
    }
    return polygon;
}

/// The members of a collection, when they are all polygons: KML has no other way to say multipolygon.
Result<TableGeometry> from_collection(const OGRGeometryCollection& source) {
    if (source.getNumGeometries() == 1) return from_gdal(source.getGeometryRef(0));
    Boundary boundary;
    for (const OGRGeometry* member : source) {
        if (wkbFlatten(member->getGeometryType()) != wkbPolygon) {
            return wrong_geometry(source.getGeometryName());
        }
        boundary.polygons.push_back(polygon_of(*member->toPolygon()));
    }
    return boundary;
}

}  // namespace

tl::unexpected<Error> wrong_geometry(std::string_view kind) {
    return fail(ErrorCode::invalid_input, "geometry.kind",
                {fmt::format("几何类型 {} 不能用：需要点或面", kind),
                 fmt::format("a {} will not do: a point or a polygon is needed", kind)});
}

Result<TableGeometry> from_gdal(const OGRGeometry* geometry) {
    if (geometry == nullptr || geometry->IsEmpty()) return std::monostate{};
    switch (wkbFlatten(geometry->getGeometryType())) {
        case wkbPoint:
            return LonLat{geometry->toPoint()->getX(), geometry->toPoint()->getY()};
        case wkbPolygon:
            return Boundary{{polygon_of(*geometry->toPolygon())}};
        case wkbMultiPolygon:
        case wkbMultiPoint:
        case wkbGeometryCollection:
            return from_collection(*geometry->toGeometryCollection());
        default:
            return wrong_geometry(geometry->getGeometryName());
    }
}

Result<TableGeometry> from_wkt(std::string_view text) {
    const GdalMessages messages;
    OGRGeometry* geometry = nullptr;
    const std::string copy(text);
    const char* rest = copy.c_str();
    const bool read = OGRGeometryFactory::createFromWkt(&rest, nullptr, &geometry) == OGRERR_NONE;
    const std::unique_ptr<OGRGeometry> owner(geometry);
    if (read && *rest == '\0') return from_gdal(geometry);
    return fail(ErrorCode::invalid_input, "geometry.wkt",
                {fmt::format("“{}…”不是 WKT 几何", leading(copy, 40)),
                 fmt::format("\"{}...\" is not a WKT geometry", leading(copy, 40))});
}

}  // namespace courtyard
