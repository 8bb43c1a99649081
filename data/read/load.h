// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/read/area_changes.h"
#include "data/read/datum_choice.h"
#include "data/read/photo_table.h"
#include "data/read/row_changes.h"
#include "data/read/row_match.h"
#include "data/read/rows.h"
#include "data/store/child_store.h"
#include "data/store/finding.h"
#include "data/store/store.h"

namespace courtyard {

enum class LoadMode : std::uint8_t {
    all_or_nothing,  ///< one refused row refuses the file
    valid_rows,      ///< what is valid is stored, the rest reported
    dry_run,         ///< the report of `all_or_nothing`, nothing stored
};

struct LoadReport;

struct LoadOptions {
    RecordKind kind = RecordKind::households;
    TableOptions table;
    TableOpener open = open_table;  ///< files of strangers: in a parsing worker
    PhotoMeans photos;              ///< likewise
    RowOptions rows;
    /// Empty: by the evidence of the declared villages (`choose_datum`), refused when that is not clear.
    std::optional<Datum> datum = Datum::wgs84;
    LoadMode mode = LoadMode::all_or_nothing;
    Day edition;                    ///< for areas: the day from which these boundaries are valid
    std::size_t rows_told = 1'000;  ///< of each class, in the report's table
    /// Whether another edition than that of `known` has an area of this code; empty: none has.
    std::function<bool(AreaCode)> area_known;
    /// Every base or help point as our exports tell it today; empty: none is told.
    std::function<std::vector<ExportedPlace>(RecordKind)> exported;
    Rest rest = Rest::left_out;  ///< for areas of a new edition
    /// The mark of the changes that somebody said yes to; when the file would do anything else by now, it is
    /// not stored (`LoadReport::overtaken`). Empty: whatever they are.
    std::string agreed_mark;
    WriteContext by;
    /// When set, the load is recorded as this batch; `report` is filled in by `batch_report`.
    std::optional<Batch> batch;
    std::function<std::string(const LoadReport&)> batch_report;
    std::function<void(std::size_t done, std::size_t total)> progress;
};

/// What became of a file.
struct LoadReport {
    RecordKind kind = RecordKind::households;
    std::string content_hash;  ///< SHA-256 of the file
    std::size_t rows = 0;
    std::size_t accepted = 0;   ///< rows that are (or would be) stored or were known already
    std::size_t unchanged = 0;  ///< of those, rows the store already had
    ToldRows rejections;
    ToldRows warnings;        ///< stored, with a doubt: outside the declared village, ...
    std::vector<Text> notes;  ///< about the file as a whole: an encoding that could be read two ways, ...
    RowTable table;
    std::optional<ChangeTable> changes;  ///< of areas, bases and help points: against what is held
    bool missing_stay = true;            ///< what is held and not in the file stays
    bool overtaken = false;              ///< not stored, for it would do something else than was agreed to
    std::vector<PhotoTable::Source> photo_rows;  ///< of photos: by row number, from 1
    ColumnMap columns;
    std::vector<std::string> header;
    std::string format;
    std::string encoding;
    std::optional<Datum> declared;  ///< as the sender said it; nothing for `auto`
    Datum datum = Datum::wgs84;     ///< that the positions were read in
    DatumEvidence evidence;
    bool stored = false;
    Revision revision = 0;
};

/// Reads a file of records and stores it whole or not at all, in the eyes of everybody else at one moment.
///
/// A long file is written in slices that nobody sees, between the writes of others, and revealed by one small
/// change (docs/decisions/0004-imports-are-revealed-by-one-row.md).
/// The one way in for every format, from the command line and over HTTP alike. A household row that brings
/// dates becomes a household and its imported decisions.
/// A load of areas tells in its notes what it changes against the edition before (`edition_notes`).
/// Areas, bases and help points are compared with what is held, and what a file does not say stays as it is
/// (`completed`).
/// A zip of photos, or from the command line a folder of them, becomes inspection points with their photos
/// (`PhotoTable`).
/// Errors   those of `check_edition_day`, `open_table` and `map_columns`; those of `choose_datum`; those of
///          `PhotoTable::open` and `BlobStore::keep`; those of `Store::write`
Result<LoadReport> load_file(Store& store, ChildStore& children, const Places& known,
                             const std::filesystem::path& file, LoadOptions options);

}  // namespace courtyard
