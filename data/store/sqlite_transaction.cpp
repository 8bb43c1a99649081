// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_transaction.h"

#include <algorithm>
#include <limits>

#include "data/store/failpoint.h"
#include "data/store/sqlite_accounts.h"
#include "data/store/sqlite_doubts.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_photos.h"
#include "data/store/sqlite_receipts.h"
#include "data/store/sqlite_rechecks.h"
#include "data/store/sqlite_reports.h"

namespace courtyard {
namespace {

/// Whether a fact takes back what an earlier one said of a base or help point.
bool withdraws(const Fact& fact) {
    const auto* base = std::get_if<BaseRecord>(&fact);
    const auto* point = std::get_if<HelpPointRecord>(&fact);
    return (base != nullptr && base->withdrawn) || (point != nullptr && point->withdrawn);
}

/// What the audit calls the appending of a fact. Ids of households, points and the like name somebody, so
/// they are its subject; what an area, a target or a figure is called by is no secret.
Deed deed_of(const Fact& fact, const WriteContext& by) {
    struct Naming {
        Deed operator()(const AreaFact& r) const { return {.area = r.area.code.str()}; }
        Deed operator()(const HouseholdRecord& r) const {
            return {.kind = "household", .subject = r.id, .area = r.declared.str()};
        }
        Deed operator()(const BaseRecord& r) const {
            return {.kind = "base", .subject = r.id, .area = r.declared.str()};
        }
        Deed operator()(const HelpPointRecord& r) const {
            return {.kind = "help_point", .subject = r.id, .area = r.declared.str()};
        }
        Deed operator()(const TargetRecord& r) const {
            return {.detail = r.campaign + '/' + r.indicator, .area = r.area.str()};
        }
        Deed operator()(const FigureRecord& r) const {
            return {.detail = r.campaign + '/' + r.indicator, .area = r.area.str()};
        }
        Deed operator()(const DecisionRecord& r) const {
            return {.kind = std::string(to_string(r.subject)),
                    .subject = r.household,
                    .detail = r.campaign + '/' + r.to,
                    .area = r.area.str()};
        }
        Deed operator()(const InspectionFact& f) const {
            return {.kind = "inspection",
                    .subject = f.record.id,
                    .detail = f.record.campaign,
                    .area = f.finding.area.str()};
        }
        Deed operator()(const CaseRecord& r) const {
            return {.kind = "case", .subject = r.id, .detail = r.campaign, .area = r.area.str()};
        }
    };
    Deed deed = std::visit(Naming{}, fact);
    deed.verb = std::string(kind_of(fact)) + (withdraws(fact) ? ".withdraw" : ".store");
    deed.account = by.account;
    deed.address = by.address;
    return deed;
}

/// For seeded defects: what was written so far is committed alone, out of step with what follows.
void begin_anew(SqliteConnection& connection) {
    connection.database().exec("COMMIT; BEGIN IMMEDIATE; SAVEPOINT request");
}

}  // namespace

SqliteTransaction::SqliteTransaction(SqliteConnection& connection, const EvidenceLimits& limits)
    : connection_(connection), settling_(connection, limits), audit_(connection) {
    drop_what_was_left();
    settle_what_was_left();
    const auto last_line_before = [&](std::int64_t end) {
        SQLite::Statement& row = bound(connection_.statement("last_line"), end);
        row.executeStep();
        const std::int64_t line = row.getColumn(0).getInt64();
        row.reset();
        return line;
    };
    numbers_.next_line = last_line_before(std::numeric_limits<std::int64_t>::max()) + 1;
    for (const Stretch& last : stretches_of(connection_.statement("last_stretch")))
        numbers_.next_seq = last.first_seq + (last_line_before(last.end_line) + 1 - last.first_line);
}

void SqliteTransaction::settle_what_was_left() {
    constexpr std::size_t at_once = 10'000;
    while (settling_.anything_left()) {
        connection_.run("begin");
        settling_.settle(at_once);
        connection_.run("commit");
    }
}

Store::Commit SqliteTransaction::take_commit() {
    Store::Commit commit{last(), rebuild_, std::move(steps_)};
    steps_.clear();
    rebuild_ = false;
    std::erase_if(unlisted_, [&](const auto& one) { return !is_staged(one.first); });
    return commit;
}

void SqliteTransaction::go_back(Mark mark) {
    numbers_ = std::move(mark.numbers);
    steps_.resize(mark.steps);
    rebuild_ = mark.rebuild;
    audit_.go_back(mark.audited);
    for (auto& [id, receipts] : unlisted_) {
        const std::int64_t end = is_staged(id) ? staged(id).next_line : id;
        std::erase_if(receipts, [&](const UnlistedReceipt& one) { return one.line >= end; });
    }
}

void SqliteTransaction::turn_page() {
    entered_ = 0;
    if (numbers_.open && !numbers_.open->batch.empty()) numbers_.open.reset();
    notes_.clear();
    origin_.clear();
    deed_ = {};
    weight_ = Weight::none;
    rows_ = 0;
}

void SqliteTransaction::did(Weight weight, Deed deed) {
    rows_ += std::max<std::int64_t>(deed.rows, 1);
    if (weight < weight_ || (weight == weight_ && weight == Weight::fact)) return;
    if (deed.address.empty() && deed.account == deed_.account) deed.address = deed_.address;
    weight_ = weight;
    deed_ = std::move(deed);
}

void SqliteTransaction::note(Deed deed) { notes_.push_back(std::move(deed)); }

void SqliteTransaction::close_page() {
    if (notes_.empty() && weight_ != Weight::none) {
        deed_.rows = rows_;
        notes_.push_back(std::move(deed_));
    }
    if (notes_.empty()) return;
    if (seeded_defect("audit_apart")) begin_anew(connection_);
    failpoint("before_audit_entry");
    for (Deed& deed : notes_) {
        if (deed.address.empty() && !deed.account.empty()) deed.address = origin_;
        audit_.append(deed, last());
    }
    failpoint("after_audit_entry");
    notes_.clear();
}

/// Facts of an import share a stretch that says who brought them; single facts are told of one by one.
std::int64_t SqliteTransaction::next_line(const WriteContext& by) {
    const std::int64_t line = numbers_.next_line;
    const std::int64_t seq_less_line = numbers_.next_seq - line;
    auto& open = numbers_.open;
    if (!open || open->seq_less_line != seq_less_line || open->batch != by.batch) {
        SQLite::Statement& insert = connection_.statement("insert_stretch");
        bound(insert, line, numbers_.next_seq, Instant::now().ms,
              by.batch.empty() ? std::string() : by.account, by.batch)
            .exec();
        insert.reset();
        open = Numbering::Open{seq_less_line, by.batch};
    }
    ++numbers_.next_line;
    ++numbers_.next_seq;
    return line;
}

void SqliteTransaction::tell_feed(std::int64_t line, std::string_view kind, const WriteContext& by,
                                  Instant at) {
    SQLite::Statement& insert = connection_.statement("insert_feed");
    bound(insert, line, std::string(kind), at.ms, by.account).exec();
    insert.reset();
}

AreaFact SqliteTransaction::identified(const AreaFact& fact) {
    const std::string code = fact.area.code.str();
    bound(connection_.statement("insert_area_identity"), code).exec();
    SQLite::Statement& fid = bound(connection_.statement("area_fid"), code);
    fid.executeStep();
    AreaFact known = fact;
    known.area.fid = static_cast<std::uint64_t>(fid.getColumn(0).getInt64());
    fid.reset();
    return known;
}

Revision SqliteTransaction::append(const Fact& fact, const WriteContext& by) {
    const auto append_here = [&](const Fact& whole) {
        return entered_ != 0 ? append_staged(whole, by) : append_visible(whole, by);
    };
    if (const auto* area = std::get_if<AreaFact>(&fact)) return append_here(identified(*area));
    return append_here(fact);
}

Revision SqliteTransaction::append_visible(const Fact& fact, const WriteContext& by) {
    const Instant now = Instant::now();
    const std::int64_t line = next_line(by);
    if (by.batch.empty()) tell_feed(line, kind_of(fact), by, now);
    if (seeded_defect("number_apart")) begin_anew(connection_);
    failpoint("after_number_before_record");
    insert_fact(connection_, line, fact);
    if (const auto receipt = insert_receipt(connection_, line, fact)) list_receipt(connection_, *receipt);
    if (const auto* inspection = std::get_if<InspectionFact>(&fact)) {
        if (by.batch.empty())
            settling_.take(line, *inspection, by.account);
        else
            settling_.mark_lines(by.batch, line, line);
    }
    did(Weight::fact, deed_of(fact, by));
    steps_.push_back({Kind::fact, 0, {last(), line, now, by.account, by.batch, fact}});
    return last();
}

void SqliteTransaction::save_batch(const Batch& batch) {
    if (seeded_defect("receipt_apart")) begin_anew(connection_);
    failpoint("before_receipt_of_file");
    SQLite::Statement& insert = connection_.statement("insert_batch");
    bound(insert, batch.id, batch.kind, batch.content_hash, batch.account, batch.file_name, batch.report,
          Instant::now().ms, batch.terms, last())
        .exec();
    insert.reset();
    // Its rows were counted as they were appended or revealed.
    rows_ -= 1;
    did(Weight::import, {.verb = "import.store",
                         .account = batch.account,
                         .kind = "import",
                         .subject = batch.id,
                         .detail = batch.kind});
    failpoint("after_receipt_of_file");
}

std::optional<PublishedReport> SqliteTransaction::report(const std::string& id) {
    return stored_report(connection_, id);
}

void SqliteTransaction::save_report(const PublishedReport& report) {
    insert_report(connection_, report);
    did(Weight::word, {.verb = "report.publish",
                       .account = report.account,
                       .kind = "report",
                       .subject = report.id,
                       .area = report.area.str()});
}

void SqliteTransaction::save_resolution(const Resolution& resolution) {
    SQLite::Statement& insert = connection_.statement("insert_resolution");
    bound(insert, resolution.household, resolution.field, resolution.reason, resolution.account,
          resolution.recorded_at.ms, last())
        .exec();
    insert.reset();
    did(Weight::word, {.verb = "household.resolve",
                       .account = resolution.account,
                       .kind = "household",
                       .subject = resolution.household,
                       .detail = resolution.field});
}

void SqliteTransaction::save_recheck(const Recheck& recheck) {
    insert_recheck(connection_, recheck);
    did(Weight::word, {.verb = "recheck.draw",
                       .account = recheck.account,
                       .kind = "recheck",
                       .subject = recheck.id,
                       .detail = recheck.campaign,
                       .area = recheck.area.str()});
}

std::vector<Doubt> SqliteTransaction::doubts_of(const std::string& inspection) {
    return doubts_of_inspection(connection_, inspection);
}

std::vector<DoubtResolution> SqliteTransaction::resolutions_of(const Doubt& doubt) {
    std::vector<DoubtResolution> list = resolutions_of_line(connection_, doubt.line);
    std::erase_if(list, [&](const DoubtResolution& one) { return one.doubt != doubt.id; });
    return list;
}

DoubtResolution SqliteTransaction::resolve(const DoubtResolution& resolution) {
    DoubtResolution stored = resolution;
    stored.after = last();
    stored.id = insert_resolution(connection_, stored);
    did(Weight::word, {.verb = "flag.resolve",
                       .account = stored.account,
                       .kind = "inspection",
                       .subject = stored.inspection,
                       .detail = std::string(to_string(stored.verdict))});
    return stored;
}

std::optional<Leap> SqliteTransaction::leap_of(const InspectionRecord& record, const std::string& account) {
    return settling_.leap_of(record, account);
}

bool SqliteTransaction::settle_doubts(std::size_t at_most) { return settling_.settle(at_most); }

void SqliteTransaction::settle_photos(const std::string& inspection) { settling_.settle_photos(inspection); }

std::optional<Blob> SqliteTransaction::blob(const std::string& sha256) {
    return stored_blob(connection_, sha256);
}

void SqliteTransaction::save_blob(const Blob& blob) { insert_blob(connection_, blob); }

bool SqliteTransaction::save_photo(const PhotoClaim& claim) {
    const bool fresh = insert_photo(connection_, claim);
    if (fresh) settling_.mark_photos(claim.inspection);
    if (fresh)
        did(Weight::fact, {.verb = "photo.store",
                           .account = claim.account,
                           .kind = "inspection",
                           .subject = claim.inspection});
    return fresh;
}

OrphanSweep SqliteTransaction::forget_orphan_blobs(Instant before, std::int64_t from, std::size_t at_most) {
    return delete_orphan_blobs(connection_, before, from, at_most);
}

void SqliteTransaction::save_account(const Account& account) {
    put_account(connection_, account);
    did(Weight::word, {.verb = "account.change", .kind = "account", .subject = account.name});
}

void SqliteTransaction::save_credential(const Credential& credential) {
    put_credential(connection_, credential);
    did(Weight::word, {.verb = credential.kind + ".open", .kind = "account", .subject = credential.account});
}

void SqliteTransaction::remove_credential(const std::string& secret_hash) {
    delete_credential(connection_, secret_hash);
}

void SqliteTransaction::touch_credential(const std::string& secret_hash, Instant at) {
    touch(connection_, secret_hash, at);
}

bool SqliteTransaction::shred(const std::string& kind, const std::string& name, const Deed& deed) {
    return audit_.shred(kind, name, deed, last());
}

void SqliteTransaction::forget_audit_names(const UnusedNames& names) { audit_.forget(names); }

std::int64_t SqliteTransaction::prune_audit(const AuditSeal& until) { return audit_.prune(until); }

}  // namespace courtyard
