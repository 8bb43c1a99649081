// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/json.h"
#include "api/layer_view.h"
#include "api/problem.h"

namespace courtyard {

/// What a schema describes: what a query may name, or what a feature holds.
enum class SchemaOf : std::uint8_t { queryables, features };

/// The attributes in their order: those of the layer; for features of bases and help points also what one
/// alone tells, which lists leave out.
std::vector<ExportField> schema_fields(SchemaOf what, const LayerName& layer, const LayerView& view);

/// A layer's attributes as JSON Schema 2020-12: types, the format of days, the values of status and level,
/// titles in the reader's language and in both; `x-ogc-role` names the id, the geometry and the first day.
void write_schema(Json& json, SchemaOf what, const LayerName& layer, const LayerView& view,
                  std::string_view address, Language language);

}  // namespace courtyard
