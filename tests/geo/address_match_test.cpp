// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/address_match.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/geo/grid_county.h"
#include "tests/geo/named_county.h"

namespace courtyard {
namespace {

const Gazetteer& county() {
    static const auto gazetteer = named_county();
    return gazetteer;
}

/// `490121101202 full_path`, or the reason with what is sure and the number of candidates.
std::string answer(std::string_view address, std::string_view within = {}) {
    const auto match = county().match(address, within.empty() ? AreaCode{} : area_code(within));
    const auto area = match.area.str();
    if (match.is_village()) return area + " " + std::string(to_string(match.method));
    auto text = area + (area.empty() ? "" : " ") + std::string(to_string(match.doubt));
    return match.candidate_count == 0 ? text : text + " " + std::to_string(match.candidate_count);
}

struct Case {
    std::string_view address;
    std::string_view expected;
};

void expect_all(const std::vector<Case>& cases, std::string_view within = {}) {
    for (const auto& [address, expected] : cases) EXPECT_EQ(answer(address, within), expected) << address;
}

TEST(AddressMatch, ReadsTheVillageWithAndWithoutItsEndings) {
    expect_all({
        {"河中省云河市清溪县白沙镇大王庄村民委员会", "490121101203 full_path"},
        {"河中省云河市清溪县白沙镇大王庄村村委会", "490121101203 full_path"},
        {"河中省云河市清溪县白沙镇大王庄行政村", "490121101203 full_path"},
        {"河中省云河市清溪县白沙镇大王庄村", "490121101203 full_path"},
        {"河中省云河市清溪县白沙镇大王庄", "490121101203 full_path"},
        {"清溪县白沙镇刘村", "490121101209 full_path"},
        {"清溪县白沙镇刘村村民委员会", "490121101209 full_path"},
        {"石桥区东风街道光明新村", "490102001002 full_path"},
        {"石桥区东风街道光明新村社区", "490102001002 full_path"},
    });
}

TEST(AddressMatch, ReadsUpperNamesWithoutTheirEndings) {
    expect_all({
        {"河中云河清溪白沙大王庄", "490121101203 full_path"},
        {"河中 云河 清溪 白沙 大王庄村", "490121101203 full_path"},
        {"河中省、云河市、清溪县、白沙镇、大王庄村", "490121101203 full_path"},
        {"平桥县白沙镇王庄村", "490122101201 full_path"},
        {"平桥土家族自治县白沙镇王庄村", "490122101201 full_path"},
        {"柏树乡红旗一村", "490121203202 township_village"},
        {"柏树回族乡红旗一村", "490121203202 township_village"},
        {"江心市三湖镇渔樵村", "499001101201 full_path"},
    });
}

TEST(AddressMatch, TakesATownshipThatGrewForTheSame) {
    expect_all({{"清溪县红庙镇上湾村", "490121202202 full_path"},
                {"清溪县白沙街道办事处大王庄村", "490121101203 full_path"}});
}

TEST(AddressMatch, ReadsFromSmallToLarge) {
    EXPECT_EQ(answer("王庄村，白沙镇，平桥县，云河市"), "490122101201 full_path");
}

TEST(AddressMatch, FoldsVariantsWidthAndNumbers) {
    expect_all({
        {"清溪縣白沙鎮大王莊邨", "490121101203 full_path"},
        {"清溪县白沙镇２０里铺村", "490121101207 full_path"},
        {"清溪县白沙镇二十里铺３组１２号", "490121101207 full_path"},
        {"清溪县柏树乡红旗2村", "490121203203 full_path"},
        {"清溪县柏树乡張莊垻村", "490121203204 full_path"},
        {"石桥区东风街道第1居委会", "490102001003 full_path"},
    });
}

TEST(AddressMatch, ReadsGroupsAndHousesBehindTheVillage) {
    for (const auto* house : {"3组12号", "三组", "第3村民小组", "第三组", "12号", "村3组", "村委会对面",
                              "村东头", "村，13800138000", "3组 某某收", "五队", "村民委员会8号楼2单元"}) {
        EXPECT_EQ(answer(std::string("清溪县白沙镇大王庄") + house), "490121101203 full_path") << house;
    }
}

TEST(AddressMatch, PassesOverNoiseBeforeAndAfter) {
    expect_all({
        {"收件人：某女士 13800138000 清溪县白沙镇大王庄村", "490121101203 full_path"},
        {"某女士13800138000清溪县白沙镇大王庄村", "490121101203 full_path"},
        {"某某住清溪县白沙镇大王庄村（村口小卖部）", "490121101203 full_path"},
        {"户主：某某　清溪县白沙镇大王庄村　红星超市", "490121101203 full_path"},
    });
}

TEST(AddressMatch, FindsAVillageWithoutItsTownshipWhenTheCountyHasOne) {
    expect_all({{"清溪县大王庄村3组", "490121101203 county_village"},
                {"清溪县上湾", "490121202202 county_village"},
                {"清溪县新集村", "490121 address.ambiguous 2"},
                {"云河市孤山村", "490122101202 county_village"}});
}

TEST(AddressMatch, FindsALoneVillageInsideWithin) {
    expect_all({{"大王庄村3组", "490121101203 village_in_scope"},
                {"上湾3组", "490121202202 village_in_scope"},
                {"新集村", "address.ambiguous 2"},
                {"王庄村", "490121101202 village_in_scope"}},
               "490121");
    EXPECT_EQ(answer("王庄", "490121101"), "address.ambiguous 2");
    EXPECT_EQ(answer("大王庄村3组"), "address.no_area_named");
}

TEST(AddressMatch, NamesTheCandidatesOfAnAmbiguityInCodeOrder) {
    const auto match = county().match("清溪县新集村");
    EXPECT_EQ(match.area, area_code("490121"));
    EXPECT_EQ(match.method, AddressMethod::upper_area);
    EXPECT_EQ(match.candidates, (std::vector{area_code("490121202203"), area_code("490121203201")}));
    EXPECT_EQ(match.candidate_count, 2U);
    EXPECT_EQ(answer("白沙镇王庄村"), "4901 address.ambiguous 2");
}

TEST(AddressMatch, TellsAVillageFromACommunityOfTheSameName) {
    expect_all({{"清溪县白沙镇王庄村", "490121101202 full_path"},
                {"清溪县白沙镇王庄社区", "490121101205 full_path"},
                {"清溪县白沙镇王庄", "490121101 address.ambiguous 2"},
                {"清溪县白沙镇大王庄社区", "490121101 address.other_kind 1"}});
}

TEST(AddressMatch, NeverFindsAVillageInsideALongerName) {
    expect_all({
        {"清溪县白沙镇西上湾村", "490121101 address.village_not_listed"},
        {"清溪县中王庄村", "490121 address.unclear_edge 1"},
        {"清溪县白沙镇马庄大王庄村", "490121101 address.unclear_edge 1"},
        {"清溪县白沙镇王庄村庄路", "490121101 address.village_not_listed"},
    });
}

TEST(AddressMatch, DoesNotTakeRoadsMarketsAndCompaniesForAreas) {
    expect_all({
        {"石桥区东风街道建设路5号", "490102001 address.no_village_named"},
        {"云河市清溪上湾路3号，河中省云河市", "4901 address.no_village_named"},
        {"石桥区白沙路12号", "490102 address.no_village_named"},
        {"清溪县上湾路12号", "490121 address.no_village_named"},
        {"清溪大酒店", "address.no_area_named"},
        {"云河市场东门", "address.no_area_named"},
        {"河中省道3号", "address.no_area_named"},
        {"清溪县红庙乡上湾村镇银行", "490121202 address.village_not_listed"},
    });
}

TEST(AddressMatch, DoesNotChooseBetweenATownshipAndAVillageOfTheSameName) {
    EXPECT_EQ(answer("清溪县白沙镇白沙村"), "490121101201 full_path");
    EXPECT_EQ(answer("清溪县白沙"), "490121101 address.no_village_named");
    EXPECT_EQ(answer("清溪县柳林"), "490121202204 county_village");
}

TEST(AddressMatch, AnswersWhatIsSureAboveTheVillage) {
    expect_all({{"清溪县白沙镇", "490121101 address.no_village_named"},
                {"清溪县", "490121 address.no_village_named"},
                {"河中省", "49 address.no_village_named"},
                {"清溪县白沙镇无名村", "490121101 address.village_not_listed"}});
    EXPECT_EQ(county().match("清溪县白沙镇").level, AreaLevel::township);
}

TEST(AddressMatch, RefusesAVillageBehindAnUnknownCountyOrTownship) {
    expect_all({{"青石县 大王庄村", "address.unknown_upper_area 1"},
                {"黑水镇 大王庄村", "address.unknown_upper_area 1"},
                {"黑水镇大王庄村", "address.unclear_edge 1"}},
               "490121");
}

TEST(AddressMatch, RefusesNamesThatContradictEachOtherOrTheScope) {
    expect_all(
        {{"平桥县 大王庄村", "address.contradiction 1"}, {"平桥县白沙镇大王庄村", "address.contradiction 1"}},
        "490121");
    EXPECT_EQ(answer("清溪县红庙乡大王庄村"), "490121202 address.village_not_listed");
}

TEST(AddressMatch, ForgivesOneSlipWhereTheTownshipIsNamed) {
    expect_all({
        {"清溪县白沙镇马垱圪村", "490121101206 similar"},    // swapped
        {"清溪县白沙镇黄柏评沟村", "490121101208 similar"},  // changed
        {"清溪县白沙镇黄柏坪坪沟村", "490121101208 similar"},
        {"清溪县白沙镇黄坪沟村3组", "490121101 address.similar_names 1"},  // 柏 is a family's name
        {"清溪县黄柏评沟村", "490121 address.no_village_named"},
        {"清溪县白沙镇中王庄村", "490121101 address.similar_names 4"},
    });
    EXPECT_EQ(county().match("清溪县白沙镇黄柏评沟村").confidence, 0.8);
}

TEST(AddressMatch, IsSurerTheMoreIsNamed) {
    const auto confidence = [](std::string_view address, std::string_view within = "490121") {
        return county().match(address, area_code(within)).confidence;
    };
    EXPECT_GT(confidence("清溪县白沙镇大王庄村"), confidence("清溪县大王庄村"));
    EXPECT_GT(confidence("清溪县大王庄村"), confidence("大王庄村"));
    EXPECT_GT(confidence("大王庄村"), confidence("大王庄"));
    EXPECT_GT(confidence("大王庄"), confidence("清溪县白沙镇黄柏评沟村"));
}

TEST(AddressMatch, AnswersBadInputWithAReason) {
    EXPECT_EQ(answer(""), "address.empty");
    EXPECT_EQ(answer(" \t　，。——"), "address.empty");
    EXPECT_EQ(answer(std::string(3, '\0')), "address.empty");
    EXPECT_EQ(answer("清溪县\xFF\xFE王庄"), "address.not_utf8");
    EXPECT_EQ(answer("\xE6\xB8"), "address.not_utf8");
    EXPECT_EQ(answer("\xED\xA0\x80"), "address.not_utf8");
    EXPECT_EQ(answer(std::string(std::size_t{10} << 20, 'x')), "address.too_long");
    EXPECT_EQ(answer(std::string("清溪县白沙镇大王庄村\0\0\0", 33)), "490121101203 full_path");
    EXPECT_EQ(answer("hello"), "address.no_area_named");
}

TEST(AddressMatch, StaysQuickOnATextMadeOfNames) {
    std::string text;
    while (text.size() < 4000) text += "清溪白沙王庄";
    EXPECT_FALSE(county().match(text).is_village());
    std::string numbers;
    while (numbers.size() < 4000) numbers += "十百1";
    EXPECT_EQ(county().match(numbers).doubt, AddressDoubt::unknown_code);
}

TEST(AddressMatch, SurvivesRandomBytesAndPieces) {
    const std::vector<std::string> pieces{
        "清溪县", "白沙",   "白沙镇", "王庄", "村",   "社区", "第", "三", "12",
        "号",     " ",      "（",     "路",   "村村", "委会", "市", "道", "13800138000",
        "土家族", "自治县", "\xE6",   "\xFF", "云河", "红旗", "一", "百"};
    std::mt19937 random(42);
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
        if (i % 4 == 0) {
            for (auto n = random() % 6; n > 0 && !text.empty(); --n) {
                text[random() % text.size()] = static_cast<char>(random() % 256);
            }
        }
        const auto match = county().match(text, i % 2 == 0 ? AreaCode{} : area_code("490121"));
        EXPECT_TRUE(match.doubt != AddressDoubt::none || match.is_village() ||
                    match.method == AddressMethod::code);
        EXPECT_EQ(match.area.empty(), match.method == AddressMethod::nothing);
        EXPECT_LE(match.candidates.size(), AddressMatch::max_candidates);
        EXPECT_LE(match.candidates.size(), match.candidate_count);
    }
}

TEST(AddressMatch, ExplainsEveryDoubtInBothLanguages) {
    for (int i = 1; i <= static_cast<int>(AddressDoubt::contradiction); ++i) {
        const auto doubt = static_cast<AddressDoubt>(i);
        EXPECT_TRUE(to_string(doubt).starts_with("address."));
        EXPECT_FALSE(text_of(doubt).zh.empty());
        EXPECT_FALSE(text_of(doubt).en.empty());
    }
    EXPECT_EQ(to_string(AddressMethod::upper_area), "upper_area");
}

}  // namespace
}  // namespace courtyard
