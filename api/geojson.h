// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "api/json.h"
#include "data/export/export.h"

namespace courtyard {

/// A feature (RFC 7946): every attribute is there, null when absent.
void write_feature(Json& json, std::string_view id, const ExportRow& row,
                   std::span<const ExportField> fields);

}  // namespace courtyard
