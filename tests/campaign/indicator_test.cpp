// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Definitions of indicators, and what each kind makes of the books.
#include "campaign/indicator.h"

#include <gtest/gtest.h>

#include "campaign/figure_book.h"
#include "campaign/progress.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

std::string head(std::string_view more = "") {
    return "id = \"x\"\nname = { zh = \"甲\", en = \"X\" }\nstart = 2021-01-01\nend = 2025-12-31\n"
           "record = \"figures\"\n" +
           std::string(more);
}

std::string indicator(std::string_view id, std::string_view rest) {
    return "[[indicator]]\nid = \"" + std::string(id) +
           "\"\nname = { zh = \"数\", en = \"N\" }\nunit = { zh = \"个\", en = \"items\" }\n" +
           std::string(rest);
}

TEST(IndicatorDefinition, IsRefusedWithTheLineAndThePlace) {
    struct Case {
        std::string text;
        std::string name;
        std::string place;
        std::string line;
    };
    const std::string count = indicator("a", "kind = \"count\"\n");
    const Case cases[] = {
        {head("colour = 1\n") + count, "campaign.key", "colour", "line 6"},
        {head() + indicator("a", "kind = \"count\"\ncolour = 1\n"), "campaign.key", "indicator[1].colour",
         "line 11"},
        {head() + count + count, "campaign.duplicate", "indicator[2].id", "line 12"},
        {head() + indicator("a", "kind = \"sum\"\n"), "campaign.field", "indicator[1].kind", "line 10"},
        {head() + indicator("a", "kind = \"records\"\n"), "campaign.field", "indicator[1].kind", "line 10"},
        {head() + indicator("a", ""), "campaign.field", "indicator[1].kind", "line 6"},
        {head() + count + indicator("r", "kind = \"rate\"\nnumerator = \"a\"\n"), "campaign.field",
         "indicator[2].denominator", "line 11"},
        {head() + count + indicator("r", "kind = \"rate\"\nnumerator = \"a\"\ndenominator = \"b\"\n"),
         "campaign.indicator", "indicator[2].denominator", "line 17"},
        {head() + indicator("a", "kind = \"rate\"\nnumerator = \"b\"\ndenominator = \"b\"\n") +
             indicator("b", "kind = \"rate\"\nnumerator = \"a\"\ndenominator = \"a\"\n"),
         "campaign.cycle", "indicator[2].numerator", "line 18"},
        {head() + indicator("a", "kind = \"coverage\"\nnumerator = \"a\"\n"), "campaign.cycle",
         "indicator[1].numerator", "line 11"},
        {head() + count + indicator("r", "kind = \"coverage\"\nnumerator = \"a\"\n") +
             indicator("s", "kind = \"coverage\"\nnumerator = \"r\"\n"),
         "campaign.indicator", "indicator[3].numerator", "line 22"},
        {head() + indicator("a", "kind = \"count\"\nprotected = true\n") +
             indicator("r", "kind = \"coverage\"\nnumerator = \"a\"\n"),
         "campaign.field", "indicator[2].protected", "line 12"},
        {head("[returns]\nlevel = \"township\"\nindicators = [\"b\"]\n") + count, "campaign.indicator",
         "returns.indicators", "line 8"},
        {head() + indicator("a", "kind = \"count\"\nat_least = \"accepted\"\n"), "campaign.field",
         "indicator[1].at_least", "line 11"},
    };
    for (const Case& one : cases) {
        const auto campaign = parse_campaign(one.text);
        ASSERT_FALSE(campaign) << one.text;
        EXPECT_EQ(campaign.error().name, one.name) << one.text;
        EXPECT_EQ(campaign.error().subject, one.place) << one.text;
        EXPECT_TRUE(campaign.error().detail.en.starts_with(one.line + ",")) << campaign.error().detail.en;
        EXPECT_FALSE(campaign.error().detail.zh.empty());
    }
}

TEST(IndicatorDefinition, ACycleIsNamedStepByStep) {
    const auto campaign =
        parse_campaign(head() + indicator("a", "kind = \"rate\"\nnumerator = \"b\"\ndenominator = \"b\"\n") +
                       indicator("b", "kind = \"rate\"\nnumerator = \"a\"\ndenominator = \"a\"\n"));
    EXPECT_NE(campaign.error().detail.en.find("a -> b -> a"), std::string::npos)
        << campaign.error().detail.en;
}

