// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string_view>

#include "campaign/progress.h"

namespace courtyard {
namespace {

/// A city: 250 townships of 20 villages, 400 households each, five years of acceptances.
struct City {
    City() {
        std::vector<Area> list;
        const auto add = [&](const std::string& code, AreaLevel level) {
            Area area;
            area.code = AreaCode::parse(code).value();
            area.level = level;
            area.fid = list.size() + 1;
            list.push_back(std::move(area));
        };
        add("410199", AreaLevel::county);
        for (int t = 0; t < 250; ++t) {
            const auto township = fmt::format("410199{:03}", t);
            add(township, AreaLevel::township);
            for (int v = 0; v < 20; ++v) add(fmt::format("{}{:03}", township, v), AreaLevel::village);
        }
        areas = AreaTree::of(std::move(list)).value();
        ledger = Ledger(areas.size());
        std::mt19937_64 random(7);
        std::vector<Ledger::Change> changes;
        for (const AreaIndex village : areas.descendants(0, AreaLevel::village)) {
            Ledger::Change change{village, {}, {}};
            for (int i = 0; i < 400; ++i) change.added.push_back(entry(random));
            changes.push_back(std::move(change));
            const AreaCode code = areas[village].code;
            targets.add({"beautiful-courtyard", "courtyards", code, std::nullopt, 200, Day::of(2021, 1, 1)});
            for (int year = 2021; year <= 2025; ++year)
                targets.add({"beautiful-courtyard", "courtyards", code, year, 40, Day::of(2021, 1, 1)});
        }
        ledger = ledger.changed(changes);
    }

    static LedgerEntry entry(std::mt19937_64& random) {
        const Day accepted = Day::of(2021, 1, 1) + static_cast<int>(random() % 1'800);
        return {Day::of(2021, 1, 1), {{accepted, random() % 20 == 0 ? accepted + 200 : never}}, {}};
    }

    AreaTree areas;
    Ledger ledger;
    TargetBook targets;
};

const City& city() {
    static const City built;
    return built;
}

void progress_of_5000_villages(benchmark::State& state) {
    const ProgressSource source{*find_campaign("beautiful-courtyard"), city().areas, city().ledger,
                                city().targets};
    int day = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(
            progress_by_level(source, 0, AreaLevel::village, Day::of(2021, 6, 1) + (day++ % 1'500)));
}
BENCHMARK(progress_of_5000_villages)->Unit(benchmark::kMillisecond);

void one_decision_applied(benchmark::State& state) {
    std::mt19937_64 random(8);
    const auto villages = city().areas.descendants(0, AreaLevel::village);
    for (auto _ : state) {
        const LedgerEntry before = City::entry(random);
        benchmark::DoNotOptimize(city().ledger.changed(
            std::vector<Ledger::Change>{{villages[random() % villages.size()], {}, {before}}}));
    }
}
BENCHMARK(one_decision_applied)->Unit(benchmark::kMicrosecond);

void matrix_of_5000_villages_by_60_months(benchmark::State& state) {
    const ProgressSource source{*find_campaign("beautiful-courtyard"), city().areas, city().ledger,
                                city().targets};
    std::vector<Day> days;
    for (Day day = Day::of(2021, 1, 31); days.size() < 60; day = (day + 1).last_of_month())
        days.push_back(day);
    for (auto _ : state) benchmark::DoNotOptimize(progress_lines(source, 0, AreaLevel::village, days));
}
BENCHMARK(matrix_of_5000_villages_by_60_months)->Unit(benchmark::kMillisecond);

/// The same households and what we count of them, for PostGIS: `intervals.csv` (village, from, until) and
/// `expected.csv` (village, month end, completed, of this year).
void write_csv(const std::filesystem::path& folder) {
    std::ofstream intervals(folder / "intervals.csv");
    std::mt19937_64 random(7);
    for (const AreaIndex village : city().areas.descendants(0, AreaLevel::village))
        for (int i = 0; i < 400; ++i) {
            const LedgerEntry one = City::entry(random);
            const CountedInterval counted = one.counted.front();
            intervals << village << ',' << to_string(counted.from) << ','
                      << (counted.until == never ? "infinity" : to_string(counted.until)) << '\n';
        }
    std::ofstream expected(folder / "expected.csv");
    const ProgressSource source{*find_campaign("beautiful-courtyard"), city().areas, city().ledger,
                                city().targets};
    Day day = Day::of(2021, 1, 31);
    for (int month = 0; month < 60; ++month, day = (day + 1).last_of_month())
        for (const Progress& p : progress_by_level(source, 0, AreaLevel::village, day))
            expected << p.area << ',' << to_string(day) << ',' << p.completed << ',' << p.completed_year
                     << '\n';
}

}  // namespace
}  // namespace courtyard

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == "--write-csv") {
        courtyard::write_csv(argv[2]);
        return 0;
    }
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
