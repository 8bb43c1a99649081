// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/campaign.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

constexpr std::string_view sound = R"(
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
completed = false
next = ["b"]
[[status]]
id = "b"
name = { zh = "丑", en = "B" }
completed = true
next = []
)";

std::string without(std::string_view line) {
    std::string text(sound);
    text.erase(text.find(line), line.size());
    return text;
}

TEST(Campaign, ReadsADefinition) {
    const auto campaign = parse_campaign(sound);
    ASSERT_TRUE(campaign) << campaign.error().detail.en;
    EXPECT_EQ(campaign->start, Day::of(2021, 1, 1));
    EXPECT_EQ(campaign->years(), (std::vector{2021, 2022, 2023, 2024, 2025}));
    EXPECT_TRUE(campaign->legal(0, 1));
    EXPECT_FALSE(campaign->legal(1, 0));
}

TEST(Campaign, NamesTheFieldThatIsMissingOrWrong) {
    struct Case {
        std::string text;
        std::string name;
        std::string subject;
    };
    const Case cases[] = {
        {without("id = \"x\"\n"), "campaign.field", "id"},
        {without("start = 2021-01-01\n"), "campaign.field", "start"},
        {without("record = \"courtyards\"\n"), "campaign.field", "record"},
        {without("unit = { zh = \"户\", en = \"households\" }\n"), "campaign.field", "indicator.unit"},
        {without("completed = true\n"), "campaign.field", "status[2].completed"},
        {std::string(sound) + "[[status]]\nid = \"c\"\nname = { zh = \"寅\", en = \"C\" }\ncompleted = "
                              "false\nnext = [\"nobody\"]\n",
         "campaign.status", "status[3].next"},
        {"id = ", "campaign.toml", "line 1"},
    };
    for (const Case& one : cases) {
        const auto campaign = parse_campaign(one.text);
        ASSERT_FALSE(campaign) << one.text;
        EXPECT_EQ(campaign.error().name, one.name) << one.text;
        EXPECT_EQ(campaign.error().subject, one.subject);
    }
}

TEST(Campaign, TheCatalogueIsSoundAndHasBothLanguages) {
    ASSERT_GE(catalogue().size(), 16U);
    for (const Campaign& campaign : catalogue()) {
        EXPECT_FALSE(campaign.name.zh.empty());
        EXPECT_FALSE(campaign.name.en.empty());
    }
    EXPECT_EQ(find_campaign("nothing"), nullptr);
}

TEST(Campaign, CountsAsCompletedWhatTheRulesSay) {
    const Campaign& campaign = *find_campaign("beautiful-courtyard");
    std::vector<std::string> counting;
    for (const Status& status : campaign.statuses)
        if (status.counting == Counting::yes) counting.push_back(status.id);
    EXPECT_EQ(counting, (std::vector<std::string>{"accepted", "published", "plaque"}));
    EXPECT_EQ(campaign.statuses[*campaign.status("rechecked")].counting, Counting::keep);
}

}  // namespace
}  // namespace courtyard
