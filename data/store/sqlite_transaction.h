// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "data/store/doubt_settling.h"
#include "data/store/sqlite_audit.h"
#include "data/store/sqlite_connection.h"
#include "data/store/sqlite_receipts.h"
#include "data/store/store.h"

namespace courtyard {

/// Where the next fact goes: its line, and its sequence number when it is visible at once.
struct Numbering {
    /// An import on its way: the lines that are kept for it, and how many are used; how many of its receipts
    /// are found by their hashes.
    struct Staged {
        StagedId first_line = 0;
        std::int64_t next_line = 0;
        std::int64_t end_line = 0;
        std::size_t listed = 0;
        std::string batch;
        std::string account{};
        std::string address{};
    };

    std::int64_t next_line = 1;
    Revision next_seq = 1;
    /// The stretch that visible facts are appended to, while lines and numbers run side by side.
    struct Open {
        std::int64_t seq_less_line = 0;
        std::string batch;
    };
    std::optional<Open> open;
    std::vector<Staged> staged;
};

/// The writer thread's hand: every statement of a unit of work, over the one read-write connection.
class SqliteTransaction final : public Transaction {
  public:
    /// Takes back what an import left that was on its way when the last process ended, and looks at what it
    /// had not looked at yet.
    SqliteTransaction(SqliteConnection& connection, const EvidenceLimits& limits);

    Revision append(const Fact& fact, const WriteContext& by) override;
    std::optional<HouseholdRecord> household(const std::string& id) override;
    std::optional<DecisionRecord> decision(const std::string& id) override;
    std::vector<DecisionRecord> decisions_of(const std::string& household,
                                             const std::string& campaign) override;
    std::optional<BaseRecord> base(const std::string& id, const std::string& level) override;
    std::vector<BaseRecord> levels_of_base(const std::string& id) override;
    std::optional<HelpPointRecord> help_point(const std::string& id) override;
    std::optional<CaseRecord> case_record(const std::string& id) override;
    std::optional<RecordedFact> inspection(const std::string& id) override;
    std::optional<TargetRecord> target(const TargetRecord& like) override;
    std::vector<TargetRecord> versions_of_target(const TargetRecord& like) override;
    std::optional<FigureRecord> figure(const FigureRecord& like) override;
    std::optional<Area> area(Day edition, AreaCode code) override;
    std::optional<StoredBatch> batch(const std::string& id) override;
    void save_batch(const Batch& batch) override;
    std::optional<PublishedReport> report(const std::string& id) override;
    void save_report(const PublishedReport& report) override;
    void save_resolution(const Resolution& resolution) override;
    void save_recheck(const Recheck& recheck) override;
    std::vector<Doubt> doubts_of(const std::string& inspection) override;
    std::vector<DoubtResolution> resolutions_of(const Doubt& doubt) override;
    DoubtResolution resolve(const DoubtResolution& resolution) override;
    std::optional<Leap> leap_of(const InspectionRecord& record, const std::string& account) override;
    bool settle_doubts(std::size_t at_most) override;
    void settle_photos(const std::string& inspection) override;
    UndoneBatch undo_batch(const std::string& id, const WriteContext& by) override;
    void confirm(const Fact& known, const WriteContext& by) override;
    StagedId open_import(std::size_t most_facts, const WriteContext& by) override;
    void enter_import(StagedId id) override;
    std::vector<Overtaken> overtaken(StagedId id, Revision since) override;
    bool list_receipts(StagedId id, std::size_t at_most) override;
    Revision reveal_import(StagedId id) override;
    bool drop_import(StagedId id, std::size_t at_most) override;
    std::optional<Blob> blob(const std::string& sha256) override;
    void save_blob(const Blob& blob) override;
    bool save_photo(const PhotoClaim& claim) override;
    OrphanSweep forget_orphan_blobs(Instant before, std::int64_t from, std::size_t at_most) override;
    void save_account(const Account& account) override;
    void save_credential(const Credential& credential) override;
    void remove_credential(const std::string& secret_hash) override;
    void touch_credential(const std::string& secret_hash, Instant at) override;
    void comes_from(const std::string& address) override { origin_ = address; }
    void note(Deed deed) override;
    bool shred(const std::string& kind, const std::string& name, const Deed& deed) override;
    std::int64_t prune_audit(const AuditSeal& until) override;
    void forget_audit_names(const UnusedNames& names) override;

