// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "data/store/account.h"
#include "data/store/audit.h"
#include "data/store/blob.h"
#include "data/store/content_hash.h"
#include "data/store/doubt.h"
#include "data/store/evidence_limits.h"
#include "data/store/fact.h"
#include "data/store/published_report.h"
#include "data/store/recheck.h"

namespace courtyard {

/// One import of a file.
struct Batch {
    std::string id;  ///< UUID
    std::string kind;
    std::string content_hash;
    std::string account;
    std::string file_name;
    std::string report;   ///< the answer, as JSON
    std::string terms{};  ///< how it was asked for, as canonical text; empty: from before this was kept
};

/// A fact of an undone import that stays, because later work touched it.
struct KeptFact {
    std::string kind;    ///< `household`, `decision`, ...
    std::string id;      ///< of the record
    std::string reason;  ///< `later_version`, `later_decision`, `later_inspection`, `later_import`
};

/// What an undo came to: the same each time it is asked for.
struct UndoneBatch {
    Revision revision = 0;
    std::vector<KeptFact> kept;  ///< in the order of the import
};

/// A batch as it stands in the store.
struct StoredBatch {
    Batch batch;
    bool undone = false;
};

/// An import on its way: its facts are stored in slices, between the writes of others, and nobody sees them
/// until one small change reveals them all.
using StagedId = std::int64_t;

/// A record of an import on its way that somebody else's later write stands against.
struct Overtaken {
    std::string kind;  ///< of the record, as the feed calls it; `undo`: an import was undone meanwhile
    std::string id;    ///< of an area its code
};

/// Something that is held under a content hash: a fact, or an import of the file with that hash (then `fact`
/// says only who and when, and as which revision).
struct HeldUpload {
    ContentHash hash;
    RecordedFact fact;
    std::optional<Batch> batch;
};

/// A reviewer's word on one field of a household, about which its sources disagreed.
struct Resolution {
    std::string household;
    std::string field;
    std::string reason;
    std::string account;
    Instant recorded_at;
    Revision after = 0;  ///< everything said up to this revision is settled; given by the store
};

/// One line of the list of imports.
struct BatchSummary {
    Batch batch;  ///< without its report
    Instant recorded_at;
    bool undone = false;
};

/// Who writes, and in which import.
struct WriteContext {
    std::string account;
    std::string batch;
    std::string address{};  ///< from where; empty: not over the network
};

/// What a unit of work may do while it holds the pen. Lives on the writer thread, inside one savepoint.
class Transaction {
  public:
    virtual ~Transaction() = default;

    /// The newest sequence number, this unit of work included.
    virtual Revision last() const = 0;
    /// Appends a fact and gives it the next sequence number; 0 in an import on its way, whose numbers are
    /// given when it is revealed. An area gets the fid of its code.
    virtual Revision append(const Fact& fact, const WriteContext& by) = 0;

    virtual std::optional<HouseholdRecord> household(const std::string& id) = 0;
    virtual std::optional<DecisionRecord> decision(const std::string& id) = 0;
    /// In the order in which they count: by day, then as recorded.
    virtual std::vector<DecisionRecord> decisions_of(const std::string& household,
                                                     const std::string& campaign) = 0;
    /// What was withdrawn is not there, for this and the next two.
    virtual std::optional<BaseRecord> base(const std::string& id, const std::string& level) = 0;
    /// The newest version of each level that was recognised, in the order in which those versions came.
    virtual std::vector<BaseRecord> levels_of_base(const std::string& id) = 0;
    virtual std::optional<HelpPointRecord> help_point(const std::string& id) = 0;
    virtual std::optional<CaseRecord> case_record(const std::string& id) = 0;
    virtual std::optional<RecordedFact> inspection(const std::string& id) = 0;
    /// The newest version of one target, if any.
    virtual std::optional<TargetRecord> target(const TargetRecord& like) = 0;
    /// All versions of one target, by the day of approval, then as recorded.
    virtual std::vector<TargetRecord> versions_of_target(const TargetRecord& like) = 0;
    /// What was reported last for the campaign, indicator, area and period of this figure.
    virtual std::optional<FigureRecord> figure(const FigureRecord& like) = 0;
    virtual std::optional<Area> area(Day edition, AreaCode code) = 0;

