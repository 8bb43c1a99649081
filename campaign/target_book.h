// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "campaign/records.h"

namespace courtyard {

/// All targets with all their versions.
///
/// A version is in force from the day it was approved until a later approved one replaces it; of two approved
/// on one day the one recorded later wins.
class TargetBook {
  public:
    void add(const TargetRecord& target);

    /// The target in force on a day, or nothing. `year` empty asks for the whole plan.
    std::optional<std::int64_t> value(const std::string& campaign, const std::string& indicator,
                                      AreaCode area, std::optional<int> year, Day on) const;

  private:
    struct Key {
        std::string campaign;
        std::string indicator;
        AreaCode area;
        int year = 0;  ///< 0: the plan
        auto operator<=>(const Key&) const = default;
    };
    struct Version {
        Day approved_on;
        std::int64_t value = 0;
    };
    std::map<Key, std::vector<Version>> versions_;
};

}  // namespace courtyard
