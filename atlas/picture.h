// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "atlas/atlas.h"
#include "atlas/records.h"

namespace courtyard {

/// The hand that draws: takes facts in, keeps what it knows of each record, and makes the next snapshot from
/// the last one by redrawing only what changed.
///
/// Threads   one at a time
class Atlas::Picture {
  public:
    Picture();

    /// Takes a fact in; nothing is published yet.
    void take(const RecordedFact& fact);
    /// The picture with everything taken in so far; `change` says what is new in it.
    std::shared_ptr<const Snapshot> publish(Revision revision, Change& change);

  private:
    /// A record's kind and id: what facts name it by.
    using RecordKey = std::pair<PointKind, std::string>;

    RecordState& record(PointKind kind, const std::string& id, Revision seq);
    void take_area(const AreaFact& fact, Revision seq);
    void take_household(const HouseholdRecord& household, Revision seq);
    void take_base(const BaseRecord& base, Revision seq);
    void take_help_point(const HelpPointRecord& point, Revision seq);
    void take_decision(const DecisionRecord& decision);
    void take_inspection(const InspectionFact& inspection, Revision seq);

    void redraw_editions();
    void redraw_layer(PointKind kind, bool from_scratch, Revision revision, Change& change);
    /// Places the record in every edition and returns how it is drawn in the newest.
    std::optional<MapPoint> place(RecordState& record) const;
    void book(RecordState& record, std::vector<std::vector<Ledger::Change>>& changes_by_edition);

    std::map<Day, std::map<AreaCode, Area>> areas_;
    std::map<Day, Revision> areas_changed_at_;
    std::map<RecordKey, RecordState> records_;
    TargetBook targets_;

    std::vector<std::set<std::string>> touched_;  ///< ids by PointKind
    std::set<Day> touched_editions_;
    std::vector<TargetRecord> touched_targets_;

    std::vector<std::shared_ptr<EditionPicture>> editions_;
    std::vector<LayerPicture> layers_;
    std::shared_ptr<const TargetBook> published_targets_;
};

}  // namespace courtyard
