// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/layer_view.h"

namespace courtyard {

/// The rows of a layer by number: what exports write, one after the other. Eight bytes each are held, the
/// rows stay where they lie (`LayerView`).
class LayerRows {
  public:
    static LayerRows of(const LayerName& layer, const LayerQuery& query, const Moment& moment,
                        ScopedLayers& scoped, const Caller& caller) {
        return LayerRows(LayerView::of(layer, query, moment, scoped, caller));
    }

    ExportGeometry geometry() const { return view_.geometry(); }
    const std::vector<ExportField>& fields() const { return view_.fields(); }
    std::size_t size() const { return refs_.size(); }
    /// Row `index`; its geometry lives as long as this object.
    ExportRow row(std::size_t index) const { return view_.row(refs_[index]); }
    std::string id(std::size_t index) const { return std::string(view_.id(refs_[index])); }

  private:
    explicit LayerRows(LayerView view) : view_(std::move(view)), refs_(view_.all()) {}

    LayerView view_;
    std::vector<RowRef> refs_;
};

}  // namespace courtyard
