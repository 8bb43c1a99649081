// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "data/sample/sample_file.h"
#include "data/sample/sample_writers.h"
#include "geo/datum.h"
#include "geo/day.h"

namespace courtyard {

namespace {

struct Outcome {
    std::string_view state;
    std::string_view note;
};
constexpr std::array<Outcome, 6> for_newcomers{{{"accepted", "庭院整洁，五美均达标"},
                                                {"checked", "初审合格"},
                                                {"recommended", "院落布局合理，建议推荐"},
                                                {"needs_work", "柴草乱堆，一周内整改"},
                                                {"accepted", "绿化好，室内整洁"},
                                                {"rejected", "长期无人居住"}}};
constexpr std::array<Outcome, 4> for_completed{{{"rechecked", "回头看，保持良好"},
                                                {"rechecked", "抽查合格"},
                                                {"needs_work", "门前有杂物，已提醒"},
                                                {"rechecked", ""}}};

/// A day's visits lie between eight and six o'clock.
Instant visit_time(RandomStream& random) {
    const Day day = Day::of(2025, 9, 1) + random.between(0, 240);
    const std::int64_t seconds = random.between(0, 36'000);
    constexpr std::int64_t eight_at_utc8 = 0;
    return {day.since_epoch * day_ms + eight_at_utc8 + seconds * 1000};
}

LonLat moved(LonLat at, double east_m, double north_m) {
    return {at.lon + east_m / 92'080, at.lat + north_m / 110'930};
}

/// Where the phone says it was: mostly at the door, sometimes on the way, sometimes in another datum.
void observe(SampleInspection& inspection, LonLat home, RandomStream& random) {
    const double draw = random.unit();
    inspection.accuracy_m = random.between(3, 14);
    if (draw < 0.05) {
        const double east = random.between(1200.0, 3200.0) * (random.chance(0.5) ? 1 : -1);
        inspection.position = moved(home, east, random.between(-1500.0, 1500.0));
    } else if (draw < 0.08) {
        inspection.position = from_wgs84(home, Datum::gcj02);
    } else if (draw < 0.15) {
        inspection.position = moved(home, random.between(-90.0, 90.0), random.between(-90.0, 90.0));
        inspection.accuracy_m = random.between(35, 120);
    } else {
        inspection.position = moved(home, random.between(-9.0, 9.0), random.between(-9.0, 9.0));
    }
}

std::string uuid(std::uint64_t high, std::uint64_t low) {
    return fmt::format("{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                       high & 0xFFF, 0x8000 | ((low >> 48) & 0x3FFF), low & 0xFFFF'FFFF'FFFF);
}

}  // namespace

std::string local_time(Instant instant) {
    const std::int64_t seconds = instant.ms / 1000 + 8 * 3600;
    const std::int64_t of_day = seconds % 86'400;
    return fmt::format("{}T{:02}:{:02}:{:02}+08:00", to_string(instant.day()), of_day / 3600,
                       of_day / 60 % 60, of_day % 60);
}

std::vector<SampleInspection> draw_inspections(const SampleCounty& county,
                                               const std::vector<SampleHome>& homes,
                                               const std::vector<CourtyardPlan>& plans) {
    RandomStream random(mix(county.seed, 111));
    std::vector<SampleInspection> inspections(std::min<std::size_t>(400, homes.size() / 10));
    for (SampleInspection& inspection : inspections) {
        const std::uint32_t index = random.below(static_cast<std::uint32_t>(homes.size()));
        const bool completed =
            plans[index].path == CourtyardPath::accepted || plans[index].path == CourtyardPath::corrected;
        const Outcome outcome = completed ? for_completed[random.below(for_completed.size())]
                                          : for_newcomers[random.below(for_newcomers.size())];
        inspection.household = home_id(county, homes[index]);
        inspection.outcome = outcome.state;
        inspection.note = outcome.note;
        inspection.observed_at = visit_time(random);
        observe(inspection, homes[index].position, random);
    }
    std::sort(
        inspections.begin(), inspections.end(), [](const SampleInspection& a, const SampleInspection& b) {
            return a.observed_at != b.observed_at ? a.observed_at < b.observed_at : a.household < b.household;
        });
    return inspections;
}

void write_inspections(const std::vector<SampleInspection>& inspections, std::uint64_t seed,
                       const std::filesystem::path& path) {
    SampleFile file(path);
    file.add("id,household,campaign,observed_at,lon,lat,accuracy_m,outcome,note,area\n");
    RandomStream random(mix(seed, 112));
    for (const SampleInspection& at : inspections) {
        const std::uint64_t high = random.next();
        // Field teams name the household's village; some stand elsewhere.
        file.add("{},{},beautiful-courtyard,{},{:.7f},{:.7f},{:.0f},{},{},{}\n", uuid(high, random.next()),
                 at.household, local_time(at.observed_at), at.position.lon, at.position.lat, at.accuracy_m,
                 at.outcome, at.note, std::string_view(at.household).substr(0, 12));
    }
    file.close();
}

void write_waypoints(const std::vector<SampleInspection>& inspections, const std::filesystem::path& path) {
    SampleFile file(path);
    file.add(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gpx version=\"1.1\" creator=\"courtyard sample\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n");
    const std::size_t count = std::min<std::size_t>(36, inspections.size());
    for (std::size_t i = 0; i < count; ++i) {
        const SampleInspection& at = inspections[i * inspections.size() / count];
        // A logger's clock is set to UTC. Two days after the visit in the other file: another visit.
        const std::string time = to_string(Instant{at.observed_at.ms + 2 * std::int64_t{86'400'000}});
        file.add(
            "  <wpt lat=\"{:.7f}\" lon=\"{:.7f}\">\n    <time>{}</time>\n    <name>{}</name>\n"
            "    <desc>{}</desc>\n    <type>{}</type>\n  </wpt>\n",
            at.position.lat, at.position.lon, time, at.household, at.note, at.outcome);
    }
    file.add("</gpx>\n");
    file.close();
}

}  // namespace courtyard
