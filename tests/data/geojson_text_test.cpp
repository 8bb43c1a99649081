// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/geojson_text.h"

#include <gtest/gtest.h>

#include <charconv>
#include <limits>
#include <random>

namespace courtyard {
namespace {

const std::vector<ExportField> fields{{"code", "CODE", ExportType::text, {}, {}},
                                      {"done", "DONE", ExportType::integer, {}, {}},
                                      {"share", "SHARE", ExportType::real, {}, {}},
                                      {"since", "SINCE", ExportType::day, {}, {}}};

std::string text_of(const Boundary& boundary, GeoJsonPlace place = {}) {
    GeoJsonText text(place);
    text.geometry(&boundary);
    return text.take();
}

TEST(GeoJsonText, WritesEveryAttributeAndNullForWhatIsAbsent) {
    GeoJsonText text;
    text.feature("a/1",
                 {LonLat{113.5, 28.25}, {std::string("x"), std::int64_t{-7}, 12.0, Day::of(2023, 6, 30)}},
                 fields);
    EXPECT_EQ(text.text(),
              R"({"type":"Feature","id":"a/1","geometry":{"type":"Point","coordinates":[113.5,28.25]},)"
              R"("properties":{"code":"x","done":-7,"share":12.0,"since":"2023-06-30"}})");
    text.clear();
    text.feature({}, {{}, {{}, {}, std::numeric_limits<double>::quiet_NaN(), {}}}, fields);
    EXPECT_EQ(text.text(), R"({"type":"Feature","geometry":null,)"
                           R"("properties":{"code":null,"done":null,"share":null,"since":null}})");
}

TEST(GeoJsonText, EscapesWhatAStringMayNotHold) {
    GeoJsonText text;
    text.string("王\"\\\n\t\x01</script>");
    EXPECT_EQ(text.text(), "\"王\\\"\\\\\\n\\u0009\\u0001</script>\"");
}

TEST(GeoJsonText, TurnsShellsAnticlockwiseAndHolesClockwise) {
    const Ring anticlockwise{{0, 0}, {4, 0}, {4, 4}, {0, 0}};
    const Ring clockwise(anticlockwise.rbegin(), anticlockwise.rend());
    const std::string shell = "[[0,0],[4,0],[4,4],[0,0]]";
    const std::string hole = "[[0,0],[4,4],[4,0],[0,0]]";
    const std::string wanted = R"({"type":"Polygon","coordinates":[)" + shell + "," + hole + "]}";
    for (const Ring& first : {anticlockwise, clockwise})
        for (const Ring& second : {anticlockwise, clockwise})
            EXPECT_EQ(text_of({{{{first, second}}}}), wanted);
}

TEST(GeoJsonText, GivesBordersNineDecimalsAndDropsZeros) {
    const Ring ring{
        {113.123456789049, -0.5}, {-0.0000000004, 7.0000000006}, {180, 90}, {113.123456789049, -0.5}};
    const std::string text = text_of({{{{ring}}}});
    EXPECT_NE(text.find("[113.123456789,-0.5]"), std::string::npos) << text;
    EXPECT_NE(text.find("[-0,7.000000001]"), std::string::npos) << text;
    EXPECT_NE(text.find("[180,90]"), std::string::npos) << text;
}

TEST(GeoJsonText, ReadsBackWithinATenthOfAMillimetre) {
    std::mt19937_64 random{3};
    std::uniform_real_distribution<double> anywhere(-180, 180);
    for (int round = 0; round < 20'000; ++round) {
        const double x = anywhere(random);
        const double y = anywhere(random) / 2;
        const std::string text = text_of({{{{{{x, y}, {x, y}, {x, y}, {x, y}}}}}});
        const char* at = text.data() + text.find("[[[") + 3;
        double read_x = 0;
        double read_y = 0;
        const auto comma = std::from_chars(at, text.data() + text.size(), read_x).ptr;
        std::from_chars(comma + 1, text.data() + text.size(), read_y);
        ASSERT_NEAR(read_x, x, 0.6e-9) << text;
        ASSERT_NEAR(read_y, y, 0.6e-9) << text;
    }
}

TEST(GeoJsonText, GivesNorthingBeforeEastingWhereTheRegisterDoes) {
    const GeoJsonPlace zone{Projection(Crs{4526}), AxisOrder::north_east};
    GeoJsonText text(zone);
    text.geometry(LonLat{113.08, 28.25});
    EXPECT_EQ(text.text(), R"({"type":"Point","coordinates":[3126490.2232,38409714.6326]})");
    GeoJsonText degrees({Projection(Crs{4490}), AxisOrder::north_east});
    degrees.geometry(LonLat{113.08, 28.25});
    EXPECT_EQ(degrees.text(), R"({"type":"Point","coordinates":[28.25,113.08]})");
}

TEST(GeoJsonText, WritesOneKindOfGeometryWhereAskedTo) {
    const Boundary one{{{{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}}}}};
    GeoJsonText text({}, OnePolygon::as_multipolygon);
    text.geometry(&one);
    EXPECT_EQ(text.text(), R"({"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]]]})");
    const Boundary none;
    text.clear();
    text.geometry(&none);
    EXPECT_EQ(text.text(), "null");
}

}  // namespace
}  // namespace courtyard
