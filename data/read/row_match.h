// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/read/rows.h"
#include "data/store/intake.h"
#include "geo/geocode.h"

namespace courtyard {

/// What a row of an import is to the store. Each row is exactly one of these; the first that fits.
enum class RowClass : std::uint8_t {
    refused,      ///< not acceptable
    conflicting,  ///< something with its id is held and says other things
    outside,      ///< its position lies in no village
    unchanged,    ///< held already, word for word
    matched,  ///< new, and belongs to a household that is held; or adds to what is held without contradiction
    fresh,    ///< new
};
constexpr std::size_t row_classes = 6;

std::string_view to_string(RowClass row_class);  ///< `new` for fresh

/// One value that differs, each side as text; empty: none.
struct Difference {
    std::string field;
    std::string held;
    std::string given;
};

/// What a row meets in the store before it is stored itself.
struct Meeting {
    std::string id;
    bool known = false;  ///< its id is held, or the household it names
    std::vector<Difference> differences;
    /// A difference is a contradiction unless the held side is empty.
    bool contradicts() const;
};

Meeting meeting_of(Transaction& transaction, const HouseholdRow& row);
Meeting meeting_of(Transaction& transaction, const BaseRecord& record);
Meeting meeting_of(Transaction& transaction, const HelpPointRecord& record);
Meeting meeting_of(Transaction& transaction, const TargetRecord& record);
/// What is held of a protected indicator is not told.
Meeting meeting_of(Transaction& transaction, const FigureRecord& record);
Meeting meeting_of(Transaction& transaction, const DecisionRecord& record);
/// Without numbers of persons and amounts: a report tells none.
Meeting meeting_of(Transaction& transaction, const CaseRecord& record);
/// Of other people's inspection points nothing is told: a conflict has no values.
Meeting meeting_of(Transaction& transaction, const InspectionRecord& record);
Meeting meeting_of(Transaction& transaction, Day edition, const Area& area);

/// Field by field, what two versions of a household say differently.
std::vector<Difference> differences_between(const HouseholdRecord& held, const HouseholdRecord& given);
/// Of two versions of a base at one level.
std::vector<Difference> differences_between(const BaseRecord& held, const BaseRecord& given);
std::vector<Difference> differences_between(const HelpPointRecord& held, const HelpPointRecord& given);
/// Without their boundaries.
std::vector<Difference> differences_between(const Area& held, const Area& given);

/// Where a row lies, and what is doubtful about it.
struct RowPlace {
    AreaCode area;
    Flags flags;
};

/// One row of the table that a person looks over before confirming.
struct RowFate {
    std::size_t row = 0;
    RowClass row_class = RowClass::fresh;
    Meeting meeting;
    RowPlace place;
    std::optional<LonLat> position;  ///< WGS 84
};

/// Every row counted by class; of each class the first rows in full, and the first doubtful ones that have a
/// position.
class RowTable {
  public:
    explicit RowTable(std::size_t rows_told = 1'000) : rows_told_(rows_told) {}

    void add(RowFate fate);
    /// A row that never became a record.
    void add_refused(std::size_t row);
    /// Likewise, all of them.
    void add_refused(const ToldRows& rows);

    std::size_t count(RowClass row_class) const { return counts_[static_cast<std::size_t>(row_class)]; }
    /// In row order.
    std::vector<RowFate> rows() const;
    const std::vector<RowFate>& doubtful() const { return doubtful_; }
    std::size_t doubtful_count() const { return doubtful_count_; }

  private:
    std::size_t rows_told_;
    std::array<std::size_t, row_classes> counts_{};
    std::vector<RowFate> rows_;
    std::vector<RowFate> doubtful_;
    std::size_t doubtful_count_ = 0;
};

/// Where a row belongs, told after the store was asked to take it.
RowClass class_of(const Meeting& meeting, const Result<Stored>& stored, Flags flags);

}  // namespace courtyard
