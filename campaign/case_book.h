// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "campaign/campaign.h"
#include "campaign/records.h"
#include "campaign/timeline.h"

namespace courtyard {

/// A case or relief batch with the steps that were decided about it.
struct CaseFile {
    CaseRecord record;                 ///< its newest version
    std::vector<PlainStep> decided{};  ///< in the order they came

    bool operator==(const CaseFile&) const = default;
};

/// The steps of a case: it begins in the first status on the day it was opened.
std::vector<PlainStep> steps_of(const CaseFile& file);
/// From which day it has which status. Precondition: `campaign` is the one it names.
std::vector<Step> timeline_of(const Campaign& campaign, const CaseFile& file);

/// All cases and relief batches. Immutable parts shared between versions: another version of one case copies
/// one part.
/// Threads   const, safe to call concurrently
class CaseBook {
  public:
    /// Or null.
    const CaseFile* find(const std::string& id) const;
    /// Those of a campaign by id. Cost: O(all cases)
    std::vector<const CaseFile*> of_campaign(std::string_view campaign) const;
    std::size_t size() const;
    /// Every case, in no order that means anything.
    std::vector<const CaseFile*> all() const;

    /// Adds a case or puts it in the place of the one with its id.
    void put(CaseFile file);

  private:
    static constexpr std::size_t parts = 64;
    using Part = std::map<std::string, CaseFile>;

    static std::size_t part_of(const std::string& id);

    std::array<std::shared_ptr<const Part>, parts> parts_;
};

}  // namespace courtyard
