// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/packed_timeline.h"

namespace courtyard {
namespace {

template <class Timeline>
std::optional<StatusOn> walked(const Timeline& timeline, Day day) {
    StatusOn now;
    bool exists = false;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        const TimedStatus entry = timeline[i];
        if (entry.from > day) {
            break;
        }
        // Of several steps on one day the last is the day's; an interval of no days never counted.
        if (i + 1 < timeline.size() && timeline[i + 1].from == entry.from) {
            continue;
        }
        if (entry.completed && !now.completed) {
            now.completed_on = entry.from;
            now.revoked_on.reset();
        } else if (!entry.completed && now.completed) {
            now.revoked_on = entry.from;
        }
        now.status = entry.status;
        now.completed = entry.completed;
        exists = true;
    }
    return exists ? std::optional(now) : std::nullopt;
}

}  // namespace

std::optional<StatusOn> status_on(std::span<const TimedStatus> timeline, Day day) {
    return walked(timeline, day);
}

std::optional<StatusOn> status_on(PackedTimeline timeline, Day day) { return walked(timeline, day); }

}  // namespace courtyard
