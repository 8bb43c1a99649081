// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/rows.h"

#include <fmt/format.h>

#include "tests/data/given_file.h"

namespace courtyard {
namespace {

const Day june_30 = Day::of(2023, 6, 30);

template <class Record>
Rows<Record> read(Result<Rows<Record>> (*reader)(Table&, const RowOptions&), std::string_view text,
                  RowOptions options = {}) {
    options.default_day = june_30;
    const GivenFiles given;
    const auto table = opened(given.file("spool", text));
    auto rows = reader(*table, options);
    EXPECT_TRUE(rows.has_value()) << (rows ? "" : rows.error().detail.en);
    return rows ? std::move(*rows) : Rows<Record>{};
}

template <class Record>
std::string only_refusal(const Rows<Record>& rows) {
    if (rows.rejections.count() != 1) return fmt::format("{} rejections", rows.rejections.count());
    const Rejection& r = rows.rejections[0];
    return fmt::format("{} {} {}", r.row, r.column, r.code);
}

std::string household_refusal(std::string_view header, std::string_view row) {
    return only_refusal(read(read_households, fmt::format("{}\n{}\n", header, row)));
}

TEST(Households, AreReadWithChineseHeaders) {
    const auto rows = read(read_households,
                           "户号,户主,地址,村代码,经度,纬度,登记日期,状态\n"
                           "H1,王**,石桥村1组,410199001001,113.25,34.5,2021年3月4日,登记\n");
    ASSERT_EQ(rows.accepted.size(), 1U) << only_refusal(rows);
    const HouseholdRecord& h = rows.accepted[0].household;
    EXPECT_EQ(h.id, "H1");
    EXPECT_EQ(h.name, "王**");
    EXPECT_EQ(h.declared.view(), "410199001001");
    EXPECT_EQ(h.position->wgs84, (LonLat{113.25, 34.5}));
    EXPECT_EQ(h.registered_on, Day::of(2021, 3, 4));
    EXPECT_TRUE(rows.accepted[0].decisions.empty());
    EXPECT_EQ(rows.numbers, std::vector<std::size_t>{2});
}

TEST(Households, DatesBecomeImportedDecisions) {
    const auto rows = read(read_households,
                           "id,area,registered_on,status,completed_on,revoked_on\n"
                           "H1,410199001001,2021-01-02,revoked,2022-03-04,2023-05-06\n");
    ASSERT_EQ(rows.accepted.size(), 1U) << only_refusal(rows);
    const auto& decisions = rows.accepted[0].decisions;
    ASSERT_EQ(decisions.size(), 2U);
    EXPECT_EQ(decisions[0].id, "H1#accepted#2022-03-04");
    EXPECT_EQ(decisions[0].campaign, "beautiful-courtyard");
    EXPECT_EQ(decisions[0].to, "accepted");
    EXPECT_TRUE(decisions[0].imported);
    EXPECT_EQ(decisions[1].to, "revoked");
    EXPECT_EQ(decisions[1].decided_on, Day::of(2023, 5, 6));
}

TEST(Households, AStatusWithoutDatesIsADecisionOfTheDayOfRegistration) {
    const auto rows =
        read(read_households, "id,area,registered_on,status\nH1,410199001001,2021-01-02,整改\n");
    ASSERT_EQ(rows.accepted.size(), 1U);
    ASSERT_EQ(rows.accepted[0].decisions.size(), 1U);
    EXPECT_EQ(rows.accepted[0].decisions[0].to, "needs_work");
    EXPECT_EQ(rows.accepted[0].decisions[0].decided_on, Day::of(2021, 1, 2));
}

TEST(Households, WithoutADayAreRegisteredToday) {
    const auto rows = read(read_households, "id,area,completed_on\nH1,4101990,\nH2,4101990,2022-01-01\n");
    ASSERT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(rows.accepted[0].household.registered_on, june_30);
    EXPECT_EQ(rows.accepted[1].household.registered_on, Day::of(2022, 1, 1));
}

TEST(Households, TheCampaignOfTheDecisionsCanBeSet) {
    RowOptions options;
    options.fixed["campaign"] = "clean-kitchen";
    const auto rows = read(read_households, "id,area,completed_on\nH1,4101990,2022-01-01\n", options);
    EXPECT_EQ(rows.accepted[0].decisions[0].campaign, "clean-kitchen");
}

TEST(Households, ContradictionsAreRefused) {
    const std::string_view header = "id,area,registered_on,status,completed_on,revoked_on";
    const std::string_view says = "2 status status.contradiction";
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,accepted,,"), says);
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,revoked,2022-01-01,"), says);
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,registered,2022-01-01,"), says);
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,plaque,2022-01-01,2022-02-01"), says);
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,,,2022-02-01"),
              "2 revoked_on status.contradiction");
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,,2022-03-01,2022-02-01"),
              "2 revoked_on status.contradiction");
    EXPECT_EQ(household_refusal(header, "H1,41,2021-01-02,,2020-03-01,"),
              "2 completed_on status.contradiction");
}

