// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/finding.h"

#include <cmath>

#include "campaign/campaign.h"
#include "geo/day.h"

namespace courtyard {
namespace {

void doubt_accuracy(Flags& flags, const InspectionRecord& record, const EvidenceLimits& limits,
                    Arrival::Accuracy accuracy) {
    // A point that was placed by hand says so itself, and has no accuracy.
    if (record.source == PositionSource::manual) return;
    if (!record.accuracy_m) {
        if (record.source == PositionSource::gps && accuracy == Arrival::Accuracy::told)
            flags.add(Flag::accuracy_missing);
        return;
    }
    const double metres = *record.accuracy_m;
    if (metres <= 0) {
        flags.add(Flag::accuracy_zero);
        return;
    }
    if (metres > limits.poor_accuracy_m) flags.add(Flag::low_accuracy);
    if (std::fmod(metres, limits.round_accuracy_m) == 0) flags.add(Flag::accuracy_round);
}

void doubt_time(Flags& flags, const InspectionRecord& record, const EvidenceLimits& limits,
                const Arrival& arrival) {
    const auto late_ms = static_cast<double>(arrival.at.ms) - static_cast<double>(record.observed_at.ms);
    if (-late_ms > limits.future_minutes * minute_ms) flags.add(Flag::clock_skew);
    if (arrival.way == Arrival::Way::upload && late_ms > limits.stale_days * day_ms)
        flags.add(Flag::stale_time);
    const Campaign* campaign = find_campaign(record.campaign);
    if (campaign != nullptr && record.observed_at.day() < campaign->start) flags.add(Flag::before_campaign);
}

}  // namespace

Finding finding_of(const InspectionRecord& record, const std::optional<HouseholdRecord>& household,
                   const Places& known, const EvidenceLimits& limits, const Arrival& arrival) {
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
        if (*finding.distance_m > limits.far_from_household_m) finding.flags.add(Flag::far_from_household);
    }
    doubt_accuracy(finding.flags, record, limits, arrival.accuracy);
    if (placed.flags.has(Flag::outside_declared_village) && record.position.datum == Datum::wgs84) {
        const LonLat restored = to_wgs84(record.position.given, Datum::gcj02);
        if (known.villages.find(restored).village == known.areas.find(declared))
            finding.flags.add(Flag::datum_suspect);
    }
    doubt_time(finding.flags, record, limits, arrival);
    return finding;
}

}  // namespace courtyard
