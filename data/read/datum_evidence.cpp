// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/datum_evidence.h"

#include <algorithm>

namespace courtyard {

DatumEvidence datum_evidence(std::span<const DeclaredPosition> positions, const AreaTree& areas,
                             const VillageIndex& villages) {
    constexpr std::size_t fewest = 20;
    DatumEvidence evidence;
    for (const Datum datum : {Datum::wgs84, Datum::gcj02, Datum::bd09})
        evidence.hypotheses.push_back({datum, 0});
    for (const DeclaredPosition& position : positions) {
        const AreaIndex declared = areas.find(position.village);
        if (declared == no_area || areas[declared].boundary.empty()) continue;
        ++evidence.tested;
        for (DatumHypothesis& hypothesis : evidence.hypotheses)
            if (villages.find(to_wgs84(position.given, hypothesis.datum)).village == declared)
                ++hypothesis.inside;
    }
    if (evidence.tested < fewest) return evidence;
    for (const DatumHypothesis& one : evidence.hypotheses) {
        const bool clear = one.inside * 10 >= evidence.tested * 9 &&
                           std::ranges::all_of(evidence.hypotheses, [&](const DatumHypothesis& other) {
                               return other.datum == one.datum || other.inside * 2 < one.inside;
                           });
        if (clear) evidence.verdict = one.datum;
    }
    return evidence;
}

}  // namespace courtyard
