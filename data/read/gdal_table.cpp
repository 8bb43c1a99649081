// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/gdal_table.h"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "data/export/template.h"
#include "data/gdal_library.h"
#include "data/read/gdal_geometry.h"
#include "data/read/gdal_values.h"
#include "data/read/geopackage_check.h"
#include "data/read/held_file.h"
#include "data/read/reprojection.h"
#include "data/read/shapefile_check.h"
#include "data/read/staged_file.h"

namespace courtyard {
namespace {

const char* driver_of(FileKind kind) {
    switch (kind) {
        case FileKind::xlsx:
            return "XLSX";
        case FileKind::topojson:
            return "TopoJSON";
        case FileKind::gpx:
            return "GPX";
        case FileKind::kml:
        case FileKind::kmz:
            return "LIBKML";
        case FileKind::geopackage:
            return "GPKG";
        case FileKind::flatgeobuf:
            return "FlatGeobuf";
        default:
            return "ESRI Shapefile";
    }
}

/// What GDAL says names the file in our own folder, which is nobody's business.
std::string without_folders(std::string_view message) {
    std::string text;
    while (!message.empty()) {
        const auto slash = message.find('/');
        const auto end =
            std::min(message.find_first_of(" \t\n\"'`),:;", std::min(slash, message.size())), message.size());
        if (slash == std::string_view::npos || slash >= end) {
            text += message.substr(0, end + 1);
            message.remove_prefix(std::min(end + 1, message.size()));
            continue;
        }
        const auto start = message.find_last_of(" \t\n\"'`(,:;", slash);
        text += message.substr(0, start == std::string_view::npos ? 0 : start + 1);
        const auto last = message.find_last_of('/', end - 1);
        text += message.substr(last + 1, end - last - 1);
        message.remove_prefix(end);
    }
    return text;
}

tl::unexpected<Error> broken_file(FileKind kind, std::string_view message) {
    const std::string reason = without_folders(message);
    return fail(ErrorCode::invalid_input, "file.broken",
                {fmt::format("{} 文件无法读取（{}）", name_of(kind), reason),
                 fmt::format("the {} file cannot be read ({})", name_of(kind), reason)});
}

Result<GDALDatasetUniquePtr> open_dataset(FileKind kind, const std::filesystem::path& path, bool raw_text) {
    const char* const drivers[] = {driver_of(kind), nullptr};
    const char* const raw[] = {"ENCODING=", nullptr};
    const char* const sealed[] = {"LIST_ALL_TABLES=NO", "IMMUTABLE=YES",
                                  "PRELUDE_STATEMENTS=PRAGMA trusted_schema=OFF", nullptr};
    const char* const none[] = {nullptr};
    const char* const* options = kind == FileKind::geopackage ? sealed : raw_text ? raw : none;
    // The index of a shapefile is written anew, also where it was forgotten or lies: into our own folder.
    const CPLConfigOptionSetter restore("SHAPE_RESTORE_SHX", "YES", false);
    const GdalMessages messages;
    GDALDatasetUniquePtr dataset(
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, nullptr));
    if (!dataset) return broken_file(kind, messages.failure());
    return dataset;
}

/// One layer of one dataset, chosen among all.
struct Choice {
    GDALDatasetUniquePtr dataset;
    OGRLayer* layer = nullptr;
    std::filesystem::path path;
    std::string name;
    GIntBig features = -1;
};

/// GPX always has the same five layers; only waypoints are records.
std::optional<std::string> wanted_layer(FileKind kind, const TableOptions& options) {
    if (!options.layer && kind == FileKind::gpx) return "waypoints";
    return options.layer;
}

Result<Choice> choose_layer(FileKind kind, const StagedFile& staged, const TableOptions& options) {
    const auto wanted = wanted_layer(kind, options);
    const bool named_by_part = kind == FileKind::shapefile || kind == FileKind::shapefile_zip;
    Choice best;
    std::string names;
    for (const StagedFile::Part& part : staged.parts) {
        const auto whole = named_by_part                  ? check_shapefile(part.path)
                           : kind == FileKind::geopackage ? check_geopackage(part.path)
                                                          : Result<void>();
        if (!whole) return tl::unexpected(whole.error());
        auto dataset = open_dataset(kind, part.path, false);
        if (!dataset) return tl::unexpected(dataset.error());
        const GdalMessages messages;
        OGRLayer* chosen = nullptr;
        for (OGRLayer* layer : (*dataset)->GetLayers()) {
            const std::string name = named_by_part ? part.name : layer->GetName();
            // The sheet of our workbooks that explains the columns is no table of records.
            const bool explains = name == explanation_sheet() || name == dictionary_sheet();
            if (!wanted && kind == FileKind::xlsx && explains) continue;
            names += (names.empty() ? "" : ", ") + name;
            const GIntBig features = layer->GetFeatureCount();
            if (wanted ? *wanted != name : features <= best.features) continue;
            best.features = features;
            best.name = name;
            chosen = layer;
        }
        if (chosen == nullptr) continue;
        best.layer = chosen;
        best.path = part.path;
        best.dataset = std::move(*dataset);
    }
    if (best.layer != nullptr) return best;
    return fail(ErrorCode::invalid_input, "file.layer",
                {fmt::format("文件里没有图层“{}”；有：{}", wanted.value_or(""), names),
                 fmt::format("no layer \"{}\" in the file; it has: {}", wanted.value_or(""), names)},
                wanted.value_or(""));
}

/// Whether a `.prj` stands beside the shapefile and says something.
bool has_projection_file(std::filesystem::path shapefile) {
    shapefile.replace_extension(".prj");
    if (size_of_file(shapefile).value_or(0) == 0) return false;
    const OpenFile file = open_for_reading(shapefile);
    char first = 0;
    return std::fscanf(file.get(), " %c", &first) == 1;
}

tl::unexpected<Error> unknown_crs() {
    return fail(
        ErrorCode::unsupported, "file.crs",
        {"不认识 .prj 里的坐标系；请改正，或删去它并用 datum 说明",
         "the .prj names no reference system that we know; mend it, or take it out and say the datum"},
        "prj");
}

class GdalTable : public Table {
  public:
    GdalTable(FileKind kind, StagedFile staged, Choice choice, std::size_t max_rows)
        : kind_(kind), staged_(std::move(staged)), choice_(std::move(choice)), max_rows_(max_rows) {}

