// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

const std::array rows{
    Route{get,
          "/styles",
          styles,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"地图样式列表", "Map styles"},
          Times::two},
    Route{get,
          "/styles/{id}.json",
          map_style_sheet,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"MapLibre 样式", "A style for MapLibre"},
          Times::two},
    Route{get,
          "/styles/{id}.qml",
          qml_style_sheet,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"QGIS 样式", "A style for QGIS"},
          Times::two},
    Route{get,
          "/styles/{id}.sld",
          sld_style_sheet,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"SLD 样式", "A style as SLD"},
          Times::two},
};

}  // namespace

std::span<const Route> style_routes() { return rows; }

}  // namespace courtyard
