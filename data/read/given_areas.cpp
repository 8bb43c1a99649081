// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/given_areas.h"

#include "data/read/gdal_geometry.h"

namespace courtyard {
namespace {

/// The fields of areas, none of them needed.
std::vector<FieldSpec> optional_fields() {
    const auto fields = fields_of(RecordKind::areas);
    std::vector<FieldSpec> all(fields.begin(), fields.end());
    for (auto& field : all) field.required = false;
    return all;
}

std::optional<AreaLevel> level_of(const std::string& code, std::string_view word, const RowOptions& options) {
    if (const auto level = parse_area_level(word); !word.empty() && level) return *level;
    if (options.level) return options.level;
    const auto parsed = AreaCode::parse(code);
    if (!parsed) return std::nullopt;
    const auto level = level_by_length(*parsed);
    return level ? std::optional(*level) : std::nullopt;
}

void take_geometry(GivenArea& area, TableGeometry geometry) {
    if (auto* boundary = std::get_if<Boundary>(&geometry)) {
        area.boundary = std::move(*boundary);
    } else if (std::holds_alternative<LonLat>(geometry)) {
        area.trouble = Error{ErrorCode::invalid_input,
                             "geometry.kind",
                             {"几何是点，区划需要面", "the geometry is a point, an area needs a polygon"},
                             {}};
    }
}

GivenArea given_area(const TableRow& row, const ColumnMap& map, const RowOptions& options) {
    GivenArea area;
    area.row = row.number;
    area.code = map.value("code", row.values);
    area.name = map.value("name", row.values);
    area.parent = map.value("parent", row.values);
    area.level = level_of(area.code, map.value("level", row.values), options);
    if (row.broken) {
        area.trouble = row.broken;
        return area;
    }
    const auto wkt = map.value("geometry", row.values);
    auto geometry = wkt.empty() ? Result<TableGeometry>(row.geometry) : from_wkt(wkt);
    if (geometry) {
        take_geometry(area, std::move(*geometry));
    } else {
        area.trouble = std::move(geometry.error());
    }
    return area;
}

}  // namespace

Result<GivenAreas> read_given_areas(Table& table, const RowOptions& options,
                                    const std::function<void(std::size_t, std::size_t)>& progress) {
    GivenAreas given;
    given.columns = table.columns();
    given.format = table.format();
    auto map =
        map_columns(optional_fields(), given.columns, options.renamed, options.fixed, Geometry::boundary);
    if (!map) return tl::unexpected(map.error());
    given.map = std::move(*map);
    const std::size_t total = table.row_count().value_or(0);
    TableRow row;
    for (;;) {
        const auto more = table.next(row);
        if (!more) return tl::unexpected(more.error());
        if (!*more) break;
        row.values.resize(given.columns.size());
        given.areas.push_back(given_area(row, given.map, options));
        given.values.push_back(row.values);
        if (progress && total > 0) progress(std::min(given.areas.size(), total), total);
    }
    return given;
}

}  // namespace courtyard
