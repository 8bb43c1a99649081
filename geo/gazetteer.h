// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/address_match.h"
#include "geo/area_tree.h"
#include "geo/names/area_order.h"
#include "geo/names/code_changes.h"
#include "geo/names/name_index.h"

namespace courtyard {

/// The names and codes of areas, and what an address says about where it is.
///
/// Immutable. Memory: about 60 MB for the national list of 665,276 areas; see bench/geo/gazetteer_bench.
/// Threads   const, safe to call concurrently
/// Source    docs/DATA.md#addresses-and-codes
class Gazetteer {
  public:
    class Builder;

    Gazetteer() = default;
    /// Of the areas of one edition. Villages without anything above them lie in the county that their codes
    /// begin with, if it is one. Errors as `Builder::build`.
    static Result<Gazetteer> of(const AreaTree& areas);

    /// Areas, not names.
    std::size_t size() const { return order_.size() == 0 ? 0 : order_.size() - 1; }
    /// All codes, `i` below `size()`: an area, then what lies beneath it.
    AreaCode code(std::size_t i) const { return order_.code(static_cast<AreaPlace>(i + 1)); }
    bool contains(AreaCode code) const { return order_.find(code) != 0; }
    /// The official name; empty for a code that is not in the list.
    std::string_view name(AreaCode code) const;
    /// Names from the top down, without a blank: `河南省开封市…`; empty for a code that is not in the list.
    std::string full_name(AreaCode code) const;

    /// Finds the village that an address or a code names.
    ///
    /// A text of digits alone is a code. Anything else is read as running text: names of areas with or
    /// without their endings, in any order, with any of the upper ones missing, numbers of groups and houses
    /// after them. A village is answered only when its name stands free on both sides and it is the only one
    /// of that name inside the lowest area that the text names, and that is a township or county (or
    /// `within`).
    ///
    /// @param within  where the record is known to lie; a text that names another place is a contradiction.
    ///                Empty: the lowest area that holds everything in the gazetteer
    /// Cost     linear in the text; no memory is asked for unless there are candidates
    AddressMatch match(std::string_view address, AreaCode within = {}) const;

    /// Reads a text as a code: 2, 4, 6, 9 or 12 digits, full-width too, blanks around it.
    ///
    /// A revoked code gives its successor, through all changes; several successors are candidates. A village
    /// that is gone without a successor gives its township, or what stands above that.
    AddressMatch match_code(std::string_view text) const;

  private:
    AreaPlace standing_above(AreaCode village) const;

    AreaOrder order_;
    std::string names_;
    std::vector<std::uint32_t> name_begin_;  ///< by place
    NameIndex uppers_;
    NameIndex villages_;
    CodeChanges changes_;
    AreaPlace home_ = 0;  ///< the lowest area that holds all others
};

/// An area as a list names it.
struct NamedArea {
    AreaCode code;
    std::string_view name;
    AreaLevel level = AreaLevel::village;
    AreaCode parent;  ///< empty: the longest other code that is a prefix and of a higher level
};

/// Collects areas, in any order.
class Gazetteer::Builder {
  public:
    /// The name is copied.
    void add(const NamedArea& area);
    /// One more name of an area that has been added or will be.
    void add_name(AreaCode code, std::string_view name, NameKind kind);
    void add_change(const CodeChange& change) { changes_.push_back(change); }

    /// Errors   conflict: area.duplicate_code, code_change.duplicate; invalid_input: area.unknown_parent,
    ///          area.cycle, area.bad_name (not UTF-8, or over 4,096 bytes), code_change.cycle;
    ///          not_found: area.unknown_code (a further name of a code that is not in the list)
    Result<Gazetteer> build() &&;

  private:
    struct FurtherName {
        AreaCode code;
        std::string name;
        NameKind kind;
    };
    struct Names;

    Result<void> add_official_names(Gazetteer& made, const std::vector<AreaPlace>& places, Names& names);
    Result<void> add_further_names(const Gazetteer& made, Names& names) const;

    std::vector<ListedArea> areas_;
    std::string names_;
    std::vector<std::uint32_t> name_begin_;
    std::vector<FurtherName> further_names_;
    std::vector<CodeChange> changes_;
};

}  // namespace courtyard
