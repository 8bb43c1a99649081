// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/address_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "geo/gazetteer.h"
#include "tests/geo/grid_county.h"

namespace courtyard {
namespace {

struct Village {
    AreaCode code;
    std::string township;  ///< without its ending
    std::string township_ending;
    std::string core;
    std::string ending;
};

/// A county of few characters, so that names repeat and hide in one another.
struct RandomCounty {
    std::vector<Village> villages;
    Gazetteer gazetteer;
};

std::string random_core(std::mt19937& random, std::size_t shortest, std::size_t longest) {
    static const std::vector<std::string> characters{"甲", "溪", "石", "柏", "沙"};
    std::string core;
    for (auto length = shortest + random() % (longest - shortest + 1); length > 0; --length) {
        core += characters[random() % characters.size()];
    }
    return core;
}

RandomCounty random_county(std::mt19937& random) {
    RandomCounty county;
    Gazetteer::Builder builder;
    builder.add({area_code("490121"), "春山县", AreaLevel::county, {}});
    for (int t = 0; t < 5; ++t) {
        const auto township = area_code("49012110" + std::to_string(t));
        const Village above{{}, random_core(random, 2, 2), random() % 2 == 0 ? "镇" : "乡", {}, {}};
        builder.add({township, above.township + above.township_ending, AreaLevel::township, {}});
        for (int v = 0; v < 8; ++v) {
            auto village = above;
            village.code = area_code(township.str() + std::to_string(201 + v));
            village.core = random_core(random, 2, 3);
            village.ending = random() % 3 == 0 ? "社区" : "村";
            builder.add({village.code, village.core + village.ending, AreaLevel::village, {}});
            county.villages.push_back(village);
        }
    }
    county.gazetteer = std::move(builder).build().value();
    return county;
}

/// The slow twin: which villages can be spelt like this, in full or else without an ending?
std::set<AreaCode> spelt_like(const std::vector<Village>& villages, const std::string& text) {
    std::set<AreaCode> full;
    std::set<AreaCode> loose;
    for (const auto& village : villages) {
        for (const auto& township :
             {std::string(), village.township, village.township + village.township_ending}) {
            const auto upper = "春山县" + township;
            if (text == upper + village.core + village.ending) full.insert(village.code);
            if (text == upper + village.core) loose.insert(village.code);
        }
    }
    return full.empty() ? loose : full;
}

TEST(AddressReader, AnswersAVillageOnlyWhereTheSlowTwinKnowsNoOther) {
    std::size_t answered = 0;
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto county = random_county(random);
        for (int i = 0; i < 200; ++i) {
            const auto& village = county.villages[random() % county.villages.size()];
            const auto kind = random() % 3;
            const auto township = kind == 0   ? ""
                                  : kind == 1 ? village.township
                                              : village.township + village.township_ending;
            const auto core = random() % 5 == 0 ? random_core(random, 2, 4) : village.core;
            const auto ending = random() % 2 == 0 ? village.ending : "";
            const auto text = "春山县" + township + core + ending;
            const auto match = county.gazetteer.match(text);
            const auto twin = spelt_like(county.villages, text);
            if (match.is_village()) {
                ++answered;
                EXPECT_EQ(twin, std::set{match.area}) << text;
            } else if (kind == 2 && twin.size() == 1 && !ending.empty()) {
                ADD_FAILURE() << text << " is " << twin.begin()->str() << " but was not found";
            }
        }
    }
    EXPECT_GT(answered, 3000U);
}

TEST(AddressReader, NamesAmongItsCandidatesAllThatTheSlowTwinKnows) {
    for (unsigned seed = 101; seed <= 140; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto county = random_county(random);
        for (const auto& village : county.villages) {
            const auto text = "春山县" + village.core + village.ending;
            const auto twin = spelt_like(county.villages, text);
            const auto match = county.gazetteer.match(text);
            if (twin.size() < 2) continue;
            EXPECT_FALSE(match.is_village()) << text;
            const std::set<AreaCode> candidates(match.candidates.begin(), match.candidates.end());
            for (const auto code : twin) EXPECT_TRUE(candidates.contains(code)) << text;
        }
    }
}

}  // namespace
}  // namespace courtyard
