// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "atlas/snapshot.h"

namespace courtyard {

/// What the picture knows of one record: enough to draw it, to place it and to book it.
///
/// Lives on the thread that follows the feed; snapshots hold only what was drawn and booked from it.
struct RecordState {
    PointKind kind = PointKind::courtyards;
    std::uint64_t fid = 0;  ///< line of its first fact
    std::string id;
    std::string name;
    PlaceClaim claim;
    Day registered_on = never;
    /// Steps of the status machine; a key that comes again replaces (a base's level, a help point's version).
    std::vector<PlainStep> steps;
    std::vector<Day> proposals;  ///< days of inspections that name it
    std::vector<Day> decisions;  ///< days of reviewers' decisions

    // What was published of it.
    std::vector<AreaIndex> areas;       ///< by edition
    std::optional<LedgerEntry> booked;  ///< in each of them
};

/// A record's kind and id: what facts name it by.
using RecordKey = std::pair<PointKind, std::string>;
using RecordBook = std::map<RecordKey, RecordState>;

/// Stretches in which a proposal waits for a decision: from its day until the first decision on or after it.
std::vector<CountedInterval> proposed_intervals(std::vector<Day> proposals, std::vector<Day> decisions);

/// The catalogue's campaign that counts records of this kind, or null (inspections are counted by none).
const Campaign* campaign_of(PointKind kind);

/// Names of the statuses that a layer of this kind shows, by index.
std::vector<std::string> layer_statuses(PointKind kind);
/// The layer status of a help point of this kind.
std::uint8_t help_point_status(std::string_view kind);
inline constexpr std::uint8_t help_point_closed = 0;

/// How a record enters the books.
LedgerEntry ledger_entry(const RecordState& record);
/// How a record is drawn; nothing when it has no position.
std::optional<MapPoint> map_point(const RecordState& record, AreaCode area);

/// Places a record in every edition and returns how it is drawn in the newest.
template <class Editions>
std::optional<MapPoint> place(RecordState& record, const Editions& editions) {
    record.areas.clear();
    for (const auto& edition : editions)
        record.areas.push_back(geocode(record.claim, edition->places()).area);
    const AreaIndex newest = record.areas.back();
    return map_point(record, newest == no_area ? AreaCode{} : (*editions.back()->areas)[newest].code);
}

/// What a record's booking changes in the books of each edition, after `place`: the old entry out, the new
/// in.
using Bookings = std::vector<std::vector<Ledger::Change>>;
void unbook(const std::vector<AreaIndex>& areas, const std::optional<LedgerEntry>& booked,
            Bookings& bookings);
void book(RecordState& record, Bookings& bookings);

}  // namespace courtyard
