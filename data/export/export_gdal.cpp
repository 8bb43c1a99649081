// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <stdexcept>

#include "data/export/export_sink.h"
#include "data/gdal_library.h"

namespace courtyard {

namespace {

const char* driver_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::geopackage:
            return "GPKG";
        case ExportFormat::flatgeobuf:
            return "FlatGeobuf";
        case ExportFormat::shapefile_zip:
        case ExportFormat::csv:
        case ExportFormat::xlsx:
        case ExportFormat::geojson:
        case ExportFormat::kml:
            break;
    }
    return "";
}

bool has_own_days(ExportFormat format) { return format == ExportFormat::geopackage; }

OGRFieldType type_of(ExportType type, ExportFormat format) {
    switch (type) {
        case ExportType::text:
            return OFTString;
        case ExportType::integer:
            return OFTInteger64;
        case ExportType::real:
            return OFTReal;
        case ExportType::day:
            return has_own_days(format) ? OFTDate : OFTString;
    }
    return OFTString;
}

OGRwkbGeometryType geometry_of(const ExportJob& job) {
    return job.geometry == ExportGeometry::point ? wkbPoint : wkbMultiPolygon;
}

class GdalSink : public ExportSink {
  public:
    GdalSink(const ExportJob& job, ExportPlace place, const std::filesystem::path& file)
        : job_(job), place_(std::move(place)) {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(job.format));
        if (driver == nullptr) broken();
        dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset_) broken();
        OGRSpatialReference system(place_.system());
        layer_ = dataset_->CreateLayer(job.layer.c_str(), &system, geometry_of(job), nullptr);
        if (layer_ == nullptr) broken();
        for (const ExportField& field : job_.fields) {
            OGRFieldDefn column(field.name.c_str(), type_of(field.type, job_.format));
            if (layer_->CreateField(&column) != OGRERR_NONE) broken();
        }
        feature_.reset(OGRFeature::CreateFeature(layer_->GetLayerDefn()));
        transaction_ = dataset_->TestCapability(ODsCTransactions) != 0;
        if (transaction_ && dataset_->StartTransaction() != OGRERR_NONE) broken();
    }

    void add(const ExportRow& row) override {
        feature_->SetFID(OGRNullFID);
        for (std::size_t i = 0; i < job_.fields.size(); ++i) set(row, i);
        place(row);
        if (job_.format == ExportFormat::flatgeobuf && feature_->GetGeometryRef() == nullptr) {
            // Its spatial index has no place for a record without a position.
            lose(row, "geometry", "geometry", "");
            return;
        }
        if (layer_->CreateFeature(feature_.get()) != OGRERR_NONE) broken();
    }

    void close() override {
        if (transaction_ && dataset_->CommitTransaction() != OGRERR_NONE) broken();
        feature_.reset();
        messages_.forget();
        dataset_.reset();
        if (!messages_.failure().empty()) broken();
    }

  private:
    [[noreturn]] void broken() const {
        throw std::runtime_error("cannot write the export: " + messages_.failure());
    }

    void set(const ExportRow& row, std::size_t i) {
        const ExportValue& value = row.values[i];
        const int field = static_cast<int>(i);
        if (const auto* text = std::get_if<std::string>(&value)) {
            feature_->SetField(field, text->c_str());
        } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
            feature_->SetField(field, static_cast<GIntBig>(*whole));
        } else if (const auto* real = std::get_if<double>(&value); real != nullptr && std::isfinite(*real)) {
            feature_->SetField(field, *real);
        } else if (const auto* day = std::get_if<Day>(&value)) {
            if (has_own_days(job_.format)) {
                feature_->SetField(field, day->year(), static_cast<int>(day->month()),
                                   static_cast<int>(day->day_of_month()));
            } else {
                feature_->SetField(field, to_string(*day).c_str());
            }
        } else {
            feature_->SetFieldNull(field);
        }
    }

    void place(const ExportRow& row) {
        const auto* at = std::get_if<LonLat>(&row.geometry);
        const auto* boundary = std::get_if<const Boundary*>(&row.geometry);
        if (at != nullptr) {
            const LonLat moved = place_.moved(*at);
            if (OGRGeometry* old = feature_->GetGeometryRef()) {
                old->toPoint()->setX(moved.lon);
                old->toPoint()->setY(moved.lat);
            } else {
                feature_->SetGeometryDirectly(new OGRPoint(moved.lon, moved.lat));
            }
        } else if (boundary != nullptr && *boundary != nullptr && !(*boundary)->empty()) {
            feature_->SetGeometryDirectly(shape_of(**boundary).release());
        } else {
            feature_->SetGeometryDirectly(nullptr);
        }
    }

    std::unique_ptr<OGRMultiPolygon> shape_of(const Boundary& boundary) {
        auto all = std::make_unique<OGRMultiPolygon>();
        for (const Polygon& polygon : boundary.polygons) {
            auto part = std::make_unique<OGRPolygon>();
            for (const Ring& ring : polygon.rings) {
                x_.clear();
                y_.clear();
                for (const LonLat& at : ring) {
                    x_.push_back(at.lon);
                    y_.push_back(at.lat);
                }
                place_.move(x_, y_);
                auto line = std::make_unique<OGRLinearRing>();
                line->setPoints(static_cast<int>(x_.size()), x_.data(), y_.data());
                part->addRingDirectly(line.release());
            }
            all->addGeometryDirectly(part.release());
        }
        return all;
    }

    GdalMessages messages_;
    // The file is ours alone until it is done: no need to wait for the disk in between.
    CPLConfigOptionSetter hasty_{"OGR_SQLITE_SYNCHRONOUS", "OFF", false};
    const ExportJob& job_;
    // Nothing in the file says when it was made.
    CPLConfigOptionSetter dated_{"OGR_CURRENT_DATE", (to_string(job_.origin.day) + "T00:00:00.000Z").c_str(),
                                 false};
    ExportPlace place_;
    GDALDatasetUniquePtr dataset_;
    OGRLayer* layer_ = nullptr;
    OGRFeatureUniquePtr feature_;
    bool transaction_ = false;
    std::vector<double> x_;
    std::vector<double> y_;
};

}  // namespace

std::unique_ptr<ExportSink> gdal_sink(const ExportJob& job, ExportPlace place,
                                      const std::filesystem::path& file) {
    return std::make_unique<GdalSink>(job, std::move(place), file);
}

}  // namespace courtyard