    Result<void> prepare();
    const std::vector<std::string>& columns() const override { return columns_; }
    Result<bool> next(TableRow& row) override;
    std::string_view format() const override { return name_of(kind_); }
    std::string_view encoding() const override { return encoding_; }
    std::optional<std::size_t> row_count() const override;

  private:
    Result<void> settle_encoding();
    Result<void> name_columns();
    void fill(const OGRFeature& feature, TableRow& row) const;
    void fill_geometry(const OGRFeature& feature, TableRow& row) const;
    std::size_t number_of(const OGRFeature& feature) const;
    /// GDAL reads `lat="undefined"` of a GPX as 0.
    bool unread_number(LonLat p) const { return kind_ == FileKind::gpx && (p.lon == 0 || p.lat == 0); }

    FileKind kind_;
    StagedFile staged_;
    Choice choice_;
    std::size_t max_rows_;
    std::string encoding_;
    std::optional<TextEncoding> raw_;  ///< set when GDAL hands out the bytes of a DBF as they are
    std::vector<std::string> columns_;
    std::vector<int> sources_;  ///< GDAL field of each column
    std::optional<Reprojection> reprojection_;
    std::size_t rows_ = 0;
};

Result<void> GdalTable::prepare() {
    if (kind_ == FileKind::gpx && choice_.features == 0) {
        return fail(
            ErrorCode::invalid_input, "gpx.no_waypoints",
            {"GPX 里没有航点（wpt）。轨迹（trk）只说明走过哪里，不是核查记录：请在每个核查点打一个航点，"
             "名称写户号，再导出",
             "no waypoints (wpt) in the GPX. A track tells where somebody walked and is no record: mark a "
             "waypoint at each inspection point, named by the household, and export again"},
            "waypoints");
    }
    if (kind_ == FileKind::shapefile || kind_ == FileKind::shapefile_zip) {
        if (auto settled = settle_encoding(); !settled) return settled;
        if (choice_.layer->GetSpatialRef() == nullptr && has_projection_file(choice_.path))
            return unknown_crs();
    }
    if (auto named = name_columns(); !named) return named;
    if (const OGRSpatialReference* system = choice_.layer->GetSpatialRef()) {
        auto reprojection = Reprojection::from(*system);
        if (!reprojection) return tl::unexpected(reprojection.error());
        reprojection_ = std::move(*reprojection);
    }
    choice_.layer->ResetReading();
    return {};
}

Result<void> GdalTable::settle_encoding() {
    const char* declared = choice_.layer->GetMetadataItem("SOURCE_ENCODING", "SHAPEFILE");
    encoding_ = declared == nullptr ? "" : declared;
    const bool has_cpg = staged_.folder.has(choice_.path.stem().string() + ".cpg");
    // Language byte 0x57 says "ANSI", which GDAL takes for Latin-1: in China it never is.
    const bool guessed = encoding_ == "ISO-8859-1" && !has_cpg;
    if (!guessed && choice_.layer->TestCapability(OLCStringsAsUTF8)) return {};
    choice_.layer = nullptr;
    choice_.dataset.reset();
    auto dataset = open_dataset(kind_, choice_.path, true);
    if (!dataset) return tl::unexpected(dataset.error());
    choice_.dataset = std::move(*dataset);
    choice_.layer = choice_.dataset->GetLayer(0);
    const auto found = raw_text_encoding(*choice_.layer);
    if (!found) return tl::unexpected(found.error());
    raw_ = *found;
    encoding_ = to_string(*found);
    return {};
}

Result<void> GdalTable::name_columns() {
    OGRFeatureDefn* definition = choice_.layer->GetLayerDefn();
    for (int i = 0; i < definition->GetFieldCount(); ++i) {
        const auto name = decoded(definition->GetFieldDefn(i)->GetNameRef(), raw_);
        if (!name) return tl::unexpected(name.error());
        const auto column = kind_ == FileKind::gpx ? gpx_column(*name) : std::optional(*name);
        if (!column) continue;
        columns_.push_back(*column);
        sources_.push_back(i);
    }
    return {};
}

std::optional<std::size_t> GdalTable::row_count() const {
    return choice_.features < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(choice_.features));
}

