// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "atlas/snapshot.h"
#include "data/read/columns.h"
#include "data/read/row_completing.h"

namespace courtyard {

/// Every base or help point as its layer's rows tell it today, in the whole county; none of other kinds.
std::vector<ExportedPlace> exported_places(const std::shared_ptr<const Snapshot>& snapshot, RecordKind kind);

}  // namespace courtyard
