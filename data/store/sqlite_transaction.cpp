// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_transaction.h"

#include "data/store/failpoint.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_photos.h"
#include "data/store/sqlite_receipts.h"

namespace courtyard {
namespace {

template <class Record>
std::optional<Record> record_of(std::optional<RecordedFact> fact) {
    if (!fact) return std::nullopt;
    return std::get<Record>(std::move(fact->fact));
}

/// For seeded defects: what was written so far is committed alone, out of step with what follows.
void begin_anew(SqliteConnection& connection) {
    connection.database().exec("COMMIT; BEGIN IMMEDIATE; SAVEPOINT request");
}

}  // namespace

std::optional<RecordedFact> first_fact(std::string_view kind, SQLite::Statement& statement) {
    std::optional<RecordedFact> fact;
    if (statement.executeStep()) fact = fact_of_row(kind, statement);
    statement.reset();
    return fact;
}

std::optional<StoredBatch> stored_batch(SqliteConnection& connection, const std::string& id) {
    SQLite::Statement& row = bound(connection.statement("batch_by_id"), id);
    std::optional<StoredBatch> found;
    if (row.executeStep())
        found = StoredBatch{{row.getColumn(0), row.getColumn(1), row.getColumn(2), row.getColumn(3),
                             row.getColumn(4), row.getColumn(5)},
                            !row.getColumn(6).isNull()};
    row.reset();
    return found;
}

std::vector<BatchSummary> batch_summaries(SqliteConnection& connection, const std::string& account,
                                          std::size_t at_most) {
    SQLite::Statement& rows =
        bound(connection.statement("batches"), account, static_cast<std::int64_t>(at_most));
    std::vector<BatchSummary> list;
    while (rows.executeStep())
        list.push_back({{rows.getColumn(0),
                         rows.getColumn(1),
                         rows.getColumn(2),
                         rows.getColumn(3),
                         rows.getColumn(4),
                         {}},
                        Instant{rows.getColumn(5).getInt64()},
                        !rows.getColumn(6).isNull()});
    rows.reset();
    return list;
}

SqliteTransaction::SqliteTransaction(SqliteConnection& connection) : connection_(connection) {
    SQLite::Statement& row = connection_.statement("last_seq");
    row.executeStep();
    last_ = row.getColumn(0).getInt64();
    row.reset();
}

Revision SqliteTransaction::next_in_feed(std::string_view kind, const WriteContext& by) {
    SQLite::Statement& insert = connection_.statement("insert_feed");
    bound(insert, std::string(kind), Instant::now().ms, by.account, by.batch).exec();
    insert.reset();
    last_ = connection_.database().getLastInsertRowid();
    if (seeded_defect("number_apart")) begin_anew(connection_);
    failpoint("after_number_before_record");
    return last_;
}

Revision SqliteTransaction::append(const Fact& fact, const WriteContext& by) {
    if (const auto* area = std::get_if<AreaFact>(&fact)) {
        const std::string code = area->area.code.str();
        bound(connection_.statement("insert_area_identity"), code).exec();
        SQLite::Statement& fid = bound(connection_.statement("area_fid"), code);
        fid.executeStep();
        AreaFact identified = *area;
        identified.area.fid = static_cast<std::uint64_t>(fid.getColumn(0).getInt64());
        fid.reset();
        const Revision seq = next_in_feed(kind_of(fact), by);
        insert_fact(connection_, seq, identified);
        return seq;
    }
    const Revision seq = next_in_feed(kind_of(fact), by);
    insert_fact(connection_, seq, fact);
    insert_receipt(connection_, seq, fact);
    return seq;
}

std::optional<HouseholdRecord> SqliteTransaction::household(const std::string& id) {
    return record_of<HouseholdRecord>(
        first_fact("household", bound(connection_.statement("household_by_id"), id)));
}

std::optional<DecisionRecord> SqliteTransaction::decision(const std::string& id) {
    return record_of<DecisionRecord>(
        first_fact("decision", bound(connection_.statement("decision_by_id"), id)));
}

std::vector<DecisionRecord> SqliteTransaction::decisions_of(const std::string& household,
                                                            const std::string& campaign) {
    SQLite::Statement& rows = bound(connection_.statement("decisions_of_household"), household, campaign);
    std::vector<DecisionRecord> decisions;
    while (rows.executeStep())
        decisions.push_back(std::get<DecisionRecord>(fact_of_row("decision", rows).fact));
    rows.reset();
    return decisions;
}

std::optional<BaseRecord> SqliteTransaction::base(const std::string& id, const std::string& level) {
    return record_of<BaseRecord>(first_fact("base", bound(connection_.statement("base_by_id"), id, level)));
}

std::optional<HelpPointRecord> SqliteTransaction::help_point(const std::string& id) {
    return record_of<HelpPointRecord>(
        first_fact("help_point", bound(connection_.statement("help_point_by_id"), id)));
}

std::optional<RecordedFact> SqliteTransaction::inspection(const std::string& id) {
    return first_fact("inspection", bound(connection_.statement("inspection_by_id"), id));
}

std::optional<TargetRecord> SqliteTransaction::target(const TargetRecord& like) {
    return record_of<TargetRecord>(
        first_fact("target", bound(connection_.statement("target_by_key"), like.campaign, like.indicator,
                                   like.area.str(), like.year.value_or(0))));
}

std::optional<Area> SqliteTransaction::area(Day edition, AreaCode code) {
    auto fact = record_of<AreaFact>(
        first_fact("area", bound(connection_.statement("area_of_edition"), edition.since_epoch, code.str())));
    if (!fact) return std::nullopt;
    return std::move(fact->area);
}

std::optional<StoredBatch> SqliteTransaction::batch(const std::string& id) {
    return stored_batch(connection_, id);
}

void SqliteTransaction::save_batch(const Batch& batch) {
    if (seeded_defect("receipt_apart")) begin_anew(connection_);
    failpoint("before_receipt_of_file");
    SQLite::Statement& insert = connection_.statement("insert_batch");
    bound(insert, batch.id, batch.kind, batch.content_hash, batch.account, batch.file_name, batch.report,
          Instant::now().ms)
        .exec();
    insert.reset();
    failpoint("after_receipt_of_file");
}

Revision SqliteTransaction::undo_batch(const std::string& id, const WriteContext& by) {
    const Revision seq = next_in_feed("undo", by);
    failpoint("before_undo_mark");
    SQLite::Statement& undo = connection_.statement("undo_batch");
    bound(undo, seq, id).exec();
    undo.reset();
    failpoint("after_undo_mark");
    rebuild_ = true;
    return seq;
}

std::optional<Blob> SqliteTransaction::blob(const std::string& sha256) {
    return stored_blob(connection_, sha256);
}

void SqliteTransaction::save_blob(const Blob& blob) { insert_blob(connection_, blob); }

bool SqliteTransaction::save_photo(const PhotoClaim& claim) { return insert_photo(connection_, claim); }

std::vector<std::string> SqliteTransaction::forget_orphan_blobs(Instant before, std::size_t at_most) {
    return delete_orphan_blobs(connection_, before, at_most);
}

void SqliteTransaction::save_account(const Account& account) {
    SQLite::Statement& save = connection_.statement("save_account");
    bound(save, account.name, account.role, account.area.str(), account.password_hash).exec();
    save.reset();
}

void SqliteTransaction::save_credential(const Credential& credential) {
    SQLite::Statement& save = connection_.statement("save_credential");
    bound(save, credential.secret_hash, credential.account, credential.kind, credential.expires.ms).exec();
    save.reset();
}

void SqliteTransaction::remove_credential(const std::string& secret_hash) {
    SQLite::Statement& remove = connection_.statement("remove_credential");
    bound(remove, secret_hash).exec();
    remove.reset();
}

}  // namespace courtyard
