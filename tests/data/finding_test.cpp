// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// From where on an inspection point is doubted: at each limit, just below and just above.
#include "data/store/finding.h"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

#include "campaign/campaign.h"
#include "geo/day.h"
#include "tests/data/sample_records.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class FindingTest : public testing::Test {
  protected:
    FindingTest() {
        record.id = "0190a1b2-0000-7000-8000-000000000001";
        record.campaign = "beautiful-courtyard";
        record.observed_at = Instant::parse("2026-03-01T09:30:00+08:00").value();
        record.accuracy_m = 6.4;
        place(position_at(500_m, 1500_m));
        arrival.at = {record.observed_at.ms + minute_ms};
    }

    void place(LonLat at) { record.position = {at, Datum::wgs84, at}; }
    std::vector<Flag> flags() const {
        return finding_of(record, home, {county, villages, names}, limits, arrival).flags.list();
    }

    AreaTree county = grid("AAB\nAAB\nCCB");
    VillageIndex villages{county};
    Gazetteer names;
    InspectionRecord record;
    std::optional<HouseholdRecord> home;
    EvidenceLimits limits;
    Arrival arrival;
};

TEST_F(FindingTest, HasNothingAgainstAGoodPoint) { EXPECT_THAT(flags(), IsEmpty()); }

TEST_F(FindingTest, DoubtsAnAccuracyBeyondTheLimitAndNotAtIt) {
    record.accuracy_m = 30;
    EXPECT_THAT(flags(), IsEmpty());
    record.accuracy_m = std::nextafter(30.0, 31.0);
    EXPECT_THAT(flags(), ElementsAre(Flag::low_accuracy));
    record.accuracy_m = std::nextafter(30.0, 29.0);
    EXPECT_THAT(flags(), IsEmpty());
    limits.poor_accuracy_m = 100;
    record.accuracy_m = 99.5;
    EXPECT_THAT(flags(), IsEmpty());
}

TEST_F(FindingTest, DoubtsAnAccuracyOfZeroAndWhatIsLessThanNothing) {
    for (const double none : {0.0, -0.0, -1.0, -1e300}) {
        record.accuracy_m = none;
        EXPECT_THAT(flags(), ElementsAre(Flag::accuracy_zero)) << none;
    }
    record.accuracy_m = std::numeric_limits<double>::denorm_min();
    EXPECT_THAT(flags(), IsEmpty());
}

TEST_F(FindingTest, DoubtsWholeMultiplesOfARoundAccuracyOnly) {
    for (const double typed : {50.0, 100.0, 1000.0}) {
        record.accuracy_m = typed;
        EXPECT_THAT(flags(), Contains(Flag::accuracy_round)) << typed;
    }
    for (const double measured : {5.0, 10.0, 49.9, 50.1, 75.0}) {
        record.accuracy_m = measured;
        EXPECT_THAT(flags(), Not(Contains(Flag::accuracy_round))) << measured;
    }
}

TEST_F(FindingTest, DoubtsAMissingAccuracyWhereTheSourceTellsIt) {
    record.accuracy_m.reset();
    EXPECT_THAT(flags(), ElementsAre(Flag::accuracy_missing));
    arrival.accuracy = Arrival::Accuracy::untold;
    EXPECT_THAT(flags(), IsEmpty()) << "a file without such a column";
    arrival.accuracy = Arrival::Accuracy::told;
    for (const PositionSource source : {PositionSource::manual, PositionSource::photo}) {
        record.source = source;
        EXPECT_THAT(flags(), IsEmpty());
    }
    record.source = PositionSource::manual;
    record.accuracy_m = 0;
    EXPECT_THAT(flags(), IsEmpty()) << "it says itself that it was placed by hand";
}

