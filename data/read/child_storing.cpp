// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/child_storing.h"

namespace courtyard {

Result<std::size_t> store_child_counts(Store& store, ChildStore& children,
                                       const std::vector<ChildCountRecord>& counts, const WriteContext& by) {
    const auto told = store
                          .write([&](Transaction& transaction) -> Result<void> {
                              transaction.note({.verb = "children.store",
                                                .account = by.account,
                                                .address = by.address,
                                                .rows = static_cast<std::int64_t>(counts.size())});
                              return {};
                          })
                          .get();
    if (!told) return tl::unexpected(told.error());
    return children.append(counts, by.account, "load");
}

}  // namespace courtyard
