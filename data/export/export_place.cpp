// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_place.h"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <array>
#include <stdexcept>

#include "data/gdal_library.h"

namespace courtyard {

void ExportPlace::Release::operator()(OGRSpatialReference* system) const noexcept { system->Release(); }

void ExportPlace::Release::operator()(OGRCoordinateTransformation* transformation) const noexcept {
    OGRCoordinateTransformation::DestroyCT(transformation);
}

ExportPlace::ExportPlace(ExportPlace&&) noexcept = default;
ExportPlace& ExportPlace::operator=(ExportPlace&&) noexcept = default;
ExportPlace::~ExportPlace() = default;

Result<ExportPlace> ExportPlace::in(Crs crs) {
    const GdalMessages messages;
    ExportPlace place;
    place.system_.reset(new OGRSpatialReference);
    const bool known = place.system_->importFromEPSG(crs.epsg) == OGRERR_NONE;
    place.system_->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (known && place.system_->IsGeographic()) return place;
    // Of the same datum, so that the projection is all that happens; CGCS2000 is taken as WGS 84.
    OGRSpatialReference degrees;
    degrees.importFromEPSG(crs.epsg == 3857 ? 4326 : 4490);
    degrees.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (known) place.transformation_.reset(OGRCreateCoordinateTransformation(&degrees, place.system_.get()));
    if (!place.transformation_) {
        return fail(ErrorCode::unsupported, "export.crs",
                    {fmt::format("不能导出为 EPSG:{}：{}", crs.epsg, messages.failure()),
                     fmt::format("cannot export in EPSG:{}: {}", crs.epsg, messages.failure())},
                    "crs");
    }
    return place;
}

std::string ExportPlace::name() const {
    const char* name = system_->GetName();
    const char* code = system_->GetAuthorityCode(nullptr);
    return fmt::format("{} (EPSG:{})", name == nullptr ? "" : name, code == nullptr ? "" : code);
}

std::string ExportPlace::esri_wkt() const {
    constexpr std::array<const char*, 2> options{"FORMAT=WKT1_ESRI", nullptr};
    char* text = nullptr;
    const bool told = system_->exportToWkt(&text, options.data()) == OGRERR_NONE && text != nullptr;
    std::string wkt(told ? text : "");
    CPLFree(text);
    if (!told) throw std::runtime_error("the reference system of the export has no ESRI text");
    return wkt;
}

void ExportPlace::move(std::vector<double>& x, std::vector<double>& y) const {
    if (!transformation_) return;
    if (transformation_->Transform(static_cast<int>(x.size()), x.data(), y.data()) == 0) {
        throw std::runtime_error("a position lies outside the reference system of the export");
    }
}

LonLat ExportPlace::moved(LonLat at) const {
    if (!transformation_) return at;
    if (transformation_->Transform(1, &at.lon, &at.lat) == 0) {
        throw std::runtime_error("a position lies outside the reference system of the export");
    }
    return at;
}

}  // namespace courtyard