TEST(Catalogue, HasAnIndicatorForEveryProgrammeOfTheHalfYearReport) {
    for (const auto& [campaign, indicator] :
         std::initializer_list<std::pair<const char*, const char*>>{{"honours", "red_banner_bearers"},
                                                                    {"model-families", "harmonious"},
                                                                    {"family-education", "online_lectures"},
                                                                    {"skills-training", "courses"},
                                                                    {"job-fairs", "enterprises"},
                                                                    {"skilled-wife", "province_bases"},
                                                                    {"beautiful-courtyard", "courtyards"},
                                                                    {"dispute-mediation", "solved_rate"},
                                                                    {"rights-protection", "closed_rate"},
                                                                    {"child-care", "relief_cash"},
                                                                    {"health-screening", "screened_rate"},
                                                                    {"new-organisations", "founded"},
                                                                    {"village-groups", "participants"},
                                                                    {"child-friendly-city", "leading_group"},
                                                                    {"volunteer-sites", "activities"},
                                                                    {"visits", "done_rate"}}) {
        ASSERT_NE(find_campaign(campaign), nullptr) << campaign;
        EXPECT_NE(find_campaign(campaign)->find_indicator(indicator), nullptr) << campaign << indicator;
    }
}

TEST(Catalogue, TakesADeploymentsOwnCampaignsAllOrNone) {
    const std::size_t before = catalogue().size();
    std::string own = head() + indicator("a", "kind = \"count\"\n");
    own.replace(own.find("\"x\""), 3, "\"own-campaign\"");
    const std::string broken = head();
    const EmbeddedText both[] = {{"own.toml", own}, {"broken.toml", broken}};
    const auto refused = extend_catalogue(both);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().subject.starts_with("broken.toml")) << refused.error().subject;
    EXPECT_EQ(catalogue().size(), before);

    const Campaign* courtyards = find_campaign("beautiful-courtyard");
    const EmbeddedText alone[] = {{"own.toml", own}};
    ASSERT_TRUE(extend_catalogue(alone));
    ASSERT_TRUE(extend_catalogue(alone));
    EXPECT_EQ(catalogue().size(), before + 1);
    EXPECT_EQ(find_campaign("beautiful-courtyard"), courtyards);
    const std::string other = own + indicator("b", "kind = \"count\"\n");
    const EmbeddedText again[] = {{"again.toml", other}};
    EXPECT_EQ(extend_catalogue(again).error().name, "campaign.duplicate");
}

/// A county in which figures were reported.
class KindsTest : public testing::Test {
  protected:
    KindsTest() : county(grid("AAB\nAAB\nCCB")) {}

    void report(const char* campaign, const char* indicator, std::string_view area, Period period,
                std::int64_t value, std::optional<std::int64_t> fen = std::nullopt) {
        const FigureRecord figure{campaign, indicator, area_code(area), period, value, fen, period.last};
        const Campaign& of = *find_campaign(campaign);
        auto [ledger, fresh] = ledgers.try_emplace(campaign, county.size(), of.columns);
        const Indicator& kind = *of.find_indicator(indicator);
        const LedgerEntry before = ledger_entry(kind, figures.of(campaign, indicator, figure.area));
        figures.add(figure);
        const LedgerEntry after = ledger_entry(kind, figures.of(campaign, indicator, figure.area));
        ledger->second = ledger->second.changed(
            std::vector<Ledger::Change>{{county.find(figure.area), {before}, {after}}});
    }
    Progress of(const char* campaign, const char* indicator, std::string_view area, Day day) {
        const Campaign& named = *find_campaign(campaign);
        const auto ledger = ledgers.try_emplace(campaign, county.size(), named.columns).first;
        return progress_of({named, county, ledger->second, targets, named.find_indicator(indicator)},
                           county.find(area_code(area)), day);
    }

    AreaTree county;
    FigureBook figures;
    TargetBook targets;
    std::map<std::string, Ledger> ledgers;
};

constexpr const char* village_a = "410199101201";
constexpr const char* village_b = "410199101202";
constexpr const char* township = "410199101";
constexpr const char* top = "410199";

TEST_F(KindsTest, ACountAddsUpFromTheLastDayOfItsPeriod) {
    report("family-education", "lectures", village_a, Period::of_month(2022, 12), 3);
    report("family-education", "lectures", village_a, Period::of_month(2023, 5), 4);
    report("family-education", "lectures", village_b, Period::of_day(Day::of(2023, 5, 17)), 1);
    EXPECT_EQ(of("family-education", "lectures", top, Day::of(2023, 5, 16)).completed, 3);
    EXPECT_EQ(of("family-education", "lectures", top, Day::of(2023, 5, 17)).completed, 4);
    EXPECT_EQ(of("family-education", "lectures", top, Day::of(2023, 5, 31)).completed, 8);
    EXPECT_EQ(of("family-education", "lectures", top, Day::of(2023, 5, 31)).completed_year, 5);
    report("family-education", "lectures", village_a, Period::of_month(2023, 5), 2);
    EXPECT_EQ(of("family-education", "lectures", top, Day::of(2023, 5, 31)).completed, 6);
}

TEST_F(KindsTest, OfAStockTheNewestStands) {
    report("dispute-mediation", "teams", township, Period::of_month(2022, 1), 5);
    report("dispute-mediation", "teams", township, Period::of_month(2023, 1), 2);
    EXPECT_EQ(of("dispute-mediation", "teams", top, Day::of(2023, 1, 30)).completed, 5);
    EXPECT_EQ(of("dispute-mediation", "teams", top, Day::of(2023, 1, 31)).completed, 2);
}

