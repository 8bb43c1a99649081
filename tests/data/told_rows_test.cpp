// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/told_rows.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <vector>

#include "data/read/rows.h"
#include "data/read/text_encoding.h"

namespace courtyard {
namespace {

Rejection refused(std::size_t row, const std::string& code, const std::string& detail = {}) {
    return {row, "name", code, {detail, detail}};
}

std::vector<std::size_t> numbers_of(const ToldRows& rows) {
    std::vector<std::size_t> numbers;
    for (const Rejection& one : rows.told()) numbers.push_back(one.row);
    return numbers;
}

TEST(ToldRows, CountsAllByTheirReasonAndKeepsTheFirstInRowOrderWhateverOrderTheyComeIn) {
    std::vector<std::size_t> order(50'000);
    std::iota(order.begin(), order.end(), 2);
    std::shuffle(order.begin(), order.end(), std::mt19937_64(20230630));
    ToldRows rows;
    for (const std::size_t row : order) rows.add(refused(row, row % 5 == 0 ? "day.invalid" : "area.unknown"));
    EXPECT_EQ(rows.count(), 50'000U);
    ASSERT_EQ(rows.reasons().size(), 2U);
    EXPECT_EQ(rows.reasons().at("day.invalid").rows, 10'000U);
    EXPECT_EQ(rows.reasons().at("day.invalid").first.row, 5U);
    EXPECT_EQ(rows.reasons().at("area.unknown").rows, 40'000U);
    EXPECT_EQ(rows.reasons().at("area.unknown").first.row, 2U);
    std::vector<std::size_t> first(1'000);
    std::iota(first.begin(), first.end(), 2);
    EXPECT_EQ(numbers_of(rows), first);
}

TEST(ToldRows, WhatIsSaidOfOneRowStaysInTheOrderInWhichItWasSaid) {
    ToldRows rows(3);
    for (const char* code : {"c", "a", "b", "d"}) rows.add(refused(7, code));
    rows.add(refused(6, "e"));
    EXPECT_EQ(numbers_of(rows), (std::vector<std::size_t>{6, 7, 7}));
    EXPECT_EQ(rows[1].code + rows[2].code, "ca");
    EXPECT_EQ(rows.count(), 5U);
}

TEST(ToldRows, KeepsNothingOfALongValueBeyondItsBeginningAndStaysText) {
    std::string value;
    while (value.size() < 1'000'000) value += "村";
    ToldRows rows;
    rows.add(refused(2, "day.invalid", "a" + value));
    rows.add(refused(3, "day.invalid", std::string(ToldRows::most_text_bytes, 'x')));
    for (const std::string* text : {&rows[0].detail.zh, &rows[0].detail.en}) {
        EXPECT_LE(text->size(), ToldRows::most_text_bytes);
        EXPECT_GT(text->size(), ToldRows::most_text_bytes - 6);
        EXPECT_TRUE(is_utf8(*text));
        EXPECT_TRUE(text->ends_with("村…"));
    }
    EXPECT_EQ(rows[1].detail.en.size(), ToldRows::most_text_bytes);
    rows.add({4, std::string(70'000, '_'), "day.invalid", {}});
    EXPECT_LE(rows[2].column.size(), ToldRows::most_text_bytes);
}

TEST(ToldRows, ReasonsAreToldWithTheMostFrequentFirst) {
    ToldRows rows;
    for (const char* code : {"a", "b", "b", "c", "c"}) rows.add(refused(rows.count() + 1, code));
    std::string order;
    for (const auto& [code, reason] : rows.most_frequent()) order += code + std::to_string(reason->rows);
    EXPECT_EQ(order, "b2c2a1");
}

TEST(ToldRows, CodesWithoutEndAreCountedTogether) {
    ToldRows rows(10);
    for (std::size_t row = 1; row <= 5'000; ++row) rows.add(refused(row, fmt::format("made.up_{}", row)));
    rows.add(refused(5'001, "made.up_1"));
    EXPECT_EQ(rows.reasons().size(), ToldRows::most_codes + 1);
    EXPECT_EQ(rows.reasons().at("other").rows, 5'000 - ToldRows::most_codes);
    EXPECT_EQ(rows.reasons().at("made.up_1").rows, 2U);
}

/// A list of targets without end of which no row can be read; it holds one row at a time.
class BadTargets final : public Table {
  public:
    explicit BadTargets(std::size_t rows) : rows_(rows) {}
    const std::vector<std::string>& columns() const override { return columns_; }
    Result<bool> next(TableRow& row) override {
        if (given_ == rows_) return false;
        row = {};
        row.number = ++given_ + 1;
        row.values = {"beautiful-courtyard", "courtyards", "410199001001", "2024",
                      given_ % 4 == 0 ? "" : "many"};
        return true;
    }
    std::string_view format() const override { return "CSV"; }

  private:
    std::vector<std::string> columns_{"campaign", "indicator", "area", "period", "value"};
    std::size_t rows_;
    std::size_t given_ = 0;
};

TEST(ToldRows, AFileOfManyBadRowsIsCountedWholeAndKeptInPart) {
    BadTargets table(300'000);
    const auto rows = read_targets(table, {});
    ASSERT_TRUE(rows) << rows.error().detail.en;
    EXPECT_EQ(rows->rows, 300'000U);
    EXPECT_TRUE(rows->accepted.empty());
    EXPECT_EQ(rows->rejections.count(), 300'000U);
    EXPECT_EQ(rows->rejections.told().size(), ToldRows::most_told);
    EXPECT_EQ(rows->rejections[999].row, 1'001U);
    ASSERT_EQ(rows->rejections.reasons().size(), 2U);
    EXPECT_EQ(rows->rejections.reasons().at("number.invalid").rows, 225'000U);
    EXPECT_EQ(rows->rejections.reasons().at("value.missing").rows, 75'000U);
    EXPECT_EQ(rows->rejections.reasons().at("value.missing").first.row, 5U);
}

}  // namespace
}  // namespace courtyard
