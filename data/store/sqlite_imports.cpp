// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Imports: how they lie invisible on their way, are revealed or dropped at once, and undone later.
#include <algorithm>
#include <stdexcept>

#include "data/store/failpoint.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_receipts.h"
#include "data/store/sqlite_transaction.h"

namespace courtyard {

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

bool SqliteTransaction::is_staged(StagedId id) const {
    return std::ranges::find(numbers_.staged, id, &Numbering::Staged::first_line) != numbers_.staged.end();
}

Numbering::Staged& SqliteTransaction::staged(StagedId id) {
    const auto found = std::ranges::find(numbers_.staged, id, &Numbering::Staged::first_line);
    if (found == numbers_.staged.end()) throw std::logic_error("there is no such import on its way");
    return *found;
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
        for (const char* kind : {"inspection", "decision", "base", "help_point", "area"}) {
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

std::optional<StoredBatch> SqliteTransaction::batch(const std::string& id) {
    return stored_batch(connection_, id);
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

}  // namespace courtyard
