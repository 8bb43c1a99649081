// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "api/layer_view.h"
#include "api/ogc/cursor.h"
#include "api/ogc/media.h"
#include "api/ogc/reference_systems.h"
#include "api/service.h"

namespace courtyard {

/// What `/items` was asked for.
struct ItemsQuery {
    static constexpr std::int64_t usual_limit = 100;
    static constexpr std::int64_t most = 10'000;

    LayerName layer;
    Encoded encoding;
    Moment moment;
    LayerQuery rows;
    OgcCrs crs;
    std::size_t limit = usual_limit;
    std::uint64_t offset = 0;
    std::optional<Cursor> cursor;  ///< instead of the offset

    /// Reads limit (clamped to 10,000), offset or cursor, bbox, bbox-crs, crs, datetime, filter, filter-lang,
    /// filter-crs and `property=value` of every attribute, beside what every read of data takes.
    ///
    /// Errors   not_found: layer.unknown, revision.unknown; invalid_input: parameter.invalid,
    ///          parameter.unknown, and those of `Filter::parse`
    static Result<ItemsQuery> read(const Call& call, const Encoded& encoding);
};

/// One page of rows, and what lies on either side.
struct ItemsPage {
    std::vector<RowRef> rows;
    std::uint64_t matched = 0;
    std::optional<Cursor> next;
    std::optional<Cursor> previous;
    /// Behind the last row there is nothing to hold on to: the offset of the last page.
    std::optional<std::uint64_t> back_to;

    static ItemsPage of(const LayerView& view, const ItemsQuery& query);
};

/// The reference system that a request asks its answer in.
/// Errors   invalid_input: parameter.invalid
Result<OgcCrs> asked_crs(Parameters& query, const Call& call, const AreaTree& areas);

}  // namespace courtyard
