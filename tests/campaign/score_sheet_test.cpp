// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/score_sheet.h"

#include <gtest/gtest.h>

#include <limits>

#include "campaign/campaign.h"

namespace courtyard {
namespace {

using Scores = std::vector<std::pair<std::string, double>>;

std::vector<AreaCode> line(std::initializer_list<std::string_view> codes) {
    std::vector<AreaCode> list;
    for (const auto code : codes) list.push_back(AreaCode::parse(code).value());
    return list;
}

const std::vector<ScoreSheet>& sheets() { return find_campaign("beautiful-courtyard")->score_sheets; }
const ScoreSheet& first() { return sheets().front(); }

TEST(ScoreSheet, AddsUpToAHundredAndPassesAtItsMark) {
    EXPECT_EQ(first().key(), "five-beauties/2021");
    EXPECT_EQ(first().maximum(), 100);
    const auto good =
        score(first(), Scores{{"cleanliness", 35}, {"order", 25}, {"greenery", 15}, {"civility", 5}});
    ASSERT_TRUE(good);
    EXPECT_EQ(good->total, 80);
    EXPECT_TRUE(good->passed);
    const auto short_of_it =
        score(first(), Scores{{"cleanliness", 35}, {"order", 25}, {"greenery", 15}, {"civility", 4.5}});
    EXPECT_EQ(short_of_it->total, 79.5);
    EXPECT_FALSE(short_of_it->passed);
}

TEST(ScoreSheet, AVetoFailsWhateverThePoints) {
    const Scores full{{"cleanliness", 35}, {"order", 25},    {"greenery", 15},
                      {"wellbeing", 10},   {"civility", 15}, {"encroachment", 1}};
    const auto result = score(first(), full);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->total, 100);
    EXPECT_EQ(result->vetoes, std::vector<std::string>{"encroachment"});
    EXPECT_FALSE(result->passed);
    Scores clear = full;
    clear.back().second = 0;
    EXPECT_TRUE(score(first(), clear)->passed);
}

TEST(ScoreSheet, NamesTheItemThatIsUnknownOrOutOfRange) {
    struct Row {
        Scores scores;
        std::string name;
        std::string subject;
    };
    const Row rows[] = {
        {{{"order", 25}, {"garden", 1}}, "score.unknown", "scores.garden"},
        {{{"order", 25.5}}, "score.range", "scores.order"},
        {{{"order", -1}}, "score.range", "scores.order"},
        {{{"order", std::numeric_limits<double>::quiet_NaN()}}, "score.range", "scores.order"},
        {{{"order", std::numeric_limits<double>::infinity()}}, "score.range", "scores.order"},
        {{{"cult", 2}}, "score.range", "scores.cult"},
        {{{"cult", 0.5}}, "score.range", "scores.cult"},
    };
    for (const Row& row : rows) {
        const auto result = score(first(), row.scores);
        ASSERT_FALSE(result) << row.subject;
        EXPECT_EQ(result.error().name, row.name);
        EXPECT_EQ(result.error().subject, row.subject);
    }
}

TEST(ScoreSheet, TheVersionInForceIsTheOneOfTheDay) {
    const auto county = line({"410199101201", "410199101", "410199"});
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2020, 12, 31), county), nullptr);
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2021, 1, 1), county)->key(), "five-beauties/2021");
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2023, 12, 31), county)->key(), "five-beauties/2021");
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2024, 1, 1), county)->key(), "five-beauties/2024");
    // What was made under the old version is still readable.
    EXPECT_EQ(find_sheet(sheets(), "five-beauties/2021")->pass_mark, 80);
    EXPECT_EQ(find_sheet(sheets(), "five-beauties/1999"), nullptr);
}

TEST(ScoreSheet, APlacesOwnSheetGoesBeforeTheOneForEverywhere) {
    const auto elsewhere = line({"621026100201", "621026100", "621026", "6210", "62"});
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2022, 6, 1), elsewhere)->key(), "four-beauties/2021");
    // Also when the general one is newer.
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2025, 6, 1), elsewhere)->key(), "four-beauties/2021");
    EXPECT_EQ(sheet_in_force(sheets(), Day::of(2022, 6, 1), {})->key(), "five-beauties/2021");
}

TEST(ScoreSheet, TheLowestAreaThatHasASheetDecides) {
    ScoreSheet everywhere = first();
    ScoreSheet county = first();
    county.id = "county";
    county.areas = line({"410199"});
    ScoreSheet township = first();
    township.id = "township";
    township.areas = line({"410199101"});
    township.valid_until = Day::of(2022, 1, 1);
    const std::vector<ScoreSheet> list{township, county, everywhere};
    const auto village = line({"410199101201", "410199101", "410199"});
    EXPECT_EQ(sheet_in_force(list, Day::of(2021, 6, 1), village)->id, "township");
    EXPECT_EQ(sheet_in_force(list, Day::of(2022, 1, 1), village)->id, "county");
    EXPECT_EQ(sheet_in_force(list, Day::of(2022, 1, 1), line({"410198"}))->id, "five-beauties");
}

constexpr std::string_view campaign = R"(
id = "x"
name = { zh = "甲", en = "X" }
start = 2021-01-01
end = 2025-12-31
record = "courtyards"
[indicator]
id = "n"
name = { zh = "数", en = "N" }
unit = { zh = "户", en = "households" }
[[status]]
id = "a"
name = { zh = "子", en = "A" }
completed = true
next = []
)";

constexpr std::string_view sheet = R"(
[[score_sheet]]
id = "s"
version = "1"
name = { zh = "表", en = "S" }
valid_from = 2021-01-01
pass_mark = 5
item = [{ id = "i", name = { zh = "项", en = "I" }, points = 10 }]
)";

std::string with(std::string_view from, std::string_view to) {
    std::string text = std::string(campaign) + std::string(sheet);
    text.replace(text.find(from), from.size(), to);
    return text;
}

TEST(ScoreSheet, ADefinitionThatIsWrongIsRefusedByThePlace) {
    ASSERT_TRUE(parse_campaign(with("points = 10", "points = 10")));
    struct Row {
        std::string text;
        std::string name;
        std::string place;
    };
    const Row rows[] = {
        {with("points = 10", "points = 0"), "campaign.field", "score_sheet[1].item[1].points"},
        {with("points = 10", "point = 10"), "campaign.key", "score_sheet[1].item[1].point"},
        {with("pass_mark = 5", "pass_mark = 11"), "campaign.field", "score_sheet[1].pass_mark"},
        {with("pass_mark = 5", "passmark = 5"), "campaign.key", "score_sheet[1].passmark"},
        {with("valid_from = 2021-01-01", "valid_from = 2021-01-01\nvalid_until = 2021-01-01"),
         "campaign.field", "score_sheet[1].valid_until"},
        {with("pass_mark = 5", "pass_mark = 5\nareas = [\"?\"]"), "campaign.field", "score_sheet[1].areas"},
        {with("pass_mark = 5", "pass_mark = 5\nveto = [{ id = \"i\", name = { zh = \"否\", en = \"V\" } }]"),
         "campaign.duplicate", "score_sheet[1].item"},
        {std::string(campaign) + std::string(sheet) + std::string(sheet), "campaign.duplicate",
         "score_sheet[2].version"},
    };
    for (const Row& row : rows) {
        const auto parsed = parse_campaign(row.text);
        ASSERT_FALSE(parsed) << row.text;
        EXPECT_EQ(parsed.error().name, row.name) << parsed.error().detail.en;
        EXPECT_EQ(parsed.error().subject, row.place) << parsed.error().detail.en;
    }
}

}  // namespace
}  // namespace courtyard
