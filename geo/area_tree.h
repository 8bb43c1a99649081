// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "geo/area_code.h"
#include "geo/boundary.h"

namespace courtyard {

/// An administrative unit of one boundary edition.
struct Area {
    AreaCode code;
    std::string name;
    AreaLevel level = AreaLevel::village;
    AreaCode parent;        ///< as declared or derived; empty at the top
    std::uint64_t fid = 0;  ///< stable integer id, the same in every edition, tile and row; below 2^53
    Boundary boundary;      ///< may be empty
    Bounds bounds;
    LonLat label;
};

/// Position of an area in its tree's code order.
using AreaIndex = std::uint32_t;
inline constexpr AreaIndex no_area = std::numeric_limits<AreaIndex>::max();

/// All areas of one edition, in code order, with who lies beneath whom.
///
/// Immutable after `of`. Threads: const, safe to call concurrently.
class AreaTree {
  public:
    AreaTree() = default;

    /// Builds the tree.
    ///
    /// A parent that is not declared is the longest other code that is a prefix of this one and belongs to a
    /// higher level. Bounds come from the boundary; an area without one gets the bounds of what lies beneath
    /// it. A label at (0, 0) is not set yet and becomes `label_position`, or the middle of the bounds. Errors
    /// conflict: area.duplicate_code, area.duplicate_fid (0 = no fid yet); invalid_input:
    ///          area.unknown_parent, area.cycle
    /// Cost     about 0.3 ms for each label that is not set
    static Result<AreaTree> of(std::vector<Area> areas);

    /// Builds the tree of an edition that may not be whole yet: a parent that is not there, or not above, is
    /// as good as not declared. Errors   as `of`
    static Result<AreaTree> of_edition(const std::map<AreaCode, Area>& areas);

    std::span<const Area> areas() const { return areas_; }
    const Area& operator[](AreaIndex index) const { return areas_[index]; }
    std::size_t size() const { return areas_.size(); }
    bool empty() const { return areas_.empty(); }

    /// The area with this code, or `no_area`.
    AreaIndex find(AreaCode code) const;
    AreaIndex find_fid(std::uint64_t fid) const;
    AreaIndex parent(AreaIndex index) const { return parents_[index]; }
    /// In code order.
    std::span<const AreaIndex> children(AreaIndex index) const;
    /// Areas without a parent, in code order.
    std::span<const AreaIndex> roots() const { return roots_; }
    /// `index` itself or one beneath it.
    bool covers(AreaIndex ancestor, AreaIndex index) const;
    /// Every area of `level` at or beneath `top`, in code order.
    std::vector<AreaIndex> descendants(AreaIndex top, AreaLevel level) const;
    /// `top` and every area beneath it, parents before children.
    std::vector<AreaIndex> subtree(AreaIndex top) const;
    /// From the top of the tree down to `index`, both included.
    std::vector<AreaIndex> path(AreaIndex index) const;
    /// The lowest level that has areas.
    AreaLevel lowest_level() const { return lowest_; }

  private:
    Result<void> link();
    Result<void> check_ends_at_a_root() const;
    void surround();

    std::vector<Area> areas_;
    std::vector<AreaIndex> parents_;
    std::vector<std::vector<AreaIndex>> children_;
    std::vector<AreaIndex> roots_;
    std::unordered_map<AreaCode, AreaIndex> by_code_;
    std::unordered_map<std::uint64_t, AreaIndex> by_fid_;
    AreaLevel lowest_ = AreaLevel::village;
};

}  // namespace courtyard