TEST_F(FindingTest, DoubtsAPointFarFromItsHouseholdBeyondTheLimitAndNotAtIt) {
    home = a_household("h", position_at(500_m, 1700_m));
    home->declared = {};
    const double metres = distance(record.position.wgs84, home->position->wgs84).value;
    limits.far_from_household_m = metres;
    EXPECT_THAT(flags(), IsEmpty());
    limits.far_from_household_m = std::nextafter(metres, 0.0);
    EXPECT_THAT(flags(), ElementsAre(Flag::far_from_household));
    limits.far_from_household_m = std::nextafter(metres, 1e9);
    EXPECT_THAT(flags(), IsEmpty());
}

TEST_F(FindingTest, MeasuresAcrossTheAntimeridian) {
    home = a_household("h", {179.9995, 0});
    home->declared = {};
    place({-179.9995, 0});
    EXPECT_NEAR(*finding_of(record, home, {county, villages, names}, limits, arrival).distance_m, 111.3, 0.1);
    EXPECT_THAT(flags(), ElementsAre(Flag::outside_every_village));
}

TEST_F(FindingTest, DoubtsAClockAheadBeyondTheLimitAndNotAtIt) {
    arrival.at = {record.observed_at.ms - 10 * minute_ms};
    EXPECT_THAT(flags(), IsEmpty());
    arrival.at.ms -= 1;
    EXPECT_THAT(flags(), ElementsAre(Flag::clock_skew));
    arrival.at.ms += 2;
    EXPECT_THAT(flags(), IsEmpty());
    record.observed_at = Instant::parse("2100-01-01T00:00:00Z").value();
    EXPECT_THAT(flags(), ElementsAre(Flag::clock_skew));
}

TEST_F(FindingTest, AllowsAPhoneToBeOfflineForDaysButNotForEver) {
    arrival.at = {record.observed_at.ms + 30 * day_ms};
    EXPECT_THAT(flags(), IsEmpty());
    arrival.at.ms += 1;
    EXPECT_THAT(flags(), ElementsAre(Flag::stale_time));
    arrival.at.ms -= 2;
    EXPECT_THAT(flags(), IsEmpty());
    arrival.at = {record.observed_at.ms + 300 * day_ms};
    arrival.way = Arrival::Way::file;
    EXPECT_THAT(flags(), IsEmpty()) << "a file may be of any year";
}

TEST_F(FindingTest, DoubtsWhatWasObservedBeforeTheCampaignBegan) {
    const Day start = find_campaign(record.campaign)->start;
    arrival.way = Arrival::Way::file;
    record.observed_at = Instant::parse(to_string(start) + "T00:00:00+08:00").value();
    EXPECT_THAT(flags(), IsEmpty());
    record.observed_at.ms -= 1;
    EXPECT_THAT(flags(), ElementsAre(Flag::before_campaign));
    for (const char* long_ago : {"1970-01-01T00:00:00Z", "1949-10-01T15:00:00+08:00"}) {
        record.observed_at = Instant::parse(long_ago).value_or(Instant{0});
        EXPECT_THAT(flags(), ElementsAre(Flag::before_campaign)) << long_ago;
    }
}

TEST_F(FindingTest, DoubtsTheDeclaredVillageOnTheOtherSideOfTheBorder) {
    record.declared = village_code('A');
    EXPECT_THAT(flags(), IsEmpty());
    record.declared = village_code('B');
    EXPECT_THAT(flags(), ElementsAre(Flag::outside_declared_village));
}

TEST_F(FindingTest, DoubtsTheDatumOfAPointThatFitsAsGcj02) {
    const LonLat there = position_at(1990_m, 1500_m);
    place(from_wgs84(there, Datum::gcj02));
    record.declared = village_code('A');
    EXPECT_THAT(flags(), ElementsAre(Flag::outside_declared_village, Flag::datum_suspect));
}

TEST(Flags, AreFoundByTheirNames) {
    for (unsigned i = 0; i < 20; ++i) {
        const auto flag = static_cast<Flag>(i);
        EXPECT_EQ(parse_flag(to_string(flag)), flag);
    }
    EXPECT_EQ(parse_flag("conflicting"), std::nullopt);
    EXPECT_EQ(parse_flag(""), std::nullopt);
}

}  // namespace
}  // namespace courtyard
