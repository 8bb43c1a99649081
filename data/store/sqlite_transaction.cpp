// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_transaction.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

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

template <class Record>
std::optional<Record> record_of(std::optional<RecordedFact> fact) {
    if (!fact) return std::nullopt;
    return std::get<Record>(std::move(fact->fact));
}

template <class Place>
std::optional<Place> standing(std::optional<Place> newest) {
    return newest && newest->withdrawn ? std::nullopt : std::move(newest);
}

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

std::optional<RecordedFact> first_fact(std::string_view kind, SQLite::Statement& statement) {
    std::optional<RecordedFact> fact;
    if (statement.executeStep()) fact = fact_of_row(kind, statement);
    statement.reset();
    return fact;
}

std::vector<BaseRecord> standing_levels(SQLite::Statement& versions) {
    std::vector<BaseRecord> levels;
    while (versions.executeStep()) {
        auto version = std::get<BaseRecord>(fact_of_row("base", versions).fact);
        std::erase_if(levels, [&](const BaseRecord& one) { return one.level == version.level; });
        if (!version.withdrawn) levels.push_back(std::move(version));
    }
    versions.reset();
    return levels;
}

std::optional<StoredBatch> stored_batch(SqliteConnection& connection, const std::string& id) {
    SQLite::Statement& row = bound(connection.statement("batch_by_id"), id);
    std::optional<StoredBatch> found;
    if (row.executeStep())
        found = StoredBatch{{row.getColumn(0), row.getColumn(1), row.getColumn(2), row.getColumn(3),
                             row.getColumn(4), row.getColumn(5), row.getColumn(7)},
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
                         {},
                         {}},
                        Instant{rows.getColumn(5).getInt64()},
                        !rows.getColumn(6).isNull()});
    rows.reset();
    return list;
}

std::vector<Stretch> stretches_of(SQLite::Statement& rows) {
    std::vector<Stretch> list;
    while (rows.executeStep())
        list.push_back(
            {rows.getColumn(0).getInt64(), rows.getColumn(1).getInt64(), rows.getColumn(2).getInt64()});
    rows.reset();
    return list;
}

std::vector<Stretch> stretches_between(SqliteConnection& connection, Revision after, Revision until) {
    SQLite::Statement& rows = connection.statement("stretches");
    rows.bind(":after", after);
    rows.bind(":until", until);
    std::vector<Stretch> list = stretches_of(rows);
    for (Stretch& stretch : list) {
        stretch.end_line = std::min(stretch.end_line, stretch.line_of(until) + 1);
        if (stretch.first_seq <= after) stretch = {stretch.line_of(after + 1), after + 1, stretch.end_line};
    }
    return list;
}

std::optional<ImportOfStretch> standing_import(SqliteConnection& connection, const Stretch& stretch,
                                               Revision until) {
    SQLite::Statement& row = bound(connection.statement("import_of_stretch"), stretch.first_line);
    std::optional<ImportOfStretch> import;
    if (row.executeStep()) {
        const auto undone = row.getColumn(3);
        const std::string batch = row.getColumn(2);
        if (!batch.empty() && (undone.isNull() || undone.getInt64() > until))
            import = ImportOfStretch{Instant{row.getColumn(0).getInt64()}, row.getColumn(1), batch};
    }
    row.reset();
    return import;
}

std::optional<UndoneBatch> undone_batch(SqliteConnection& connection, const std::string& id) {
    SQLite::Statement& row = bound(connection.statement("batch_by_id"), id);
    std::optional<UndoneBatch> undone;
    if (row.executeStep() && !row.getColumn(6).isNull())
        undone = UndoneBatch{row.getColumn(6).getInt64(), {}};
    row.reset();
    if (!undone) return undone;
    SQLite::Statement& kept = bound(connection.statement("kept_of_batch"), id);
    while (kept.executeStep())
        undone->kept.push_back({kept.getColumn(0), kept.getColumn(1), kept.getColumn(2)});
    kept.reset();
    return undone;
}

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

