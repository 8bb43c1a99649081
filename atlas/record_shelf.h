// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/record_roll.h"
#include "atlas/records.h"

namespace courtyard {

/// The roll of one kind as it is written: found by id, added to and replaced.
///
/// A record that is put again keeps its number. Bytes lie in blocks that never move and are shared by copies,
/// and the index is in many small parts: nothing large is done by one `put`.
/// Threads   const is safe to call concurrently; a roll that was given out is read by any, also during a
/// `put`
class RecordShelf {
  public:
    using Number = RecordRoll::Number;

    explicit RecordShelf(PointKind kind) : roll_(kind) {}
    /// What `packed` gave. Nothing when it is not that.
    static std::optional<RecordShelf> of(PointKind kind, std::string_view packed);

    std::size_t size() const { return roll_.size(); }
    std::optional<Number> number_of(std::string_view id) const;
    RecordState at(Number number) const { return roll_.at(number); }
    void take_out(Number number, RecordState& record) const { roll_.take_out(number, record); }
    /// Adds a record or replaces it.
    Number put(const RecordState& record);

    /// Lets `change` have its way with each record that `wanted` names, in the order of the numbers: for very
    /// many much quicker than taking out and putting back one by one.
    /// Cost     O(all records)
    void change_many(const std::function<bool(Number)>& wanted,
                     const std::function<void(Number, RecordState&)>& change);

    /// The roll of this moment, which what is put here later does not change. Cost: a pointer for each 4,096
    /// records and each 256 KiB of them.
    RecordRoll roll();
    /// All of it in bytes, in the order of the numbers.
    std::string packed() const;
    /// A copy for `packed` alone, which what is put here later does not change.
    RecordShelf frozen();

  private:
    using Place = RecordRoll::Place;
    /// One part of the index: the upper half of an id's hash and its number + 1; 0: free.
    struct Part {
        std::vector<std::uint64_t> slots;
        std::size_t used = 0;
    };

    Place append(std::string_view record);
    void index(Number number);
    static void insert(Part& part, std::uint64_t entry);
    /// Moves what is still valid of a block and lets it go.
    void tidy(std::size_t block);

    RecordRoll roll_;
    std::vector<std::uint32_t> wasted_;  ///< by block: bytes of versions that were replaced
    std::array<Part, 256> parts_;        ///< by hash of the id
};

}  // namespace courtyard
