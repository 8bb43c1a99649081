// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/photo_evidence.h"

#include <bit>
#include <cstdlib>
#include <set>

namespace courtyard {
namespace {

/// Fog, a wall, a lens cap: such pictures are alike without being the same.
bool shows_something(std::uint64_t likeness) {
    const int bits = std::popcount(likeness);
    return bits >= 16 && bits <= 48;
}

}  // namespace

PhotoEvidence evidence_of(const Blob& photo, const InspectionRecord& record, std::span<const PhotoUse> uses,
                          const EvidenceLimits& limits) {
    PhotoEvidence evidence;
    const CameraNote& camera = photo.camera;
    if (!camera.position || camera.position_doubtful) {
        evidence.flags.add(Flag::photo_no_position);
    } else {
        evidence.distance_m = distance(*camera.position, record.position.wgs84).value;
        const double unsure_m = camera.accuracy_m.value_or(0) + record.accuracy_m.value_or(0);
        if (*evidence.distance_m > limits.photo_far_m + unsure_m) evidence.flags.add(Flag::photo_far);
    }
    if (const auto taken = camera.fixed_at ? camera.fixed_at : camera.taken_at) {
        evidence.apart_ms = taken->ms - record.observed_at.ms;
        if (static_cast<double>(std::abs(*evidence.apart_ms)) > limits.photo_apart_minutes * 60'000)
            evidence.flags.add(Flag::photo_time);
    }
    std::set<std::string> same;
    std::set<std::string> alike;
    for (const PhotoUse& use : uses) {
        if (use.inspection == record.id) continue;
        if (use.sha256 == photo.sha256)
            same.insert(use.inspection);
        else if (use.campaign == record.campaign && shows_something(photo.likeness) &&
                 shows_something(use.likeness) &&
                 std::popcount(use.likeness ^ photo.likeness) <= limits.photo_alike_bits)
            alike.insert(use.inspection);
    }
    evidence.same_elsewhere = same.size();
    evidence.alike_elsewhere = alike.size();
    same.merge(alike);
    evidence.elsewhere.assign(same.begin(), same.end());
    if (!same.empty()) evidence.flags.add(Flag::photo_reused);
    return evidence;
}

}  // namespace courtyard
