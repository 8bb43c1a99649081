// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "api/cql2/expression.h"
#include "api/cql2/filter.h"

namespace courtyard::cql2 {

/// Reads CQL2 text.
///
/// Errors   as `Filter::parse`
Result<Expression> parse(std::string_view cql2, std::span<const ExportField> queryables,
                         const FilterPosition& position);

}  // namespace courtyard::cql2
