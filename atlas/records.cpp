// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/records.h"

#include <algorithm>
#include <numeric>

namespace courtyard {
namespace {

/// Kinds of help points that the map tells apart; any other is `other`.
constexpr std::array<std::string_view, 5> help_point_statuses{"closed", "childrens_home",
                                                              "protection_station", "womens_home", "other"};

}  // namespace

bool stands(const RecordState& record) {
    const bool place = record.kind == PointKind::bases || record.kind == PointKind::help_points;
    return !place || record.registered_on != never;
}

std::vector<TimedStatus> statuses_of(const RecordState& record) {
    std::vector<TimedStatus> timeline;
    switch (record.kind) {
        case PointKind::help_points:
            for (const PlainStep& step : record.steps)
                timeline.push_back({step.on, step.status, step.status != help_point_closed});
            break;
        case PointKind::inspections:
            for (const PlainStep& step : record.steps) timeline.push_back({step.on, step.status, false});
            break;
        default:
            for (const Step& step : timeline_of(*campaign_of(record.kind), record.steps))
                timeline.push_back({step.on, step.status, step.counts});
    }
    return timeline;
}

std::vector<CountedInterval> proposed_intervals(std::vector<Day> proposals, std::vector<Day> decisions) {
    std::ranges::sort(proposals);
    std::ranges::sort(decisions);
    std::vector<CountedInterval> intervals;
    for (const Day day : proposals) {
        if (!intervals.empty() && day < intervals.back().until) continue;
        const auto decided = std::ranges::lower_bound(decisions, day);
        const Day until = decided == decisions.end() ? never : *decided;
        if (day < until) intervals.push_back({day, until});
    }
    return intervals;
}

const Campaign* campaign_of(PointKind kind) {
    if (kind == PointKind::inspections) return nullptr;
    for (const Campaign& campaign : catalogue())
        if (to_string(campaign.record) == to_string(kind)) return &campaign;
    return nullptr;
}

std::vector<std::string> layer_statuses(PointKind kind) {
    if (kind == PointKind::help_points) return {help_point_statuses.begin(), help_point_statuses.end()};
    const Campaign* campaign = campaign_of(kind == PointKind::inspections ? PointKind::courtyards : kind);
    std::vector<std::string> names;
    for (const Status& status : campaign->statuses) names.push_back(status.id);
    return names;
}

PointLayer layer_of(PointKind kind) { return PointLayer(std::string(to_string(kind)), layer_statuses(kind)); }

std::uint8_t help_point_status(std::string_view kind) {
    const auto found =
        std::ranges::find(help_point_statuses.begin() + 1, help_point_statuses.end() - 1, kind);
    return static_cast<std::uint8_t>(found - help_point_statuses.begin());
}

namespace {

/// A stretch of days in which a record has one status.
struct Stay {
    CountedInterval when;
    std::uint8_t status = 0;
    bool counts = false;
    std::span<const std::int64_t> weights;
};

std::vector<Stay> stays_of(const Campaign& campaign, const RecordState& record) {
    const std::size_t width = weights_of(campaign.record).size();
    std::vector<Stay> stays;
    std::vector<std::size_t> order(record.steps.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return record.steps[i].on; });
    const std::vector<Step> timeline = timeline_of(campaign, record.steps);
    std::span<const std::int64_t> carried;
    for (std::size_t i = 0; i < timeline.size(); ++i) {
        Stay stay{{timeline[i].on, i + 1 < timeline.size() ? timeline[i + 1].on : never},
                  timeline[i].status,
                  timeline[i].counts,
                  {}};
        // A step that was decided brings nothing of its own: what was brought before it stays.
        const std::size_t set = record.weights.size() == width ? 0 : order[i];
        if (width > 0 && (set + 1) * width <= record.weights.size())
            carried = std::span(record.weights).subspan(set * width, width);
        stay.weights = carried;
        if (stay.when.from != stay.when.until) stays.push_back(stay);
    }
    return stays;
}

/// What a record brings to the columns of its campaign's indicators while it stands in a status.
std::vector<Tally> tallies_of(const Campaign& campaign, const RecordState& record) {
    std::vector<Tally> tallies;
    // The statuses of a help point are kinds on the map, not steps.
    if (campaign.columns == 0 || record.kind == PointKind::help_points) return tallies;
    const std::vector<Stay> stays = stays_of(campaign, record);
    const auto names = weights_of(campaign.record);
    for (const Indicator& indicator : campaign.indicators) {
        if (!indicator.column || indicator.is_reported()) continue;
        const auto least = campaign.status(indicator.at_least);
        const auto weight =
            static_cast<std::size_t>(std::ranges::find(names, indicator.weight) - names.begin());
        const std::size_t first = tallies.size();
        for (const Stay& stay : stays) {
            // On a ladder only rungs are above each other: a base that is revoked stands on none.
            const bool stands = stay.counts || !campaign.ladder;
            if (least ? stay.status < *least || !stands : !stay.counts) continue;
            const std::int64_t amount = indicator.weight.empty()       ? 1
                                        : weight < stay.weights.size() ? stay.weights[weight]
                                                                       : 0;
            const bool goes_on = tallies.size() > first && tallies.back().when.until == stay.when.from &&
                                 tallies.back().amount == amount;
            if (goes_on)
                tallies.back().when.until = stay.when.until;
            else if (amount != 0)
                tallies.push_back({*indicator.column, amount, stay.when, 0});
        }
    }
    return tallies;
}

}  // namespace

