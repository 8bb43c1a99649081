// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/code_list.h"

#include <cstdlib>

#include "tests/data/given_file.h"
#include "tests/geo/damaged_address.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

/// `areas` when it is read, else the name of the refusal and its subject.
std::string outcome(std::string_view csv, AreaCode only = {}) {
    const GivenFiles given;
    Gazetteer::Builder builder;
    const auto read = add_code_list(builder, given.file("list.csv", csv), only);
    if (!read) return read.error().name + " " + read.error().subject;
    const auto built = std::move(builder).build();
    return built ? std::to_string(built->size()) : built.error().name + " " + built.error().subject;
}

TEST(CodeList, ReadsCodesNamesAndWhatElseThereIs) {
    const GivenFiles given;
    Gazetteer::Builder builder;
    const auto path = given.file("list.csv",
                                 "代码,名称,级别,上级代码,别名,曾用名\n"
                                 "C1,清溪县,县,,,\n"
                                 "T1,白沙镇,乡镇,C1,,河东公社\n"
                                 "V1,王庄村委会,村,T1,王家老庄、老王庄,\n");
    ASSERT_TRUE(add_code_list(builder, path).has_value());
    const auto gazetteer = std::move(builder).build().value();
    EXPECT_EQ(gazetteer.size(), 3U);
    EXPECT_EQ(gazetteer.full_name(area_code("V1")), "清溪县白沙镇王庄村委会");
    EXPECT_EQ(gazetteer.match("清溪县河东公社老王庄").area, area_code("V1"));
}

TEST(CodeList, KeepsOnlyWhatLiesAboveAndBeneathOneArea) {
    constexpr std::string_view list =
        "code,name\n49,河中省\n4901,云河市\n490121,清溪县\n490122,平桥县\n490121101,白沙镇\n50,河外省\n";
    EXPECT_EQ(outcome(list), "6");
    EXPECT_EQ(outcome(list, area_code("490121")), "4");
}

TEST(CodeList, SaysWhichRowIsWrong) {
    EXPECT_EQ(outcome("code,name\n49,河中省\n4 9,河外省\n"), "area.bad_code list.csv:3");
    EXPECT_EQ(outcome("code,name\n49,河中省\n491,河外省\n"), "area.level_unknown list.csv:3");
    EXPECT_EQ(outcome("code,name,level\n49,河中省,无\n"), "area.unknown_level list.csv:2");
    EXPECT_EQ(outcome("code,name\n49\n"), "csv.values list.csv:2");
    EXPECT_EQ(outcome("code,name\n49,河中省\n49,河外省\n"), "area.duplicate_code 49");
    EXPECT_EQ(outcome("code,name,parent\n49,河中省,50\n"), "area.unknown_parent 49");
    EXPECT_TRUE(outcome("code,title\n49,河中省\n").starts_with("column.missing "));
}

TEST(CodeList, RefusesWhatIsNotThereOrBroken) {
    const GivenFiles given;
    Gazetteer::Builder builder;
    EXPECT_EQ(add_code_list(builder, given.path("none.csv")).error().name, "file.missing");
    EXPECT_EQ(add_code_list(builder, given.path("")).error().name, "file.missing");
    const auto cut_off =
        given.file("list.csv.gz", std::string_view("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b", 11));
    EXPECT_EQ(add_code_list(builder, cut_off).error().name, "file.broken");
}

TEST(CodeList, ReadsChangesOfCodes) {
    const GivenFiles given;
    Gazetteer::Builder builder;
    ASSERT_TRUE(add_code_list(builder, given.file("list.csv", "code,name\n490121,清溪县\n")).has_value());
    ASSERT_TRUE(add_code_changes(
                    builder, given.file("changes.csv", "原代码,新代码,启用日期\n490199,490121,2021-05-01\n"))
                    .has_value());
    const auto match = std::move(builder).build().value().match("490199");
    EXPECT_EQ(match.area, area_code("490121"));
    EXPECT_EQ(match.revoked_on, Day::of(2021, 5, 1));
    Gazetteer::Builder bad;
    EXPECT_EQ(add_code_changes(bad, given.file("bad.csv", "old,new,from\n490199,490121,2021-13-01\n"))
                  .error()
                  .subject,
              "bad.csv:2");
}

/// The real list of 2023; see the environment variable COURTYARD_REALDATA.
class RealCodeList : public ::testing::Test {
  protected:
    void SetUp() override {
        const char* said = std::getenv("COURTYARD_REALDATA");
        codes_ = std::filesystem::path(said == nullptr ? "" : said) / "codes";
        if (said == nullptr || !std::filesystem::is_directory(codes_)) {
            GTEST_SKIP() << "no real data: set COURTYARD_REALDATA";
        }
    }

    Gazetteer load(std::string_view only) const {
        Gazetteer::Builder builder;
        EXPECT_TRUE(add_code_list(builder, codes_, only.empty() ? AreaCode{} : area_code(only)).has_value());
        return std::move(builder).build().value();
    }

    std::filesystem::path codes_;
};

TEST_F(RealCodeList, HoldsTheNation) {
    const auto nation = load("");
    EXPECT_EQ(nation.size(), 665'276U);
    EXPECT_EQ(nation.match("广东省东莞市清溪镇三中村").area, area_code("441900115218"));
    EXPECT_EQ(nation.match("420602006207").area, area_code("420602006207"));
    EXPECT_EQ(nation.match("湖北省襄阳市襄城区卧龙镇").level, AreaLevel::township);
    EXPECT_EQ(nation.match("朝阳区朝外大街甲6号").doubt, AddressDoubt::ambiguous);
}

TEST_F(RealCodeList, IsAnsweredRightlyOrNotAtAll) {
    const auto stale = without_some(load("41"), 20);
    const auto listed = listed_villages(stale.gazetteer);
    AddressWriter writer(listed, 5);
    std::mt19937 random(17);
    const auto scored = [&](Damage damage) {
        const auto& villages = damage == Damage::not_listed ? stale.missing : listed;
        std::vector<LabelledAddress> addresses;
        for (int i = 0; i < 2000; ++i)
            addresses.push_back(writer.write(villages[random() % villages.size()], damage));
        return score(stale.gazetteer, addresses);
    };
    std::size_t wrong = 0;
    std::string mistakes;
    for (std::size_t i = 0; i < damage_names.size(); ++i) {
        const auto found = scored(static_cast<Damage>(i));
        for (const auto& mistake : found.mistakes)
            mistakes += mistake.text + " is " + mistake.truth.str() + "\n";
        EXPECT_LE(found.wrong_above, 1U) << damage_names.at(i);
        wrong += found.wrong;
    }
    // Of about 23,000 villages answered: 0.02 %.
    EXPECT_LE(wrong, 4U) << mistakes;
    EXPECT_GE(scored(Damage::none).right, 1990U);
    EXPECT_GE(scored(Damage::no_ending).right, 1900U);
    EXPECT_GE(scored(Damage::no_township).right, 1830U);
    EXPECT_GE(scored(Damage::noise).right, 1980U);
    EXPECT_GE(scored(Damage::house_number).right, 1980U);
    EXPECT_GE(scored(Damage::several).right, 1400U);
}

}  // namespace
}  // namespace courtyard
