// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_file.h"
#include "data/sample/sample_writers.h"

namespace courtyard {

namespace {

constexpr std::string_view first_approval = "2021-01-20";
constexpr std::string_view revision = "2024-02-05";

/// The plan and its five years, or only the years from `since` on when a plan is revised.
void add_plan(SampleFile& file, std::string_view what, std::string_view area, std::int64_t plan,
              std::string_view approved_on) {
    file.add("{},{},plan,{},{}\n", what, area, plan, approved_on);
    int year = plan_first_year;
    for (const std::int64_t value : by_year(plan))
        file.add("{},{},{},{},{}\n", what, area, year++, value, approved_on);
}

/// Some townships' plans are cut later: the last two years carry the whole cut.
void add_revision(SampleFile& file, std::string_view what, std::string_view area, std::int64_t plan) {
    const std::int64_t cut = plan / 20;
    const auto years = by_year(plan);
    file.add("{},{},plan,{},{}\n", what, area, plan - cut, revision);
    file.add("{},{},2024,{},{}\n", what, area, years[3] - cut / 2, revision);
    file.add("{},{},2025,{},{}\n", what, area, years[4] - (cut - cut / 2), revision);
}

}  // namespace

void write_targets(const SampleCounty& county, const SampleTargets& targets,
                   const std::filesystem::path& path) {
    SampleFile file(path);
    file.add("campaign,indicator,area,period,value,approved_on\n");
    constexpr std::string_view courtyards = "beautiful-courtyard,courtyards";
    constexpr std::string_view bases = "skilled-wife,bases";
    constexpr std::string_view help_points = "child-care,help_points";
    add_plan(file, courtyards, sample_county_code, targets.county, first_approval);
    for (std::size_t i = 0; i < county.townships.size(); ++i) {
        add_plan(file, courtyards, county.townships[i].code, targets.township[i], first_approval);
        if (i == 3 || i == 11) add_revision(file, courtyards, county.townships[i].code, targets.township[i]);
    }
    for (const std::uint32_t i : county.by_code) {
        if (county.villages[i].blank) continue;
        add_plan(file, courtyards, county.villages[i].code, targets.village[i], first_approval);
    }
    const auto villages = static_cast<std::int64_t>(county.villages.size());
    add_plan(file, bases, sample_county_code, std::max<std::int64_t>(5, villages * 72 / 320), first_approval);
    add_plan(file, help_points, sample_county_code, std::max<std::int64_t>(5, villages / 2), first_approval);
    std::vector<std::int64_t> members(county.townships.size(), 0);
    for (const SampleVillage& village : county.villages) ++members[village.township];
    for (std::size_t i = 0; i < county.townships.size(); ++i) {
        add_plan(file, bases, county.townships[i].code, members[i] * 72 / 320 + 1, first_approval);
        add_plan(file, help_points, county.townships[i].code, members[i] / 2 + 1, first_approval);
    }
    file.add("new-organisations,founded,{},plan,175,{}\n", sample_county_code, first_approval);
    for (int year = plan_first_year; year < plan_first_year + 5; ++year)
        file.add("new-organisations,founded,{},{},35,{}\n", sample_county_code, year, first_approval);
    // A rate is a level to hold in every year.
    file.add("dispute-mediation,solved_rate,{},plan,95,2021-02-01\n", sample_county_code);
    file.close();
}

}  // namespace courtyard
