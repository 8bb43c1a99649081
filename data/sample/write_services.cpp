// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "data/sample/sample_file.h"
#include "data/sample/sample_names.h"
#include "data/sample/sample_writers.h"

namespace courtyard {

namespace {

/// A village with people, so that nothing public stands in an empty one.
std::uint32_t some_village(const SampleCounty& county, RandomStream& random) {
    for (;;) {
        const std::uint32_t village = random.below(static_cast<std::uint32_t>(county.villages.size()));
        if (!county.villages[village].blank) return village;
    }
}

struct HelpKind {
    std::string_view code;
    std::string_view name;
    unsigned share;  ///< of a hundred
    int smallest;
    int largest;
};
constexpr std::array<HelpKind, 3> help_kinds{{{"childrens_home", "儿童之家", 55, 15, 60},
                                              {"womens_home", "妇女之家", 33, 20, 50},
                                              {"protection_station", "未成年人保护工作站", 12, 8, 24}}};

const HelpKind& some_kind(RandomStream& random) {
    unsigned draw = random.below(100);
    for (const HelpKind& kind : help_kinds) {
        if (draw < kind.share) return kind;
        draw -= kind.share;
    }
    return help_kinds.front();
}

constexpr std::array<std::string_view, 4> child_categories{"family_hardship", "disability", "guardianship",
                                                           "left_behind"};

}  // namespace

void write_bases(const SampleCounty& county, const std::filesystem::path& path) {
    SampleFile file(path);
    file.add("id,name,level,area,lon,lat,recognised_on,women_employed,women_trained\n");
    RandomStream random(mix(county.seed, 101));
    const std::size_t count = std::max<std::size_t>(4, county.villages.size() * 60 / 320);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t village = some_village(county, random);
        const LonLat at = on_earth(point_inside(county.land, village, random));
        const std::string name = fmt::format("{}{}", sample_county_name, enterprise_name(random));
        Day day = Day::of(2021, 3, 1) + random.between(0, 1500);
        int employed = random.between(8, 70);
        int trained = employed + random.between(10, 180);
        // Half of them climb to the prefecture's list, some of those to the province's.
        const int rungs = i == 0 ? 3 : random.chance(0.45) ? (random.chance(0.25) ? 3 : 2) : 1;
        constexpr std::array<std::string_view, 3> levels{"county", "prefecture", "province"};
        for (int rung = 0; rung < rungs && day < last_day(); ++rung) {
            file.add("B{:04},{},{},{},{:.7f},{:.7f},{},{},{}\n", i + 1, name,
                     levels[static_cast<std::size_t>(rung)], county.villages[village].code, at.lon, at.lat,
                     to_string(day), employed, trained);
            day = day + random.between(240, 560);
            employed += random.between(0, 20);
            trained += random.between(20, 120);
        }
    }
    file.close();
}

void write_help_points(const SampleCounty& county, const std::filesystem::path& path) {
    SampleFile file(path);
    file.add("id,name,kind,area,lon,lat,opened_on,closed_on,capacity\n");
    RandomStream random(mix(county.seed, 102));
    const std::size_t count = std::max<std::size_t>(4, county.villages.size() * 150 / 320);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t village = some_village(county, random);
        const LonLat at = on_earth(point_inside(county.land, village, random));
        const HelpKind& kind = some_kind(random);
        const Day opened = Day::of(2021, 2, 1) + random.between(0, 1750);
        const bool closes = random.chance(0.06);
        const Day closed = opened + random.between(200, 900);
        file.add("H{:04},{}{},{},{},{:.7f},{:.7f},{},{},{}\n", i + 1, county.villages[village].name,
                 kind.name, kind.code, county.villages[village].code, at.lon, at.lat, to_string(opened),
                 closes && closed < last_day() ? to_string(closed) : std::string(),
                 random.between(kind.smallest, kind.largest));
    }
    file.close();
}

void write_children(const SampleCounty& county, const std::filesystem::path& path) {
    SampleFile file(path);
    file.add("area,category,count,as_of\n");
    for (const std::uint32_t village : county.by_code) {
        if (county.villages[village].blank) continue;
        RandomStream random(mix(mix(county.seed, 103), village));
        std::array<int, child_categories.size()> count{};
        const int scale = static_cast<int>(std::min(county.villages[village].households / 60, 8U));
        for (int& value : count) value = random.between(0, 2 + scale);
        for (int year = 2024; year <= 2025; ++year) {
            for (unsigned month = 3; month <= 12; month += 3) {
                const std::string day = to_string(Day::of(year, month, 1).last_of_month());
                for (std::size_t i = 0; i < count.size(); ++i) {
                    if (random.chance(0.3)) count[i] = std::max(0, count[i] + random.between(-1, 1));
                    file.add("{},{},{},{}\n", county.villages[village].code, child_categories[i], count[i],
                             day);
                }
            }
        }
    }
    file.close();
}

}  // namespace courtyard