void SqliteTransaction::drop_what_was_left() {
    constexpr std::size_t at_once = 10'000;
    std::vector<Numbering::Staged> left;
    SQLite::Statement& rows = connection_.statement("staged_stretches");
    while (rows.executeStep()) {
        const std::int64_t first = rows.getColumn(0).getInt64();
        const std::int64_t end = rows.getColumn(2).getInt64();
        left.push_back({first, end, end, 0, rows.getColumn(1).getString()});
    }
    rows.reset();
    for (const Numbering::Staged& import : left) {
        bool more = true;
        while (more) {
            connection_.run("begin");
            more = drop_lines(import, at_once);
            connection_.run("commit");
        }
    }
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

bool SqliteTransaction::is_staged(StagedId id) const {
    return std::ranges::find(numbers_.staged, id, &Numbering::Staged::first_line) != numbers_.staged.end();
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

SQLite::Statement& SqliteTransaction::lookup(std::string_view name) {
    SQLite::Statement& statement = connection_.statement(name);
    statement.bind(":import", entered_);
    return statement;
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

Revision SqliteTransaction::append_staged(const Fact& fact, const WriteContext& by) {
    Numbering::Staged& import = staged(entered_);
    if (import.next_line == import.end_line) throw std::logic_error("an import holds more than it said");
    const std::int64_t line = import.next_line++;
    insert_fact(connection_, line, fact);
    if (const auto receipt = insert_receipt(connection_, line, fact)) unlisted_[entered_].push_back(*receipt);
    steps_.push_back({Kind::staged, entered_, {0, line, Instant::now(), by.account, by.batch, fact}});
    return 0;
}

Numbering::Staged& SqliteTransaction::staged(StagedId id) {
    const auto found = std::ranges::find(numbers_.staged, id, &Numbering::Staged::first_line);
    if (found == numbers_.staged.end()) throw std::logic_error("there is no such import on its way");
    return *found;
}

StagedId SqliteTransaction::open_import(std::size_t most_facts, const WriteContext& by) {
    const std::int64_t first = numbers_.next_line;
    numbers_.next_line += std::max<std::int64_t>(1, static_cast<std::int64_t>(most_facts));
    SQLite::Statement& insert = connection_.statement("insert_stretch");
    bound(insert, first, std::int64_t{0}, Instant::now().ms, by.account, by.batch).exec();
    insert.reset();
    // What comes after the import's lines is not in the stretch before them, though its numbers go on from
    // it.
    numbers_.open.reset();
    numbers_.staged.push_back({first, first, numbers_.next_line, 0, by.batch, by.account, by.address});
    return first;
}

void SqliteTransaction::enter_import(StagedId id) { entered_ = staged(id).first_line; }

std::vector<Overtaken> SqliteTransaction::overtaken(StagedId id, Revision since) {
    const Numbering::Staged& own = staged(id);
    std::vector<Overtaken> list;
    const auto gather = [&](std::string kind, SQLite::Statement& rows) {
        while (rows.executeStep()) list.push_back({kind, rows.getColumn(0).getString()});
        rows.reset();
    };
    for (const Stretch& others : stretches_between(connection_, since, last())) {
        for (const char* kind : {"inspection", "decision"}) {
            SQLite::Statement& rows = connection_.statement(std::string("overtaken_") + kind);
            rows.bind(":first", others.first_line);
            rows.bind(":last", others.end_line - 1);
            rows.bind(":own_first", own.first_line);
            rows.bind(":own_last", own.next_line - 1);
            gather(kind, rows);
        }
    }
    gather("undo", bound(connection_.statement("undone_since"), since));
    return list;
}

bool SqliteTransaction::list_receipts(StagedId id, std::size_t at_most) {
    Numbering::Staged& import = staged(id);
    std::vector<UnlistedReceipt>& receipts = unlisted_[id];
    if (import.listed == 0) std::ranges::sort(receipts);
    const std::size_t end = std::min(import.listed + at_most, receipts.size());
    while (import.listed < end) list_receipt(connection_, receipts[import.listed++]);
    return import.listed < receipts.size();
}

Revision SqliteTransaction::reveal_import(StagedId id) {
    list_receipts(id, unlisted_[id].size());
    const Numbering::Staged import = staged(id);
    const std::int64_t facts = import.next_line - import.first_line;
    if (facts == 0) {
        bound(connection_.statement("delete_stretch"), import.first_line).exec();
    } else {
        bound(connection_.statement("reveal_stretch"), numbers_.next_seq, import.first_line).exec();
        numbers_.next_seq += facts;
        settling_.mark_lines(import.batch, import.first_line, import.next_line - 1);
    }
    std::erase_if(numbers_.staged, [&](const auto& one) { return one.first_line == id; });
    did(Weight::import, {.verb = "import.store",
                         .account = import.account,
                         .address = import.address,
                         .kind = "import",
                         .subject = import.batch,
                         .rows = facts});
    steps_.push_back({facts == 0 ? Kind::dropped : Kind::revealed, id, {}});
    return last();
}

bool SqliteTransaction::drop_import(StagedId id, std::size_t at_most) {
    if (drop_lines(staged(id), at_most)) return true;
    std::erase_if(numbers_.staged, [&](const auto& one) { return one.first_line == id; });
    steps_.push_back({Kind::dropped, id, {}});
    return false;
}

bool SqliteTransaction::drop_lines(const Numbering::Staged& import, std::size_t at_most) {
    const auto most = static_cast<std::int64_t>(at_most);
    std::int64_t dropped = 0;
    for (const char* table : {"receipt_by_hash", "receipt", "inspection", "decision", "household", "base",
                              "help_point", "case_record", "target", "figure", "area"}) {
        SQLite::Statement& drop = connection_.statement(std::string("drop_") + table);
        drop.bind(":first", import.first_line);
        drop.bind(":last", import.end_line - 1);
        drop.bind(":most", most - dropped);
        dropped += drop.exec();
        drop.reset();
    }
    SQLite::Statement& confirmed = connection_.statement("drop_confirmed");
    confirmed.bind(":batch", import.batch);
    confirmed.bind(":most", import.batch.empty() ? 0 : most - dropped);
    dropped += confirmed.exec();
    confirmed.reset();
    if (dropped >= most) return true;
    SQLite::Statement& stretch = connection_.statement("delete_stretch");
    bound(stretch, import.first_line).exec();
    stretch.reset();
    return false;
}

std::optional<HouseholdRecord> SqliteTransaction::household(const std::string& id) {
    return record_of<HouseholdRecord>(first_fact("household", bound(lookup("household_by_id"), id)));
}

std::optional<DecisionRecord> SqliteTransaction::decision(const std::string& id) {
    return record_of<DecisionRecord>(first_fact("decision", bound(lookup("decision_by_id"), id)));
}

std::vector<DecisionRecord> SqliteTransaction::decisions_of(const std::string& household,
                                                            const std::string& campaign) {
    SQLite::Statement& rows = bound(lookup("decisions_of_household"), household, campaign);
    std::vector<DecisionRecord> decisions;
    while (rows.executeStep())
        decisions.push_back(std::get<DecisionRecord>(fact_of_row("decision", rows).fact));
    rows.reset();
    return decisions;
}

std::optional<BaseRecord> SqliteTransaction::base(const std::string& id, const std::string& level) {
    return standing(record_of<BaseRecord>(first_fact("base", bound(lookup("base_by_id"), id, level))));
}

std::optional<HelpPointRecord> SqliteTransaction::help_point(const std::string& id) {
    return standing(
        record_of<HelpPointRecord>(first_fact("help_point", bound(lookup("help_point_by_id"), id))));
}

std::vector<BaseRecord> SqliteTransaction::levels_of_base(const std::string& id) {
    return standing_levels(bound(lookup("versions_of_base"), id));
}

std::optional<CaseRecord> SqliteTransaction::case_record(const std::string& id) {
    return record_of<CaseRecord>(first_fact("case_record", bound(lookup("case_record_by_id"), id)));
}

std::optional<RecordedFact> SqliteTransaction::inspection(const std::string& id) {
    return first_fact("inspection", bound(lookup("inspection_by_id"), id));
}

std::optional<TargetRecord> SqliteTransaction::target(const TargetRecord& like) {
    return record_of<TargetRecord>(
        first_fact("target", bound(lookup("target_by_key"), like.campaign, like.indicator, like.area.str(),
                                   like.year.value_or(0))));
}

std::vector<TargetRecord> SqliteTransaction::versions_of_target(const TargetRecord& like) {
    SQLite::Statement& rows = bound(lookup("versions_of_target"), like.campaign, like.indicator,
                                    like.area.str(), like.year.value_or(0));
    std::vector<TargetRecord> versions;
    while (rows.executeStep()) versions.push_back(std::get<TargetRecord>(fact_of_row("target", rows).fact));
    rows.reset();
    return versions;
}

std::optional<FigureRecord> SqliteTransaction::figure(const FigureRecord& like) {
    return record_of<FigureRecord>(
        first_fact("figure", bound(lookup("figure_by_key"), like.campaign, like.indicator, like.area.str(),
                                   like.period.last.since_epoch, like.period.first.since_epoch)));
}

std::optional<Area> SqliteTransaction::area(Day edition, AreaCode code) {
    auto fact = record_of<AreaFact>(
        first_fact("area", bound(lookup("area_of_edition"), edition.since_epoch, code.str())));
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

UndoneBatch SqliteTransaction::undo_batch(const std::string& id, const WriteContext& by) {
    if (auto undone = undone_batch(connection_, id)) return std::move(*undone);
    // What stays is found before the undo has a number: then everything that is valid now is visible.
    for (const Stretch& stretch : stretches_of(bound(connection_.statement("stretches_of_batch"), id))) {
        for (const char* kind : {"household", "case_record", "decision", "inspection", "base", "help_point",
                                 "target", "figure", "area"}) {
            SQLite::Statement& keep = connection_.statement(std::string("keep_") + kind);
            keep.bind(":first", stretch.first_line);
            keep.bind(":last", stretch.end_line - 1);
            keep.exec();
            keep.reset();
        }
    }
    // Nothing of it is left to be found later.
    constexpr std::size_t at_once = 10'000;
    while (settling_.settle(at_once)) {
    }
    for (const Stretch& stretch : stretches_of(bound(connection_.statement("stretches_of_batch"), id)))
        settling_.forget_lines(stretch.first_line, stretch.end_line - 1);
    while (settling_.settle(at_once)) {
    }
    const std::int64_t line = next_line({by.account, {}});
    tell_feed(line, "undo", by, Instant::now());
    failpoint("before_undo_mark");
    SQLite::Statement& undo = connection_.statement("undo_batch");
    bound(undo, last(), id).exec();
    undo.reset();
    failpoint("after_undo_mark");
    did(Weight::import, {.verb = "import.undo",
                         .account = by.account,
                         .address = by.address,
                         .kind = "import",
                         .subject = id});
    rebuild_ = true;
    return undone_batch(connection_, id).value_or(UndoneBatch{last(), {}});
}

void SqliteTransaction::confirm(const Fact& known, const WriteContext& by) {
    struct Key {
        SqliteConnection& connection;
        const std::string& batch;

        SQLite::Statement& of(const char* statement) const { return connection.statement(statement); }
        SQLite::Statement& operator()(const AreaFact& fact) const {
            return bound(of("confirm_area"), batch, fact.edition.since_epoch, fact.area.code.str());
        }
        SQLite::Statement& operator()(const HouseholdRecord& r) const {
            return bound(of("confirm_household"), batch, r.id);
        }
        SQLite::Statement& operator()(const DecisionRecord& r) const {
            return bound(of("confirm_decision"), batch, r.id);
        }
        SQLite::Statement& operator()(const BaseRecord& r) const {
            return bound(of("confirm_base"), batch, r.id, r.level);
        }
        SQLite::Statement& operator()(const HelpPointRecord& r) const {
            return bound(of("confirm_help_point"), batch, r.id);
        }
        SQLite::Statement& operator()(const CaseRecord& r) const {
            return bound(of("confirm_case_record"), batch, r.id);
        }
        SQLite::Statement& operator()(const TargetRecord& r) const {
            return bound(of("confirm_target"), batch, r.campaign, r.indicator, r.area.str(),
                         r.year.value_or(0));
        }
        SQLite::Statement& operator()(const FigureRecord& r) const {
            return bound(of("confirm_figure"), batch, r.campaign, r.indicator, r.area.str(),
                         r.period.last.since_epoch, r.period.first.since_epoch);
        }
        SQLite::Statement& operator()(const InspectionFact& fact) const {
            return bound(of("confirm_inspection"), batch, fact.record.id);
        }
    };
    SQLite::Statement& statement = std::visit(Key{connection_, by.batch}, known);
    statement.exec();
    statement.reset();
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
