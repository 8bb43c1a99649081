// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_county.h"

#include "data/sample/sample_writers.h"

namespace courtyard {

Result<void> write_sample_county(const std::filesystem::path& folder, const SampleOptions& options,
                                 const std::function<void(int)>& progress) {
    const auto county = settle_county(options);
    if (!county) return tl::unexpected(county.error());
    progress(15);
    std::filesystem::create_directories(folder);
    write_areas(*county, folder / "areas.gpkg");
    progress(30);
    const SampleTargets targets = courtyard_targets(*county, options.households);
    const auto plans = plan_courtyards(*county, targets);
    progress(40);
    const auto homes =
        write_households(*county, plans, folder, [&](int part) { progress(40 + part * 50 / 100); });
    write_targets(*county, targets, folder / "targets.csv");
    write_figures(*county, folder / "figures.csv");
    write_bases(*county, folder / "bases.csv");
    write_help_points(*county, folder / "help_points.csv");
    write_children(*county, folder / "children_by_village.csv");
    const auto inspections = draw_inspections(*county, homes, plans);
    write_inspections(inspections, options.seed, folder / "inspections.csv");
    write_waypoints(inspections, folder / "inspections.gpx");
    std::filesystem::create_directories(folder / "photos");
    write_photos(inspections, options.seed, folder / "photos");
    progress(100);
    return {};
}

}  // namespace courtyard
