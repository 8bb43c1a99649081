// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/store/store.h"

namespace courtyard {

/// Lets `work(transaction)`, which has nothing to refuse, write to the store, and waits for its commit.
template <class Work>
Result<Revision> write_to(Store& store, Work work) {
    return store
        .write([&](Transaction& transaction) -> Result<void> {
            work(transaction);
            return {};
        })
        .get();
}

}  // namespace courtyard
