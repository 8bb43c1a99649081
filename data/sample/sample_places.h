// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "data/sample/random_stream.h"
#include "data/sample/sample_land.h"

namespace courtyard {

inline constexpr std::string_view sample_county_code = "410199";
inline constexpr std::string_view sample_county_name = "栖云市";

struct SampleTownship {
    std::string code;
    std::string name;
};

struct SampleVillage {
    std::string code;
    std::string name;
    std::uint32_t township = 0;
    unsigned households = 0;
    bool blank = false;  ///< no household, no target: the map's "no data"
    bool idle = false;   ///< has a target, and nothing completed
};

/// The fictional county: land, names, codes and how many households live where.
struct SampleCounty {
    SampleLand land;
    std::vector<SampleTownship> townships;  ///< parallel to `land.seat_of`
    std::vector<SampleVillage> villages;    ///< parallel to `land.middle`
    std::vector<std::uint32_t> by_code;     ///< villages in code order
    std::uint64_t seed = 0;
};

/// Names, codes by the statistical rule (streets 001-, towns 100-, rural townships 200-; communities 001-,
/// villages 201-) and household counts.
/// Errors   invalid_input: sample.size
Result<SampleCounty> settle_county(const SampleOptions& options);

/// A point of a village at least one cell from its border.
GroundPoint point_inside(const SampleLand& land, std::uint32_t village, RandomStream& random);

/// The points of `count` homes of a village, in one to three settlements along their lanes.
std::vector<GroundPoint> homes_of(const SampleLand& land, std::uint32_t village, unsigned count,
                                  std::uint64_t seed);

}  // namespace courtyard
