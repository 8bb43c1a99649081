// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/table.h"

#include <fmt/format.h>

#include "data/read/csv_table.h"
#include "data/read/file_kind.h"
#include "data/read/gdal_table.h"
#include "data/read/geojson_table.h"

namespace courtyard {
namespace {

Result<void> check_layer(FileKind kind, std::string_view name, const TableOptions& options) {
    const bool has_layers = kind != FileKind::csv && kind != FileKind::geojson;
    if (has_layers || !options.layer || *options.layer == std::filesystem::path(name).stem()) return {};
    return fail(ErrorCode::invalid_input, "file.layer",
                {fmt::format("{} 没有图层，不能选“{}”", name_of(kind), *options.layer),
                 fmt::format("{} has no layers: there is no \"{}\"", name_of(kind), *options.layer)},
                *options.layer);
}

}  // namespace

Error photos_only(const std::string& name) {
    return {ErrorCode::unsupported,
            "file.photos",
            {"这些是照片，只能作为核查点导入（kind=inspections）",
             "these are photos, which are imported as inspection points (kind=inspections)"},
            name};
}

Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& path, const TableOptions& options) {
    ArchiveLimits limits;
    limits.unpacked_bytes = options.max_unpacked_bytes;
    const auto kind = sniff_file(path, limits);
    if (!kind) return tl::unexpected(kind.error());
    const std::string name = options.given_name.empty() ? path.filename().string() : options.given_name;
    if (const auto fits = check_ending(*kind, name); !fits) return tl::unexpected(fits.error());
    if (const auto layer = check_layer(*kind, name, options); !layer) return tl::unexpected(layer.error());
    switch (*kind) {
        case FileKind::photo_zip:
            return tl::unexpected(photos_only(name));
        case FileKind::csv:
            return CsvTable::open(path, options);
        case FileKind::geojson:
            return open_geojson_table(path, options);
        default:
            return open_gdal_table(*kind, path, options);
    }
}

}  // namespace courtyard