LedgerEntry ledger_entry(const RecordState& record, std::span<const TimedStatus> statuses) {
    LedgerEntry entry;
    entry.registered = record.registered_on;
    if (record.kind == PointKind::courtyards && !record.proposals.empty())
        entry.proposed = proposed_intervals(record.proposals, record.decisions);
    std::vector<Step> steps;
    steps.reserve(statuses.size());
    for (const TimedStatus& status : statuses)
        steps.push_back({status.from, status.status, status.completed});
    entry.counted = counted_intervals(steps);
    if (const Campaign* campaign = campaign_of(record.kind)) entry.tallies = tallies_of(*campaign, record);
    return entry;
}

LedgerEntry ledger_entry(const RecordState& record) { return ledger_entry(record, statuses_of(record)); }

LedgerEntry case_entry(const Campaign& campaign, const CaseFile& file) {
    const std::vector<Step> timeline = timeline_of(campaign, file);
    LedgerEntry entry{file.record.opened_on, counted_intervals(timeline), {}, {}};
    for (const Indicator& indicator : campaign.indicators) {
        if (!indicator.column || indicator.is_reported()) continue;
        const auto least = campaign.status(indicator.at_least);
        const bool money = indicator.kind == IndicatorKind::amount;
        const std::int64_t brings = indicator.weight.empty() ? 1 : file.record.persons;
        // Of several steps on one day the last decides the whole day.
        std::optional<Day> since;
        for (std::size_t i = 0; i < timeline.size(); ++i) {
            if (i + 1 < timeline.size() && timeline[i + 1].on == timeline[i].on) continue;
            const bool stands = least ? timeline[i].status >= *least : timeline[i].counts;
            if (stands && !since) since = timeline[i].on;
            if (stands || !since) continue;
            entry.tallies.push_back({*indicator.column,
                                     brings,
                                     {*since, timeline[i].on},
                                     money ? file.record.unit_value_fen : 0});
            since.reset();
        }
        if (since)
            entry.tallies.push_back(
                {*indicator.column, brings, {*since, never}, money ? file.record.unit_value_fen : 0});
    }
    return entry;
}

std::optional<MapPoint> map_point(const RecordState& record, AreaCode area,
                                  std::vector<TimedStatus> statuses) {
    if (!record.claim.position || !stands(record)) return std::nullopt;
    return MapPoint{record.fid, record.id, record.name, *record.claim.position, area, std::move(statuses)};
}

void unbook(const Published& before, Bookings& bookings) {
    if (!before.booked) return;
    for (std::size_t i = 0; i < bookings.size(); ++i)
        bookings[i].push_back({before.areas[i], {*before.booked}, {}});
}

Published book(const RecordState& record, std::vector<AreaIndex> areas, Bookings& bookings) {
    if (campaign_of(record.kind) == nullptr || !stands(record)) return {std::move(areas), std::nullopt};
    LedgerEntry entry = ledger_entry(record);
    for (std::size_t i = 0; i < bookings.size(); ++i) bookings[i].push_back({areas[i], {}, {entry}});
    return {std::move(areas), std::move(entry)};
}

}  // namespace courtyard
