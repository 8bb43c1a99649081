// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/reprojection.h"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <cmath>
#include <string_view>

#include "data/gdal_library.h"

namespace courtyard {
namespace {

OGRSpatialReference by_epsg(int epsg) {
    OGRSpatialReference system;
    system.importFromEPSG(epsg);
    system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return system;
}

/// GDAL's own test compares axis order and names too, which files rarely get right.
bool is_wgs84_in_degrees(const OGRSpatialReference& system) {
    if (!system.IsGeographic()) return false;
    const char* const options[] = {"CRITERION=EQUIVALENT", "IGNORE_DATA_AXIS_TO_SRS_AXIS_MAPPING=YES",
                                   "IGNORE_COORDINATE_EPOCH=YES", nullptr};
    for (const int epsg : {4326, 4490, 4979, 4480}) {
        const OGRSpatialReference ours = by_epsg(epsg);
        if (system.IsSame(&ours, options)) return true;
    }
    const char* authority = system.GetAuthorityName(nullptr);
    const char* code = system.GetAuthorityCode(nullptr);
    return authority != nullptr && code != nullptr && std::string_view(authority) == "OGC" &&
           std::string_view(code) == "CRS84";
}

/// CGCS2000 is taken as equal to WGS 84, so a projection of either is only undone; another datum must be
/// changed.
OGRSpatialReference degrees_of(const OGRSpatialReference& system) {
    const std::unique_ptr<OGRSpatialReference> base(system.CloneGeogCS());
    if (!base || !is_wgs84_in_degrees(*base)) return by_epsg(4326);
    base->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return *base;
}

tl::unexpected<Error> unknown_system(std::string_view name) {
    return fail(ErrorCode::unsupported, "file.crs",
                {fmt::format("坐标系“{}”无法准确换算到 WGS 84；请先转换为 CGCS2000（EPSG:4490）再上传", name),
                 fmt::format("no exact way is known from \"{}\" to WGS 84; convert to CGCS2000 (EPSG:4490) "
                             "first",
                             name)});
}

}  // namespace

void Reprojection::Destroy::operator()(OGRCoordinateTransformation* transformation) const {
    OGRCoordinateTransformation::DestroyCT(transformation);
}

Result<std::optional<Reprojection>> Reprojection::from(const OGRSpatialReference& system) {
    prepare_gdal();
    if (is_wgs84_in_degrees(system)) return std::nullopt;
    OGRSpatialReference source(system);
    source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const OGRSpatialReference target = degrees_of(source);
    OGRCoordinateTransformationOptions options;
    options.SetBallparkAllowed(false);
    const GdalMessages messages;
    auto* transformation = OGRCreateCoordinateTransformation(&source, &target, options);
    if (transformation == nullptr) {
        const char* name = system.GetName();
        return unknown_system(name == nullptr ? "?" : name);
    }
    return std::optional<Reprojection>(Reprojection(transformation));
}

Result<std::optional<Reprojection>> Reprojection::from_epsg(int epsg) {
    const GdalMessages messages;
    const OGRSpatialReference system = by_epsg(epsg);
    if (system.IsEmpty()) return unknown_system(fmt::format("EPSG:{}", epsg));
    return from(system);
}

Result<void> Reprojection::apply(TableGeometry& geometry) const {
    if (auto* position = std::get_if<LonLat>(&geometry)) return move(*position);
    if (auto* boundary = std::get_if<Boundary>(&geometry)) return move(*boundary);
    return {};
}

Result<void> Reprojection::move(LonLat& position) const {
    LonLat out = position;
    const GdalMessages messages;
    const bool done = std::isfinite(position.lon) && std::isfinite(position.lat) &&
                      transformation_->Transform(1, &out.lon, &out.lat) != 0;
    if (!done || !std::isfinite(out.lon) || !std::isfinite(out.lat)) {
        return fail(
            ErrorCode::invalid_input, "geometry.outside_crs",
            {fmt::format("坐标 ({}, {}) 不在文件声明的坐标系范围内", position.lon, position.lat),
             fmt::format("({}, {}) lies outside the file's reference system", position.lon, position.lat)});
    }
    position = out;
    return {};
}

Result<void> Reprojection::move(Boundary& boundary) const {
    for (Polygon& polygon : boundary.polygons) {
        for (Ring& ring : polygon.rings) {
            for (LonLat& position : ring) {
                if (auto moved = move(position); !moved) return moved;
            }
        }
    }
    return {};
}

}  // namespace courtyard
