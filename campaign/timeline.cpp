// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/timeline.h"

#include <algorithm>

namespace courtyard {

std::vector<Step> timeline_of(const Campaign& campaign, std::span<const PlainStep> steps) {
    std::vector<Step> timeline;
    timeline.reserve(steps.size());
    for (const PlainStep& step : steps) timeline.push_back({step.on, step.status, false});
    std::ranges::stable_sort(timeline, {}, &Step::on);
    bool counts = false;
    std::uint8_t rung = 0;
    for (Step& step : timeline) {
        const Counting counting = campaign.statuses[step.status].counting;
        const bool counted = counts;
        if (counting != Counting::keep) counts = counting == Counting::yes;
        step.counts = counts;
        if (campaign.ladder && counted && counts) step.status = std::max(step.status, rung);
        rung = step.status;
    }
    return timeline;
}

std::vector<CountedInterval> counted_intervals(std::span<const Step> timeline) {
    std::vector<CountedInterval> intervals;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        // Of several steps on one day the last decides the whole day.
        if (i + 1 < timeline.size() && timeline[i + 1].on == timeline[i].on) continue;
        const bool open = !intervals.empty() && intervals.back().until == never;
        if (timeline[i].counts && !open) intervals.push_back({timeline[i].on, never});
        if (!timeline[i].counts && open) intervals.back().until = timeline[i].on;
    }
    return intervals;
}

}  // namespace courtyard
