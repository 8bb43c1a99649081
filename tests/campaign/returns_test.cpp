// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/returns.h"

#include <gtest/gtest.h>

#include "campaign/admission.h"
#include "campaign/forecast.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

/// Disputes are returned by each township: visited, found and solved, by the fifth.
class ReturnsTest : public testing::Test {
  protected:
    ReturnsTest() : county(grid("AAB\nAAB\nCCB")) {}

    void report(const char* indicator, Day on, std::int64_t value = 1) {
        figures.add({"dispute-mediation", indicator, area_code("410199101"), may, value, std::nullopt, on});
    }
    Returns on(Day day) const {
        return MonthOfReturns{*find_campaign("dispute-mediation"), figures, county, may, day}.of(
            county.roots().front());
    }

    Period may = Period::of_month(2023, 5);
    AreaTree county;
    FigureBook figures;
};

TEST_F(ReturnsTest, AReturnIsInWhenEachOfItsIndicatorsWasReported) {
    report("visited", Day::of(2023, 6, 2));
    report("found", Day::of(2023, 6, 3));
    EXPECT_EQ(on(Day::of(2023, 6, 30)).returned, 0);
    report("solved", Day::of(2023, 6, 5));
    EXPECT_EQ(on(Day::of(2023, 6, 4)).returned, 0);
    const Returns all = on(Day::of(2023, 6, 5));
    EXPECT_EQ(all.returned, 1);
    EXPECT_EQ(all.in_time, 1);
    EXPECT_EQ(all.completeness, 100);
}

TEST_F(ReturnsTest, ALateReturnIsCompleteAndNotInTime) {
    for (const char* one : {"visited", "found", "solved"}) report(one, Day::of(2023, 6, 6));
    EXPECT_EQ(on(Day::of(2023, 6, 30)).completeness, 100);
    EXPECT_EQ(on(Day::of(2023, 6, 30)).timeliness, 0);
}

TEST_F(ReturnsTest, ACorrectionDoesNotMakeAReturnLate) {
    for (const char* one : {"visited", "found", "solved"}) report(one, Day::of(2023, 6, 3));
    report("found", Day::of(2023, 9, 1), 7);
    EXPECT_EQ(on(Day::of(2023, 12, 31)).in_time, 1);
}

TEST_F(ReturnsTest, NobodyOwesOutsideTheCampaign) {
    const MonthOfReturns before{*find_campaign("dispute-mediation"), figures, county,
                                Period::of_month(2020, 12), Day::of(2021, 2, 1)};
    const Returns none = before.of(county.roots().front());
    EXPECT_EQ(none.owed, 0);
    EXPECT_EQ(none.completeness, std::nullopt);
}

TEST(Period, IsReadAsPeopleWriteIt) {
    for (const char* text : {"2023-05", "2023/5", "2023年5月", "2023/05"})
        EXPECT_EQ(parse_period(text).value(), Period::of_month(2023, 5)) << text;
    EXPECT_EQ(parse_period("2023-05-17").value(), Period::of_day(Day::of(2023, 5, 17)));
    for (const char* text : {"", "plan", "2023", "2023-13", "五月"})
        EXPECT_EQ(parse_period(text).error().name, "period.unknown") << text;
    EXPECT_EQ(to_string(Period::of_month(2023, 5)), "2023-05");
    EXPECT_EQ(to_string(Period::of_day(Day::of(2023, 5, 17))), "2023-05-17");
}

