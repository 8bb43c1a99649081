// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <type_traits>
#include <variant>
#include <vector>

#include "data/read/area_changes.h"
#include "data/read/held_editions.h"
#include "data/read/load.h"
#include "data/read/place_changes.h"

namespace courtyard {

/// What compares the rows of a kind with what is held; nothing of the kinds whose files do not come back.
template <class Record>
struct ChangesOf {
    using type = std::monostate;
};
template <>
struct ChangesOf<Area> {
    using type = AreaChanges;
};
template <>
struct ChangesOf<BaseRecord> {
    using type = PlaceChanges<BaseRecord>;
};
template <>
struct ChangesOf<HelpPointRecord> {
    using type = PlaceChanges<HelpPointRecord>;
};
template <class Record>
constexpr bool has_changes = !std::is_same_v<typename ChangesOf<Record>::type, std::monostate>;

/// The rows of one file against what is held: what they leave unsaid is completed, and what they would change
/// is told.
class HeldComparison {
  public:
    /// Completes every row, and begins the report's changes with what the file does not have.
    ///
    /// @return the rows that cannot be completed; they are taken out
    /// Errors   of a list in which nothing is held and a required column lacks: `map_columns`; of bases, as
    ///          `PlaceChanges::complete`
    Result<RefusedRows> compare(Store& store, Rows<Area>& rows, const LoadOptions& options,
                                LoadReport& report);
    template <class Place>
    Result<RefusedRows> compare(Store& store, Rows<Place>& rows, const LoadOptions& options,
                                LoadReport& report);

    /// Of the kind that was compared.
    template <class Record>
    const typename ChangesOf<Record>::type& changes() const {
        return std::get<typename ChangesOf<Record>::type>(changes_);
    }
    /// Areas of the edition before that are not in the file and go on in the new one.
    const std::vector<Area>& rest() const { return rest_; }
    /// What is to be said of an edition that has these areas, and the rest.
    std::vector<Text> notes(const Rows<Area>& rows, Day edition) const;

  private:
    std::optional<HeldEditions> editions_;  ///< of areas
    std::vector<Area> rest_;
    std::variant<std::monostate, AreaChanges, PlaceChanges<BaseRecord>, PlaceChanges<HelpPointRecord>>
        changes_;
};

extern template Result<RefusedRows> HeldComparison::compare(Store&, Rows<BaseRecord>&, const LoadOptions&,
                                                            LoadReport&);
extern template Result<RefusedRows> HeldComparison::compare(Store&, Rows<HelpPointRecord>&,
                                                            const LoadOptions&, LoadReport&);

}  // namespace courtyard
