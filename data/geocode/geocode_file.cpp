// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/geocode_file.h"

#include <fmt/format.h>

#include "data/export/export.h"
#include "data/export/export_columns.h"
#include "data/geocode/geocode_csv.h"
#include "data/geocode/geocode_table.h"
#include "data/read/row_reading.h"

namespace courtyard {
namespace {

/// `area`, or what it is called when the file has such a column.
std::string free_name(std::string_view name, std::span<const std::string> columns) {
    std::string free(name);
    while (std::ranges::find(columns, free) != columns.end()) free = "geocoded_" + free;
    return free;
}

Result<void> check_columns(const ColumnMap& map, bool has_points) {
    const bool has_position = map.column_of.contains("lon") && map.column_of.contains("lat");
    if (has_points || has_position || map.column_of.contains("area") || map.column_of.contains("address"))
        return {};
    return fail(
        ErrorCode::invalid_input, "geocode.no_columns",
        {"没有可用来定位的列：需要经度和纬度，或区划代码，或地址；可用 --map 列名=lon 指明",
         "nothing to geocode by: lon and lat, an area code, or an address are needed; name them with --map "
         "COLUMN=lon"});
}

}  // namespace

Result<GeocodeSummary> geocode_file(const GeocodeJob& job) {
    std::error_code ignored;
    if (std::filesystem::equivalent(job.file, job.out, ignored)) {
        return fail(ErrorCode::conflict, "geocode.same_file",
                    {"输出文件不能就是输入文件", "the output must not be the input file"}, job.out.string());
    }
    const auto format = parse_export_format(ending_of(job.out.filename().string()));
    if (!format) return tl::unexpected(format.error());
    auto table = open_table(job.file, job.table);
    if (!table) return tl::unexpected(table.error());
    const auto& columns = (*table)->columns();
    const bool has_points = geometry_of(RecordKind::inspections, (*table)->format()) != Geometry::none;
    auto map = map_columns(geocode_fields(), columns, job.renamed, {}, Geometry::none);
    if (!map) return tl::unexpected(map.error());
    if (auto checked = check_columns(*map, has_points); !checked) return tl::unexpected(checked.error());
    GeocodeSummary summary;
    summary.columns = std::move(*map);
    summary.format = (*table)->format();
    summary.encoding = (*table)->encoding();
    std::vector<std::string_view> added{"area", "method", "flags", "nearest_area", "distance_m"};
    if (summary.columns.column_of.contains("address"))
        added.insert(added.end(), {"confidence", "candidates"});
    for (const auto name : added) summary.added.push_back(free_name(name, columns));
    const bool csv_to_csv = summary.format == "CSV" && *format == ExportFormat::csv;
    return csv_to_csv ? geocode_csv(job, std::move(summary))
                      : geocode_table(job, **table, *format, std::move(summary));
}

}  // namespace courtyard
