// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "api/layer_view.h"

namespace courtyard {

/// Where a page of rows begins or ends: after a place or before it, whether or not a row still stands there.
/// So pages join without a gap or a repeat while rows come and go.
struct Cursor {
    enum class Side : std::uint8_t { after, before };
    Side side = Side::after;
    LayerPlace place;

    /// `after.410100000001`, `before.1f2e-3a`: opaque to clients, of letters, digits, points and dashes.
    std::string str() const;
    /// Errors   invalid_input: parameter.invalid
    static Result<Cursor> parse(std::string_view text, ExportGeometry geometry);
};

}  // namespace courtyard
