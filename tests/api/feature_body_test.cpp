// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/feature_body.h"

#include <gtest/gtest.h>

#include "api/media_type.h"
#include "api/ogc/content_tag.h"

namespace courtyard {
namespace {

Request sent(std::string body, Fields headers = {{"content-type", "application/geo+json"}}) {
    Request request;
    request.body = std::move(body);
    request.headers = std::move(headers);
    return request;
}

std::string feature(const std::string& properties, const std::string& coordinates = "[113.5,34.1]") {
    return R"({"type":"Feature","geometry":{"type":"Point","coordinates":)" + coordinates +
           R"(},"properties":)" + properties + "}";
}

HelpPointRecord a_point() {
    HelpPointRecord point;
    point.id = "p1";
    point.name = "儿童之家";
    point.kind = "childrens_home";
    point.declared = AreaCode::parse("410199101201").value();
    point.position =
        SourcePosition{{113.5, 34.1}, Datum::gcj02, checked_to_wgs84({113.5, 34.1}, Datum::gcj02).value()};
    point.opened_on = Day::of(2021, 5, 1);
    point.capacity = 20;
    return point;
}

BaseRecord a_base(const std::string& level, Day day) {
    BaseRecord base;
    base.id = "b1";
    base.name = "合作社";
    base.level = level;
    base.declared = AreaCode::parse("410199101201").value();
    base.recognised_on = day;
    base.women_employed = 5;
    return base;
}

OfferedPlace changed(const std::string& body, const Place& held) {
    const auto read = feature_of_body(sent(body, {{"content-type", "application/merge-patch+json"}}),
                                      held.kind, BodySays::change);
    EXPECT_TRUE(read) << body;
    EXPECT_TRUE(read->faults.empty()) << body;
    return offered_place(*read, BodySays::change, id_of(held.newest()), held);
}

std::vector<std::pair<std::string, std::string>> faults_of(PointKind kind, const std::string& body,
                                                           BodySays says = BodySays::feature) {
    const auto read = feature_of_body(sent(body), kind, says);
    if (!read) return {{"", read.error().name}};
    std::vector<std::pair<std::string, std::string>> faults;
    const auto tell = [&](const std::vector<FeatureFault>& list) {
        for (const FeatureFault& fault : list) faults.emplace_back(fault.pointer, fault.code);
    };
    tell(read->faults);
    if (faults.empty()) tell(offered_place(*read, says, "x", Place{kind, {}, {}}).faults);
    return faults;
}

TEST(FeatureBody, ReadsPropertiesByTheNamesThatColumnsHave) {
    const auto read =
        feature_of_body(sent(feature(R"({"名称":"织梦坊","级别":"市级","带动妇女":12,"status":"county"})")),
                        PointKind::bases, BodySays::feature);
    ASSERT_TRUE(read && read->faults.empty());
    const auto offered = offered_place(*read, BodySays::feature, "b1", Place{PointKind::bases, {}, {}});
    EXPECT_TRUE(offered.faults.empty());
    const auto& base = std::get<BaseRecord>(offered.record);
    EXPECT_EQ(base.id, "b1");
    EXPECT_EQ(base.name, "织梦坊");
    EXPECT_EQ(base.level, "prefecture");
    EXPECT_EQ(base.women_employed, 12);
    EXPECT_EQ(base.recognised_on, today());
    EXPECT_EQ(base.position->wgs84, (LonLat{113.5, 34.1}));
}

TEST(FeatureBody, TellsEverythingThatIsWrongByItsPlace) {
    using Faults = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(faults_of(PointKind::bases,
                        feature(R"({"level":"galaxy","women_employed":-1,"recognised_on":"soon"})")),
              (Faults{{"/properties/name", "value.missing"},
                      {"/properties/level", "level.unknown"},
                      {"/properties/recognised_on", "day.invalid"},
                      {"/properties/women_employed", "number.not_a_count"}}));
    EXPECT_EQ(faults_of(PointKind::help_points, feature(R"({"name":"家","kind":"x","a/b~c":1})")),
              (Faults{{"/properties/a~1b~0c", "property.unknown"}}));
    EXPECT_EQ(faults_of(PointKind::help_points, feature(R"({"name":"家","kind":"x"})", "[200,34]")),
              (Faults{{"/geometry", "coordinate.out_of_range"}}));
    EXPECT_EQ(faults_of(PointKind::help_points,
                        R"({"type":"Feature","geometry":null,"properties":{"name":"家","kind":"x"}})"),
              (Faults{{"/properties/area", "place.missing"}}));
    EXPECT_EQ(faults_of(PointKind::bases, R"({"type":"FeatureCollection","features":[]})"),
              (Faults{{"/type", "geojson.feature"}}));
    EXPECT_EQ(faults_of(PointKind::bases, "[]"), (Faults{{"", "body.json"}}));
    EXPECT_EQ(faults_of(PointKind::bases, R"({"properties":{"status":"revoked"}})", BodySays::change),
              (Faults{{"/properties/status", "property.derived"}}));
}

TEST(FeatureBody, AChangeLeavesWhatItDoesNotSay) {
    const Place held{PointKind::help_points, {}, a_point()};
    const auto same = changed("{}", held);
    EXPECT_EQ(content_tag(held.with(same.record)), content_tag(held));
    const auto roomier = std::get<HelpPointRecord>(changed(R"({"properties":{"capacity":40}})", held).record);
    EXPECT_EQ(roomier.capacity, 40);
    EXPECT_EQ(roomier.position, a_point().position);
    EXPECT_EQ(roomier.opened_on, a_point().opened_on);
    const auto closed = std::get<HelpPointRecord>(
        changed(R"({"properties":{"closed_on":"2024-01-31","capacity":null}})", held).record);
    EXPECT_EQ(closed.closed_on, Day::of(2024, 1, 31));
    EXPECT_EQ(closed.capacity, 0);
    // Where it was moved to says in which village it is.
    const auto moved = std::get<HelpPointRecord>(
        changed(R"({"geometry":{"type":"Point","coordinates":[113.6,34.2]}})", held).record);
    EXPECT_EQ(moved.position, (SourcePosition{{113.6, 34.2}, Datum::wgs84, {113.6, 34.2}}));
    EXPECT_TRUE(moved.declared.empty());
}

TEST(FeatureBody, ALevelBeginsOnItsOwnDay) {
    const Place held{PointKind::bases,
                     {a_base("county", Day::of(2021, 5, 1)), a_base("province", Day::of(2023, 5, 1))},
                     {}};
    const auto level_of = [&](const std::string& level) {
        return std::get<BaseRecord>(changed(R"({"properties":{"level":")" + level + R"("}})", held).record);
    };
    EXPECT_EQ(level_of("prefecture").recognised_on, today());
    EXPECT_EQ(level_of("county").recognised_on, Day::of(2021, 5, 1));
    EXPECT_EQ(std::get<BaseRecord>(held.current()).level, "province");
    const Place lowered = held.with(level_of("prefecture"));
    EXPECT_EQ(lowered.level_names(), (std::vector<std::string>{"county", "prefecture"}));
    EXPECT_EQ(held.levels_above("county"), (std::vector<std::string>{"province"}));
}

TEST(FeatureBody, CoordinatesComeInTheOrderOfTheirReferenceSystem) {
    const auto position_in = [](const std::string& crs, const std::string& coordinates) {
        return feature_of_body(
            sent(feature(R"({"name":"家","kind":"x"})", coordinates),
                 {{"content-type", "application/geo+json; charset=utf-8"}, {"content-crs", crs}}),
            PointKind::help_points, BodySays::feature);
    };
    const std::string epsg = "<http://www.opengis.net/def/crs/EPSG/0/";
    EXPECT_EQ(position_in("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>", "[113.5,34.1]")->position,
              (LonLat{113.5, 34.1}));
    EXPECT_EQ(position_in(epsg + "4326>", "[34.1,113.5]")->position, (LonLat{113.5, 34.1}));
    EXPECT_EQ(position_in(epsg + "4490>", "[34.1,113.5]")->datum, Datum(Datum::cgcs2000));
    EXPECT_EQ(position_in(epsg + "3857>", "[12634766,4041000]")->position, (LonLat{12634766, 4041000}));
    EXPECT_EQ(position_in(epsg + "4546>", "[3774000,453000]")->position, (LonLat{453000, 3774000}));
    EXPECT_EQ(position_in(epsg + "4546>", "[3774000,453000]")->datum, parse_datum("EPSG:4546").value());
    EXPECT_EQ(position_in(epsg + "3857>", "[1,2]")->datum, Datum(Datum::web_mercator));
    EXPECT_EQ(position_in(epsg + "4326>", "[1,2]")->datum, Datum(Datum::wgs84));
    for (const std::string& wrong : {std::string("EPSG:4490"), epsg + "2000>", epsg + "4555>", epsg + "4490",
                                     std::string(), std::string("<>"), std::string("<")}) {
        const auto read = position_in(wrong, "[1,2]");
        ASSERT_FALSE(read) << wrong;
        EXPECT_EQ(read.error().name, "parameter.invalid") << wrong;
        EXPECT_EQ(read.error().subject, "Content-Crs") << wrong;
    }
}

TEST(FeatureBody, ComesAsJsonOfThreeKinds) {
    EXPECT_EQ(body_types(BodySays::feature), "application/geo+json, application/json");
    EXPECT_EQ(body_types(BodySays::change),
              "application/merge-patch+json, application/geo+json, application/json");
    for (const char* type : {"application/geo+json", "Application/JSON ; charset=utf-8"})
        EXPECT_TRUE(
            feature_of_body(sent("{}", {{"content-type", type}}), PointKind::bases, BodySays::feature))
            << type;
    for (const char* type :
         {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a",
          "application/merge-patch+json", "application/jsonp"}) {
        EXPECT_EQ(feature_of_body(sent("{}", {{"content-type", type}}), PointKind::bases, BodySays::feature)
                      .error()
                      .name,
                  "body.type")
            << type;
    }
    for (const char* form :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", ""})
        EXPECT_FALSE(is_json_type(form)) << form;
}

TEST(ContentTag, NamesTheContentWhateverItIsShownAs) {
    const Place held{PointKind::help_points, {}, a_point()};
    const std::string tag = content_tag(held);
    const std::string shown = representation_tag(tag, "one text");
    EXPECT_NE(shown, representation_tag(tag, "another text"));
    EXPECT_EQ(content_named_in(shown, tag), Named::yes);
    EXPECT_EQ(content_named_in(tag, tag), Named::yes);
    EXPECT_EQ(content_named_in("\"x\", W/" + shown, tag), Named::yes);
    EXPECT_EQ(content_named_in("*", tag), Named::yes);
    Place other = held;
    other.point->capacity = 21;
    EXPECT_EQ(content_named_in(representation_tag(content_tag(other), "one text"), tag), Named::no);
    // Levels are the same content in whatever order they came.
    const BaseRecord low = a_base("county", Day::of(2021, 5, 1));
    const BaseRecord high = a_base("province", Day::of(2023, 5, 1));
    EXPECT_EQ(content_tag({PointKind::bases, {low, high}, {}}),
              content_tag({PointKind::bases, {high, low}, {}}));
}

TEST(Place, TellsOfABaseTheLevelOfTheDay) {
    const Place held{PointKind::bases,
                     {a_base("county", Day::of(2021, 5, 1)), a_base("province", Day::of(2023, 5, 1))},
                     {}};
    const auto level_on = [&](Day day) { return std::get<std::string>(place_values(held, day).front()); };
    EXPECT_EQ(level_on(Day::of(2022, 1, 1)), "county");
    EXPECT_EQ(level_on(Day::of(2023, 5, 1)), "province");
    EXPECT_EQ(place_values(held, today()).size(), place_fields(PointKind::bases).size());
    EXPECT_EQ(place_values({PointKind::help_points, {}, a_point()}, today()).size(),
              place_fields(PointKind::help_points).size());
}

}  // namespace
}  // namespace courtyard