    virtual std::optional<StoredBatch> batch(const std::string& id) = 0;
    virtual void save_batch(const Batch& batch) = 0;
    /// From the next revision on, the facts of this batch are as if they had never come, but for those that
    /// later work touched. A batch that is undone already answers as it did then.
    /// Source   docs/DATA.md#undoing-an-import
    virtual UndoneBatch undo_batch(const std::string& id, const WriteContext& by) = 0;
    /// Somebody says what an import had said: the fact that says so outlives the undo of that import.
    virtual void confirm(const Fact& known, const WriteContext& by) = 0;

    /// Opens an import of at most so many facts, in which nobody but its own units of work sees anything.
    virtual StagedId open_import(std::size_t most_facts, const WriteContext& by) = 0;
    /// For the rest of this unit of work: what is appended belongs to the import, and what is asked sees it.
    virtual void enter_import(StagedId id) = 0;
    /// Which of its records cannot be told any more to be right, because of what others wrote after `since`.
    virtual std::vector<Overtaken> overtaken(StagedId id, Revision since) = 0;
    /// Once all of it is appended: prepares at most so many of its receipts to be found by their hashes when
    /// it is revealed; false when none is left. What is not prepared then, the revealing does.
    virtual bool list_receipts(StagedId id, std::size_t at_most) = 0;
    /// Gives the import's facts their sequence numbers, after all that were given before: all become visible.
    virtual Revision reveal_import(StagedId id) = 0;
    /// Takes back at most so many facts of an import that will not be revealed; false when none is left.
    virtual bool drop_import(StagedId id, std::size_t at_most) = 0;

    /// Settles what was said of the field so far, this unit of work included.
    virtual void save_resolution(const Resolution& resolution) = 0;
    /// Precondition: its id is new.
    virtual void save_recheck(const Recheck& recheck) = 0;

    /// The flags that an inspection point carries now, by flag.
    virtual std::vector<Doubt> doubts_of(const std::string& inspection) = 0;
    /// What was said of this very doubt, in the order in which it was said.
    virtual std::vector<DoubtResolution> resolutions_of(const Doubt& doubt) = 0;
    /// Appends a reviewer's word, which stands from now on. @return   as it is stored
    virtual DoubtResolution resolve(const DoubtResolution& resolution) = 0;
    /// The leap that this point would make from or to what the account sent before, if there is one.
    virtual std::optional<Leap> leap_of(const InspectionRecord& record, const std::string& account) = 0;
    /// Looks for flags at about so many points that files brought; false when none is left to be looked at.
    virtual bool settle_doubts(std::size_t at_most) = 0;
    /// Looks for flags at the photos of one point, if some came since.
    virtual void settle_photos(const std::string& inspection) = 0;
    virtual std::optional<PublishedReport> report(const std::string& id) = 0;
    /// Publishes a report; it is never changed. Precondition: no report has its id.
    virtual void save_report(const PublishedReport& report) = 0;

    virtual std::optional<Blob> blob(const std::string& sha256) = 0;
    /// Precondition: its file is durable under its hash, and it has no row.
    virtual void save_blob(const Blob& blob) = 0;
    /// Whether the account said so for the first time. Precondition: the blob has a row.
    virtual bool save_photo(const PhotoClaim& claim) = 0;
    /// Of the next `at_most` blobs from `from` on, forgets those that no inspection point names, that are
    /// claimed for none that is here, and that nobody brought since `before`. A point that was undone is here
    /// until as long after its undo.
    virtual OrphanSweep forget_orphan_blobs(Instant before, std::int64_t from, std::size_t at_most) = 0;

    virtual void save_account(const Account& account) = 0;
    virtual void save_credential(const Credential& credential) = 0;
    virtual void remove_credential(const std::string& secret_hash) = 0;
    /// It was used at that moment: told of nowhere.
    virtual void touch_credential(const std::string& secret_hash, Instant at) = 0;

