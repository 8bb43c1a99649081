// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "api/layer_rows.h"
#include "data/store/store.h"

namespace courtyard {

/// The rows of an export: those of the layer, and of bases and help points also what else their records say
/// of the day (women employed and trained; capacity, and when it closed).
///
/// Cost   of a base or help point: a look into the store
class ExportRows {
  public:
    ExportRows(const LayerName& layer, LayerRows rows, const Store& store, const Moment& moment);

    ExportGeometry geometry() const { return rows_.geometry(); }
    const std::vector<ExportField>& fields() const { return fields_; }
    std::size_t size() const { return rows_.size(); }
    /// Row `index`; its geometry lives as long as this object.
    ExportRow row(std::size_t index) const;

  private:
    LayerRows rows_;
    const Store* store_;
    Moment moment_;
    std::optional<PointKind> places_;
    std::vector<ExportField> fields_;
    std::vector<std::size_t> more_;  ///< which of `place_fields`
};

}  // namespace courtyard
