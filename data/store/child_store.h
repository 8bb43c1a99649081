// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "campaign/records.h"

namespace courtyard {

/// Counts of children in difficulty per village, in `children.db`, with a sequence and an access log of their
/// own: nothing public moves when a count does.
///
/// There is a way in and no way out: until disclosure control exists nothing reads a count back, and what is
/// logged are accesses, never values.
///
/// Threads   one at a time
class ChildStore {
  public:
    static Result<ChildStore> open(const std::filesystem::path& folder);
    ChildStore(ChildStore&&) noexcept;
    ~ChildStore();

    /// All or nothing. Returns how many counts were new (the same count of the same day again is not).
    Result<std::size_t> append(std::span<const ChildCountRecord> counts, const std::string& account,
                               const std::string& purpose);
    /// How many accesses the log holds.
    std::int64_t accesses() const;

  private:
    struct Database;
    explicit ChildStore(std::unique_ptr<Database> database);
    std::unique_ptr<Database> database_;
};

}  // namespace courtyard
