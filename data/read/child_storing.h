// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "data/store/child_store.h"
#include "data/store/store.h"

namespace courtyard {

/// Stores counts of children, which have a file of their own: the audit tells of them before they are in it,
/// so that none comes in untold.
///
/// @return how many of them are new
/// Errors   those of `Store::write` and `ChildStore::append`; then none of them is stored
Result<std::size_t> store_child_counts(Store& store, ChildStore& children,
                                       const std::vector<ChildCountRecord>& counts, const WriteContext& by);

}  // namespace courtyard
