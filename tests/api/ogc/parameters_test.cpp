// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What clients write in an address: boxes, days, cursors, reference systems, encodings.
#include <gmock/gmock.h>

#include "api/ogc/address.h"
#include "api/ogc/bounding_box.h"
#include "api/ogc/collection_text.h"
#include "api/ogc/cursor.h"
#include "api/ogc/datetime.h"
#include "api/ogc/html_page.h"
#include "api/ogc/links.h"
#include "tests/api/a_request.h"

namespace courtyard {
namespace {

constexpr int zone = 38;
const std::string epsg = "http://www.opengis.net/def/crs/EPSG/0/";

std::vector<Bounds> boxes(std::string_view text, const OgcCrs& crs = default_crs()) {
    const auto windows = parse_bounding_box(text, crs);
    std::vector<Bounds> all;
    if (windows)
        for (const Window& window : *windows) all.push_back(window.degrees());
    return all;
}

TEST(BoundingBox, IsFourNumbersOrSixWithHeights) {
    EXPECT_EQ(boxes("112,28,113.5,29"), (std::vector<Bounds>{{112, 28, 113.5, 29}}));
    EXPECT_EQ(boxes("112,28,-5,113.5,29,900"), (std::vector<Bounds>{{112, 28, 113.5, 29}}));
    EXPECT_EQ(boxes("112,28,112,28"), (std::vector<Bounds>{{112, 28, 112, 28}})) << "a spot";
    EXPECT_EQ(boxes("-180,-90,180,90"), (std::vector<Bounds>{{-180, -90, 180, 90}}));
    EXPECT_EQ(boxes("1.12e2,28,+113,29"), (std::vector<Bounds>{{112, 28, 113, 29}}));
}

TEST(BoundingBox, CrossesTheAntimeridianWhenWestIsBeyondEast) {
    EXPECT_EQ(boxes("177,-20,-178,-16"), (std::vector<Bounds>{{177, -20, 180, -16}, {-180, -20, -178, -16}}));
}

TEST(BoundingBox, IsRefusedWithItsName) {
    for (const char* text :
         {"",        "1",        "1,2,3",       "1,2,3,4,5",  "1,2,3,4,5,6,7", "1,2,3,4,",
          ",1,2,3",  "a,b,c,d",  "1,2,3,nan",   "1,2,3,inf",  "1,2,3,1e999",   "113,35,112,34",
          "0,2,1,1", "1, 2,3,4", "0,0,9,1,1,2", "-181,0,0,1", "0,0,1,91",      "0,-91,1,1",
          "1;2;3;4", "0x1,2,3,4"}) {
        const auto read = parse_bounding_box(text, default_crs());
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().subject, "bbox") << text;
        EXPECT_EQ(read.error().code, ErrorCode::invalid_input) << text;
    }
}

TEST(BoundingBox, FollowsTheAxesOfItsReferenceSystem) {
    const auto north_first = find_crs(epsg + "4490", zone, "bbox-crs").value();
    EXPECT_EQ(boxes("28,112,29,113.5", north_first), (std::vector<Bounds>{{112, 28, 113.5, 29}}));
    const auto metres = find_crs(epsg + "4547", zone, "bbox-crs").value();
    const auto windows = parse_bounding_box("3126000,409000,3127000,410000", metres);
    ASSERT_TRUE(windows);
    EXPECT_TRUE(windows->front().contains({113.08, 28.25}));
    EXPECT_FALSE(windows->front().contains({113.06, 28.25}));
    EXPECT_FALSE(parse_bounding_box("3127000,409000,3126000,410000", metres)) << "south above north";
    EXPECT_FALSE(parse_bounding_box("3126000,410000,3127000,409000", metres))
        << "metres have no antimeridian";
}

TEST(ReferenceSystems, AreTheFourOfTheWorldAndTheZoneBothWays) {
    std::vector<std::string> codes;
    for (const OgcCrs& crs : offered_crs(zone)) codes.push_back(crs.code);
    EXPECT_THAT(codes, testing::ElementsAre("CRS84", "EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:4526",
                                            "EPSG:4547"));
    EXPECT_EQ(offered_crs(std::nullopt).size(), 4U);
    EXPECT_EQ(find_crs(epsg + "4526", zone, "crs")->order, AxisOrder::north_east);
    EXPECT_EQ(find_crs("[EPSG:4490]", zone, "crs")->uri, epsg + "4490");
    for (const std::string& unknown :
         {std::string(), std::string("EPSG:4490"), epsg + "4491", epsg + "27700", epsg + "4490/",
          std::string("https://www.opengis.net/def/crs/EPSG/0/4490"), epsg + "4548"}) {
        const auto found = find_crs(unknown, zone, "crs");
        ASSERT_FALSE(found) << unknown;
        EXPECT_EQ(found.error().subject, "crs");
    }
}

TEST(ReferenceSystems, AreEachZoneWhereAnyIsAsked) {
    for (int number = 4491; number <= 4554; ++number) {
        const std::string uri = epsg + std::to_string(number);
        const auto found = find_crs_of_any_zone(uri, "Content-Crs");
        ASSERT_TRUE(found) << uri;
        EXPECT_EQ(found->uri, uri);
        EXPECT_EQ(found->order, AxisOrder::north_east);
        EXPECT_EQ(found->code, "EPSG:" + std::to_string(number));
        EXPECT_FALSE(found->projection.in_degrees());
    }
    EXPECT_EQ(find_crs_of_any_zone("[EPSG:4546]", "Content-Crs")->code, "EPSG:4546");
    EXPECT_TRUE(find_crs_of_any_zone(default_crs().uri, "Content-Crs")->is_default());
    for (const std::string& unknown : {std::string("4546"), std::string("[EPSG:4546"), epsg + "04546",
                                       epsg + "4546]", epsg + "4490/4546", epsg + "4555"}) {
        const auto found = find_crs_of_any_zone(unknown, "Content-Crs");
        ASSERT_FALSE(found) << unknown;
        EXPECT_EQ(found.error().subject, "Content-Crs");
        EXPECT_THAT(found.error().detail.en, testing::HasSubstr("4491 to"));
    }
}

TEST(ReferenceSystems, TakeTheConfiguredMeridianBeforeTheAreas) {
    MapSettings settings;
    EXPECT_EQ(county_zone(settings, AreaTree()), std::nullopt);
    settings.central_meridian = 111;
    EXPECT_EQ(county_zone(settings, AreaTree()), 37);
}

TEST(Datetime, IsADayAnInstantOrAnInterval) {
    const Day first = Day::of(2023, 1, 1);
    const Day last = Day::of(2023, 6, 30);
    EXPECT_EQ(*parse_datetime("2023-06-30"), (DaySpan{last, last}));
    EXPECT_EQ(*parse_datetime("2023-01-01/2023-06-30"), (DaySpan{first, last}));
    EXPECT_EQ(*parse_datetime("2023-01-01/.."), (DaySpan{first, never}));
    EXPECT_EQ(*parse_datetime("2023-01-01/"), (DaySpan{first, never}));
    EXPECT_EQ(*parse_datetime("../2023-06-30"), (DaySpan{always, last}));
    EXPECT_EQ(*parse_datetime("/2023-06-30"), (DaySpan{always, last}));
    EXPECT_EQ(*parse_datetime("2023-06-29T16:00:00Z"), (DaySpan{last, last})) << "midnight at UTC+08:00";
    EXPECT_EQ(*parse_datetime("2023-06-30T23:59:59+08:00"), (DaySpan{last, last}));
    EXPECT_EQ(*parse_datetime("2022-12-31T16:00:00Z/2023-06-30t10:00:00.5z"), (DaySpan{first, last}));
}

TEST(Datetime, IsRefusedWhenItIsNone) {
    for (const char* text :
         {"", "/", "..", "../..", "../", "2023", "2023-06", "2023-02-30", "2023/6/30", "20230630",
          "2023-06-30T10:00:00", "2023-06-30T25:00:00Z", "2023-06-30/2023-01-01", "yesterday",
          "2023-01-01/2023-02-01/2023-03-01", " 2023-06-30"}) {
        const auto read = parse_datetime(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().subject, "datetime") << text;
    }
}

TEST(Cursor, ReadsBackWhatItWrote) {
    const Cursor point{Cursor::Side::before, {{}, 0xFFFFFFFFFFFFFFFF, 7}};
    EXPECT_EQ(point.str(), "before.ffffffffffffffff-7");
    EXPECT_EQ(Cursor::parse(point.str(), ExportGeometry::point)->place, point.place);
    const Cursor area{Cursor::Side::after, {*AreaCode::parse("410199001001")}};
    EXPECT_EQ(Cursor::parse(area.str(), ExportGeometry::boundary)->place, area.place);
    for (const char* text : {"", "after", "after.", "after.1", "after.1-", "after.g-1", "since.1-2",
                             "after.1-2-3", "after.11111111111111111-1", "AFTER.1-2", "after.410199001001"})
        EXPECT_FALSE(Cursor::parse(text, ExportGeometry::point)) << text;
    EXPECT_FALSE(Cursor::parse("after.4101 99", ExportGeometry::boundary));
}

std::string_view word(std::string_view accept, std::span<const Encoded> offered) {
    const auto asked = asked_encoding(a_request({}, {{"accept", std::string(accept)}}), offered);
    return asked ? asked->word : "-";
}

TEST(Encoding, IsJsonUnlessSomethingElseIsMoreWelcome) {
    EXPECT_EQ(asked_encoding(a_request(), page_encodings)->word, "json");
    EXPECT_EQ(word("*/*", item_encodings), "json");
    EXPECT_EQ(word("application/json", item_encodings), "json");
    EXPECT_EQ(word("application/geo+json, application/json", item_encodings), "json");
    EXPECT_EQ(word("application/vnd.ogc.fg+json", item_encodings), "jsonfg");
    EXPECT_EQ(word("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", page_encodings),
              "html");
    EXPECT_EQ(word("text/html;q=0.5, application/json", page_encodings), "json");
    EXPECT_EQ(word("text/*", page_encodings), "html");
    EXPECT_EQ(word("image/png", page_encodings), "-");
    EXPECT_EQ(word("application/json;q=0, text/html;q=0", page_encodings), "-");
}

TEST(Encoding, IsWhatFSays) {
    const auto f = [](std::string value) {
        return asked_encoding(a_request({{"f", std::move(value)}}, {{"accept", "text/html"}}),
                              page_encodings);
    };
    EXPECT_EQ(f("json")->word, "json");
    EXPECT_EQ(f("application/json")->word, "json");
    ASSERT_FALSE(f("xml"));
    EXPECT_EQ(f("xml").error().subject, "f");
    EXPECT_FALSE(f(""));
}

TEST(Address, KeepsWhatIsNotChanged) {
    RequestHead head =
        a_request({{"limit", "10"}, {"name", "柳 溪&"}, {"offset", "5"}}, {{"host", "maps.example"}});
    head.segments = {"ogc", "collections", "a/b"};
    head.secure = true;
    EXPECT_EQ(
        address_with(head, {{"offset", std::nullopt}, {"cursor", "after.1-2"}}),
        "https://maps.example/ogc/collections/a%2Fb?limit=10&name=%E6%9F%B3%20%E6%BA%AA%26&cursor=after.1-2");
}

TEST(HtmlPage, EscapesWhateverComesIn) {
    Html html;
    html.element("td", "<script>\"'&", {{"title", "\"><img onerror=x>"}});
    EXPECT_EQ(html.str(), "<td title=\"&quot;&gt;&lt;img onerror=x&gt;\">&lt;script&gt;&quot;'&amp;</td>");
    HtmlPage page;
    page.title = "<b>";
    page.crumbs = {{"<i>", "/x\"y"}, {"here", {}}};
    RequestHead head = a_request({{"x", "\"><b>"}, {"lang", "en"}});
    head.segments = {"ogc"};
    const Response response = html_answer(head, page);
    EXPECT_EQ(response.body->find("<b>"), std::string::npos);
    EXPECT_EQ(response.body->find("<i>"), std::string::npos);
    EXPECT_EQ(response.body->find(" style="), std::string::npos);
    EXPECT_EQ(response.body->find("<script"), std::string::npos);
    EXPECT_NE(response.body->find("<html lang=\"en\">"), std::string::npos);
}

}  // namespace
}  // namespace courtyard
