// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/records.h"

namespace courtyard {

/// What the picture knows of all records of one kind, each packed into a few bytes and taken out when it is
/// needed: two million households in about 200 MB.
///
/// Records are numbered in the order in which they came; a record that is put again keeps its number.
/// Threads   const is safe to call concurrently
class RecordShelf {
  public:
    using Number = std::uint32_t;

    explicit RecordShelf(PointKind kind) : kind_(kind) {}
    /// What `packed` gave. Nothing when it is not that.
    static std::optional<RecordShelf> of(PointKind kind, std::string packed);

    std::size_t size() const { return places_.size(); }
    std::optional<Number> number_of(std::string_view id) const;
    RecordState at(Number number) const;
    /// Adds a record or replaces it.
    Number put(const RecordState& record);

    /// All of it in bytes, in the order of the numbers.
    std::string packed() const;

  private:
    std::string_view stretch(Number number) const;
    std::string_view id_at(Number number) const;
    void index(Number number);
    void grow();

    PointKind kind_;
    std::string bytes_;
    std::vector<std::uint64_t> places_;  ///< into `bytes_`, by number
    std::vector<std::uint64_t> slots_;   ///< by hash of the id: its upper half and number + 1; 0: free
    std::uint64_t wasted_ = 0;           ///< bytes of versions that were replaced
};

}  // namespace courtyard
