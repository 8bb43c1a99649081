// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "atlas/atlas.h"
#include "atlas/records.h"
#include "atlas/staged_import.h"

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
    /// Takes a fact of an import on its way aside.
    void stage(StagedId import, RecordedFact fact);
    /// Hands an import out to be drawn, with the picture of this moment; null when there is none.
    std::unique_ptr<StagedImport> lend(StagedId import);
    void take_back(StagedId import, std::unique_ptr<StagedImport> staged);
    /// Whether `reveal` can be asked for: everything that was staged is here.
    bool holds(StagedId import) const;
    /// Takes in a whole import; what was drawn ahead is not drawn again.
    void reveal(StagedId import, Revision revision, Change& change);
    void forget(StagedId import);

    /// The picture with everything taken in so far; `change` says what is new in it.
    std::shared_ptr<const Snapshot> publish(Revision revision, Change& change);

  private:
    RecordState& record(PointKind kind, const std::string& id, std::int64_t line);
    /// A record that must be there already, about to be changed; or null.
    RecordState* known(PointKind kind, const std::string& id);
    void touch(PointKind kind, const std::string& id, const RecordState* before);
    void take_area(const AreaFact& fact, Revision seq);
    void take_household(const HouseholdRecord& household, std::int64_t line);
    void take_base(const BaseRecord& base, std::int64_t line);
    void take_help_point(const HelpPointRecord& point, std::int64_t line);
    void take_decision(const DecisionRecord& decision);
    void take_inspection(const InspectionFact& inspection, std::int64_t line);

    void redraw_all(Revision revision, Change& change);
    void redraw_editions();
    void redraw_layer(PointKind kind, bool from_scratch, Revision revision, Change& change);
    void adopt(PointKind kind, StagedImport& staged, Revision revision, Change& change);
    /// Records as they are now with an import's facts on them.
    RecordBook combined(const std::set<RecordKey>& keys, const StagedImport& staged) const;

    std::map<Day, std::map<AreaCode, Area>> areas_;
    std::map<Day, Revision> areas_changed_at_;
    RecordBook records_;
    TargetBook targets_;

    std::vector<std::set<std::string>> touched_;  ///< ids by PointKind
    std::set<Day> touched_editions_;
    std::vector<TargetRecord> touched_targets_;

    std::map<StagedId, std::unique_ptr<StagedImport>> staged_;  ///< null while it is lent
    std::map<StagedId, std::map<RecordKey, StagedImport::Published>> touched_beside_;  ///< since it was lent
    StagedImport* into_ = nullptr;  ///< whose records the fact at hand changes; null: everybody's

    std::uint64_t editions_made_ = 0;
    std::vector<std::shared_ptr<EditionPicture>> editions_;
    std::vector<LayerPicture> layers_;
    std::shared_ptr<const TargetBook> published_targets_;
};

}  // namespace courtyard
