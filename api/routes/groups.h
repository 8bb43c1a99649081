// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "api/routes.h"

namespace courtyard {

/// The rows of the table of routes, one file per group: each under the name that its descriptions have in
/// api/openapi/. They are joined in this order; everybody else asks `routes()`.
std::span<const Route> service_routes();
std::span<const Route> account_routes();
std::span<const Route> progress_routes();
std::span<const Route> planning_routes();
std::span<const Route> tile_routes();
std::span<const Route> feature_routes();
std::span<const Route> ogc_tile_routes();
std::span<const Route> style_routes();
std::span<const Route> editing_routes();
std::span<const Route> field_routes();
std::span<const Route> review_routes();
std::span<const Route> import_routes();
std::span<const Route> export_routes();

}  // namespace courtyard