    /// The last sequence number given.
    Revision last() const override { return numbers_.next_seq - 1; }
    /// What the group has done so far, for those who follow.
    Store::Commit take_commit();

    /// How far a unit of work has come, to go back to when it fails.
    struct Mark {
        Numbering numbers;
        std::size_t steps = 0;
        bool rebuild = false;
        AuditHead audited{};
    };
    Mark mark() const { return {numbers_, steps_.size(), rebuild_, audit_.mark()}; }
    /// What was done since was rolled back: its lines and numbers were not used.
    void go_back(Mark mark);
    /// The next unit of work is about to begin.
    void turn_page();
    /// The unit of work is done: what it did is told in the audit.
    void close_page();

  private:
    using Kind = Store::Step::Kind;
    /// What a unit of work is called when it did several things: the last of these that it did.
    enum class Weight : std::uint8_t { none, fact, word, import, told };

    void did(Weight weight, Deed deed);
    SQLite::Statement& lookup(std::string_view statement);
    Revision append_visible(const Fact& fact, const WriteContext& by);
    Revision append_staged(const Fact& fact, const WriteContext& by);
    std::int64_t next_line(const WriteContext& by);
    void tell_feed(std::int64_t line, std::string_view kind, const WriteContext& by, Instant at);
    AreaFact identified(const AreaFact& fact);
    Numbering::Staged& staged(StagedId id);
    bool is_staged(StagedId id) const;
    void drop_what_was_left();
    void settle_what_was_left();
    bool drop_lines(const Numbering::Staged& import, std::size_t at_most);

    SqliteConnection& connection_;
    DoubtSettling settling_;
    AuditWriting audit_;
    std::vector<Deed> notes_;
    std::string origin_;
    Deed deed_;
    Weight weight_ = Weight::none;
    std::int64_t rows_ = 0;
    Numbering numbers_;
    StagedId entered_ = 0;
    std::map<StagedId, std::vector<UnlistedReceipt>> unlisted_;
    bool rebuild_ = false;
    std::vector<Store::Step> steps_;
};

/// A run of lines whose facts are numbered side by side.
struct Stretch {
    std::int64_t first_line = 0;
    Revision first_seq = 0;
    std::int64_t end_line = 0;

    std::int64_t line_of(Revision seq) const { return first_line + (seq - first_seq); }
};

/// The rows of a query for stretches.
std::vector<Stretch> stretches_of(SQLite::Statement& rows);
/// Those that hold facts with after < seq <= until, cut to them, in the order of the feed.
std::vector<Stretch> stretches_between(SqliteConnection& connection, Revision after, Revision until);

/// The import that a stretch is of: who brought it, and when.
struct ImportOfStretch {
    Instant recorded_at;
    std::string account;
    std::string batch;
};
/// Nothing for single facts, and when the import was undone at or before `until`.
std::optional<ImportOfStretch> standing_import(SqliteConnection& connection, const Stretch& stretch,
                                               Revision until);

/// The first row of a `<kind>_fact` query as a fact, if there is one.
std::optional<RecordedFact> first_fact(std::string_view kind, SQLite::Statement& statement);
/// The newest version of each level of a base, in their order, without what was withdrawn: from all its
/// versions in the order of the feed.
std::vector<BaseRecord> standing_levels(SQLite::Statement& versions);
std::optional<StoredBatch> stored_batch(SqliteConnection& connection, const std::string& id);
/// What became of it when it was undone; nothing when it was not.
std::optional<UndoneBatch> undone_batch(SqliteConnection& connection, const std::string& id);
/// The newest imports first, of one account or (empty) of all.
std::vector<BatchSummary> batch_summaries(SqliteConnection& connection, const std::string& account,
                                          std::size_t at_most);

}  // namespace courtyard
