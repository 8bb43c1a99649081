// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "campaign/indicator.h"
#include "campaign/score_sheet.h"
#include "geo/day.h"
#include "geo/embedded_text.h"

namespace courtyard {

/// What a campaign counts, and in which layer its records are drawn.
enum class CountedRecord : std::uint8_t {
    courtyards,
    bases,
    help_points,
    cases,    ///< disputes: in no layer
    relief,   ///< relief batches: in no layer
    figures,  ///< no records of its own: people report figures
};

std::string_view to_string(CountedRecord record);  ///< `help-points`

/// What records of a kind bring beside themselves, by the names that `weight` may have.
std::span<const std::string_view> weights_of(CountedRecord record);

/// What being in a status means for the official count.
enum class Counting : std::uint8_t {
    no,
    yes,
    keep,  ///< as it was before this step (复核)
};

/// What a step to a status demands of whoever decides it.
enum class Demand : std::uint8_t {
    reason,
    inspection,  ///< an inspection point of this record
    score,       ///< one that passed its score sheet
};

std::string_view to_string(Demand demand);

/// A state of a record, with the steps that may follow it.
struct Status {
    std::string id;
    Text name;
    Counting counting = Counting::no;
    std::vector<std::uint8_t> next;  ///< indices of legal next statuses
    std::vector<Demand> needs{};
};

/// Who owes a return each month, until when, and of what.
struct ReturnRule {
    AreaLevel level = AreaLevel::township;  ///< every area of this level
    int due_day = 5;                        ///< of the month after
    std::vector<std::string> indicators;    ///< a return is in when each of them was reported
};

/// A programme with a start, an end and indicators. Read from TOML: adding one needs no C++.
struct Campaign {
    std::string id;
    Text name;
    Day start;
    Day end;
    CountedRecord record = CountedRecord::courtyards;
    std::vector<Indicator> indicators;  ///< at least one; the first is the main one
    std::vector<Status> statuses;       ///< the first is where a record begins; none without records
    std::optional<ReturnRule> returns;
    double pace_tolerance = 2.0;  ///< percentage points of the plan within which it is on pace
    /// Statuses are rungs: a record that counts is not lowered by a lower one of a later day.
    bool ladder = false;
    std::vector<ScoreSheet> score_sheets{};
    std::uint8_t columns = 0;  ///< so many columns its indicators have in the books

    const Indicator& main_indicator() const { return indicators.front(); }
    /// The indicator with this id, or null.
    const Indicator* find_indicator(std::string_view id) const;

    std::optional<std::uint8_t> status(std::string_view id) const;
    /// Whether `to` may follow `from`.
    bool legal(std::uint8_t from, std::uint8_t to) const;
    std::vector<int> years() const;
    /// The day by which the return of the month that ends on `month_end` is due. Precondition: `returns`.
    Day due_on(Day month_end) const;
};

/// Checks and reads one campaign definition. Each refusal says the line and the place (`indicator[2].unit`).
///
/// Errors   invalid_input: campaign.toml (syntax), campaign.key (a key that means nothing there),
///          campaign.field (missing or wrong), campaign.duplicate (an id twice), campaign.indicator (a
///          numerator, denominator or return that names no indicator, or one that cannot stand there),
///          campaign.cycle (an indicator worked out of itself), campaign.status (a status that does not
///          exist). `subject` is the place.
Result<Campaign> parse_campaign(std::string_view toml);

/// The campaigns shipped in `campaign/catalogue/`, in the order they are shown, and those that were added.
const std::vector<Campaign>& catalogue();
/// The campaign with this id, or null.
const Campaign* find_campaign(std::string_view id);

/// Adds a deployment's own definitions, all or none; what was added already is passed over. Pointers into the
/// catalogue stay. Precondition: no picture was drawn yet, and one thread.
/// Errors   invalid_input: those of `parse_campaign`, campaign.duplicate (its id, or the records it counts,
///          belong to another campaign), campaign.too_many. `subject` is the file's name and the place
Result<void> extend_catalogue(std::span<const EmbeddedText> definitions);

}  // namespace courtyard
