// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "data/sample/courtyard_plan.h"

namespace courtyard {

/// A written household, for the files that refer to one.
struct SampleHome {
    std::uint32_t village = 0;
    std::uint32_t number = 0;  ///< within its village, from 1
    LonLat position;
};

std::string home_id(const SampleCounty& county, const SampleHome& home);

/// What one inspection says, for inspections.csv and inspections.gpx.
struct SampleInspection {
    std::string household;
    Instant observed_at;
    LonLat position;
    double accuracy_m = 0;
    std::string_view outcome;
    std::string_view note;
};

/// One writer per file of the sample; each throws when the disk fails.
void write_areas(const SampleCounty& county, const std::filesystem::path& file);
/// households.csv and decisions.csv side by side; says where every home is.
std::vector<SampleHome> write_households(const SampleCounty& county, const std::vector<CourtyardPlan>& plans,
                                         const std::filesystem::path& folder,
                                         const std::function<void(int)>& progress);
void write_targets(const SampleCounty& county, const SampleTargets& targets,
                   const std::filesystem::path& file);
/// Figures that townships return each month, and what the county does itself: every kind of indicator.
void write_figures(const SampleCounty& county, const std::filesystem::path& file);
void write_bases(const SampleCounty& county, const std::filesystem::path& file);
void write_help_points(const SampleCounty& county, const std::filesystem::path& file);
void write_children(const SampleCounty& county, const std::filesystem::path& file);

/// Visits of field teams: some far from the household or outside its village, some with a poor fix.
std::vector<SampleInspection> draw_inspections(const SampleCounty& county,
                                               const std::vector<SampleHome>& homes,
                                               const std::vector<CourtyardPlan>& plans);
void write_inspections(const std::vector<SampleInspection>& inspections, std::uint64_t seed,
                       const std::filesystem::path& file);
/// The first of them as waypoints of a GPS logger.
void write_waypoints(const std::vector<SampleInspection>& inspections, const std::filesystem::path& file);
/// A few drawn photos with the position and the time in their EXIF.
void write_photos(const std::vector<SampleInspection>& inspections, std::uint64_t seed,
                  const std::filesystem::path& folder);

/// `2025-11-05T09:30:00+08:00`
std::string local_time(Instant instant);

}  // namespace courtyard
