// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "data/read/row_changes.h"
#include "data/read/row_completing.h"
#include "data/read/row_placing.h"
#include "data/store/store.h"

namespace courtyard {

/// The rows of a file of bases or help points against what is held: once to look at them, and again when they
/// are stored, so that what somebody else wrote meanwhile is not written over by what a row does not say.
template <class Place>
class PlaceChanges {
  public:
    /// @param exported   every place of this kind, as our exports tell them today
    PlaceChanges(std::vector<ExportedPlace> exported, Geometry geometry);
    /// Refers to its own places.
    PlaceChanges(const PlaceChanges&) = delete;
    PlaceChanges& operator=(const PlaceChanges&) = delete;

    /// Completes every row; those that cannot be are taken out.
    Result<void> complete(Store& store, Rows<Place>& rows, ToldRows& doubts, const Refuse& refuse);
    /// How many rows name something that is held.
    std::size_t held() const { return held_; }
    /// A row as it came, completed with what is held now.
    Result<Completed<Place>> again(Transaction& transaction, const Rows<Place>& rows, std::size_t i) const;
    /// What it does to what was held before the file.
    RowChange change(std::size_t i, const Completed<Place>& row) const;
    std::vector<RowChange> missing(const Rows<Place>& rows) const;

  private:
    ChangingRow changing_row(const Rows<Place>& rows, std::size_t number, const std::string& id) const;

    std::vector<ExportedPlace> exported_;
    std::unordered_map<std::string, const ExportedPlace*> by_id_;
    Geometry geometry_;
    std::vector<Place> given_;    ///< of each accepted row, as it came
    std::vector<bool> was_held_;  ///< likewise
    std::size_t held_ = 0;
};

extern template class PlaceChanges<BaseRecord>;
extern template class PlaceChanges<HelpPointRecord>;

}  // namespace courtyard
