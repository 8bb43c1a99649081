// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/datum/reading.h"
#include "geo/datum/testimony.h"

namespace courtyard {

/// How one reading of a batch fares.
struct ReadingEvidence {
    DatumReading reading;
    std::size_t readable = 0;  ///< witnesses whose numbers are a position at all in this reading
    std::size_t inside = 0;    ///< of them, those inside what they declare (within 100 m of their reference)
    /// Where the positions lie from what they declare, on average: nothing for one inside, else from the
    /// nearest spot of the border (or from the reference). Over those within 20 km, of the first 2,000.
    double residual_east_m = 0;
    double residual_north_m = 0;
    std::size_t measured = 0;  ///< how many the residual is the mean of
    /// Among the witnesses that are inside under exactly one of this reading and the best: for the best one,
    /// for this one, and the chance of such a split if both were equally good (sign test).
    std::size_t against = 0;
    std::size_t in_favour = 0;
    double p_value = 1;
};

enum class DatumFinding : std::uint8_t {
    clear,         ///< one reading is right
    mixed,         ///< part of the rows is in another datum than the rest
    indistinct,    ///< several readings fit, and too few witnesses tell between them
    fits_nothing,  ///< under no reading do 70 % lie in what they declare
    too_few,       ///< fewer than 20 witnesses at different spots, or fewer than 3 areas declared
    no_claims,     ///< no record says where it is
    no_villages,   ///< the edition has no boundaries
};

std::string_view to_string(DatumFinding finding);

/// A part of the batch that is, or at p <= 0.01 may be, in another datum.
struct Mixture {
    DatumReading other;
    double share = 0;    ///< of the rows, estimated
    double p_value = 1;  ///< the chance of so many witnesses for the other reading if they were mere mistakes
    std::vector<std::size_t> rows;  ///< some of those that only the other reading explains, at most 100
};

/// What a batch says about its own datum.
struct DatumEvidence {
    DatumFinding finding = DatumFinding::no_claims;
    std::size_t rows = 0;       ///< of the batch
    std::size_t looked_at = 0;  ///< of them, until there were witnesses enough
    std::size_t claims = 0;     ///< of those looked at, rows that say where they are
    std::size_t witnesses = 0;  ///< those of one declared area within the same 100 m count once
    std::size_t areas = 0;      ///< that they declare
    /// WGS 84, GCJ-02 and BD-09 first, then every other reading that fits the size of the numbers.
    std::vector<ReadingEvidence> readings;
    std::optional<std::size_t> best;      ///< of `readings`, by witnesses inside
    std::optional<DatumReading> verdict;  ///< when the finding is clear
    double p_value = 1;                   ///< of the verdict: the worst sign test, times the number of rivals
    std::optional<Mixture> mixture;

    double confidence() const { return p_value < 1 ? 1 - p_value : 0; }
    const ReadingEvidence* of(const DatumReading& reading) const;
};

/// Tests every way to read a batch's numbers against what its records say of their own place.
///
/// Readings: WGS 84, GCJ-02, BD-09, Baidu metres, Web Mercator, each also with the columns swapped, and
/// every Gauss-Krüger zone that fits: those named in prefixed eastings, or near the county without one.
///
/// The best reading is clear when at least 70 % of the witnesses lie inside what they declare and a sign test
/// on those that tell between it and each rival gives p <= 0.001 in all. The batch is mixed when witnesses
/// that lie more than 50 m outside under the best reading lie inside under another one far more often than
/// under the same shift turned by 90, 180 and 270 degrees, and more often than under twice the shift alone
/// (mistaken codes prefer no direction and no distance; a second datum has one of each), at p <= 0.001, and
/// at least 2 % of the rows belong to it.
///
/// Rows are taken in a fixed stride over the whole batch until 20,000 witnesses stand: the same batch gives
/// the same answer.
/// Cost      below 0.5 s for a million rows; see bench/geo
DatumEvidence datum_evidence(std::span<const Witness> batch, const AreaTree& areas,
                             const VillageIndex& villages);

/// The evidence in one or two sentences with its figures.
Text describe(const DatumEvidence& evidence);

/// Whether at least 2 % of the rows may be in a second datum, be it less sure than the finding `mixed` asks.
bool maybe_mixed(const DatumEvidence& evidence);

/// Whether the evidence is clearly for another reading than the declared one.
bool contradicts(const DatumEvidence& evidence, Datum declared);

/// Whether a row is explained by `by` and not by `declared`: inside under the one, more than 50 m outside
/// under the other.
bool tells_for(const Witness& witness, const DatumReading& by, const DatumReading& declared,
               const ClaimCheck& check);

}  // namespace courtyard
