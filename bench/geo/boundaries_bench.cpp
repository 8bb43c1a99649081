// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "data/read/given_areas.h"
#include "geo/area_repair.h"
#include "geo/border_topology.h"

/// The boundary check, the repair, the shared-border topology and its simplification on real layers. By the
/// processor's clock, on one core; reading the file is not counted.
namespace courtyard {
namespace {

class Stopwatch {
  public:
    double lap() {
        const std::clock_t now = std::clock();
        return static_cast<double>(now - std::exchange(start_, now)) / CLOCKS_PER_SEC;
    }

  private:
    std::clock_t start_ = std::clock();
};

std::vector<GivenArea> read(const std::filesystem::path& file) {
    const auto table = open_table(file, {});
    auto given = table ? read_given_areas(**table, {}) : tl::unexpected(table.error());
    if (given) return std::move(given->areas);
    fmt::print(stderr, "{}: {}\n", file.string(), given.error().detail.en);
    std::exit(1);
}

void measure(std::string_view name, const std::filesystem::path& file) {
    const auto areas = read(file);
    Stopwatch clock;
    const auto check = check_areas(areas);
    const double check_s = clock.lap();
    const auto repair = repair_areas(areas, {});
    const double repair_s = clock.lap();
    const auto topology = BorderTopology::of(repair.boundaries);
    const double topology_s = clock.lap();
    const auto arcs = simplified(topology, {300});
    const double simplify_s = clock.lap();
    std::size_t before = 0;
    std::size_t after = 0;
    for (const auto& arc : topology.arcs()) before += arc.size();
    for (const auto& arc : arcs) after += arc.size();
    fmt::print(
        "{}: {} areas, {} vertices of arcs; {} findings; check {:.2f} s; repair {:.2f} s, {} findings "
        "left; topology {:.2f} s; simplified at 300 m to {} vertices {:.2f} s\n",
        name, areas.size(), before, check.findings.size(), check_s, repair_s,
        repair.remaining.findings.size(), topology_s, after, simplify_s);
}

}  // namespace
}  // namespace courtyard

int main() {
    const char* said = std::getenv("COURTYARD_REALDATA");
    const std::filesystem::path folder = std::filesystem::path(said != nullptr ? said : "") / "boundaries";
    if (!std::filesystem::is_directory(folder)) {
        fmt::print(stderr, "no real boundaries: set COURTYARD_REALDATA\n");
        return 1;
    }
    courtyard::measure("Sikkim", folder / "sikkim/sk.geojson");
    courtyard::measure("Normandy", folder / "france/communes-normandie.geojson");
    courtyard::measure("Spain", folder / "spain/municipalities.json");
}
