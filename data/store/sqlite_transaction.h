// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/store/sqlite_connection.h"
#include "data/store/store.h"

namespace courtyard {

/// The writer thread's hand: every statement of a unit of work, over the one read-write connection.
class SqliteTransaction final : public Transaction {
  public:
    explicit SqliteTransaction(SqliteConnection& connection);

    Revision append(const Fact& fact, const WriteContext& by) override;
    std::optional<HouseholdRecord> household(const std::string& id) override;
    std::optional<DecisionRecord> decision(const std::string& id) override;
    std::vector<DecisionRecord> decisions_of(const std::string& household,
                                             const std::string& campaign) override;
    std::optional<BaseRecord> base(const std::string& id, const std::string& level) override;
    std::optional<HelpPointRecord> help_point(const std::string& id) override;
    std::optional<RecordedFact> inspection(const std::string& id) override;
    std::optional<TargetRecord> target(const TargetRecord& like) override;
    std::optional<Area> area(Day edition, AreaCode code) override;
    std::optional<StoredBatch> batch(const std::string& id) override;
    void save_batch(const Batch& batch) override;
    Revision undo_batch(const std::string& id, const WriteContext& by) override;
    std::optional<Blob> blob(const std::string& sha256) override;
    void save_blob(const Blob& blob) override;
    bool save_photo(const PhotoClaim& claim) override;
    std::vector<std::string> forget_orphan_blobs(Instant before, std::size_t at_most) override;
    void save_account(const Account& account) override;
    void save_credential(const Credential& credential) override;
    void remove_credential(const std::string& secret_hash) override;

    /// The last sequence number given.
    Revision last() const { return last_; }
    /// After a rollback: numbers given since `seq` were not used.
    void reset(Revision seq) { last_ = seq; }
    /// Whether an import was undone since `reset_rebuild`.
    bool rebuild() const { return rebuild_; }
    void reset_rebuild() { rebuild_ = false; }

  private:
    Revision next_in_feed(std::string_view kind, const WriteContext& by);

    SqliteConnection& connection_;
    Revision last_ = 0;
    bool rebuild_ = false;
};

/// The first row of a `<kind>_fact` query as a fact, if there is one.
std::optional<RecordedFact> first_fact(std::string_view kind, SQLite::Statement& statement);
std::optional<StoredBatch> stored_batch(SqliteConnection& connection, const std::string& id);
/// The newest imports first, of one account or (empty) of all.
std::vector<BatchSummary> batch_summaries(SqliteConnection& connection, const std::string& account,
                                          std::size_t at_most);

}  // namespace courtyard
