// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/shared_rows.h"

namespace courtyard {

enum class PointKind : std::uint8_t;
struct RecordState;

/// What is known of all records of one kind, each packed into a few bytes and taken out when it is needed;
/// numbered in the order in which they came.
///
/// Threads   const, safe to call concurrently
class RecordRoll {
  public:
    using Number = std::uint32_t;

    explicit RecordRoll(PointKind kind) : kind_(kind) {}

    std::size_t size() const { return places_.size(); }
    RecordState at(Number number) const;
    /// The same into a record that was used before: taking out millions, one need not make each anew.
    void take_out(Number number, RecordState& record) const;
    /// Bytes in which they lie, shared with other rolls of the same shelf.
    std::size_t bytes() const;

  private:
    friend class RecordShelf;
    /// Where a record lies: its block in the upper half, then the offset in it.
    using Place = std::uint64_t;

    std::string_view stretch(Place place) const;
    std::string_view id_at(Number number) const;

    PointKind kind_;
    /// Filled up to their capacity and never moved: what was written in them stays as it is.
    std::vector<std::shared_ptr<std::string>> blocks_;
    SharedRows<Place> places_;  ///< by number
};

}  // namespace courtyard
