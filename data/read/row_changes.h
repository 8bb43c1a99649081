// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/records.h"
#include "data/read/row_match.h"
#include "geo/area_tree.h"
#include "geo/boundary_change.h"

namespace courtyard {

/// What a file that is sent back does to a record.
enum class ChangeKind : std::uint8_t {
    fresh,  ///< `new`
    changed,
    unchanged,
    missing,  ///< held, and not in the file: never removed for that
};
constexpr std::size_t change_kinds = 4;

std::string_view to_string(ChangeKind kind);  ///< `new` for fresh

/// The outlines of a boundary before and after, and what lies between them.
struct ChangedOutline {
    Boundary before;
    Boundary after;
    BoundaryChange between;
};

/// One record of a file that is sent back, against what is held.
struct RowChange {
    ChangeKind kind = ChangeKind::unchanged;
    std::size_t row = 0;  ///< 0 for one that is missing
    std::string id;
    std::string name;
    std::vector<Difference> fields;  ///< attribute by attribute; a position or boundary is told below
    std::optional<LonLat> before;    ///< of a point, WGS 84
    std::optional<LonLat> after;
    std::optional<Metres> moved;  ///< when there is a position before and after, and it is another one
    std::shared_ptr<const ChangedOutline> outline;  ///< of a boundary that is new, changed or missing
};

/// Precondition: what the row does not say was taken from what is held (`completed`).
RowChange change_of(const std::optional<BaseRecord>& held, const BaseRecord& given);
RowChange change_of(const std::optional<HelpPointRecord>& held, const HelpPointRecord& given);
/// Cost   of another boundary: `boundary_change`
RowChange change_of(const std::optional<Area>& held, const Area& given);
RowChange missing_area(const Area& held);

/// Every record counted by kind; of each kind the first in full.
class ChangeTable {
  public:
    explicit ChangeTable(std::size_t rows_told = 1'000) : rows_told_(rows_told) {}

    void add(RowChange change);
    std::size_t count(ChangeKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }
    /// Changed, new, missing, unchanged; each kind as it came.
    std::vector<RowChange> rows() const;
    /// Tells what the file would do from anything else it could do: 32 hexadecimal digits, the same whatever
    /// the order of its rows.
    std::string mark() const;

  private:
    std::size_t rows_told_;
    std::array<std::size_t, change_kinds> counts_{};
    std::array<std::uint64_t, 2> mark_{};
    std::vector<RowChange> rows_;
};

}  // namespace courtyard
