// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/csv_blocks.h"

#include <random>

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

std::vector<std::string> blocks_of(std::string_view text) {
    const GivenFiles given;
    CsvBlocks blocks(given.file("a.csv", text), TextEncoding::utf8);
    std::vector<std::string> all;
    std::string block;
    while (blocks.next(block).value()) all.push_back(block);
    return all;
}

std::string joined(const std::vector<std::string>& blocks) {
    std::string text;
    for (const auto& block : blocks) text += block;
    return text;
}

/// Rows of which every third has a quoted value with line breaks and doubled quotes.
std::string rows(std::size_t count, std::string_view line_end) {
    std::mt19937_64 random(5);
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += std::to_string(i) + "," + std::string(random() % 60, 'x') + ",";
        if (i % 3 == 0) {
            text += "\"two" + std::string(line_end) + "lines \"\"" + std::to_string(random()) + "\"\"\"";
        }
        text += line_end;
    }
    return text;
}

TEST(CsvBlocks, EndBetweenRowsAndLoseNothing) {
    for (const std::string_view line_end : {"\n", "\r\n", "\r"}) {
        const auto text = rows(50'000, line_end);
        const auto blocks = blocks_of(text);
        EXPECT_GT(blocks.size(), 2U);
        EXPECT_EQ(joined(blocks), text);
        for (const auto& block : blocks) {
            EXPECT_TRUE(block.front() >= '0' && block.front() <= '9') << block.substr(0, 20);
            EXPECT_EQ(std::ranges::count(block, '"') % 2, 0);
            EXPECT_TRUE(block.ends_with(line_end));
        }
    }
}

TEST(CsvBlocks, GiveTheLastRowWithoutItsLineEnding) {
    EXPECT_EQ(blocks_of("a,b\n1,2"), (std::vector<std::string>{"a,b\n1,2"}));
    EXPECT_TRUE(blocks_of("").empty());
}

TEST(CsvBlocks, AQuoteWithoutPartnerDoesNotSwallowTheRestOfTheFile) {
    const auto text = "id,note\n1,\"open\n" + rows(60'000, "\n");
    const auto blocks = blocks_of(text);
    EXPECT_GT(blocks.size(), 1U);
    EXPECT_EQ(joined(blocks), text);
}

TEST(CsvBlocks, RefuseARowOfMegabytes) {
    const GivenFiles given;
    CsvBlocks blocks(given.file("a.csv", std::string(5'000'000, 'x')), TextEncoding::utf8);
    std::string block;
    const auto more = blocks.next(block);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().name, "csv.row_too_long");
}

}  // namespace
}  // namespace courtyard
