// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "atlas/snapshot.h"

namespace courtyard {

/// Why a record is among those that count for an area on a day, or is not. Each
/// record has one: the first that holds, in this order.
enum class Standing : std::uint8_t {
    counted,
    another_year,      ///< counts, but not in the day's year: for figures of a year
    registered_later,  ///< comes on the list after the day
    revoked,           ///< counted before, and left
    proposed_only,     ///< a field team says it should count; no decision yet
    counts_later,      ///< was decided to count from a later day on
    not_accepted,      ///< is in a status that does not count
    elsewhere,         ///< lies in the area in another edition, and not in that of the
                       ///< day
    unplaced,          ///< lies in no area at all
    later,             ///< a reported figure of a period that ends after the day
    replaced,          ///< a reported level that a newer one of the same area has replaced
};

std::string_view to_string(Standing standing);
Text name_of(Standing standing);

/// Which figure is explained: everything that counts, or what began to count in
/// the day's year.
enum class ExplainedFigure : std::uint8_t { completed, completed_year };

struct ExplainedRecord {
    RecordRoll::Number number = 0;
    std::uint64_t fid = 0;
    Standing standing = Standing::counted;
    std::uint8_t status = 0;  ///< on the day; of the campaign
    Day since;                ///< when that began, or will begin: counted from, revoked on,
                              ///< proposed on, ...
    std::int64_t amount = 1;  ///< what it brings while it counts
};

/// A reported figure of one area, and how it stands.
struct ExplainedReport {
    AreaIndex area = no_area;
    StandingFigure figure;
    Standing standing = Standing::counted;
};

/// What a figure is made of, record by record.
struct Explanation {
    std::vector<ExplainedRecord> counted;   ///< in the order in which they were first known
    std::vector<ExplainedRecord> excluded;  ///< likewise
    /// Of an indicator that areas report: by area, then by period.
    std::vector<ExplainedReport> reported;
    std::int64_t registered = 0;
    std::int64_t proposed = 0;
    std::int64_t completed = 0;
    std::int64_t completed_year = 0;
};

/// A figure of one area on one day, and the edition it is asked in.
struct ExplainedQuestion {
    const Campaign& campaign;
    const Indicator& indicator;     ///< of it, not protected and not worked out of others
    const EditionPicture& edition;  ///< of the snapshot
    AreaIndex area = no_area;
    Day day;
    ExplainedFigure figure = ExplainedFigure::completed;
    bool with_unplaced = false;  ///< records that lie in no area are excluded ones, too
};

/// How many records a question looks at. Cost: a look at each record's area.
std::size_t records_asked(const Snapshot& snapshot, const ExplainedQuestion& question);

/// Recounts a figure from the records or reports themselves. Precondition: the indicator is reported, or its
/// campaign counts records that are drawn (`PointKind`). Its sums are those
/// of `progress_of`; of an amount `completed` is persons.
///
/// Cost     about a microsecond for each record of the area
/// Threads  safe to call concurrently
/// Source   docs/DATA.md#how-a-figure-is-explained
Explanation explain(const Snapshot& snapshot, const ExplainedQuestion& question);

}  // namespace courtyard
