// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "data/store/store.h"

namespace courtyard {

/// The rows of a file on their way into the store, whatever they are.
struct ImportWork {
    std::size_t rows = 0;
    std::size_t most_facts = 0;  ///< that the rows may become
    std::size_t bytes = 0;       ///< that their ground takes, about
    WriteContext by;
    /// Judges and stores one row; a refusal is the caller's to remember.
    std::function<void(Transaction&, std::size_t row)> take;
    /// Asked after the last row: whether all of it is taken back.
    std::function<bool()> keeps_nothing;
    /// With the last change: what stands beside the rows.
    std::function<Result<void>(Transaction&)> seal;
    /// Before the rows are judged anew.
    std::function<void()> start_again;
    std::function<void(std::size_t done)> progress;
};

struct WrittenImport {
    bool stored = false;  ///< false: taken back, as `keeps_nothing` said or for what overtook it
    Revision revision = 0;
    /// What others wrote meanwhile, as often as it was tried, so that the rows could not be judged.
    std::vector<Overtaken> overtaken;
};

/// Writes an import whole or not at all. A short one is one unit of work; a long one goes in slices that
/// nobody sees, and one small change reveals them. When others meanwhile wrote what its rows should have been
/// judged by, it is taken back and judged anew, three times at most.
///
/// Errors   those of `Store::write` and of `seal`; unavailable: import.overtaken (each time other files were
///          undone meanwhile)
/// Source   docs/decisions/0004-imports-are-revealed-by-one-row.md
Result<WrittenImport> write_import(Store& store, const ImportWork& work);

/// Looks for flags at the points that imports brought, in short writes one after the other, while nobody
/// waits. What is not looked at when the store closes is looked at when it opens.
void settle_doubts_behind(Store& store);

}  // namespace courtyard
