// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/report_source.h"

#include <algorithm>

namespace courtyard {
namespace {

/// Whether anybody in the area or beneath it reported the indicator for days up to that one.
bool was_reported(const Snapshot& snapshot, const EditionPicture& edition, AreaIndex area,
                  const Campaign& campaign, const Indicator& indicator, Day day) {
    for (const AreaCode code : snapshot.figures->areas_of(campaign.id, indicator.id)) {
        const AreaIndex reporting = edition.areas->find(code);
        if (reporting == no_area || !edition.areas->covers(area, reporting)) continue;
        const AreaFigures& figures = snapshot.figures->of(campaign.id, indicator.id, code);
        if (std::ranges::any_of(figures, [&](const StandingFigure& one) { return one.period.last <= day; }))
            return true;
    }
    return false;
}

bool has_data(const Snapshot& snapshot, const EditionPicture& edition, AreaIndex area,
              const Campaign& campaign, const Indicator& indicator, Day day) {
    if (indicator.is_reported() && was_reported(snapshot, edition, area, campaign, indicator, day))
        return true;
    if (indicator.is_derived()) {
        const Indicator* numerator = campaign.find_indicator(indicator.numerator);
        return numerator != nullptr && has_data(snapshot, edition, area, campaign, *numerator, day);
    }
    const Progress progress = progress_of(snapshot.progress_source(campaign, edition, &indicator), area, day);
    return progress.withheld || progress.registered > 0 || progress.completed > 0 ||
           progress.completed_year > 0;
}

}  // namespace

ReportSource report_source(std::shared_ptr<const Snapshot> snapshot, AreaCode area, Day day) {
    const EditionPicture& last = snapshot->edition_on(day);
    const AreaIndex there = last.areas->find(area);
    ReportSource source;
    source.area_name = there == no_area ? area.str() : (*last.areas)[there].name;
    source.progress = [snapshot, area](const Campaign& campaign, const Indicator& indicator,
                                       Day on) -> std::optional<Progress> {
        const EditionPicture& edition = snapshot->edition_on(on);
        const AreaIndex index = edition.areas->find(area);
        if (index == no_area) return std::nullopt;
        return progress_of(snapshot->progress_source(campaign, edition, &indicator), index, on);
    };
    source.has_data = [snapshot, area](const Campaign& campaign, const Indicator& indicator, Day on) {
        const EditionPicture& edition = snapshot->edition_on(on);
        const AreaIndex index = edition.areas->find(area);
        return index != no_area && has_data(*snapshot, edition, index, campaign, indicator, on);
    };
    return source;
}

}  // namespace courtyard
