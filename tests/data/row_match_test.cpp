// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_match.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

RowFate fate(std::size_t row, RowClass row_class) {
    RowFate one;
    one.row = row;
    one.row_class = row_class;
    return one;
}

TEST(RowMatch, AContradictionNeedsSomethingHeld) {
    EXPECT_FALSE((Meeting{"h", true, {{"address", "", "河湾村1号"}}}).contradicts());
    EXPECT_TRUE((Meeting{"h", true, {{"address", "河湾村1号", ""}}}).contradicts());
}

TEST(RowMatch, EachRowIsTheFirstClassThatFits) {
    const Meeting stranger{"h", false, {}};
    const Meeting known{"h", true, {{"address", "", "x"}}};
    const Meeting other{"h", true, {{"address", "y", "x"}}};
    Flags outside;
    outside.add(Flag::outside_every_village);
    const Result<Stored> fresh = Stored::fresh;
    const Result<Stored> held = Stored::known;
    const Result<Stored> taken = fail(ErrorCode::conflict, "id.conflict", {"", ""});
    const Result<Stored> refused = fail(ErrorCode::invalid_input, "area.unknown", {"", ""});
    EXPECT_EQ(class_of(stranger, fresh, {}), RowClass::fresh);
    EXPECT_EQ(class_of(known, fresh, {}), RowClass::matched);
    EXPECT_EQ(class_of(known, held, {}), RowClass::unchanged);
    EXPECT_EQ(class_of(other, fresh, {}), RowClass::conflicting);
    EXPECT_EQ(class_of(other, fresh, outside), RowClass::conflicting);
    EXPECT_EQ(class_of(known, held, outside), RowClass::outside);
    EXPECT_EQ(class_of(known, taken, {}), RowClass::conflicting);
    EXPECT_EQ(class_of(known, refused, outside), RowClass::refused);
}

TEST(RowMatch, TheTableCountsAllAndShowsTheFirstOfEachClassInRowOrder) {
    RowTable table(2);
    for (std::size_t row = 2; row < 12; ++row) table.add(fate(row, RowClass::unchanged));
    table.add(fate(12, RowClass::conflicting));
    table.add_refused(1);
    EXPECT_EQ(table.count(RowClass::unchanged), 10U);
    EXPECT_EQ(table.count(RowClass::refused), 1U);
    std::vector<std::size_t> rows;
    for (const RowFate& one : table.rows()) rows.push_back(one.row);
    EXPECT_EQ(rows, (std::vector<std::size_t>{1, 2, 3, 12}));
}

TEST(RowMatch, TheTableCountsRefusedRowsThatAreNoLongerKeptOneByOne) {
    ToldRows refused(3);
    for (std::size_t row = 2; row < 12; ++row) refused.add({row, "name", "value.missing", {}});
    RowTable table(2);
    table.add_refused(refused);
    table.add_refused(12);
    EXPECT_EQ(table.count(RowClass::refused), 11U);
    ASSERT_EQ(table.rows().size(), 2U);
    EXPECT_EQ(table.rows()[1].row, 3U);
}

TEST(RowMatch, DoubtfulAreThoseWithAPositionAndAReasonToLook) {
    RowTable table(0);
    RowFate placed = fate(2, RowClass::outside);
    placed.position = LonLat{113, 34};
    table.add(placed);
    placed.row_class = RowClass::fresh;
    table.add(placed);
    placed.place.flags.add(Flag::in_overlap);
    table.add(placed);
    RowFate nowhere = fate(5, RowClass::conflicting);
    table.add(nowhere);
    EXPECT_EQ(table.doubtful_count(), 2U);
    EXPECT_TRUE(table.rows().empty());
}

}  // namespace
}  // namespace courtyard
