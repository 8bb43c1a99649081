// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/export_rows.h"

#include <algorithm>
#include <array>

#include "api/ogc/place.h"

namespace courtyard {

ExportRows::ExportRows(const LayerName& layer, LayerRows rows, const Store& store, const Moment& moment)
    : rows_(std::move(rows)), store_(&store), moment_(moment), fields_(rows_.fields()) {
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (kind == nullptr || (*kind != PointKind::bases && *kind != PointKind::help_points)) return;
    places_ = *kind;
    // The layer tells these as `status` and `since`.
    constexpr std::array<std::string_view, 4> told{"level", "recognised_on", "kind", "opened_on"};
    const auto all = place_fields(*kind);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::ranges::find(told, all[i].name) != told.end()) continue;
        more_.push_back(i);
        fields_.push_back(all[i]);
    }
}

ExportRow ExportRows::row(std::size_t index) const {
    ExportRow row = rows_.row(index);
    if (!places_) return row;
    const Place place = Place::known(*store_, *places_, rows_.id(index), moment_.snapshot->revision);
    const auto values = place_values(place, moment_.day);
    for (const std::size_t i : more_) row.values.push_back(values[i]);
    return row;
}

}  // namespace courtyard
