// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <cpl_conv.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <stdexcept>

#include "data/export/export_sink.h"
#include "data/export/export_text.h"
#include "data/gdal_library.h"

namespace courtyard {

namespace {

constexpr std::size_t widest_dbf_text = 254;

const char* driver_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::shapefile_zip:
            return "ESRI Shapefile";
        case ExportFormat::geopackage:
            return "GPKG";
        case ExportFormat::flatgeobuf:
            return "FlatGeobuf";
        case ExportFormat::xlsx:
            return "XLSX";
        case ExportFormat::csv:
        case ExportFormat::geojson:
        case ExportFormat::kml:
            break;
    }
    return "";
}

CPLStringList layer_options(const ExportJob& job) {
    CPLStringList options;
    if (job.format == ExportFormat::shapefile_zip) {
        // The language byte is what the oldest software understands; the .cpg says the same to the others.
        options.SetNameValue("ENCODING", job.encoding == Encoding::gbk ? "LDID/77" : "UTF-8");
        options.SetNameValue("SPATIAL_INDEX", "NO");
    }
    return options;
}

bool has_own_days(ExportFormat format) {
    return format == ExportFormat::shapefile_zip || format == ExportFormat::geopackage;
}

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

std::string name_in(const ExportField& field, ExportFormat format) {
    if (format == ExportFormat::shapefile_zip) return field.short_name;
    if (format == ExportFormat::xlsx) return field.title.zh + " (" + field.name + ")";
    return field.name;
}

OGRwkbGeometryType geometry_of(const ExportJob& job) {
    if (job.format == ExportFormat::xlsx) return wkbNone;
    return job.geometry == ExportGeometry::point ? wkbPoint : wkbMultiPolygon;
}

class GdalSink : public ExportSink {
  public:
    GdalSink(const ExportJob& job, ExportPlace place, const std::filesystem::path& file)
        : job_(job),
          place_(std::move(place)),
          fit_(job.format == ExportFormat::shapefile_zip ? job.encoding : Encoding::utf8,
               job.format == ExportFormat::shapefile_zip ? widest_dbf_text : std::string::npos) {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_of(job.format));
        if (driver == nullptr) broken();
        dataset_.reset(driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        if (!dataset_) broken();
        OGRSpatialReference system(place_.system());
        const CPLStringList options = layer_options(job);
        layer_ =
            dataset_->CreateLayer(job.layer.c_str(), job.format == ExportFormat::xlsx ? nullptr : &system,
                                  geometry_of(job), const_cast<char**>(options.List()));
        if (layer_ == nullptr) broken();
        make_fields();
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

    void make_field(const ExportField& described) {
        OGRFieldDefn field(name_in(described, job_.format).c_str(), type_of(described.type, job_.format));
        if (job_.format == ExportFormat::geopackage) field.SetAlternativeName(described.title.zh.c_str());
        if (layer_->CreateField(&field) != OGRERR_NONE) broken();
    }

    void make_fields() {
        for (const ExportField& field : job_.fields) make_field(field);
        if (job_.format != ExportFormat::xlsx) return;
        position_ = position_columns(job_, place_);
        if (position_) {
            make_field(position_->x);
            make_field(position_->y);
        }
        if (job_.geometry == ExportGeometry::boundary) lose({}, "geometry", "geometry", "boundary");
    }

    void set(const ExportRow& row, std::size_t i) {
        const ExportValue& value = row.values[i];
        const int field = static_cast<int>(i);
        if (const auto* text = std::get_if<std::string>(&value)) {
            set_text(row, i, *text);
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

    void set_text(const ExportRow& row, std::size_t i, const std::string& text) {
        const int field = static_cast<int>(i);
        // The XLSX driver would write it as a formula.
        if (job_.format == ExportFormat::xlsx && text.starts_with('=')) {
            feature_->SetField(field, defused(text).c_str());
            return;
        }
        const FittedText fitted = fit_.fit(text);
        if (fitted.character) lose(row, job_.fields[i].name, "character", text);
        if (fitted.cut) lose(row, job_.fields[i].name, "cut", text);
        const bool whole = !fitted.character && !fitted.cut;
        feature_->SetField(field, whole ? text.c_str() : std::string(fitted.text).c_str());
    }

    void place(const ExportRow& row) {
        const auto* at = std::get_if<LonLat>(&row.geometry);
        const auto* boundary = std::get_if<const Boundary*>(&row.geometry);
        if (job_.format == ExportFormat::xlsx) {
            if (position_) place_in_columns(at);
        } else if (at != nullptr) {
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

    void place_in_columns(const LonLat* at) {
        const int x = static_cast<int>(job_.fields.size());
        if (at == nullptr) {
            feature_->SetFieldNull(x);
            feature_->SetFieldNull(x + 1);
            return;
        }
        const LonLat moved = place_.moved(*at);
        feature_->SetField(x, moved.lon);
        feature_->SetField(x + 1, moved.lat);
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
    ExportPlace place_;
    TextFit fit_;
    std::optional<PositionColumns> position_;
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
