// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/code_successors.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using Codes = std::map<char, std::string>;

/// County 410199 with the villages that the letters stand for, and the townships that their codes begin with.
CodeSuccessors::Areas county(std::string_view drawing, const Codes& codes) {
    GridCells all;
    std::map<std::string, GridCells> townships;
    std::vector<Area> areas;
    for (const auto& [letter, cells] : cells_by_letter(drawing)) {
        const std::string& code = codes.at(letter);
        all.insert(cells.begin(), cells.end());
        townships[code.substr(0, 9)].insert(cells.begin(), cells.end());
        areas.push_back(grid_area(area_code(code), code, AreaLevel::village, areas.size() + 100, cells));
    }
    for (const auto& [code, cells] : townships)
        areas.push_back(grid_area(area_code(code), code, AreaLevel::township, areas.size() + 100, cells));
    areas.push_back(grid_area(area_code("410199"), "410199", AreaLevel::county, 1, all));
    areas.back().parent = {};
    return std::make_shared<const AreaTree>(AreaTree::of(std::move(areas)).value());
}

/// The code that a code leads to; `-` for none.
std::string led(const CodeSuccessors& successors, const CodeSuccessors::Areas& edition,
                std::string_view code) {
    const AreaIndex area = successors.find(area_code(code));
    return area == no_area ? "-" : (*edition)[area].code.str();
}

std::string led(std::vector<CodeSuccessors::Areas> earlier, const CodeSuccessors::Areas& edition,
                std::string_view code) {
    return led(CodeSuccessors(std::move(earlier), edition), edition, code);
}

const Codes first{{'A', "410199101201"}, {'B', "410199101202"}, {'C', "410199102201"}};

TEST(CodeSuccessors, AVillageLeadsToTheOneThatMostOfItsGroundWentTo) {
    const auto before = county("AAAABBBB\nCCCCCCCC", first);
    const auto after =
        county("AAABBBBB\nCCCCCCCC", {{'A', "410199102209"}, {'B', first.at('B')}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, after, first.at('A')), "410199102209");
    const auto merged = county("BBBBBBBB\nCCCCCCCC", {{'B', first.at('B')}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, merged, first.at('A')), first.at('B'));
}

TEST(CodeSuccessors, ADividedVillageLeadsToTheLowestAreaOverItsParts) {
    Codes parts{{'D', "410199101204"}, {'E', "410199101205"}, {'F', "410199101206"}};
    parts.insert(first.begin(), first.end());
    const auto before = county("AAABBBB\nCCCCCCC", first);
    EXPECT_EQ(led({before}, county("DEFBBBB\nCCCCCCC", parts), first.at('A')), "410199101");
    parts.at('F') = "410199102206";
    EXPECT_EQ(led({before}, county("DEFBBBB\nCCCCCCC", parts), first.at('A')), "410199");
}

TEST(CodeSuccessors, PartsTooSmallForALinkDoNotCount) {
    // Of 162 cells one went to a village of another township, the others to three of this one.
    std::string before;
    std::string after;
    for (int row = 0; row < 18; ++row) {
        before += "AAAAAAAAAC\n";
        after += std::string(row == 0 ? 8 : 9, "DEF"[row / 6]) + (row == 0 ? "CC\n" : "C\n");
    }
    const auto edition = county(
        after, {{'C', first.at('C')}, {'D', "410199101204"}, {'E', "410199101205"}, {'F', "410199101206"}});
    EXPECT_EQ(led({county(before, first)}, edition, first.at('A')), "410199101");
}

TEST(CodeSuccessors, ATownshipLeadsToWhatCoversItsVillages) {
    const auto before = county("AABB\nCCCC", first);
    // Recoded with its villages, merged with them into another, and merged while they keep their codes.
    const auto recoded =
        county("AABB\nCCCC", {{'A', "410199103201"}, {'B', "410199103202"}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, recoded, "410199101"), "410199103");
    const auto merged =
        county("AABB\nCCCC", {{'A', "410199102202"}, {'B', "410199102203"}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, merged, "410199101"), "410199102");
    const auto one_village = county("CCCC\nCCCC", {{'C', first.at('C')}});
    EXPECT_EQ(led({before}, one_village, "410199101"), "410199102") << "a township does not become a village";
    const auto divided =
        county("AABB\nCCCC", {{'A', "410199103201"}, {'B', "410199102202"}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, divided, "410199101"), "410199");
}

TEST(CodeSuccessors, WhatLostItsGroundLeadsToTheAreaAbove) {
    const auto before = county("AABB\nCCCC", first);
    const auto flooded = county("..BB\nCCCC", {{'B', first.at('B')}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, flooded, first.at('A')), "410199101");
    // The township above has another code by now.
    const auto recoded = county("..BB\nCCCC", {{'B', "410199103202"}, {'C', first.at('C')}});
    EXPECT_EQ(led({before}, recoded, first.at('A')), "410199103");
}

TEST(CodeSuccessors, TheLastEditionThatHadTheCodeSaysWhereItsGroundWas) {
    Codes codes{{'D', "410199101204"}, {'E', "410199101205"}};
    codes.insert(first.begin(), first.end());
    const auto oldest = county("AAABBB\nCCCCCC", codes);
    const auto shrunk = county("ABBBBB\nCCCCCC", codes);
    const auto last = county("DEBBBB\nCCCCCC", codes);
    EXPECT_EQ(led({oldest, shrunk}, last, first.at('A')), codes.at('D'));
    EXPECT_EQ(led({oldest}, last, first.at('A')), "410199101") << "a third each";
    // An edition between that had it no more says nothing.
    EXPECT_EQ(led({shrunk, last}, last, first.at('A')), codes.at('D'));
}

TEST(CodeSuccessors, NobodyElseLeadsAnywhere) {
    const auto before = county("AABB\nCCCC", first);
    const auto after = county("BBBB\nCCCC", {{'B', first.at('B')}, {'C', first.at('C')}});
    const CodeSuccessors successors({before}, after);
    EXPECT_EQ(led(successors, after, "410199101209"), "-") << "never known";
    EXPECT_EQ(successors.find(AreaCode()), no_area);
    EXPECT_EQ(led({}, after, first.at('A')), "-") << "no edition before";
    ASSERT_EQ(successors.all().size(), 1U);
    EXPECT_EQ(successors.all().front().code.str(), first.at('A'));
    EXPECT_TRUE(successors.is_of(std::vector{before}, after));
    EXPECT_FALSE(successors.is_of(std::vector{after}, after));
    EXPECT_FALSE(successors.is_of(std::vector{before}, before));
}

}  // namespace
}  // namespace courtyard
