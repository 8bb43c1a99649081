// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cpl_conv.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "data/export/export.h"
#include "data/gdal_library.h"

/// Three courtyards to be exported, and a stranger's eyes to look at what came out.
namespace courtyard {

namespace fs = std::filesystem;

/// Characters that are in Unicode and not in GBK, as in real place names.
inline constexpr const char* outside_gbk = "㙍塘镇䶮家村";

inline std::vector<ExportField> courtyard_fields() {
    return {
        {"id", "HH", ExportType::text, {"户号", "Household"}, {"户的编号", "identifier of the household"}},
        {"village", "XZQMC", ExportType::text, {"村名", "Village"}, {"所在村", "the village it lies in"}},
        {"score", "DF", ExportType::real, {"得分", "Score"}, {}},
        {"visits", "HCCS", ExportType::integer, {"核查次数", "Visits"}, {}},
        {"completed_on", "DBRQ", ExportType::day, {"达标日期", "Completed on"}, {}}};
}

inline std::vector<ExportRow> three_courtyards() {
    return {
        {LonLat{113.2, 34.3}, {"410199100201-0001", "柳湾村", 96.5, std::int64_t{3}, Day::of(2023, 6, 30)}},
        {LonLat{113.25, 34.31}, {"0002", "石桥, \"东\"社区", -1.25, std::int64_t{9'007'199'254}, {}}},
        {std::monostate{},
         {"0003", std::monostate{}, std::monostate{}, std::monostate{}, Day::of(2021, 1, 4)}}};
}

inline ExportJob job_of(const std::vector<ExportRow>& rows, ExportFormat format) {
    ExportJob job;
    job.layer = "courtyards";
    job.fields = courtyard_fields();
    job.format = format;
    job.next = [&rows, i = std::size_t{0}](ExportRow& row) mutable {
        if (i == rows.size()) return false;
        row = rows[i++];
        return true;
    };
    return job;
}

inline std::string bytes(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
}

/// A file of a zip, by GDAL's own reader.
inline std::string zipped(const fs::path& zip, const std::string& name) {
    const std::string path = "/vsizip/" + zip.string() + "/" + name;
    GByte* content = nullptr;
    vsi_l_offset size = 0;
    if (VSIIngestFile(nullptr, path.c_str(), &content, &size, -1) == 0) return "(absent)";
    std::string found(reinterpret_cast<const char*>(content), size);
    VSIFree(content);
    return found;
}

inline GDALDatasetUniquePtr opened(const std::string& path) {
    // Our own reader takes every cell for text; a stranger's looks at its type.
    const CPLConfigOptionSetter typed("OGR_XLSX_FIELD_TYPES", "AUTO", false);
    GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    EXPECT_NE(dataset, nullptr) << path;
    return dataset;
}

inline std::string opening_of(const fs::path& file, ExportFormat format) {
    return format == ExportFormat::shapefile_zip ? "/vsizip/" + file.string() + "/courtyards.shp"
                                                 : file.string();
}

/// The text of a field, a day as 2023-06-30, and `null`.
inline std::string shown(const OGRFeature& feature, const std::string& name) {
    const int index = feature.GetFieldIndex(name.c_str());
    if (index < 0) return "(no field)";
    if (!feature.IsFieldSetAndNotNull(index)) return "null";
    const OGRFieldType type = feature.GetFieldDefnRef(index)->GetType();
    if (type == OFTReal) return fmt::format("{}", feature.GetFieldAsDouble(index));
    std::string text = feature.GetFieldAsString(index);
    if (type == OFTDate) std::replace(text.begin(), text.end(), '/', '-');
    return text;
}

/// What a field is called in a format.
inline std::string name_in(const ExportField& field, ExportFormat format) {
    if (format == ExportFormat::shapefile_zip) return field.short_name;
    if (format == ExportFormat::xlsx) return field.title.zh + " (" + field.name + ")";
    return field.name;
}

inline Boundary square_with_hole() {
    return {{{{{{113.0, 34.0}, {113.1, 34.0}, {113.1, 34.1}, {113.0, 34.1}, {113.0, 34.0}},
               {{113.04, 34.04}, {113.04, 34.06}, {113.06, 34.06}, {113.06, 34.04}, {113.04, 34.04}}}},
             {{{{113.2, 34.0}, {113.3, 34.0}, {113.25, 34.1}, {113.2, 34.0}}}}}};
}

}  // namespace courtyard
