// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "atlas/atlas.h"
#include "atlas/checkpoint.h"
#include "atlas/records.h"
#include "atlas/staged_import.h"

namespace courtyard {

/// The hand that draws: takes facts in, keeps what it knows of each record, and makes the next snapshot from
/// the last one by redrawing only what changed.
///
/// Threads   one at a time
class Atlas::Picture {
  public:
    using Editions = std::vector<std::shared_ptr<const EditionPicture>>;

    Picture();
    /// Goes on from what an earlier picture had learnt.
    explicit Picture(PictureMemory memory);
    /// The same with what that picture had drawn.
    explicit Picture(KeptPicture kept);
    /// Learns from the first fact on. What is drawn already of `known` is not drawn again.
    explicit Picture(Editions known);

    /// Takes a fact in; nothing is published yet.
    void take(const RecordedFact& fact);
    /// Between these two many facts are taken in, and nothing else is asked.
    void begin_many() { many_ = true; }
    void end_many();
    /// Takes a fact of an import on its way aside.
    void stage(StagedId import, RecordedFact fact);
    /// Hands an import out to be drawn, with the picture of this moment; null when there is none.
    std::unique_ptr<StagedImport> lend(StagedId import);
    void take_back(StagedId import, std::unique_ptr<StagedImport> staged);
    /// Whether `reveal` can be asked for: everything that was staged is here.
    bool holds(StagedId import) const;
    /// Takes in a whole import; what was drawn ahead is not drawn again. What is left of the import is given
    /// back: to free it takes as long as to take it in.
    std::unique_ptr<StagedImport> reveal(StagedId import, Revision revision, Change& change);
    void forget(StagedId import);

    /// The picture with everything taken in so far; `change` says what is new in it.
    std::shared_ptr<Snapshot> publish(Revision revision, Change& change);
    /// What was learnt up to the revision published last, imports on their way not among it. Precondition:
    /// nothing was taken in since.
    PictureMemory& memory() { return memory_; }

  private:
    /// What a fact says of a record on the shelf, to be put into it later.
    struct LateStep {
        RecordShelf::Number number = 0;
        PlainStep step;
        bool decided = false;  ///< by a decision; else proposed
    };
    /// Records of one kind that were taken in since they were drawn last, by id.
    using Touched = std::unordered_map<std::string, RecordState>;

    RecordState& record(PointKind kind, const std::string& id, std::int64_t line);
    /// A record that must be there already, about to be changed; or null.
    RecordState* known(PointKind kind, const std::string& id);
    /// As the facts taken in so far tell it.
    std::optional<RecordState> state_of(PointKind kind, const std::string& id) const;
    /// As it was drawn last; empty when it was not.
    Published published(PointKind kind, const std::string& id) const;
    /// Imports on their way have to look again at a record that is about to change.
    void tell_imports(PointKind kind, const std::string& id);
    /// Puts away what was taken in of a kind, to be drawn with everything else.
    void shelve(PointKind kind);
    /// Notes a step for a household on the shelf, where that is enough for now: changing millions of them one
    /// by one, in no order, would take longer than anything else.
    bool note(const std::string& household, LateStep step);
    void take_area(const AreaFact& fact, Revision seq);
    void take_household(const HouseholdRecord& household, std::int64_t line);
    void take_base(const BaseRecord& base, std::int64_t line);
    void take_help_point(const HelpPointRecord& point, std::int64_t line);
    void take_figure(const FigureRecord& figure);
    void take_decision(const DecisionRecord& decision);
    void take_case(const CaseRecord& record);
    void take_inspection(const InspectionFact& inspection, std::int64_t line);

    bool draws_everything() const { return draw_everything_ || !touched_editions_.empty(); }
    /// The number of the edition of today: what changed is told in its areas.
    std::size_t edition_in_force() const;
    void redraw_all(Revision revision, Change& change);
    void redraw_editions();
    void redraw_layer(PointKind kind, Revision revision, Change& change);
    /// Draws all records of a kind, on two threads when they are many.
    void draw_layer(PointKind kind, Revision revision, Change& change);
    std::vector<MapPoint> draw_stretch(PointKind kind, RecordShelf::Number begin, RecordShelf::Number end,
                                       std::mutex& books);
    /// Books cases that changed, or all of them.
    void redraw_cases(Change& change);
    /// How a case stands in the books of each edition.
    Published book_case(const Campaign& campaign, const CaseFile& file) const;
    /// Puts a record away as it was drawn.
    void put(const RecordState& record, std::span<const AreaIndex> areas);
    std::span<AreaIndex> areas_at(PointKind kind, RecordShelf::Number number);
    std::vector<AreaIndex> areas_at(PointKind kind, RecordShelf::Number number) const;
    void post(const Campaign& campaign, const Bookings& bookings);
    /// Books what was reported since the books were drawn last; of everything when they are drawn anew.
    void book_figures(Change& change);

    void adopt(PointKind kind, StagedImport& staged, Revision revision, Change& change);
    /// Records as they are now with an import's facts on them.
    std::map<RecordKey, RecordState> combined(const std::set<RecordKey>& keys,
                                              const StagedImport& staged) const;

    PictureMemory memory_;
    TargetBook targets_;
    FigureBook figures_;

    std::vector<Touched> touched_;  ///< by PointKind
    std::set<Day> touched_editions_;
    std::vector<TargetRecord> touched_targets_;
    std::set<std::string> touched_cases_;
    std::map<std::string, Published> booked_cases_;  ///< by id, as they stand in the books
    /// Campaign, indicator and area of figures that were taken in since they were booked last, and what was
    /// booked of them then.
    std::map<std::tuple<std::string, std::string, AreaCode>, LedgerEntry> touched_figures_;
    bool many_ = false;             ///< many facts are being taken in
    std::vector<LateStep> late_;    ///< of households, in the order of the facts
    bool draw_everything_ = false;  ///< nothing was drawn yet of what is remembered

    std::map<StagedId, std::unique_ptr<StagedImport>> staged_;           ///< null while it is lent
    std::map<StagedId, std::map<RecordKey, Published>> touched_beside_;  ///< since it was lent
    StagedImport* into_ = nullptr;  ///< whose records the fact at hand changes; null: everybody's

    std::uint64_t editions_made_ = 0;
    std::vector<std::shared_ptr<EditionPicture>> editions_;
    Editions known_;  ///< of another picture
    std::vector<LayerPicture> layers_;
    /// By PointKind: the areas in which each record of the shelf was booked, one for each edition.
    std::vector<SharedRows<AreaIndex>> placed_;
    std::shared_ptr<const TargetBook> published_targets_;
    std::shared_ptr<const CaseBook> published_cases_;
    std::shared_ptr<const FigureBook> published_figures_;
};

}  // namespace courtyard
