// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unordered_map>
#include <vector>

#include "data/read/held_editions.h"
#include "data/read/row_changes.h"
#include "data/read/row_completing.h"
#include "data/read/row_placing.h"

namespace courtyard {

/// What becomes of the areas that a new edition's file does not have.
enum class Rest : std::uint8_t {
    left_out,  ///< an edition is whole: they do not exist in it
    kept,      ///< they go on as they are
};

/// The rows of a file of boundaries against the edition that holds on the day from which they shall hold.
class AreaChanges {
  public:
    /// Keeps a reference to `held`.
    AreaChanges(const HeldEditions& held, Day edition, Geometry geometry);

    /// Completes every row; those that cannot be are taken out. Cost   of each boundary that changed: an
    /// overlay
    void complete(Rows<Area>& rows, const Refuse& refuse);
    /// How many rows name an area that is held.
    std::size_t held() const { return held_rows_; }
    /// Whether an area is still what the rows were completed with, now that they are stored: what somebody
    /// else wrote meanwhile is not written over by what a row does not say.
    bool still_holds(Transaction& transaction, AreaCode code) const;
    const RowChange& change(std::size_t number) const { return changes_.at(number); }
    /// Areas of the levels that the file has, which are not in it.
    std::vector<RowChange> missing(const Rows<Area>& rows) const;
    /// Whether what is missing stays in the edition whatever is asked: it stands already.
    bool stands() const { return base_ != nullptr && stands_; }
    /// Every area of the edition before that is not in the file.
    std::vector<Area> rest(const Rows<Area>& rows) const;

  private:
    const EditionAreas* base_ = nullptr;  ///< null: there is no edition yet
    Day base_day_;                        ///< its day; without one that of the file
    bool stands_ = false;
    Geometry geometry_;
    std::size_t held_rows_ = 0;
    std::unordered_map<std::size_t, RowChange> changes_;  ///< by row number
};

}  // namespace courtyard
