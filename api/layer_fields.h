// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "api/layer_name.h"
#include "data/export/export.h"

namespace courtyard {

/// The attributes of a layer, in the order of its rows.
std::vector<ExportField> fields_of(const LayerName& layer);

}  // namespace courtyard