TEST(Households, NothingIsTakenThatCannotBeAPosition) {
    const std::string_view header = "户号,经度,纬度";
    EXPECT_EQ(household_refusal(header, "H1,nan,34"), "2 经度 coordinate.not_finite");
    EXPECT_EQ(household_refusal(header, "H1,34.5,113.25"), "2 纬度 coordinate.out_of_range");
    EXPECT_EQ(household_refusal(header, "H1,0,0"), "2 经度 coordinate.null_island");
    EXPECT_EQ(household_refusal(header, "H1,113.25,"), "2 纬度 coordinate.missing");
    EXPECT_EQ(household_refusal(header, "H1,北纬34,113"), "2 经度 coordinate.axis");
    EXPECT_EQ(household_refusal(header, "H1,113.26.15,34"), "2 经度 coordinate.unclear");
    EXPECT_EQ(household_refusal(header, "H1,\"113,25\",34"), "2 经度 coordinate.comma");
    EXPECT_EQ(household_refusal(header, "H1,hello,34"), "2 经度 coordinate.invalid");
    EXPECT_EQ(household_refusal(header, "H1,113.25 34,34"), "2 经度 coordinate.unclear");
    EXPECT_EQ(household_refusal(header, "H1,,"), "2 area place.missing");
}

TEST(Households, RefusedFieldsAreNamedAsTheFileNamesThem) {
    EXPECT_EQ(household_refusal("户号,村代码", ",41"), "2 户号 value.missing");
    EXPECT_EQ(household_refusal("户号,村代码,登记日期", "H1,41,2023-02-30"), "2 登记日期 day.invalid");
    EXPECT_EQ(household_refusal("户号,村代码", "H1,4101!"), "2 村代码 area.bad_code");
    EXPECT_EQ(household_refusal("户号,村代码", std::string(65, 'h') + ",41"), "2 户号 id.too_long");
    EXPECT_EQ(household_refusal("户号,地址", "H1,a\u202Eb"), "2 地址 text.control");
    EXPECT_EQ(household_refusal("户号,地址", "H1," + std::string(1'001, 'x')), "2 地址 text.too_long");
    EXPECT_EQ(household_refusal("户号,村代码,状态", "H1,41,好"), "2 状态 status.unknown");
}

TEST(Households, ARepeatedIdNamesTheFirstRow) {
    const auto rows = read(read_households, "id,area\nH1,41\nH2,41\nH1,42\n");
    EXPECT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(only_refusal(rows), "4 id id.duplicate");
    EXPECT_NE(rows.rejections[0].detail.en.find("row 2"), std::string::npos);
    EXPECT_EQ(rows.rows, 3U);
}

TEST(Households, OfAPhoneMapAreMovedToWgs84AndKeepWhatWasGiven) {
    RowOptions options;
    options.datum = Datum::gcj02;
    const auto rows = read(read_households, "id,lon,lat\nH1,113.25,34.5\n", options);
    const SourcePosition& p = *rows.accepted[0].household.position;
    EXPECT_EQ(p.given, (LonLat{113.25, 34.5}));
    EXPECT_EQ(p.datum, Datum::gcj02);
    EXPECT_NEAR(distance(p.given, p.wgs84).value, 600, 300);
}

TEST(Households, ABrokenLineIsReportedAndTheRestIsRead) {
    const auto rows = read(read_households, "id,area\nH1\nH2,41\n");
    EXPECT_EQ(only_refusal(rows), "2  csv.values");
    EXPECT_EQ(rows.accepted[0].household.id, "H2");
}

TEST(Areas, TakeTheirLevelFromTheColumnTheOptionOrTheCode) {
    const auto by_code = read(read_areas, "code,name\n41,豫\n410199,县\n410199001,乡\n410199001001,村\n");
    ASSERT_EQ(by_code.accepted.size(), 4U);
    EXPECT_EQ(by_code.accepted[2].level, AreaLevel::township);
    RowOptions options;
    options.level = AreaLevel::village;
    EXPECT_EQ(read(read_areas, "code,nom\n14001,x\n", options).accepted[0].level, AreaLevel::village);
    EXPECT_EQ(read(read_areas, "代码,名称,级别\n14001,x,乡镇\n", options).accepted[0].level,
              AreaLevel::township);
    EXPECT_EQ(only_refusal(read(read_areas, "code,name\n14001,x\n")), "2 code area.level");
    EXPECT_EQ(only_refusal(read(read_areas, "code,name,level\n14001,x,国\n")), "2 level area.unknown_level");
}

TEST(Areas, FullWidthDigitsOfACodeAreFolded) {
    EXPECT_EQ(read(read_areas, "code,name\n４１０１９９,县\n").accepted[0].code.view(), "410199");
}

TEST(Areas, OfAnotherDatumAreMovedToWgs84VertexByVertex) {
    const std::string header = "code;name;wkt\n410199001001;村;";
    const Ring triangle{{113, 34}, {114, 34}, {114, 35}, {113, 34}};
    for (const char* said : {"gcj02", "bd09", "EPSG:4547", "EPSG:3857"}) {
        RowOptions options;
        options.datum = parse_datum(said).value();
        std::string wkt = "POLYGON((";
        for (const LonLat vertex : triangle) {
            const LonLat given = from_wgs84(vertex, *options.datum);
            wkt += fmt::format("{}{} {}", wkt.back() == '(' ? "" : ",", given.lon, given.lat);
        }
        const auto rows = read(read_areas, header + wkt + "))\n", options);
        ASSERT_EQ(rows.accepted.size(), 1U) << said << ' ' << only_refusal(rows);
        const Ring& ring = rows.accepted[0].boundary.polygons[0].rings[0];
        EXPECT_EQ(ring.front(), ring.back());
        for (std::size_t i = 0; i < triangle.size(); ++i) {
            EXPECT_NEAR(ring[i].lon, triangle[i].lon, 1e-9) << said;
            EXPECT_NEAR(ring[i].lat, triangle[i].lat, 1e-9) << said;
        }
    }
    RowOptions metres;
    metres.datum = parse_datum("EPSG:4547").value();
    EXPECT_EQ(only_refusal(read(read_areas, header + "POLYGON((113 34,114 34,114 35,113 34))\n", metres)),
              "2 wkt coordinate.outside_zone");
}

TEST(Areas, OfAnUnknownDatumAreReadAsWgs84AndItIsSaid) {
    RowOptions options;
    options.datum.reset();
    const auto rows =
        read(read_areas, "code;name;wkt\n410199001001;村;POLYGON((113 34,114 34,114 35,113 34))\n", options);
    ASSERT_EQ(rows.accepted.size(), 1U);
    EXPECT_NE(rows.notes.at(0).en.find("read as wgs84"), std::string::npos);
}

TEST(Areas, OfATableMayBringTheirBoundaryAsText) {
    const auto rows = read(read_areas,
                           "code;name;wkt\n410199001001;村;POLYGON((113 34,114 34,114 35,113 34))\n"
                           "410199001002;村;POINT(113 34)\n410199001003;村;hello\n410199001004;村;\n");
    ASSERT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(rows.accepted[0].bounds, (Bounds{113, 34, 114, 35}));
    EXPECT_TRUE(rows.accepted[0].bounds.contains(rows.accepted[0].label));
    EXPECT_TRUE(rows.accepted[1].boundary.empty());
    ASSERT_EQ(rows.rejections.count(), 2U);
    EXPECT_EQ(rows.rejections[0].code, "geometry.kind");
    EXPECT_EQ(rows.rejections[1].code, "geometry.wkt");
}

std::string village(const std::string& code, const std::string& rings) {
    return R"({"type":"Feature","properties":{"code":")" + code + R"(","name":"村"},"geometry":)" +
           (rings.empty() ? "null" : R"({"type":"Polygon","coordinates":[)" + rings + "]}") + "}";
}

TEST(Areas, InvalidBoundariesAreRefusedOneByOne) {
    const auto rows = read(read_areas, R"({"type":"FeatureCollection","features":[)" +
                                           village("410199001001", "[[0,0],[1,0],[1,1],[0,0]]") + "," +
                                           village("410199001002", "[[0,0],[1,1],[1,0],[0,1],[0,0]]") + "," +
                                           village("410199001003", "[[0,0],[1,0],[1,1]]") + "," +
                                           village("410199001004", "") + "," +
                                           village("410199001005", "[[0,0],[1,0],[1,91],[0,0]]") + "," +
                                           village("410199001001", "[[5,0],[6,0],[6,1],[5,0]]") + "]}");
    ASSERT_EQ(rows.accepted.size(), 1U);
    ASSERT_EQ(rows.rejections.count(), 5U);
    EXPECT_EQ(rows.rejections[0].code, "boundary.invalid");
    EXPECT_EQ(rows.rejections[1].code, "boundary.ring");
    EXPECT_EQ(rows.rejections[2].code, "boundary.missing");
    EXPECT_EQ(rows.rejections[3].code, "boundary.ring");
    EXPECT_EQ(rows.rejections[4].code, "id.duplicate");
    EXPECT_EQ(rows.rejections[0].row, 2U);
}

TEST(Areas, ABoundaryThatOnlyTouchesItselfIsTakenWithAWarning) {
    const auto rows =
        read(read_areas, village("410199001001", "[[0,0],[1,0],[1,1],[2,1],[2,2],[1,2],[1,1],[0,1],[0,0]]"));
    ASSERT_EQ(rows.accepted.size(), 1U) << only_refusal(rows);
    EXPECT_EQ(rows.accepted[0].boundary.polygons.size(), 2U);
    EXPECT_EQ(rows.notes.size(), 1U);
}

TEST(Bases, OfOneIdMayStandAtSeveralLevels) {
    const auto rows = read(read_bases,
                           "编号,名称,级别,村代码,认定日期,带动妇女,培训妇女\n"
                           "B1,合作社,县级,410199001001,2021-05-01,30,120\n"
                           "B1,合作社,市级,410199001001,2022-05-01,45.0,\n"
                           "B1,合作社,县级,410199001001,2021-05-01,30,120\n"
                           "B2,合作社,县级,410199001001,2021-05-01,-3,0\n");
    ASSERT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(rows.accepted[0].level, "county");
    EXPECT_EQ(rows.accepted[1].level, "prefecture");
    EXPECT_EQ(rows.accepted[1].women_employed, 45);
    EXPECT_EQ(rows.accepted[1].recognised_on, Day::of(2022, 5, 1));
    ASSERT_EQ(rows.rejections.count(), 2U);
    EXPECT_EQ(rows.rejections[0].code, "id.duplicate");
    EXPECT_EQ(rows.rejections[1].code, "number.not_a_count");
}

TEST(Cases, AreReadWithTheirChannel) {
    const auto rows = read(read_cases,
                           "纠纷编号,活动,村代码,排查日期,渠道\n"
                           "JF-1,dispute-cases,410199001001,2023-05-01,线上\n"
                           "JF-2,dispute-cases,410199001001,2023-05-01,\n"
                           "JF-3,dispute-cases,410199001001,2023-05-01,电话\n"
                           "JF-4,dispute-cases,,2023-05-01,\n"
                           "JF-1,dispute-cases,410199001001,2023-05-02,\n");
    ASSERT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(rows.accepted[0].kind, "online");
    EXPECT_EQ(rows.accepted[0].opened_on, Day::of(2023, 5, 1));
    EXPECT_EQ(rows.accepted[1].kind, "");
    ASSERT_EQ(rows.rejections.count(), 3U);
    EXPECT_EQ(rows.rejections[0].code, "channel.unknown");
    EXPECT_EQ(rows.rejections[1].code, "value.missing");
    EXPECT_EQ(rows.rejections[2].code, "id.duplicate");
}

TEST(Relief, ARefusalTellsNoNumberOfPersons) {
    const auto rows = read(read_relief,
                           "批次编号,活动,村代码,列名单日期,类型,人数,每人标准\n"
                           "P-1,child-relief,410199001001,2023-01-10,物资,7,500\n"
                           "P-2,child-relief,410199001001,2023-06-01,慰问金,4,300.50\n"
                           "P-3,child-relief,410199001001,2023-06-01,慰问金,7173.5,300\n"
                           "P-4,child-relief,410199001001,2023-06-01,慰问金,-7173,300\n"
                           "P-5,child-relief,410199001001,2023-06-01,慰问金,7173人,300\n"
                           "P-6,child-relief,410199001001,2023-06-01,慰问金,3,0.001\n"
                           "P-7,child-relief,410199001001,2023-06-01,礼品,3,300\n"
                           "P-8,child-relief,410199001001,2023-06-01,慰问金,0,300\n");
    ASSERT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(rows.accepted[0].persons, 7);
    EXPECT_EQ(rows.accepted[0].unit_value_fen, 50'000);
    EXPECT_EQ(rows.accepted[1].kind, "cash");
    EXPECT_EQ(rows.accepted[1].unit_value_fen, 30'050);
    ASSERT_EQ(rows.rejections.count(), 6U);
    for (const Rejection& one : rows.rejections.told()) {
        EXPECT_EQ(one.detail.zh.find("7173"), std::string::npos) << one.detail.zh;
        EXPECT_EQ(one.detail.en.find("7173"), std::string::npos) << one.detail.en;
    }
    EXPECT_EQ(rows.rejections[0].code, "number.not_a_count");
    EXPECT_EQ(rows.rejections[3].code, "number.out_of_range");
    EXPECT_EQ(rows.rejections[4].code, "relief_kind.unknown");
    EXPECT_EQ(rows.rejections[5].code, "number.not_a_count");
}

TEST(HelpPoints, AreReadWithTheirKindAndTheirDays) {
    const auto rows = read(read_help_points,
                           "id,name,kind,lon,lat,opened_on,closed_on,capacity\n"
                           "P1,a,儿童之家,113.25,34.5,2021-05-01,,40\n"
                           "P2,b,未成年人保护工作站,113.25,34.5,2021-05-01,2020-05-01,40\n"
                           "P3,c,其他,113.25,34.5,,,many\n");
    ASSERT_EQ(rows.accepted.size(), 1U);
    EXPECT_EQ(rows.accepted[0].kind, "childrens_home");
    EXPECT_EQ(rows.accepted[0].capacity, 40);
    EXPECT_FALSE(rows.accepted[0].closed_on);
    ASSERT_EQ(rows.rejections.count(), 2U);
    EXPECT_EQ(rows.rejections[0].code, "date.order");
    EXPECT_EQ(rows.rejections[1].code, "number.invalid");
}

TEST(Children, CountsAreNeverRepeatedInARefusal) {
    const auto rows = read(read_children,
                           "area,category,count,as_of\n410199001001,orphan,3,2023-06-30\n"
                           "410199001002,orphan,-4711,2023-06-30\n410199001003,orphan,4711个,2023-06-30\n");
    ASSERT_EQ(rows.accepted.size(), 1U);
    EXPECT_EQ(rows.accepted[0].count, 3);
    ASSERT_EQ(rows.rejections.count(), 2U);
    for (const Rejection& r : rows.rejections.told()) {
        EXPECT_EQ(r.code, "number.not_a_count");
        EXPECT_EQ(r.detail.zh.find("4711"), std::string::npos);
        EXPECT_EQ(r.detail.en.find("4711"), std::string::npos);
    }
}

TEST(Children, OneCategoryOfOneVillageIsCountedOnceADay) {
    const auto rows = read(read_children,
                           "area,category,count,as_of\n410199001001,orphan,3,2023-06-30\n"
                           "410199001001,orphan,3,2023-06-30\n410199001001,orphan,4,2023-07-01\n");
    EXPECT_EQ(rows.accepted.size(), 2U);
    EXPECT_EQ(only_refusal(rows), "3 area id.duplicate");
}

TEST(Targets, AreOfThePlanOrOfAYear) {
    const auto rows = read(read_targets,
                           "campaign,indicator,area,period,value,approved_on\n"
                           "beautiful-courtyard,courtyards,410199,plan,30000,2021-01-20\n"
                           "beautiful-courtyard,courtyards,410199,2023年,7000,2021-01-20\n"
                           "beautiful-courtyard,courtyards,410199,2023,6000,2023-02-01\n"
                           "beautiful-courtyard,courtyards,410199,soon,6000,2023-02-01\n");
    ASSERT_EQ(rows.accepted.size(), 3U);
    EXPECT_FALSE(rows.accepted[0].year);
    EXPECT_EQ(rows.accepted[0].value, 30'000);
    EXPECT_EQ(rows.accepted[1].year, 2023);
    EXPECT_EQ(only_refusal(rows), "5 period period.unknown");
}

TEST(Decisions, WithoutAnIdGetOneThatTheSameFileAlwaysGives) {
    const std::string_view text =
        "户号,专项,结论,日期,理由\nH1,beautiful-courtyard,达标,2022-03-04,\"好\n好\"\n";
    RowOptions options;
    options.file_hash = std::string(64, 'a');
    const auto first = read(read_decisions, text, options);
    ASSERT_EQ(first.accepted.size(), 1U) << only_refusal(first);
    EXPECT_EQ(first.accepted[0].to, "accepted");
    EXPECT_EQ(first.accepted[0].reason, "好\n好");
    EXPECT_EQ(first.accepted[0].id.size(), 36U);
    EXPECT_EQ(first.accepted[0].id, read(read_decisions, text, options).accepted[0].id);
    options.file_hash[0] = 'b';
    EXPECT_NE(first.accepted[0].id, read(read_decisions, text, options).accepted[0].id);
    EXPECT_EQ(only_refusal(read(read_decisions, text)), "2 id value.missing");
}

TEST(Inspections, OfATableAreReadWithTheirOwnIds) {
    const auto rows = read(
        read_inspections,
        "id,household,campaign,observed_at,lon,lat,accuracy_m,outcome,note\n"
        "0190A1B2-0000-7000-8000-000000000001,H1,beautiful-courtyard,2023/6/30 9:05,113.25,34.5,4.5,初审,ok\n"
        "not-a-uuid,H1,beautiful-courtyard,2023-06-30T09:05:00Z,113.25,34.5,,checked,\n"
        "0190a1b2-0000-7000-8000-000000000002,,beautiful-courtyard,yesterday,113.25,34.5,,checked,\n");
    ASSERT_EQ(rows.accepted.size(), 1U) << rows.rejections[0].detail.en;
    const InspectionRecord& i = rows.accepted[0];
    EXPECT_EQ(i.id, "0190a1b2-0000-7000-8000-000000000001");
    EXPECT_EQ(to_string(i.observed_at), "2023-06-30T01:05:00.000Z");
    EXPECT_EQ(i.accuracy_m, 4.5);
    EXPECT_EQ(i.outcome, "checked");
    ASSERT_EQ(rows.rejections.count(), 2U);
    EXPECT_EQ(rows.rejections[0].code, "id.uuid");
    EXPECT_EQ(rows.rejections[1].code, "instant.invalid");
}

TEST(Inspections, OfAGpxTakeNameTimeDescAndType) {
    RowOptions options;
    options.fixed["campaign"] = "beautiful-courtyard";
    options.file_hash = std::string(64, 'c');
    const auto rows =
        read(read_inspections,
             "<gpx version=\"1.1\"><wpt lat=\"34.5\" lon=\"113.25\"><time>2023-06-30T01:02:03Z</time>"
             "<name>H1</name><desc>好</desc><type>验收</type></wpt>"
             "<wpt lat=\"34.6\" lon=\"113.35\"><time>2023-06-30T01:02:03Z</time><name>H2</name></wpt></gpx>",
             options);
    ASSERT_EQ(rows.accepted.size(), 1U) << rows.rejections[0].detail.en;
    const InspectionRecord& i = rows.accepted[0];
    EXPECT_EQ(i.household, "H1");
    EXPECT_EQ(i.campaign, "beautiful-courtyard");
    EXPECT_EQ(to_string(i.observed_at), "2023-06-30T01:02:03.000Z");
    EXPECT_EQ(i.position.wgs84, (LonLat{113.25, 34.5}));
    EXPECT_EQ(i.outcome, "accepted");
    EXPECT_EQ(i.note, "好");
    EXPECT_EQ(i.id.size(), 36U);
    EXPECT_EQ(only_refusal(rows), "2 outcome value.missing");
}

TEST(Rows, ASetValueSaysWhatAFileLeavesOut) {
    RowOptions options;
    options.fixed = {{"campaign", "beautiful-courtyard"}, {"outcome", "checked"}};
    options.file_hash = std::string(64, 'c');
    const auto rows = read(read_inspections, "household,time,lon,lat\nH1,2023-06-30,113.25,34.5\n", options);
    ASSERT_EQ(rows.accepted.size(), 1U) << rows.rejections[0].detail.en;
    EXPECT_EQ(rows.accepted[0].outcome, "checked");
    EXPECT_EQ(rows.accepted[0].observed_at.day(), june_30);
}

TEST(Rows, OfAGb18030FileCarryAWarning) {
    const auto rows = read(read_areas, "code,name\n410199,\xCA\xAF\xC7\xC5\n");
    EXPECT_EQ(rows.accepted[0].name, "石桥");
    EXPECT_EQ(rows.notes.size(), 1U);
}

}  // namespace
}  // namespace courtyard
