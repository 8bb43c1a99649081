// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "data/store/store.h"

namespace courtyard {

/// Calls `take` for every visible fact with `after < seq <= until`, in the order of `Store::read_facts`. Many
/// facts are read on the caller's thread while those before them are taken on another; `take` is never called
/// by two at once.
///
/// Errors   what the store or `take` throws
void each_fact(const Store& store, Revision after, Revision until,
               const std::function<void(const RecordedFact&)>& take);

}  // namespace courtyard
