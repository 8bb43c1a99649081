// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/layer_view.h"
#include "api/ogc/links.h"
#include "api/ogc/reference_systems.h"

namespace courtyard {

/// What a feature of its own tells beside the attributes of its layer.
struct MoreAttributes {
    std::vector<ExportField> fields;
    std::vector<ExportValue> values;
};

/// Features as GeoJSON or, where asked for, as JSON-FG: with their day, and their geometry a second time in
/// the reference system that was asked for.
class FeatureText {
  public:
    enum class Form : std::uint8_t { geojson, jsonfg };

    FeatureText(const LayerView& view, const LayerName& layer, const OgcCrs& crs, Form form)
        : view_(view), layer_(layer), crs_(crs), form_(form) {}

    /// A FeatureCollection of some rows, without the time at which it is told.
    std::string collection(std::span<const RowRef> rows, std::uint64_t matched, const Links& links) const;
    /// One Feature with its links and whatever else is told of it.
    std::string feature(RowRef row, const Links& links, const MoreAttributes& more = {}) const;

  private:
    struct Writers;
    void write(Writers& writers, RowRef ref, const Links* links, const MoreAttributes& more) const;
    std::string head() const;

    const LayerView& view_;
    const LayerName& layer_;
    const OgcCrs& crs_;
    Form form_;
};

}  // namespace courtyard
