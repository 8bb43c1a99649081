// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/day.h"

namespace courtyard {

/// What a campaign counts, and in which layer its records are drawn.
enum class CountedRecord : std::uint8_t { courtyards, bases, help_points };

std::string_view to_string(CountedRecord record);  ///< `help-points`

/// What being in a status means for the official count.
enum class Counting : std::uint8_t {
    no,
    yes,
    keep,  ///< as it was before this step (复核)
};

/// A state of a record, with the steps that may follow it.
struct Status {
    std::string id;
    Text name;
    Counting counting = Counting::no;
    std::vector<std::uint8_t> next;  ///< indices of legal next statuses
};

/// What is counted.
struct Indicator {
    std::string id;
    Text name;
    Text unit;
};

/// A programme with a start, an end and a status machine. Read from TOML: adding one needs no C++.
struct Campaign {
    std::string id;
    Text name;
    Day start;
    Day end;
    CountedRecord record = CountedRecord::courtyards;
    Indicator indicator;
    std::vector<Status> statuses;  ///< the first is where a record begins
    double pace_tolerance = 2.0;   ///< percentage points of the plan within which it is on pace

    std::optional<std::uint8_t> status(std::string_view id) const;
    /// Whether `to` may follow `from`.
    bool legal(std::uint8_t from, std::uint8_t to) const;
    std::vector<int> years() const;
};

/// Checks and reads one campaign definition.
///
/// Errors   invalid_input: campaign.toml (syntax, with line), campaign.field (missing or wrong, named),
///          campaign.status (a next status that does not exist)
Result<Campaign> parse_campaign(std::string_view toml);

/// The campaigns shipped in `campaign/catalogue/`, in the order they are shown. Checked when first asked for.
const std::vector<Campaign>& catalogue();
/// The campaign with this id, or null.
const Campaign* find_campaign(std::string_view id);

}  // namespace courtyard
