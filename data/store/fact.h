// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "campaign/records.h"
#include "geo/area_tree.h"
#include "geo/geocode.h"

namespace courtyard {

/// The sequence number of a fact. The newest one is the public revision; 0 is the empty store.
using Revision = std::int64_t;

/// An area as one boundary edition has it. `edition` is the day from which the edition is valid.
struct AreaFact {
    Day edition;
    Area area;
};

/// From one point of an account to the next, faster than anybody goes.
struct Leap {
    double metres = 0;
    double seconds = 0;  ///< 0: at one instant
    std::string other;   ///< the inspection point at the other end

    bool operator==(const Leap&) const = default;
};

/// What was found out about an inspection point when it was received, as its receipt says. What came later is
/// not in it: see `Doubt`.
struct Finding {
    AreaCode area;
    std::string area_name;
    std::optional<double> distance_m;  ///< to the declared household
    Flags flags;
    std::optional<Leap> leap{};  ///< of `impossible_speed`, from or to what the account had sent before
};

struct InspectionFact {
    InspectionRecord record;
    Finding finding;
};

/// Something we learnt; written once, never changed.
using Fact = std::variant<AreaFact, HouseholdRecord, BaseRecord, HelpPointRecord, TargetRecord,
                          DecisionRecord, InspectionFact, CaseRecord, FigureRecord>;

/// A fact with when, by whom and in which import it came.
struct RecordedFact {
    Revision seq = 0;       ///< 0 in an import on its way
    std::int64_t line = 0;  ///< where the store keeps it: stable, never used twice, without meaning
    Instant recorded_at;
    std::string account;
    std::string batch;  ///< id of the import; empty for single uploads
    Fact fact;
};

}  // namespace courtyard