Result<bool> GdalTable::next(TableRow& row) {
    GdalMessages messages;
    const OGRFeatureUniquePtr feature(choice_.layer->GetNextFeature());
    // GPX is parsed ahead of the feature that is handed out, so a failure belongs to the file, not to the
    // row.
    if (!messages.failure().empty() && (!feature || kind_ == FileKind::gpx)) {
        return broken_file(kind_, messages.failure());
    }
    if (!feature) return false;
    if (++rows_ > max_rows_) {
        return fail(ErrorCode::too_large, "file.too_many_rows",
                    {fmt::format("文件超过 {} 行", max_rows_), fmt::format("more than {} rows", max_rows_)});
    }
    row.number = number_of(*feature);
    row.geometry = std::monostate{};
    row.broken.reset();
    if (!messages.failure().empty()) {
        row.broken = Error{ErrorCode::invalid_input,
                           "geometry.unreadable",
                           {fmt::format("记录已损坏（{}）", without_folders(messages.failure())),
                            fmt::format("the record is broken ({})", without_folders(messages.failure()))},
                           {}};
        return true;
    }
    fill(*feature, row);
    return true;
}

std::size_t GdalTable::number_of(const OGRFeature& feature) const {
    const bool counts_by_id =
        kind_ == FileKind::xlsx || kind_ == FileKind::shapefile || kind_ == FileKind::shapefile_zip;
    if (!counts_by_id || feature.GetFID() < 0) return rows_;
    return static_cast<std::size_t>(feature.GetFID()) + (kind_ == FileKind::xlsx ? 0 : 1);
}

void GdalTable::fill(const OGRFeature& feature, TableRow& row) const {
    row.values.resize(columns_.size());
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        auto value = value_of(feature, sources_[i], raw_);
        if (!value) {
            row.broken = value.error();
            row.broken->subject = columns_[i];
            return;
        }
        row.values[i] = std::move(*value);
    }
    fill_geometry(feature, row);
}

void GdalTable::fill_geometry(const OGRFeature& feature, TableRow& row) const {
    auto geometry = from_gdal(feature.GetGeometryRef());
    if (!geometry) {
        row.broken = geometry.error();
        return;
    }
    if (reprojection_) {
        if (const auto moved = reprojection_->apply(*geometry); !moved) row.broken = moved.error();
    }
    if (const auto* position = std::get_if<LonLat>(&*geometry);
        position != nullptr && unread_number(*position)) {
        row.broken = Error{ErrorCode::invalid_input,
                           "coordinate.not_a_number",
                           {"经度或纬度不是数", "longitude or latitude is not a number"},
                           {}};
    }
    row.geometry = std::move(*geometry);
}

}  // namespace

Result<std::unique_ptr<Table>> open_gdal_table(FileKind kind, const std::filesystem::path& path,
                                               const TableOptions& options) {
    prepare_gdal();
    ArchiveLimits limits;
    limits.unpacked_bytes = options.max_unpacked_bytes;
    auto staged = stage_file(kind, path, limits);
    if (!staged) return tl::unexpected(staged.error());
    auto choice = choose_layer(kind, *staged, options);
    if (!choice) return tl::unexpected(choice.error());
    auto table = std::make_unique<GdalTable>(kind, std::move(*staged), std::move(*choice), options.max_rows);
    if (const auto ready = table->prepare(); !ready) return tl::unexpected(ready.error());
    return table;
}

}  // namespace courtyard
