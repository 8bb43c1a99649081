// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "campaign/records.h"

namespace courtyard {

/// The targets of one area: every year's and the plan's, with all their versions.
///
/// A version is in force from the day it was approved until a later approved one replaces it; of two approved
/// on one day the one recorded later wins.
class AreaTargets {
  public:
    void add(std::optional<int> year, Day approved_on, std::int64_t value);

    /// The target in force on a day, or nothing. `year` empty asks for the whole plan.
    std::optional<std::int64_t> value(std::optional<int> year, Day on) const;

    struct Version {
        int year = 0;  ///< 0: the plan
        Day approved_on;
        std::int64_t value = 0;
    };
    /// By year, then by day, then as recorded.
    const std::vector<Version>& versions() const { return versions_; }

  private:
    std::vector<Version> versions_;
};

/// The targets of one indicator, by area.
using TargetSheet = std::unordered_map<AreaCode, AreaTargets>;

/// All targets of all campaigns.
class TargetBook {
  public:
    void add(const TargetRecord& target);

    /// The sheet of an indicator, or null when it has no targets at all.
    const TargetSheet* sheet(const std::string& campaign, const std::string& indicator) const;

    /// One target in force on a day, or nothing.
    std::optional<std::int64_t> value(const std::string& campaign, const std::string& indicator,
                                      AreaCode area, std::optional<int> year, Day on) const;

  private:
    std::map<std::pair<std::string, std::string>, TargetSheet> sheets_;
};

}  // namespace courtyard
