// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <stdexcept>

#include "data/gdal_library.h"
#include "data/sample/sample_writers.h"
#include "data/sample/shared_borders.h"
#include "geo/area_code.h"

namespace courtyard {

namespace {

[[noreturn]] void broken(const std::filesystem::path& file) {
    throw std::runtime_error("cannot write " + file.string() + ": " + CPLGetLastErrorMsg());
}

OGRMultiPolygon ogr_of(const Boundary& boundary) {
    OGRMultiPolygon all;
    std::vector<double> x;
    std::vector<double> y;
    for (const Polygon& polygon : boundary.polygons) {
        auto part = std::make_unique<OGRPolygon>();
        for (const Ring& ring : polygon.rings) {
            x.clear();
            y.clear();
            for (const LonLat& at : ring) {
                x.push_back(at.lon);
                y.push_back(at.lat);
            }
            auto line = std::make_unique<OGRLinearRing>();
            line->setPoints(static_cast<int>(x.size()), x.data(), y.data());
            part->addRingDirectly(line.release());
        }
        all.addGeometryDirectly(part.release());
    }
    return all;
}

/// One feature a row, in the order they are added.
class AreaRows {
  public:
    explicit AreaRows(OGRLayer& layer) : layer_(layer), feature_(layer.GetLayerDefn()) {}

    bool add(const std::string& code, const std::string& name, AreaLevel level, const std::string& parent,
             const Boundary& boundary) {
        feature_.SetFID(OGRNullFID);
        feature_.SetField(0, code.c_str());
        feature_.SetField(1, name.c_str());
        feature_.SetField(2, std::string(to_string(level)).c_str());
        if (parent.empty())
            feature_.SetFieldNull(3);
        else
            feature_.SetField(3, parent.c_str());
        const OGRMultiPolygon shape = ogr_of(boundary);
        feature_.SetGeometry(&shape);
        return layer_.CreateFeature(&feature_) == OGRERR_NONE;
    }

  private:
    OGRLayer& layer_;
    OGRFeature feature_;
};

std::vector<std::uint32_t> township_order(const SampleCounty& county) {
    std::vector<std::uint32_t> order(county.townships.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return county.townships[a].code < county.townships[b].code;
    });
    return order;
}

bool fill(const SampleCounty& county, OGRLayer& layer) {
    const std::size_t count = county.villages.size();
    std::vector<std::uint32_t> own(count);
    std::iota(own.begin(), own.end(), 0U);
    const std::string top(sample_county_code);
    AreaRows rows(layer);
    const auto whole = shared_borders(county.land, std::vector<std::uint32_t>(count, 0), 1, county.seed);
    bool good = rows.add(top, std::string(sample_county_name), AreaLevel::county, "", whole[0]);
    const auto townships =
        shared_borders(county.land, county.land.township_of, county.townships.size(), county.seed);
    for (const std::uint32_t i : township_order(county)) {
        const SampleTownship& township = county.townships[i];
        good = good && rows.add(township.code, township.name, AreaLevel::township, top, townships[i]);
    }
    const auto villages = shared_borders(county.land, own, count, county.seed);
    for (const std::uint32_t i : county.by_code) {
        const SampleVillage& village = county.villages[i];
        const std::string& parent = county.townships[village.township].code;
        good = good && rows.add(village.code, village.name, AreaLevel::village, parent, villages[i]);
    }
    return good;
}

}  // namespace

void write_areas(const SampleCounty& county, const std::filesystem::path& file) {
    prepare_gdal();
    std::filesystem::remove(file);
    // A GeoPackage notes when it was changed; the sample's bytes do not depend on the clock.
    const CPLConfigOptionSetter fixed("OGR_CURRENT_DATE", "2026-01-01T00:00:00.000Z", false);
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
    if (driver == nullptr) broken(file);
    const GDALDatasetUniquePtr dataset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) broken(file);
    OGRSpatialReference system;
    system.importFromEPSG(4490);
    system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    OGRLayer* layer = dataset->CreateLayer("areas", &system, wkbMultiPolygon, nullptr);
    if (layer == nullptr) broken(file);
    for (const char* name : {"code", "name", "level", "parent"}) {
        OGRFieldDefn field(name, OFTString);
        if (layer->CreateField(&field) != OGRERR_NONE) broken(file);
    }
    if (dataset->StartTransaction() != OGRERR_NONE || !fill(county, *layer) ||
        dataset->CommitTransaction() != OGRERR_NONE) {
        broken(file);
    }
}

}  // namespace courtyard
