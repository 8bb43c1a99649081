// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "data/read/column_samples.h"
#include "data/read/load.h"

namespace courtyard {

/// `"columns"`: which column feeds which field and by what word, and what is ignored.
void write_columns(Json& json, const ColumnMap& columns, const std::vector<std::string>& header);

/// The same of a file that did not fit: also which required fields lack a column, and the columns that are
/// left with samples of their values.
void write_column_question(Json& json, const ColumnQuestion& question);

/// Of photos: `"file"`, the one that a row was made of.
void write_file(Json& json, const LoadReport& report, std::size_t row);

/// `"table"`: every row counted by class, and the first of each class in full.
void write_table(Json& json, const LoadReport& report);

/// `"doubtful"`: a FeatureCollection of the rows that a person should look at on the map.
void write_doubtful(Json& json, const RowTable& table);

}  // namespace courtyard
