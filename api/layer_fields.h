// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "api/layer_name.h"
#include "data/export/export.h"

namespace courtyard {

/// The attributes of a layer, in the order of its rows.
std::vector<ExportField> fields_of(const LayerName& layer);

/// What a layer shows, in a sentence.
Text description_of(const LayerName& layer);
/// What people call a value of `status` or `level`; the value itself when it has no name.
Text name_of_value(const LayerName& layer, std::string_view field, std::string_view value);

}  // namespace courtyard
