// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/geojson.h"

#include "data/export/geojson_text.h"

namespace courtyard {

void write_feature(Json& json, std::string_view id, const ExportRow& row,
                   std::span<const ExportField> fields) {
    GeoJsonText text;
    text.feature(id, row, fields);
    json.raw(text.text());
}

}  // namespace courtyard
