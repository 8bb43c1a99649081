// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_receipts.h"

#include <array>

#include "data/store/sqlite_facts.h"

namespace courtyard {
namespace {

constexpr std::array<std::string_view, 2> kept_kinds{"inspection", "decision"};

void bind_hash(SQLite::Statement& statement, const ContentHash& hash) {
    statement.bind(1, hash.data(), static_cast<int>(hash.size()));
}

}  // namespace

std::optional<UnlistedReceipt> insert_receipt(SqliteConnection& connection, std::int64_t line,
                                              const Fact& fact) {
    const auto hash = content_hash(fact);
    if (!hash) return std::nullopt;
    SQLite::Statement& insert = connection.statement("insert_receipt");
    bind_hash(insert, *hash);
    insert.bind(2, line);
    insert.exec();
    insert.reset();
    std::uint64_t front = 0;
    for (std::size_t i = 0; i < sizeof front; ++i) front = front << 8 | (*hash)[i];
    return UnlistedReceipt{front, line};
}

void list_receipt(SqliteConnection& connection, const UnlistedReceipt& receipt) {
    SQLite::Statement& list = bound(connection.statement("list_receipt"), receipt.line);
    list.exec();
    list.reset();
}

void complete_receipts(SqliteConnection& connection) {
    // A fact and its receipt are one transaction, so what lacks one is older than all receipts.
    SQLite::Statement& missing = connection.statement("facts_without_receipt");
    const bool none = !missing.executeStep();
    missing.reset();
    if (none) return;
    connection.run("begin");
    for (const std::string_view kind : kept_kinds) {
        SQLite::Statement& rows = connection.statement(kind == "inspection" ? "inspections_without_receipt"
                                                                            : "decisions_without_receipt");
        while (rows.executeStep()) {
            const RecordedFact fact = fact_of_row(kind, rows);
            if (const auto receipt = insert_receipt(connection, fact.line, fact.fact))
                list_receipt(connection, *receipt);
        }
        rows.reset();
    }
    connection.run("commit");
}

std::vector<HeldUpload> held_uploads(SqliteConnection& connection, std::span<const ContentHash> hashes) {
    std::vector<HeldUpload> held;
    for (const ContentHash& hash : hashes) {
        for (const std::string_view kind : kept_kinds) {
            SQLite::Statement& rows =
                connection.statement(kind == "inspection" ? "inspection_by_content" : "decision_by_content");
            bind_hash(rows, hash);
            while (rows.executeStep()) held.push_back({hash, fact_of_row(kind, rows), std::nullopt});
            rows.reset();
        }
        SQLite::Statement& batches = bound(connection.statement("batches_by_content"), to_hex(hash));
        while (batches.executeStep()) {
            HeldUpload upload{hash, {}, Batch{}};
            upload.batch->id = batches.getColumn(0).getString();
            upload.batch->kind = batches.getColumn(1).getString();
            upload.batch->account = batches.getColumn(2).getString();
            upload.batch->content_hash = to_hex(hash);
            upload.fact.account = upload.batch->account;
            upload.fact.seq = batches.getColumn(4).getInt64();
            upload.fact.recorded_at = Instant{batches.getColumn(3).getInt64()};
            held.push_back(std::move(upload));
        }
        batches.reset();
    }
    return held;
}

}  // namespace courtyard