TEST(Admission, RefusesWhatCannotBeATargetOrAFigure) {
    const AreaTree county = grid("A");
    const Day day = Day::of(2023, 6, 30);
    const TargetRecord target{"dispute-mediation", "solved", area_code("410199"), 2023, 10,
                              Day::of(2021, 1, 1)};
    EXPECT_TRUE(check_target(target, county, day));
    const auto refused = [&](auto change) {
        TargetRecord wrong = target;
        change(wrong);
        const auto result = check_target(wrong, county, day);
        return result ? std::string() : result.error().name;
    };
    EXPECT_EQ(refused([](auto& t) { t.campaign = "x"; }), "campaign.unknown");
    EXPECT_EQ(refused([](auto& t) { t.indicator = "x"; }), "indicator.unknown");
    EXPECT_EQ(refused([](auto& t) { t.area = area_code("999999"); }), "area.unknown");
    EXPECT_EQ(refused([](auto& t) { t.year = 2031; }), "period.unknown");
    EXPECT_EQ(refused([](auto& t) { t.value = -1; }), "target.below_zero");
    EXPECT_EQ(refused([](auto& t) { t.approved_on = Day::of(2023, 7, 1); }), "approval.future");

    const FigureRecord figure{"dispute-mediation",       "solved", area_code("410199"),
                              Period::of_month(2023, 5), 1,        std::nullopt,
                              Day::of(2023, 6, 2)};
    EXPECT_TRUE(check_figure(figure, county, day));
    const auto not_taken = [&](auto change) {
        FigureRecord wrong = figure;
        change(wrong);
        const auto result = check_figure(wrong, county, day);
        return result ? std::string() : result.error().name;
    };
    EXPECT_EQ(not_taken([](auto& f) { f.indicator = "solved_rate"; }), "indicator.not_reported");
    EXPECT_EQ(not_taken([](auto& f) { f.area = area_code("999999"); }), "area.unknown");
    EXPECT_EQ(not_taken([](auto& f) { f.period = Period::of_month(2020, 5); }), "period.unknown");
    EXPECT_EQ(not_taken([](auto& f) { f.period = Period::of_month(2023, 7); }), "period.future");
    EXPECT_EQ(not_taken([](auto& f) { f.value = -1; }), "figure.below_zero");
    EXPECT_EQ(not_taken([](auto& f) { f.unit_value_fen = 100; }), "unit_value.not_wanted");
    EXPECT_EQ(not_taken([](auto& f) { f.reported_on = Day::of(2023, 7, 1); }), "reported.future");
    EXPECT_EQ(not_taken([](auto& f) { f.reported_on = Day::of(2023, 4, 30); }), "reported.early");
    EXPECT_EQ(not_taken([](auto& f) {
                  f.campaign = "child-care";
                  f.indicator = "grants";
              }),
              "unit_value.required");
    EXPECT_EQ(not_taken([](auto& f) {
                  f.campaign = "child-friendly-city";
                  f.indicator = "scheme_issued";
                  f.value = 2;
              }),
              "figure.milestone");
    EXPECT_EQ(fen_of_yuan(0.29).value(), 29);
    EXPECT_FALSE(fen_of_yuan(0.295));
}

TEST(Forecast, IsADayWhenEveryMonthIsAlike) {
    std::array<std::int64_t, 13> ends{};
    for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = 10 * static_cast<std::int64_t>(i);
    const Day day = Day::of(2023, 6, 30);
    const Forecast sure = forecast(60, 120, ends, day);
    EXPECT_EQ(sure.on, day + 183);
    EXPECT_EQ(sure.earliest, sure.on);
    EXPECT_EQ(sure.latest, sure.on);
}

TEST(Forecast, WidensWithTheMonthsAndMayHaveNoLastDay) {
    const Day day = Day::of(2023, 6, 30);
    // Every second month 20, else nothing: s is 10.4 with a mean of 10.
    std::array<std::int64_t, 13> ends{};
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] = ends[i - 1] + (i % 2 == 0 ? 20 : 0);
    const Forecast wide = forecast(120, 120, ends, day);
    EXPECT_LT(*wide.earliest, *wide.on);
    EXPECT_GT(*wide.latest, *wide.on);
    // All of it in one month.
    std::array<std::int64_t, 13> once{};
    for (std::size_t i = 6; i < once.size(); ++i) once[i] = 120;
    const Forecast open = forecast(120, 120, once, day);
    EXPECT_TRUE(open.earliest);
    EXPECT_EQ(open.latest, std::nullopt);
    EXPECT_EQ(forecast(10, 0, once, day).on, std::nullopt);
}

}  // namespace
}  // namespace courtyard
