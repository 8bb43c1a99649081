// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/finding.h"

namespace courtyard {

Finding finding_of(const InspectionRecord& record, const std::optional<HouseholdRecord>& household,
                   const Places& known) {
    constexpr double far_m = 200;
    constexpr double poor_accuracy_m = 30;
    constexpr std::int64_t skew_ms = 10 * 60 * 1000;
    AreaCode declared = record.declared;
    if (declared.empty() && household) declared = household->declared;
    const Placement placed = geocode({record.position.wgs84, declared}, known);

    Finding finding;
    finding.flags = placed.flags;
    if (placed.area != no_area) {
        finding.area = known.areas[placed.area].code;
        finding.area_name = known.areas[placed.area].name;
    }
    if (household && household->position) {
        finding.distance_m = distance(record.position.wgs84, household->position->wgs84).value;
        if (*finding.distance_m > far_m) finding.flags.add(Flag::far_from_household);
    }
    if (record.accuracy_m && *record.accuracy_m > poor_accuracy_m) finding.flags.add(Flag::low_accuracy);
    if (placed.flags.has(Flag::outside_declared_village) && record.position.datum == Datum::wgs84) {
        const LonLat restored = to_wgs84(record.position.given, Datum::gcj02);
        if (known.villages.find(restored).village == known.areas.find(declared))
            finding.flags.add(Flag::datum_suspect);
    }
    if (record.observed_at.ms > Instant::now().ms + skew_ms) finding.flags.add(Flag::clock_skew);
    return finding;
}

}  // namespace courtyard
