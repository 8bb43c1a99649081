// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "data/store/fact.h"

namespace courtyard {

/// Records of the trade, each sound; a test changes what it is about.
inline HouseholdRecord a_household(const std::string& id, LonLat at = {113.61, 34.71}) {
    return {id,
            "王**",
            "河湾村 3组5号",
            AreaCode::parse("410199101201").value(),
            SourcePosition{at, Datum::wgs84, at},
            Day::of(2021, 3, 1)};
}

inline DecisionRecord a_decision(const std::string& household, const std::string& to, Day day) {
    return {household + "/" + to + "/" + to_string(day),
            household,
            "beautiful-courtyard",
            to,
            day,
            "现场核查合格",
            {},
            false};
}

inline InspectionFact an_inspection(const std::string& id, const std::string& household,
                                    LonLat at = {113.61, 34.71}) {
    InspectionRecord record;
    record.id = id;
    record.household = household;
    record.campaign = "beautiful-courtyard";
    record.observed_at = Instant::parse("2023-06-01T09:00:00+08:00").value();
    record.position = {at, Datum::wgs84, at};
    record.accuracy_m = 8;
    record.outcome = "accepted";
    record.scores = {{"courtyard", 33.5}, {"rooms", 20}};
    record.note = "第一行\n第二行";
    record.photos = {std::string(64, 'a'), std::string(64, 'b')};
    Finding finding;
    finding.area = AreaCode::parse("410199101201").value();
    finding.area_name = "河湾村";
    finding.distance_m = 12.25;
    finding.flags.add(Flag::low_accuracy);
    return {record, finding};
}

inline TargetRecord a_target(const std::string& area, std::optional<int> year, std::int64_t value) {
    return {"beautiful-courtyard", "courtyards", AreaCode::parse(area).value(), year, value,
            Day::of(2021, 1, 20)};
}

}  // namespace courtyard
