// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_areas.h"

#include "data/export/export_columns.h"

namespace courtyard {

Result<ExportFormat> boundary_format(const std::filesystem::path& file) {
    auto format = parse_export_format(ending_of(file.filename().string()));
    if (!format || (*format != ExportFormat::csv && *format != ExportFormat::xlsx)) return format;
    return fail(ErrorCode::unsupported, "export.format",
                {"CSV 和 XLSX 放不下边界；请用 .gpkg、.geojson、.fgb、.kml 或 .shp.zip",
                 "CSV and XLSX hold no boundaries: use .gpkg, .geojson, .fgb, .kml or .shp.zip"},
                file.string());
}

Result<void> write_areas(const GivenAreas& given, std::span<const Boundary> boundaries,
                         const std::filesystem::path& file) {
    const auto format = boundary_format(file);
    if (!format) return tl::unexpected(format.error());
    ExportJob job;
    job.layer = "areas";
    job.geometry = ExportGeometry::boundary;
    job.format = *format;
    job.every_digit = true;
    std::vector<std::size_t> kept;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < given.columns.size(); ++i) {
        const auto& name = given.columns[i];
        const auto wkt = given.map.column_of.find("geometry");
        if (wkt != given.map.column_of.end() && wkt->second == i) continue;
        job.fields.push_back({name, short_name(name, taken), ExportType::text, {name, name}, {}});
        kept.push_back(i);
    }
    std::size_t at = 0;
    job.next = [&](ExportRow& row) {
        if (at == boundaries.size()) return false;
        row.geometry = std::monostate{};
        if (!boundaries[at].empty()) row.geometry = &boundaries[at];
        row.values.clear();
        for (const auto i : kept) {
            const auto& value = given.values[at][i];
            row.values.push_back(value.empty() ? ExportValue() : ExportValue(value));
        }
        ++at;
        return true;
    };
    const auto written = write_export(job, file);
    if (!written) return tl::unexpected(written.error());
    return {};
}

}  // namespace courtyard
