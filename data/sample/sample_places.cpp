// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/sample/sample_names.h"

namespace courtyard {

namespace {

constexpr unsigned most_townships = 399;
constexpr unsigned villages_per_township = 40;

/// By township: its kind, in the order of codes.
struct TownshipKinds {
    unsigned streets = 0;
    unsigned towns = 0;
    unsigned rural = 0;
};

/// The code rule has room for 99 streets, 100 towns and 200 rural townships.
TownshipKinds kinds_of(unsigned townships) {
    TownshipKinds kinds;
    kinds.streets = std::max(1U, townships / 9);
    kinds.rural = townships * 5 / 18;
    kinds.towns = townships - kinds.streets - kinds.rural;
    if (kinds.towns > 100) {
        kinds.rural += kinds.towns - 100;
        kinds.towns = 100;
    }
    if (kinds.rural > 200) {
        kinds.streets += kinds.rural - 200;
        kinds.rural = 200;
    }
    return kinds;
}

double from_middle(GroundPoint at) { return at.x * at.x + at.y * at.y; }

/// Streets lie in the middle of the county, rural townships at its edge.
void name_townships(SampleCounty& county) {
    const auto& seats = county.land.seat_of;
    std::vector<std::uint32_t> order(seats.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return from_middle(county.land.middle[seats[a]]) < from_middle(county.land.middle[seats[b]]);
    });
    const TownshipKinds kinds = kinds_of(static_cast<unsigned>(seats.size()));
    county.townships.resize(seats.size());
    for (unsigned i = 0; i < order.size(); ++i) {
        const bool street = i < kinds.streets;
        const bool town = !street && i < kinds.streets + kinds.towns;
        const unsigned number = street ? 1 + i
                                : town ? 100 + i - kinds.streets
                                       : 200 + i - kinds.streets - kinds.towns;
        SampleTownship& township = county.townships[order[i]];
        township.code = fmt::format("{}{:03}", sample_county_code, number);
        township.name = township_name(i, county.seed) + (street ? "街道" : town ? "镇" : "乡");
    }
}

/// Codes and names of one township's villages, in order of distance from its seat.
bool name_villages(SampleCounty& county, std::uint32_t township, std::vector<std::uint32_t> members) {
    const SampleTownship& above = county.townships[township];
    const GroundPoint seat = county.land.middle[county.land.seat_of[township]];
    std::stable_sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto off = [&](std::uint32_t i) {
            return from_middle({county.land.middle[i].x - seat.x, county.land.middle[i].y - seat.y});
        };
        return off(a) < off(b);
    });
    const bool street = above.name.ends_with("街道");
    RandomStream random(mix(mix(county.seed, 51), township));
    std::unordered_set<std::string> taken;
    unsigned communities = 0;
    unsigned rural = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
        const bool community =
            (i == 0 || (street && random.chance(0.75)) || rural == 199) && communities < 199;
        if (!community && rural == 199) return false;
        const unsigned number = community ? ++communities : 200 + ++rural;
        SampleVillage& village = county.villages[members[i]];
        village.township = township;
        village.code = fmt::format("{}{:03}", above.code, number);
        village.name = village_name(random, taken) + (community ? "社区" : "村");
    }
    return true;
}

/// Shares the households out by weight; whatever rounding leaves over goes on to the next village.
void people_villages(SampleCounty& county, unsigned households) {
    const std::size_t count = county.villages.size();
    std::vector<double> weight(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const SampleVillage& village = county.villages[i];
        const double size = static_cast<double>(county.land.first_cell[i + 1] - county.land.first_cell[i]);
        weight[i] = (0.35 + unit_of(mix(mix(county.seed, 52), i))) * (0.6 + size / 1400);
        if (county.townships[village.township].name.ends_with("街道")) weight[i] *= 1.4;
    }
    // A few villages stand for the map's absences: two without data, some without anything completed.
    RandomStream random(mix(county.seed, 53));
    const std::size_t blanks = count >= 40 ? 2 : 0;
    const std::size_t idles = count >= 40 ? 2 + count / 160 : 0;
    for (std::size_t i = 0; i < blanks + idles;) {
        SampleVillage& village = county.villages[random.below(static_cast<std::uint32_t>(count))];
        if (village.blank || village.idle) continue;
        (i < blanks ? village.blank : village.idle) = true;
        ++i;
    }
    double total = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (county.villages[i].blank) weight[i] = 0;
        total += weight[i];
    }
    double passed = 0;
    unsigned given = 0;
    for (std::size_t i = 0; i < count; ++i) {
        passed += weight[i];
        const auto until = static_cast<unsigned>(std::lround(households * (passed / total)));
        county.villages[i].households = std::min(until, households) - given;
        given = std::min(until, households);
    }
}

tl::unexpected<Error> wrong_size() {
    return fail(
        ErrorCode::invalid_input, "sample.size",
        {"样例县需要 3 至 40000 个村、1 至 399 个乡镇，每村平均 10 至 3000 户。",
         "A sample county has 3 to 40,000 villages, 1 to 399 townships and 10 to 3,000 households a village "
         "on average."});
}

}  // namespace

Result<SampleCounty> settle_county(const SampleOptions& options) {
    if (options.villages < 3 || options.villages > 40'000 || options.townships < 1 ||
        options.townships > most_townships || options.households < options.villages * 10U ||
        options.households > std::uint64_t{options.villages} * 3000U) {
        return wrong_size();
    }
    const unsigned wanted = std::max(options.townships, options.villages / villages_per_township);
    const unsigned townships = std::min({wanted, options.villages, most_townships});
    SampleCounty county{grow_land(options.villages, townships, options.seed), {}, {}, {}, options.seed};
    name_townships(county);
    county.villages.resize(options.villages);
    std::vector<std::vector<std::uint32_t>> members(townships);
    for (std::uint32_t i = 0; i < options.villages; ++i) members[county.land.township_of[i]].push_back(i);
    for (std::uint32_t i = 0; i < townships; ++i) {
        if (!name_villages(county, i, std::move(members[i]))) return wrong_size();
    }
    people_villages(county, options.households);
    county.by_code.resize(options.villages);
    std::iota(county.by_code.begin(), county.by_code.end(), 0U);
    std::sort(county.by_code.begin(), county.by_code.end(), [&](std::uint32_t a, std::uint32_t b) {
        return county.villages[a].code < county.villages[b].code;
    });
    return county;
}

}  // namespace courtyard
