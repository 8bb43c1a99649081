// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "data/read/rows.h"
#include "geo/area_check.h"

namespace courtyard {

/// A boundary file as it was given, row for row, nothing refused.
struct GivenAreas {
    std::vector<GivenArea> areas;
    std::vector<std::vector<std::string>> values;  ///< of each area, parallel to `columns`
    std::vector<std::string> columns;
    ColumnMap map;
    std::string format;
};

/// Reads a file for the boundary check: code, name, level and parent are optional, a row without a usable
/// geometry is kept and says why.
///
/// A level comes from its column, from `options.level`, else from the length of the code, as in `read_areas`.
/// A file without codes has areas of one level. Errors   those of `Table::next` and of `map_columns`
Result<GivenAreas> read_given_areas(Table& table, const RowOptions& options,
                                    const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace courtyard
