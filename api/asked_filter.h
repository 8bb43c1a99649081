// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/cql2/filter.h"
#include "api/layer_name.h"
#include "api/ogc/reference_systems.h"
#include "api/parameters.h"

namespace courtyard {

/// A condition on the rows of a layer, its positions in a reference system and in the order of its axes.
///
/// Errors   those of `Filter::parse`
Result<std::shared_ptr<const Filter>> filter_of(std::string_view cql2, const LayerName& layer, OgcCrs crs);

/// The condition that a request sets on the rows of a layer, nothing when it sets none: `filter` as the
/// caller read it, with `filter-lang` (cql2-text, which is meant when nothing is said) and `filter-crs`.
///
/// @param zone  the county's, for the reference systems that are offered
/// Errors   those of `Filter::parse`; invalid_input: parameter.invalid (another language, an unknown system)
Result<std::shared_ptr<const Filter>> asked_filter(Parameters& query,
                                                   const std::optional<std::string>& filter,
                                                   const LayerName& layer, std::optional<int> zone);

}  // namespace courtyard
