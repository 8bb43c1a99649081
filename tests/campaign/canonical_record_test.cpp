// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/canonical_record.h"

#include <gtest/gtest.h>

namespace courtyard {
namespace {

InspectionRecord visit() {
    InspectionRecord r;
    r.id = "0b9dcb1e-9fb1-4f83-8a6a-2f9f4f0f8a01";
    r.campaign = "beautiful-courtyard";
    r.observed_at = *Instant::parse("2026-03-01T09:30:00+08:00");
    r.position = {{118.76, 32.04}, Datum(Datum::gcj02), {118.755, 32.042}};
    r.outcome = "accepted";
    return r;
}

TEST(CanonicalRecord, LeavesOutWhatIsEmptyAndTellsTheDatumAndTheSource) {
    EXPECT_EQ(
        canonical_text(visit()),
        R"({"campaign":"beautiful-courtyard","datum":"gcj02","id":"0b9dcb1e-9fb1-4f83-8a6a-2f9f4f0f8a01",)"
        R"("lat":32.04,"lon":118.76,"observed_at":"2026-03-01T01:30:00.000Z","outcome":"accepted",)"
        R"("position_source":"gps"})");
}

TEST(CanonicalRecord, WritesEveryMemberInOrder) {
    InspectionRecord r = visit();
    r.accuracy_m = 6;
    r.declared = *AreaCode::parse("320114001001");
    r.household = "h1";
    r.note = "a \"b\"\n\x01";
    r.photos = {std::string(64, 'a')};
    r.scores = {{"b", 2.5}, {"a", 10}};
    EXPECT_EQ(
        canonical_text(r),
        R"({"accuracy_m":6,"campaign":"beautiful-courtyard","datum":"gcj02","declared_area":"320114001001",)"
        R"("household":"h1","id":"0b9dcb1e-9fb1-4f83-8a6a-2f9f4f0f8a01","lat":32.04,"lon":118.76,)"
        R"("note":"a \"b\"\n\u0001","observed_at":"2026-03-01T01:30:00.000Z","outcome":"accepted",)"
        R"("photos":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],)"
        R"("position_source":"gps","scores":{"a":10,"b":2.5}})");
}

TEST(CanonicalRecord, OrdersNamesAsUtf16Does) {
    InspectionRecord r = visit();
    r.scores = {{"\xEF\xBC\xA1", 1}, {"\xF0\x9F\x8C\xB3", 2}};  // U+FF21 and U+1F333: D83C comes before FF21
    EXPECT_NE(canonical_text(r).find("\"scores\":{\"\xF0\x9F\x8C\xB3\":2,\"\xEF\xBC\xA1\":1}"),
              std::string::npos);
}

TEST(CanonicalRecord, WritesNumbersAsEcmaScriptDoes) {
    const std::pair<double, const char*> table[] = {{0, "0"},
                                                    {-0.0, "0"},
                                                    {120, "120"},
                                                    {0.1, "0.1"},
                                                    {-1.5, "-1.5"},
                                                    {1e21, "1e+21"},
                                                    {1e20, "100000000000000000000"},
                                                    {1e-6, "0.000001"},
                                                    {1e-7, "1e-7"},
                                                    {1.25e-9, "1.25e-9"},
                                                    {123456.789, "123456.789"},
                                                    {118.123456789012, "118.123456789012"},
                                                    {5e-324, "5e-324"},
                                                    {1.7976931348623157e308, "1.7976931348623157e+308"}};
    for (const auto& [number, text] : table) EXPECT_EQ(canonical_number(number), text);
}

TEST(CanonicalRecord, TellsOneDecisionFromAnother) {
    DecisionRecord d{"d1", "h1", "beautiful-courtyard", "accepted", Day::of(2026, 3, 2), "ok", {"i1"}, false};
    EXPECT_EQ(canonical_text(d),
              R"({"campaign":"beautiful-courtyard","decided_on":"2026-03-02","household":"h1","id":"d1",)"
              R"("inspections":["i1"],"reason":"ok","to":"accepted"})");
}

TEST(CanonicalRecord, ADecisionNamesItsSubjectByItsKindAndWhereItWasTaken) {
    DecisionRecord d{"d1", "b1", "skilled-wife", "prefecture", Day::of(2026, 3, 2), "ok", {}, false};
    d.subject = Subject::base;
    d.score_sheet = "five-beauties/2024";  // found by the server: not in it
    EXPECT_EQ(canonical_text(d),
              R"({"base":"b1","campaign":"skilled-wife","decided_on":"2026-03-02","id":"d1","reason":"ok",)"
              R"("to":"prefecture"})");
    d.subject = Subject::dispute;
    d.area = AreaCode::parse("410199101").value();
    d.position = SourcePosition{{113.5, 34.25}, Datum::gcj02, {113.49, 34.24}};
    EXPECT_EQ(
        canonical_text(d),
        R"({"area":"410199101","campaign":"skilled-wife","case":"b1","datum":"gcj02",)"
        R"("decided_on":"2026-03-02","id":"d1","lat":34.25,"lon":113.5,"reason":"ok","to":"prefecture"})");
}

}  // namespace
}  // namespace courtyard
