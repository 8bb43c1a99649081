// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>

#include "campaign/report.h"
#include "data/store/store.h"

namespace courtyard {

/// What kinds of things were learnt since a revision that can change a report of days up to `to`: by
/// campaign, and for all of them (`editions`, `undone_imports`).
class ReportChanges {
  public:
    /// Cost   a look at every fact since
    static ReportChanges since(Revision revision, Revision until, Day to, const Store& store);

    /// `late_records`, `revocations`, `late_figures`, `target_revisions`, `editions`, `undone_imports`
    std::set<std::string> why(const Campaign& campaign) const;

  private:
    struct Sort;

    std::map<std::string, std::set<std::string>> by_campaign_;
    std::set<std::string> everywhere_;
};

}  // namespace courtyard
