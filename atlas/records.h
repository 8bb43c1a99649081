// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "atlas/snapshot.h"

namespace courtyard {

/// What the picture knows of one record: enough to draw it, to place it and to book it.
///
/// Lives on the thread that follows the feed; snapshots hold only what was drawn and booked from it.
/// Everything in it is said by facts: what follows from them is found when it is drawn.
struct RecordState {
    PointKind kind = PointKind::courtyards;
    std::uint64_t fid = 0;  ///< line of its first fact
    std::string id;
    std::string name;
    PlaceClaim claim;
    Day registered_on = never;
    /// Steps of the status machine; a key that comes again replaces (a base's level, a help point's version).
    std::vector<PlainStep> steps;
    /// What it brings (`weights_of`), a set for each step in their order; one set alone stands for all steps.
    std::vector<std::int64_t> weights;
    std::vector<Day> proposals;  ///< days of inspections that name it
    std::vector<Day> decisions;  ///< days of reviewers' decisions
};

/// A record's kind and id: what facts name it by.
using RecordKey = std::pair<PointKind, std::string>;

/// What a picture shows and counts of a record: found when it is drawn.
struct Published {
    std::vector<AreaIndex> areas;       ///< by edition; empty when it was not drawn
    std::optional<LedgerEntry> booked;  ///< in each of them; nothing when no campaign counts it
};

/// Whether it is there on some day: a base or help point that was withdrawn is not, and is neither drawn nor
/// booked.
bool stands(const RecordState& record);

/// Stretches in which a proposal waits for a decision: from its day until the first decision on or after it.
std::vector<CountedInterval> proposed_intervals(std::vector<Day> proposals, std::vector<Day> decisions);

/// The catalogue's campaign that counts records of this kind, or null (inspections are counted by none).
const Campaign* campaign_of(PointKind kind);

/// Names of the statuses that a layer of this kind shows, by index.
std::vector<std::string> layer_statuses(PointKind kind);
/// The layer of a kind before anything is drawn into it.
PointLayer layer_of(PointKind kind);
/// The layer status of a help point of this kind.
std::uint8_t help_point_status(std::string_view kind);
inline constexpr std::uint8_t help_point_closed = 0;

/// From which day a record has which status, on maps and in the books.
std::vector<TimedStatus> statuses_of(const RecordState& record);
/// How a record enters the books. @param statuses   `statuses_of` the record
LedgerEntry ledger_entry(const RecordState& record, std::span<const TimedStatus> statuses);
LedgerEntry ledger_entry(const RecordState& record);
/// How a case or relief batch enters the books.
LedgerEntry case_entry(const Campaign& campaign, const CaseFile& file);
/// How a record is drawn; nothing when it has no position or was withdrawn.
std::optional<MapPoint> map_point(const RecordState& record, AreaCode area,
                                  std::vector<TimedStatus> statuses);

/// The record's area in every edition.
template <class Editions>
std::vector<AreaIndex> areas_of(const RecordState& record, const Editions& editions) {
    std::vector<AreaIndex> areas;
    areas.reserve(editions.size());
    for (const auto& edition : editions) areas.push_back(geocode(record.claim, edition->places()).area);
    return areas;
}

/// How a record is drawn in the newest edition, where it lies in `areas`.
template <class Editions>
std::optional<MapPoint> drawn_in(const RecordState& record, const Editions& editions,
                                 const std::vector<AreaIndex>& areas) {
    const AreaIndex newest = areas.back();
    return map_point(record, newest == no_area ? AreaCode{} : (*editions.back()->areas)[newest].code,
                     statuses_of(record));
}

/// What a record's booking changes in the books of each edition: the old entry out, the new in.
using Bookings = std::vector<std::vector<Ledger::Change>>;
void unbook(const Published& before, Bookings& bookings);
/// Books a record in these areas and says what is published of it then.
Published book(const RecordState& record, std::vector<AreaIndex> areas, Bookings& bookings);

}  // namespace courtyard
