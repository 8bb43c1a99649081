// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/access.h"
#include "atlas/snapshot.h"

namespace courtyard {

/// A layer by its public name: areas of one level (`villages`), points of one kind (`courtyards`), or
/// `progress`.
struct LayerName {
    std::variant<AreaLevel, PointKind> what;
    bool with_progress = false;  ///< `progress`: areas with their progress columns

    std::string str() const;
};

/// Errors   not_found: layer.unknown
Result<LayerName> parse_layer_name(std::string_view text);
/// A layer as if those that the caller may not see did not exist.
Result<LayerName> visible_layer(const Caller& caller, std::string_view text);
/// The layers that there is anything to show in, areas from the lowest level up.
std::vector<LayerName> loaded_layers(const AreaTree& areas);
/// Those of them that the caller may see.
std::vector<LayerName> visible_layers(const AreaTree& areas, const Caller& caller);
/// One of those by its name; to everybody else there is none.
/// Errors   not_found: layer.unknown
Result<LayerName> visible_layer(const AreaTree& areas, const Caller& caller, std::string_view text);
Text title_of(const LayerName& layer);
/// What a caller must be permitted to see a layer.
Verb verb_for(const LayerName& layer);

}  // namespace courtyard
