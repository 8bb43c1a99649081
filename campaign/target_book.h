// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "campaign/records.h"

namespace courtyard {

/// One dated version of a target.
struct TargetVersion {
    int year = 0;  ///< 0: the plan
    Day approved_on;
    std::optional<std::int64_t> value;  ///< empty: withdrawn, from that day on there is none
};

/// Who approved a version, and why.
struct Approval {
    std::string by;
    std::string reason;
};

/// The targets of one area: every year's and the plan's, with all their versions.
///
/// A version is in force from the day it was approved until a later approved one replaces it; of two approved
/// on one day the one recorded later wins.
class AreaTargets {
  public:
    void add(const TargetVersion& version, Approval approval = {});

    /// The target in force on a day, or nothing. `year` empty asks for the whole plan.
    std::optional<std::int64_t> value(std::optional<int> year, Day on) const;
    /// All versions, by year (the plan first), then by day, then as recorded.
    const std::vector<TargetVersion>& versions() const { return versions_; }
    /// Parallel to `versions`.
    const std::vector<Approval>& approvals() const { return approvals_; }

  private:
    std::vector<TargetVersion> versions_;
    std::vector<Approval> approvals_;
};

/// The targets of one indicator, in code order.
class TargetSheet {
  public:
    AreaTargets& at(AreaCode area);
    /// The targets of an area; empty ones when it has none.
    const AreaTargets& of(AreaCode area) const;
    /// The same for who asks in code order: `from` is where the last answer stood, 0 at first.
    const AreaTargets& of(AreaCode area, std::size_t& from) const;

  private:
    std::vector<std::pair<AreaCode, AreaTargets>> areas_;
};

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
