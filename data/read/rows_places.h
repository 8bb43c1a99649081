// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/read/row_view.h"

namespace courtyard {

/// A base or help point of one row, by the rules of its files: what is wrong with it stands in the row's
/// refusals.
BaseRecord base_of(RowView& row);
HelpPointRecord help_point_of(RowView& row);

}  // namespace courtyard