    /// From where this unit of work comes: whatever it does, the audit tells of this address.
    virtual void comes_from(const std::string& address) = 0;
    /// An entry of the audit, written with this unit of work or not at all. What a unit of work changes gets
    /// one entry without being told; what is told here stands in its place.
    virtual void note(Deed deed) = 0;
    /// Destroys a name in the audit and its key, and tells so. @return   whether it was there
    virtual bool shred(const std::string& kind, const std::string& name, const Deed& deed) = 0;
    /// Removes the oldest entries up to a seal, from which the chain then begins. @return   how many went
    virtual std::int64_t prune_audit(const AuditSeal& until) = 0;
    /// Forgets names that still no entry tells of.
    virtual void forget_audit_names(const UnusedNames& names) = 0;
};

/// The memory of the house: an append-only feed of facts, with one writer.
///
/// Work is queued, committed in groups with one fsync, published, and then answered: what was acknowledged is
/// on stable storage and visible to the next read. Work that fails rolls back alone.
///
/// Threads   safe to call concurrently
class Store {
  public:
    virtual ~Store() = default;

    using Work = std::function<Result<void>(Transaction&)>;

    /// One thing that a commit brought, for those who follow.
    struct Step {
        enum class Kind : std::uint8_t {
            fact,      ///< visible from now on
            staged,    ///< a fact of an import on its way: not visible yet
            revealed,  ///< every staged fact of the import is visible from now on
            dropped,   ///< the import will not come
        };
        Kind kind = Kind::fact;
        StagedId import = 0;  ///< 0: none
        RecordedFact fact;
    };
    struct Commit {
        Revision revision = 0;
        bool rebuild = false;     ///< facts before `revision` changed their visibility: read all anew
        std::vector<Step> steps;  ///< in the order of the feed
    };
    /// Called on the writer thread after a commit and before its requests are answered.
    using Publish = std::function<void(Commit&&)>;

    /// Takes the outcome, ready: `get` returns what `write` promises or throws what `work` threw. Runs on the
    /// writer thread, so it is quick and does not throw.
    using Done = std::function<void(std::future<Result<Revision>>)>;

    /// Runs `work` on the writer thread; `done` is told when it is durable and published, or failed. No
    /// thread waits meanwhile.
    ///
    /// Errors   unavailable: store.busy (the queue is full), store.full (no space: nothing of the group was
    ///          stored), store.failed and store.foreign_writer (likewise), store.unpublished (stored, but the
    ///          picture could not be drawn); else what `work` says
    virtual void write(Work work, Done done) = 0;
    /// The same for those who wait.
    std::future<Result<Revision>> write(Work work);
    /// Looks for flags at everything that files brought, in short writes; what cannot be written now is
    /// looked at after the next file, or at the next start.
    void settle_doubts();

    /// Set once, before the first write.
    virtual void on_commit(Publish publish) = 0;
    /// Called once, on the writer thread, when nothing is acknowledged any more: after a failed sync the
    /// process shall end, so that a new one reads what the disk holds; store.foreign_writer lets reads go on.
    virtual void on_broken(std::function<void(const Error&)> tell) = 0;

    /// What can be made ready for an import's publication on the caller's thread, so that the writer need
    /// not.
    virtual void prepare_import(StagedId id) = 0;
    virtual void on_prepare(std::function<void(StagedId)> prepare) = 0;

    virtual Revision revision() const = 0;
    /// Calls `visit` for every visible fact with `after < seq <= until`: areas first, then targets,
    /// figures, households, bases, help points, decisions, inspections, each kind in sequence order.
    virtual void read_facts(Revision after, Revision until,
                            const std::function<void(RecordedFact&&)>& visit) const = 0;

    /// Tells this feed up to a revision from any other, and from itself after an import in it was undone:
    /// what was kept beside the store under another identity is not of this feed.
    /// Cost     O(imports)
    virtual std::string identity(Revision until) const = 0;

