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
    std::uint64_t fid = 0;  ///< sequence number of its first fact
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

}  // namespace courtyard
