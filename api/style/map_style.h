// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/layer_name.h"

namespace courtyard {

/// A MapLibre style as it is asked for: which layers of ours, and where their tiles are.
struct MapStyleQuery {
    std::string name;  ///< shown to people
    std::vector<AreaLevel> levels;
    std::vector<PointKind> points;
    std::string origin;    ///< `https://maps.example.org`
    std::string question;  ///< `?as_of=2023-06-30`, or nothing
    Day day;               ///< courtyards are completed or not on this day
};

/// A style of the MapLibre Style Specification, version 8, in the colours of the dashboard.
///
/// Its sources are our TileJSON addresses. It has neither glyphs nor a sprite: labels are drawn with fonts of
/// the machine, records as circles. Cells stand for households and inspections below zoom 14. What the
/// classes are called stands in `metadata` (`courtyard:legend`), in both languages.
///
/// Threads   pure
std::string map_style(const MapStyleQuery& query);

}  // namespace courtyard