    virtual std::optional<HouseholdRecord> household(const std::string& id) const = 0;
    virtual std::vector<RecordedFact> history_of(const std::string& household) const = 0;
    /// The versions of a base, case or relief batch, then the decisions about it by their days. Those that
    /// withdraw are among them.
    virtual std::vector<RecordedFact> history_of(Subject subject, const std::string& id) const = 0;
    /// A base's levels, or a help point, as they were known at a revision: also from imports undone since;
    /// without what was withdrawn by then.
    virtual std::vector<BaseRecord> base_known(const std::string& id, Revision until) const = 0;
    virtual std::optional<HelpPointRecord> help_point_known(const std::string& id, Revision until) const = 0;
    virtual std::optional<Recheck> recheck(const std::string& id) const = 0;
    /// The newest first.
    virtual std::vector<Recheck> rechecks() const = 0;
    /// As they were known at a revision, also those that were undone since. By day, then as recorded.
    virtual std::vector<RecordedFact> decisions_known(const std::string& household, Revision until) const = 0;
    virtual std::optional<RecordedFact> inspection(const std::string& id) const = 0;
    virtual std::optional<StoredBatch> batch(const std::string& id) const = 0;
    /// What an undo of this batch came to; nothing when it was not undone.
    virtual std::optional<UndoneBatch> undone(const std::string& id) const = 0;
    virtual std::optional<Blob> blob(const std::string& sha256) const = 0;
    /// What an account brought for an inspection point, in the order of arrival.
    virtual std::vector<Blob> photos_of(const std::string& inspection, const std::string& account) const = 0;
    /// By whom and for what a photo was brought, in the order of arrival.
    virtual std::vector<PhotoClaim> claims_of(const std::string& sha256) const = 0;
    /// The inspection points under which the same photo stands, then those of photos that may look like it
    /// (one quarter of the likeness is equal).
    virtual std::vector<PhotoUse> uses_of(const Blob& blob) const = 0;
    /// The newest imports first. @param account   only these; empty: everybody's
    virtual std::vector<BatchSummary> batches(const std::string& account, std::size_t at_most) const = 0;
    /// What is held and visible of these hashes, in the order asked; a hash may stand for several.
    virtual std::vector<HeldUpload> held(std::span<const ContentHash> hashes) const = 0;
    virtual std::vector<Resolution> resolutions_of(const std::string& household) const = 0;
    /// Every household of which something stands unresolved (`conflicts_in`), as its newest version has it.
    virtual std::vector<HouseholdRecord> contested_households() const = 0;
    /// What this store's flags are found by.
    virtual const EvidenceLimits& evidence_limits() const = 0;
    /// In the order in which they were found.
    virtual std::vector<Doubt> doubts(const DoubtQuery& query) const = 0;
    virtual std::vector<Doubt> doubts_of(const std::string& inspection) const = 0;
    /// @param campaign   only of this one; empty: of all
    virtual std::vector<DoubtCount> doubt_counts(const std::string& campaign) const = 0;
    /// What was said of the flags of an inspection point, in the order in which it was said; also of those
    /// that it does not carry any more.
    virtual std::vector<DoubtResolution> resolutions_of_flags(std::int64_t line) const = 0;
    virtual std::optional<PublishedReport> report(const std::string& id) const = 0;
    /// The newest first, without their text and parts.
    virtual std::vector<PublishedReport> reports() const = 0;
    /// How many imports were undone after a revision.
    virtual std::int64_t undone_imports_since(Revision revision) const = 0;
    virtual std::vector<Account> accounts() const = 0;
    virtual std::vector<Credential> credentials() const = 0;
    virtual std::vector<AuditEntry> audit(const AuditQuery& query) const = 0;
    virtual std::optional<AuditHead> audit_head() const = 0;
    /// Where the chain begins since its oldest part was removed.
    virtual std::optional<AuditSeal> audit_start() const = 0;
    /// Cost     O(entries)
    virtual UnusedNames unused_audit_names() const = 0;
};

}  // namespace courtyard
