// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/report.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace courtyard {
namespace {

/// Figures by `campaign.indicator`, each with the day from which it stands.
class ReportTest : public testing::Test {
  protected:
    struct Stated {
        Day from;
        Progress progress;
    };
    void say(const std::string& indicator, Day from, Progress progress) {
        stated_[indicator].push_back({from, progress});
    }
    void count(const std::string& indicator, Day from, std::int64_t completed) {
        Progress progress;
        progress.completed = completed;
        say(indicator, from, progress);
    }
    ReportSource source() {
        ReportSource source;
        source.area_name = "柳川市";
        source.progress = [this](const Campaign& campaign, const Indicator& indicator,
                                 Day day) -> std::optional<Progress> {
            Progress standing;
            for (const Stated& one : stated_[campaign.id + "." + indicator.id])
                if (one.from <= day) standing = one.progress;
            return standing;
        };
        source.has_data = [this](const Campaign& campaign, const Indicator& indicator, Day day) {
            const auto& list = stated_[campaign.id + "." + indicator.id];
            return !list.empty() && list.front().from <= day;
        };
        return source;
    }
    std::string written(const std::string& sentence, ReportLanguage language = ReportLanguage::zh) {
        const auto report = parse_report_template(
            "id = \"r\"\ntitle = { zh = \"{area}{year}年{half}\", en = \"{area}\" }\n[[section]]\nheading = "
            "{ zh = \"一\", en = \"1\" }\n"
            "[[section.sentence]]\nid = \"s\"\nzh = '" +
            sentence + "'\nen = '" + sentence + "'\n");
        EXPECT_TRUE(report) << report.error().detail.en;
        const Report made = write_report(*report, half, source(), language);
        parts = made.parts;
        return made.sections.empty() ? std::string() : made.sections.front().sentences.front();
    }
    ReportQuestion half{Day::of(2023, 1, 1), Day::of(2023, 6, 30)};
    std::vector<ReportPart> parts;

