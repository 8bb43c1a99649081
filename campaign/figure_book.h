// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "campaign/campaign.h"
#include "campaign/ledger.h"
#include "campaign/records.h"

namespace courtyard {

/// A reported figure as it stands after its corrections.
struct StandingFigure {
    Period period;
    std::int64_t value = 0;
    std::optional<std::int64_t> unit_value_fen;
    Day reported_on;        ///< as it stands
    Day first_reported_on;  ///< when the period was first reported: what timeliness asks for
};

/// Of one area and indicator, by the last day of the period, then by its first.
using AreaFigures = std::vector<StandingFigure>;

/// All reported figures of all campaigns, the last word on each period.
///
/// A copy costs one pointer for each indicator; what is added later to one is not seen in the other.
/// Threads   const, safe to call concurrently
class FigureBook {
  public:
    void add(const FigureRecord& figure);

    /// The figures of one indicator in one area alone.
    const AreaFigures& of(const std::string& campaign, const std::string& indicator, AreaCode area) const;
    /// The figure of one period, or null.
    const StandingFigure* find(const std::string& campaign, const std::string& indicator, AreaCode area,
                               Period period) const;
    /// The areas that reported an indicator, in code order.
    std::vector<AreaCode> areas_of(const std::string& campaign, const std::string& indicator) const;

  private:
    using Shard = std::unordered_map<AreaCode, AreaFigures>;
    using Sheet = std::array<std::shared_ptr<Shard>, 64>;

    std::map<std::pair<std::string, std::string>, std::shared_ptr<Sheet>> sheets_;
};

/// How an area's figures enter the books of their campaign: each from the last day of its period on, of a
/// stock or milestone until the next one. Precondition: the indicator is reported.
LedgerEntry ledger_entry(const Indicator& indicator, const AreaFigures& figures);

}  // namespace courtyard