TEST_F(KindsTest, ARateWithNothingFoundIsEmptyAndNeitherZeroNorAHundred) {
    EXPECT_EQ(of("dispute-mediation", "solved_rate", top, Day::of(2023, 6, 30)).value, std::nullopt);
    report("dispute-mediation", "found", township, Period::of_month(2023, 1), 4);
    report("dispute-mediation", "solved", township, Period::of_month(2023, 1), 3);
    const Progress rate = of("dispute-mediation", "solved_rate", top, Day::of(2023, 6, 30));
    EXPECT_DOUBLE_EQ(*rate.value, 75);
    EXPECT_EQ(rate.completed, 3);
    EXPECT_EQ(rate.registered, 4);
    EXPECT_EQ(of("dispute-mediation", "solved_rate", top, Day::of(2024, 6, 30)).value_year, std::nullopt);
}

TEST_F(KindsTest, CoverageCountsAreasThatHaveAny) {
    report("village-groups", "groups", village_a, Period::of_month(2023, 1), 1);
    report("village-groups", "groups", village_b, Period::of_month(2023, 1), 0);
    const Progress covered = of("village-groups", "group_coverage", top, Day::of(2023, 6, 30));
    EXPECT_EQ(covered.completed, 1);
    EXPECT_EQ(covered.registered, 3);
    EXPECT_NEAR(*covered.value, 33.333, 0.001);
}

TEST_F(KindsTest, AnAmountIsPersonsTimesWhatEachGotInMultiplesOfFive) {
    report("child-care", "relief_goods", top, Period::of_day(Day::of(2023, 1, 18)), 62, 50'000);
    report("child-care", "relief_goods", top, Period::of_day(Day::of(2023, 5, 30)), 41, 30'000);
    const Progress relief = of("child-care", "relief_goods", top, Day::of(2023, 6, 30));
    EXPECT_EQ(relief.persons, 100);
    EXPECT_EQ(relief.completed, 60 * 500 + 40 * 300);
}

TEST_F(KindsTest, AProtectedFigureIsToldOfTheWholeAlone) {
    report("child-care", "outings", township, Period::of_day(Day::of(2023, 5, 31)), 33);
    EXPECT_EQ(of("child-care", "outings", top, Day::of(2023, 6, 30)).completed, 35);
    const Progress beneath = of("child-care", "outings", township, Day::of(2023, 6, 30));
    EXPECT_TRUE(beneath.withheld);
    EXPECT_EQ(beneath.completed, 0);
    EXPECT_EQ(beneath.value, std::nullopt);
}

TEST_F(KindsTest, OneToFourPersonsAreWithheldAlsoInAGroupAndInARate) {
    report("child-care", "outings", top, Period::of_day(Day::of(2023, 5, 31)), 4);
    EXPECT_TRUE(of("child-care", "outings", top, Day::of(2023, 6, 30)).withheld);
    report("child-care", "relief_cash", top, Period::of_day(Day::of(2023, 1, 18)), 100, 30'000);
    report("child-care", "relief_cash", top, Period::of_day(Day::of(2023, 1, 19)), 3, 10'000);
    EXPECT_TRUE(of("child-care", "relief_cash", top, Day::of(2023, 6, 30)).withheld);
    report("health-screening", "eligible", top, Period::of_month(2023, 1), 3);
    report("health-screening", "screened", top, Period::of_month(2023, 1), 0);
    EXPECT_TRUE(of("health-screening", "screened_rate", top, Day::of(2023, 6, 30)).withheld);
}

TEST_F(KindsTest, ProtectedLinesTellNoMoreThanTheDaysDo) {
    report("child-care", "outings", top, Period::of_day(Day::of(2023, 5, 31)), 33);
    const Campaign& campaign = *find_campaign("child-care");
    const auto lines = progress_lines(
        {campaign, county, ledgers.at("child-care"), targets, campaign.find_indicator("outings")},
        county.roots().front(), AreaLevel::county, {Day::of(2023, 4, 30), Day::of(2023, 5, 31)});
    EXPECT_EQ(lines.front().completed, (std::vector<std::int64_t>{0, 35}));
}

TEST_F(KindsTest, ALevelIsHeldAgainstItsTargetOnEveryDay) {
    targets.add({"dispute-mediation", "solved_rate", area_code(top), std::nullopt, 80, Day::of(2021, 1, 1)});
    report("dispute-mediation", "found", township, Period::of_month(2023, 1), 100);
    report("dispute-mediation", "solved", township, Period::of_month(2023, 1), 60);
    EXPECT_EQ(of("dispute-mediation", "solved_rate", top, Day::of(2023, 2, 1)).pace, Pace::behind);
    report("dispute-mediation", "solved", township, Period::of_month(2023, 2), 30);
    EXPECT_EQ(of("dispute-mediation", "solved_rate", top, Day::of(2023, 3, 1)).pace, Pace::ahead);
}

}  // namespace
}  // namespace courtyard
