// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sample/sample_file.h"
#include "data/sample/sample_names.h"
#include "data/sample/sample_writers.h"

namespace courtyard {

std::string home_id(const SampleCounty& county, const SampleHome& home) {
    return fmt::format("{}-{:04}", county.villages[home.village].code, home.number);
}

std::vector<SampleHome> write_households(const SampleCounty& county, const std::vector<CourtyardPlan>& plans,
                                         const std::filesystem::path& folder,
                                         const std::function<void(int)>& progress) {
    SampleFile households(folder / "households.csv");
    SampleFile decisions(folder / "decisions.csv");
    households.add("id,name,address,area,lon,lat,registered_on,status,completed_on,revoked_on\n");
    decisions.add("id,household,campaign,to,decided_on,reason\n");
    std::vector<SampleHome> homes;
    homes.reserve(plans.size());
    std::size_t decision = 0;
    for (std::size_t v = 0; v < county.by_code.size(); ++v) {
        const std::uint32_t village = county.by_code[v];
        const SampleVillage& own = county.villages[village];
        const std::string& township = county.townships[own.township].name;
        std::uint32_t number = 0;
        for (const GroundPoint& at : homes_of(county.land, village, own.households, county.seed)) {
            const std::uint64_t seed = mix(county.seed, homes.size());
            const auto steps = steps_of(plans[homes.size()], seed);
            const SampleHome& home = homes.emplace_back(SampleHome{village, ++number, on_earth(at)});
            const std::string id = home_id(county, home);
            RandomStream random(mix(seed, 91));
            // About thirty homes make a villagers' group.
            households.add("{},{},{}{}{}组{}号,{},{:.7f},{:.7f},{},registered,,\n", id, masked_name(random),
                           township, own.name, (number - 1) / 30 + 1, (number - 1) % 30 + 1, own.code,
                           home.position.lon, home.position.lat, to_string(registered_on(steps, seed)));
            for (const SampleStep& step : steps) {
                decisions.add("D{:08},{},beautiful-courtyard,{},{},{}\n", ++decision, id, step.to,
                              to_string(step.on), step.reason);
            }
        }
        progress(static_cast<int>(v * 100 / county.by_code.size()));
    }
    households.close();
    decisions.close();
    return homes;
}

}  // namespace courtyard
