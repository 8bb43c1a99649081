// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/datum_detective.h"

namespace courtyard {

/// Reads `--datum` and `datum=`: what `parse_datum` understands, `gk` and `gk-zone` for the middle of these
/// areas, or `auto`, which is nothing yet.
///
/// Errors   those of `parse_datum`
Result<std::optional<Datum>> parse_load_datum(std::string_view text, const AreaTree& areas);

/// The datum that a load goes by, and why.
struct DatumChoice {
    Datum datum;
    DatumEvidence evidence;
    std::vector<Text> notes;  ///< what a person should know: adopted, contradicted, mixed, swapped
    /// Readings that the evidence sets against the datum in use: rows that only these explain get a flag.
    std::vector<DatumReading> suspected;
};

/// Decides the datum of a batch: the declared one always, and never silently when the evidence is against
/// it; without one, that of the evidence when it is clear.
///
/// @param declared   nothing: by the evidence
/// Errors   invalid_input: datum.unclear, datum.mixed, datum.swapped, each with the evidence and what to do
Result<DatumChoice> choose_datum(std::optional<Datum> declared, std::span<const Witness> positions,
                                 const AreaTree& areas, const VillageIndex& villages);

}  // namespace courtyard
