// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/records.h"

namespace courtyard {

/// What the picture knows of all records of one kind, each packed into a few bytes and taken out when it is
/// needed.
///
/// Records are numbered in the order in which they came; a record that is put again keeps its number. Bytes
/// lie in blocks that never move and are shared by copies, and the index is in many small parts: nothing
/// large is done by one `put`.
/// Threads   const is safe to call concurrently
class RecordShelf {
  public:
    using Number = std::uint32_t;

    explicit RecordShelf(PointKind kind) : kind_(kind) {}
    /// What `packed` gave. Nothing when it is not that.
    static std::optional<RecordShelf> of(PointKind kind, std::string_view packed);

    std::size_t size() const { return places_.size(); }
    std::optional<Number> number_of(std::string_view id) const;
    RecordState at(Number number) const;
    /// The same into a record that was used before: taking out millions, one need not make each anew.
    void take_out(Number number, RecordState& record) const;
    /// Adds a record or replaces it.
    Number put(const RecordState& record);

    /// Lets `change` have its way with each record that `wanted` names, in the order of the numbers: for very
    /// many much quicker than taking out and putting back one by one.
    /// Cost     O(all records)
    void change_many(const std::function<bool(Number)>& wanted,
                     const std::function<void(Number, RecordState&)>& change);

    /// All of it in bytes, in the order of the numbers.
    std::string packed() const;
    /// A copy for `packed` alone, which what is put here later does not change. Cost: 8 bytes a record.
    RecordShelf frozen();

  private:
    /// Where a record lies: its block in the upper half, then the offset in it.
    using Place = std::uint64_t;
    /// One part of the index: the upper half of an id's hash and its number + 1; 0: free.
    struct Part {
        std::vector<std::uint64_t> slots;
        std::size_t used = 0;
    };

    std::string_view stretch(Place place) const;
    std::string_view id_at(Number number) const;
    Place append(std::string_view record);
    void index(Number number);
    static void insert(Part& part, std::uint64_t entry);
    /// Moves what is still valid of a block and lets it go.
    void tidy(std::size_t block);

    PointKind kind_;
    std::vector<std::shared_ptr<std::string>> blocks_;
    std::size_t shared_blocks_ = 0;      ///< so many belong to copies, too: nothing is added to them
    std::vector<std::uint32_t> wasted_;  ///< by block: bytes of versions that were replaced
    std::vector<Place> places_;          ///< by number
    std::array<Part, 256> parts_;        ///< by hash of the id
};

}  // namespace courtyard
