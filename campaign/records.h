// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "geo/area_code.h"
#include "geo/datum.h"
#include "geo/day.h"

namespace courtyard {

/// A position as its source gave it, and what it means in WGS 84.
struct SourcePosition {
    LonLat given;
    Datum datum = Datum::wgs84;
    LonLat wgs84;

    bool operator==(const SourcePosition&) const = default;
};

/// A home on the list of a campaign. Names are kept masked (`王**`).
struct HouseholdRecord {
    std::string id;
    std::string name;
    std::string address;
    AreaCode declared;  ///< the village as the source names it; empty when it does not
    std::optional<SourcePosition> position;
    Day registered_on;
};

/// What a decision is about.
enum class Subject : std::uint8_t { household, base, dispute, relief };

std::string_view to_string(Subject subject);  ///< `household`, `base`, `case`, `relief`
Result<Subject> parse_subject(std::string_view text);
/// Whether it is kept as a `CaseRecord`.
constexpr bool is_case(Subject subject) { return subject == Subject::dispute || subject == Subject::relief; }

/// A reviewer's decision: the only thing that moves the official count.
struct DecisionRecord {
    std::string id;
    std::string household;  ///< id of the household; of the base, case or relief batch by `subject`
    std::string campaign;
    std::string to;  ///< a state of the campaign's status machine
    Day decided_on;
    std::string reason;
    std::vector<std::string> inspections;  ///< ids of the evidence
    bool imported = false;                 ///< came as a column of a household file, not as a step
    Subject subject = Subject::household;
    AreaCode area{};                           ///< where it was decided, as the reviewer says; may be empty
    std::optional<SourcePosition> position{};  ///< likewise
    std::string score_sheet{};                 ///< `id/version` it was made under: found, not said
};

/// A case (a dispute: found, mediated, closed) or a relief batch (listed, approved, delivered, receipted).
/// It has an area; it has no names and no position. A later version replaces an earlier one.
struct CaseRecord {
    std::string id;
    std::string campaign;
    AreaCode area;
    Day opened_on;
    std::string kind;          ///< of a batch `goods` or `cash`, of a case `online`, `offline` or empty
    std::int64_t persons = 0;  ///< that a batch reaches; 0 for a case
    std::int64_t unit_value_fen = 0;  ///< of a batch, for each person, in hundredths of a yuan

    bool operator==(const CaseRecord&) const = default;
};

/// An enterprise base at the level it was recognised for; a higher level later is another record of the same
/// id.
struct BaseRecord {
    std::string id;
    std::string name;
    std::string level;  ///< county, prefecture, province
    AreaCode declared;
    std::optional<SourcePosition> position;
    Day recognised_on;
    std::int64_t women_employed = 0;
    std::int64_t women_trained = 0;
    bool withdrawn = false;  ///< this level was never right: no day shows or counts it any more
};

/// A public place that serves children.
struct HelpPointRecord {
    std::string id;
    std::string name;
    std::string kind;  ///< childrens_home, protection_station, womens_home, ...
    AreaCode declared;
    std::optional<SourcePosition> position;
    Day opened_on;
    std::optional<Day> closed_on;
    std::int64_t capacity = 0;
    bool withdrawn = false;  ///< it was never right: no day shows it any more
};

enum class PositionSource : std::uint8_t { gps, manual, photo };

std::string_view to_string(PositionSource source);
Result<PositionSource> parse_position_source(std::string_view text);

/// One geotagged observation by a field team: a proposal, not a decision.
struct InspectionRecord {
    std::string id;         ///< UUID, lower case, chosen by the client
    std::string household;  ///< declared; empty when none
    std::string campaign;
    Instant observed_at;
    SourcePosition position;
    std::optional<double> accuracy_m;
    PositionSource source = PositionSource::gps;
    AreaCode declared;
    std::string outcome;  ///< a state of the campaign's status machine
    std::vector<std::pair<std::string, double>> scores;
    std::string note;
    std::vector<std::string> photos;  ///< SHA-256, lower-case hex
};

/// How many are wanted: one dated version.
struct TargetRecord {
    std::string campaign;
    std::string indicator;
    AreaCode area;
    std::optional<int> year;  ///< empty: the whole plan
    std::int64_t value = 0;
    Day approved_on;
    std::string approved_by{};  ///< who approved it; empty: not said
    std::string reason{};
    bool withdrawn = false;  ///< from this day on there is no target; `value` says nothing

    bool operator==(const TargetRecord&) const = default;
};

/// The days that a figure is about: one day, or a whole month. It counts from the last of them.
struct Period {
    Day first;
    Day last;

    static Period of_day(Day day) { return {day, day}; }
    static Period of_month(int year, unsigned month) {
        const Day first = Day::of(year, month, 1);
        return {first, first.last_of_month()};
    }
    bool is_month() const { return first != last; }
    auto operator<=>(const Period&) const = default;
};

std::string to_string(Period period);  ///< `2023-05`, `2023-05-17`
/// Also `2023年5月`, `2023/5` and whatever `Day::parse` knows. Errors   invalid_input: period.unknown
Result<Period> parse_period(std::string_view text);

/// One figure that an area reported. A later one for the same campaign, indicator, area and period replaces
/// it; both are kept.
struct FigureRecord {
    std::string campaign;
    std::string indicator;
    AreaCode area;
    Period period;
    std::int64_t value = 0;                      ///< of an amount: persons
    std::optional<std::int64_t> unit_value_fen;  ///< of an amount: what each got, in 1/100 yuan
    Day reported_on;

    bool operator==(const FigureRecord&) const = default;
};

/// Children in difficulty of one category in one village: a count, never a feature. Kept in a file of its
/// own.
struct ChildCountRecord {
    AreaCode area;
    std::string category;
    std::int64_t count = 0;
    Day as_of;
};

/// A lower-case UUID in its usual form, or a refusal (`id.uuid`).
Result<std::string> parse_uuid(std::string_view text);

}  // namespace courtyard
