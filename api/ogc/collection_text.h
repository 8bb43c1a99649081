// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "api/layer_view.h"
#include "api/ogc/links.h"
#include "api/service.h"

namespace courtyard {

inline constexpr std::array item_encodings{Encoded{"json", geojson_type, json_type},
                                           Encoded{"jsonfg", jsonfg_type, "application/fg+json"},
                                           Encoded{"html", html_type}};

/// A collection as Parts 1 and 2 describe it.
struct CollectionText {
    LayerName layer;
    std::string title;
    std::string description;
    Bounds bounds;
    std::optional<Day> since;  ///< none: it has no days
    std::uint64_t rows = 0;
    std::vector<std::string> crs;  ///< URIs, CRS84 first
    Links links;                   ///< to its items and what else is known of it, and to itself

    static CollectionText of(const LayerName& layer, const Moment& moment, const Call& call);
    void write(Json& json) const;
};

}  // namespace courtyard