  private:
    std::map<std::string, std::vector<Stated>> stated_;
};

TEST_F(ReportTest, WritesTheSentenceOfTheCourtyardsAsTheFederationDoes) {
    Progress courtyards;
    courtyards.registered = 30'000;
    courtyards.target_plan = 25'000;
    courtyards.target_year = 5'000;
    courtyards.completed = 13'000;
    courtyards.completed_year = 2'600;
    say("beautiful-courtyard.courtyards", Day::of(2021, 1, 1), courtyards);
    const Report report = write_report(half_year_report(), half, source(), ReportLanguage::zh);
    EXPECT_EQ(report.title, "柳川市妇联2023年上半年工作总结");
    EXPECT_NE(report.text().find("总任务25000户，累计完成13000户，占总任务目标的52％，今年创建任务5000户，截"
                                 "至目前已创建达标户2600户"),
              std::string::npos)
        << report.text();
}

TEST_F(ReportTest, LeavesOutWhatNobodySaidAnythingAbout) {
    const Report nothing = write_report(half_year_report(), half, source(), ReportLanguage::zh);
    for (const ReportPart& part : nothing.parts)
        EXPECT_EQ(part.value.kind, ReportValue::Kind::no_data) << part.figure.id();
    EXPECT_EQ(
        nothing.text(),
        "柳川市妇联2023年上半年工作总结\n\n三、强化服务展示作为\n深耕“美丽庭院”五年创建工作。暂无数据。\n");
}

TEST_F(ReportTest, EveryFigureOfTheReportIsWrittenInBothLanguages) {
    for (const ReportSection& section : half_year_report().sections)
        for (const ReportSentence& sentence : section.sentences) {
            EXPECT_FALSE(sentence.zh.empty()) << sentence.id;
            EXPECT_FALSE(sentence.en.empty()) << sentence.id;
        }
    const Report zh = write_report(half_year_report(), half, source(), ReportLanguage::zh);
    const Report en = write_report(half_year_report(), half, source(), ReportLanguage::en);
    std::set<std::string> told_zh;
    std::set<std::string> told_en;
    for (const ReportPart& part : zh.parts) told_zh.insert(part.figure.id());
    for (const ReportPart& part : en.parts) told_en.insert(part.figure.id());
    EXPECT_EQ(told_zh, told_en);
    EXPECT_GT(told_zh.size(), 60U);
}

TEST_F(ReportTest, ACountOfThePeriodLeavesOutWhatCameBefore) {
    count("honours.red_banner_bearers", Day::of(2022, 3, 8), 40);
    count("honours.red_banner_bearers", Day::of(2023, 3, 8), 75);
    count("honours.red_banner_bearers", Day::of(2023, 7, 1), 99);
    EXPECT_EQ(written("三八红旗手{honours.red_banner_bearers.completed@period:名}"), "三八红旗手35名");
    EXPECT_EQ(written("三八红旗手{honours.red_banner_bearers.completed@to:名}"), "三八红旗手75名");
    EXPECT_EQ(written("{honours.red_banner_bearers.completed@03:名}"), "35名");
    EXPECT_EQ(written("{honours.red_banner_bearers.completed@07:名}"), "") << "July is not in the report";
}

TEST_F(ReportTest, ARateWithoutAnythingToDivideByIsADash) {
    count("dispute-mediation.found", Day::of(2023, 2, 1), 12);
    count("dispute-mediation.solved", Day::of(2023, 2, 1), 12);
    EXPECT_EQ(written("完结率{dispute-mediation.solved_rate.value@period}"), "完结率100％");
    EXPECT_EQ(parts.front().value.numerator, 12);
    EXPECT_EQ(parts.front().value.denominator, 12);
    half = {Day::of(2023, 3, 1), Day::of(2023, 6, 30)};
    EXPECT_EQ(written("完结率{dispute-mediation.solved_rate.value@period}"), "完结率—")
        << "neither 0 nor 100";
    half = {Day::of(2022, 1, 1), Day::of(2022, 6, 30)};
    EXPECT_EQ(written("走访。完结率{dispute-mediation.solved_rate.value@period}"), "")
        << "nobody had said anything";
}

TEST_F(ReportTest, OnlyWhatIsWholeIsAHundredPerCent) {
    Progress nearly;
    nearly.completed = 2'491;
    nearly.target_plan = 2'500;
    say("beautiful-courtyard.courtyards", Day::of(2021, 1, 1), nearly);
    EXPECT_EQ(written("{beautiful-courtyard.courtyards.share_plan@to}"), "99.6％");
    EXPECT_EQ(written("{beautiful-courtyard.courtyards.share_plan@to}", ReportLanguage::en), "99.6%");
    EXPECT_EQ(written("{beautiful-courtyard.courtyards.share_year@to}，{beautiful-courtyard.courtyards."
                      "completed@to:户}"),
              "暂无数据，2491户")
        << "without a target there is no share";
}

TEST_F(ReportTest, RoundsDownWhereItSaysSo) {
    const std::vector<std::pair<std::int64_t, std::string>> some{{7, "7人"},          {99, "99人"},
                                                                 {100, "100人"},      {105, "100余人"},
                                                                 {1'234, "1200余人"}, {56'789, "56000余人"}};
    for (const auto& [number, text] : some) {
        count("family-education.beneficiaries", Day::of(2023, 1, 1), number);
        EXPECT_EQ(written("{family-education.beneficiaries.completed@to:余人}"), text);
    }
    count("village-groups.participants", Day::of(2023, 1, 1), 34'567);
    EXPECT_EQ(written("{village-groups.participants.completed@to:万余人次}"), "3万余人次");
    count("village-groups.participants", Day::of(2023, 1, 1), 40'000);
    EXPECT_EQ(written("{village-groups.participants.completed@to:万余人次}"), "4万人次");
    EXPECT_EQ(written("{family-education.beneficiaries.completed@to:余persons}", ReportLanguage::en),
              "more than 56,000 persons");
}

TEST_F(ReportTest, ListsWhatHasDataAndSkipsTheRest) {
    count("honours.red_banner_bearers", Day::of(2023, 3, 8), 35);
    count("honours.model_posts", Day::of(2023, 3, 8), 0);
    EXPECT_EQ(written("选树[三八红旗手{honours.red_banner_bearers.completed@to:名}|红旗集体{honours.red_"
                      "banner_groups.completed@to:个}|巾帼文明岗{honours.model_posts.completed@to:个}]等"),
              "选树三八红旗手35名、巾帼文明岗0个等")
        << "nought that was reported is a number";
}

TEST_F(ReportTest, ReliefIsPersonsTimesWhatEachGot) {
    Progress relief;
    relief.persons = 120;
    relief.value = 60'000;
    say("child-care.relief_goods", Day::of(2023, 1, 20), relief);
    EXPECT_EQ(written("为{child-care.relief_goods.persons@01:名}困境儿童每人送去了{child-care.relief_goods."
                      "each@01:元}的慰问物资"),
              "为120名困境儿童每人送去了500元的慰问物资");
    count("child-care.help_points", Day::of(2021, 1, 1), 3);
    Progress few;
    few.withheld = true;
    say("child-care.grants", Day::of(2023, 5, 20), few);
    EXPECT_EQ(written("为{child-care.grants.persons@05:名}发放助学金"), "")
        << "that something is withheld is not told by a sentence of its own";
    EXPECT_EQ(
        written("助学{child-care.grants.persons@05:名}，帮扶点{child-care.help_points.completed@to:个}"),
        "助学不予公布，帮扶点3个");
    EXPECT_EQ(parts.front().value.kind, ReportValue::Kind::withheld);
}

TEST(ReportTemplate, SaysWhatIsWrongAndWhere) {
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"{nobody.courtyards.completed@to}", "report.placeholder at section[0].sentence[0].zh"},
        {"{beautiful-courtyard.nothing.completed@to}", "report.placeholder at section[0].sentence[0].zh"},
        {"{beautiful-courtyard.courtyards.nothing@to}", "report.placeholder at section[0].sentence[0].zh"},
        {"{beautiful-courtyard.courtyards.completed@13}", "report.placeholder at section[0].sentence[0].zh"},
        {"{beautiful-courtyard.courtyards.completed@to", "report.placeholder at section[0].sentence[0].zh"},
        {"[a|b", "report.placeholder at section[0].sentence[0].zh"},
        {"a]", "report.placeholder at section[0].sentence[0].zh"},
        {"", "report.field at section[0].sentence[0].zh"}};
    for (const auto& [sentence, error] : wrong) {
        const auto report = parse_report_template(
            "id = \"r\"\ntitle = { zh = \"一\", en = \"1\" }\n[[section]]\nheading = { zh = \"一\", en = "
            "\"1\" }\n"
            "[[section.sentence]]\nid = \"s\"\nzh = '" +
            sentence + "'\nen = 'x'\n");
        ASSERT_FALSE(report) << sentence;
        EXPECT_EQ(report.error().name + " at " + report.error().subject, error) << sentence;
    }
    EXPECT_EQ(parse_report_template("id = ").error().name, "report.toml");
    EXPECT_EQ(parse_report_template("id = 'r'\ncolour = 'red'\n").error().name, "report.key");
}

}  // namespace
}  // namespace courtyard
