// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/moment.h"
#include "api/scoped_layers.h"
#include "data/export/export.h"

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
Text title_of(const LayerName& layer);
/// What a caller must be permitted to see a layer.
Verb verb_for(const LayerName& layer);

/// Which rows of a layer are wanted.
struct LayerQuery {
    AreaIndex area = no_area;            ///< at or beneath; `no_area`: the caller's whole scope
    std::vector<Bounds> within;          ///< in any of these rectangles; none: everywhere
    const Campaign* campaign = nullptr;  ///< for `progress`
};

/// The rows of a layer as of a moment, in a stable order: what collections page through and exports write.
///
/// Shows nothing outside the caller's scope, no names of people and no notes.
class LayerRows {
  public:
    static LayerRows of(const LayerName& layer, const LayerQuery& query, const Moment& moment,
                        ScopedLayers& scoped, const Caller& caller);

    ExportGeometry geometry() const { return geometry_; }
    const std::vector<ExportField>& fields() const { return fields_; }
    std::size_t size() const { return points_.size() + areas_.size(); }
    /// Row `index`; its geometry lives as long as this object.
    ExportRow row(std::size_t index) const;
    std::string id(std::size_t index) const;
    std::optional<std::size_t> find(std::string_view id) const;

  private:
    ExportRow point_row(const PointView& point) const;
    ExportRow area_row(AreaIndex area) const;

    Moment moment_;
    ExportGeometry geometry_ = ExportGeometry::point;
    std::vector<ExportField> fields_;
    std::shared_ptr<const PointLayer> layer_;
    std::vector<PointRef> points_;
    std::vector<AreaIndex> areas_;
    const Campaign* campaign_ = nullptr;
};

}  // namespace courtyard
