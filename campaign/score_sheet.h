// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/area_code.h"
#include "geo/day.h"

namespace courtyard {

/// One line of a score sheet: at most so many points.
struct ScoreItem {
    std::string id;
    Text name;
    double points = 0;
};

/// What fails a household whatever its points: given as 1 when it was found, 0 when not.
struct VetoItem {
    std::string id;
    Text name;
};

/// How a household is judged on the spot: one version of one place's sheet. Sheets differ by place and by
/// year, so they are data of the campaign; an old version stays and stays readable.
struct ScoreSheet {
    std::string id;
    std::string version;
    Text name;
    Day valid_from;
    std::optional<Day> valid_until;  ///< first day on which it is no longer in force
    std::vector<AreaCode> areas;     ///< places it is for, with all beneath them; empty: everywhere
    double pass_mark = 0;
    std::vector<ScoreItem> items;
    std::vector<VetoItem> vetoes;

    double maximum() const;
    std::string key() const { return id + "/" + version; }
};

/// The sheet in force on a day in an area: of those for the lowest area of the line above it, else of those
/// for everywhere, the one that began last. Null when there is none.
///
/// @param line   the area and everything above it, lowest first; empty for a record in no area
const ScoreSheet* sheet_in_force(std::span<const ScoreSheet> sheets, Day day, std::span<const AreaCode> line);

/// The sheet that a decision or receipt names (`id/version`), or null.
const ScoreSheet* find_sheet(std::span<const ScoreSheet> sheets, std::string_view key);

/// What the points of an inspection come to under a sheet.
struct ScoreResult {
    double total = 0;
    std::vector<std::string> vetoes;  ///< ids of what was found
    bool passed = false;              ///< the pass mark is reached and nothing vetoes
};

/// Adds up. An item that is not given scores nothing.
/// Errors   invalid_input: score.unknown, score.range (below 0, above the item's points, not a number, a veto
///          that is neither 0 nor 1); the subject is `scores.ITEM`
Result<ScoreResult> score(const ScoreSheet& sheet, std::span<const std::pair<std::string, double>> scores);

}  // namespace courtyard
