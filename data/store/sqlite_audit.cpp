// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_audit.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <unordered_set>

#include "data/store/audit_chain.h"

namespace courtyard {
namespace {

constexpr std::size_t names_remembered = 10'000;

template <std::size_t size>
std::array<unsigned char, size> bytes_in(const SQLite::Column& column) {
    std::array<unsigned char, size> bytes{};
    if (static_cast<std::size_t>(column.getBytes()) == size)
        std::memcpy(bytes.data(), column.getBlob(), size);
    return bytes;
}

template <std::size_t size>
void bind_bytes(SQLite::Statement& statement, int index, const std::array<unsigned char, size>& bytes) {
    statement.bind(index, bytes.data(), static_cast<int>(size));
}

std::optional<AuditName> name_in(SQLite::Statement& row, int first) {
    if (row.getColumn(first).isNull()) return std::nullopt;
    AuditName name;
    name.kind = row.getColumn(first).getString();
    name.token = bytes_in<32>(row.getColumn(first + 1));
    const auto key = row.getColumn(first + 2);
    if (!key.isNull())
        name.key.assign(static_cast<const char*>(key.getBlob()), static_cast<std::size_t>(key.getBytes()));
    if (!row.getColumn(first + 3).isNull()) name.name = row.getColumn(first + 3).getString();
    return name;
}

/// Words of ours stand between line breaks in the text that is hashed, so none may hold one.
void require_plain(const Deed& deed) {
    for (const std::string* word : {&deed.verb, &deed.detail, &deed.area, &deed.kind})
        if (word->find_first_of("\n\r") != std::string::npos)
            throw std::logic_error("a word of the audit holds a line break");
}

std::string list_in_json(const std::vector<std::string>& names) {
    std::string list = "[";
    for (const std::string& name : names) {
        if (list.size() > 1) list += ',';
        list += '"';
        for (const char c : name) {
            if (c == '"' || c == '\\') list += '\\';
            if (static_cast<unsigned char>(c) < 0x20)
                list += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
            else
                list += c;
        }
        list += '"';
    }
    return list + ']';
}

}  // namespace

AuditWriting::AuditWriting(SqliteConnection& connection) : connection_(connection) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    if (const auto head = stored_audit_head(connection_)) head_ = *head;
}

AuditWriting::Name AuditWriting::name(const std::string& kind, const std::string& text) {
    // Ids that come with what they name are new each time: looking for them would cost more than a row does.
    if (kind == "inspection" || kind == "import") return fresh_name(kind, text, false);
    const bool comes_again = kind == "account" || kind == "address";
    const std::string cached = comes_again ? kind + '\n' + text : std::string();
    if (comes_again)
        if (const auto found = known_.find(cached); found != known_.end()) return found->second;
    Name name;
    SQLite::Statement& row = bound(connection_.statement("audit_name_of"), kind, text);
    if (row.executeStep()) name = {row.getColumn(0).getInt64(), bytes_in<32>(row.getColumn(1))};
    row.reset();
    if (name.id == 0) name = fresh_name(kind, text, true);
    if (comes_again) {
        if (known_.size() >= names_remembered) known_.clear();
        known_.emplace(cached, name);
    }
    return name;
}

AuditWriting::Name AuditWriting::fresh_name(const std::string& kind, const std::string& text, bool shared) {
    std::array<unsigned char, 32> key{};
    randombytes_buf(key.data(), key.size());
    Name name;
    name.token = token_of({reinterpret_cast<const char*>(key.data()), key.size()}, kind, text);
    SQLite::Statement& insert = connection_.statement("insert_audit_name");
    insert.bind(1, kind);
    insert.bind(2, int{shared});
    bind_bytes(insert, 3, name.token);
    bind_bytes(insert, 4, key);
    insert.bind(5, text);
    insert.exec();
    insert.reset();
    name.id = connection_.database().getLastInsertRowid();
    return name;
}

void AuditWriting::append(const Deed& deed, Revision revision) {
    std::optional<Name> subject;
    if (!deed.subject.empty()) subject = name(deed.kind, deed.subject);
    append_about(deed, revision, subject);
}

void AuditWriting::append_about(const Deed& deed, Revision revision, const std::optional<Name>& subject) {
    require_plain(deed);
    AuditEntry entry;
    entry.seq = head_.seq + 1;
    entry.at = Instant::now();
    entry.verb = deed.verb;
    entry.detail = deed.detail;
    entry.area = deed.area;
    entry.rows = deed.rows;
    entry.revision = revision;
    SQLite::Statement& insert = connection_.statement("insert_audit");
    const auto put = [&](int index, const std::string& kind, const std::optional<Name>& known,
                         std::optional<AuditName>& into) {
        if (!known) return;
        into = AuditName{kind, known->token, {}, std::nullopt};
        insert.bind(index, known->id);
    };
    const auto named = [&](const char* kind, const std::string& text) {
        return text.empty() ? std::nullopt : std::optional(name(kind, text));
    };
    put(8, "account", named("account", deed.account), entry.account);
    put(9, deed.kind, subject, entry.subject);
    put(10, "address", named("address", deed.address), entry.address);
    entry.hash = hash_after(head_.hash, entry);
    insert.bind(1, entry.seq);
    insert.bind(2, entry.at.ms);
    insert.bind(3, entry.verb);
    insert.bind(4, entry.detail);
    insert.bind(5, entry.area);
    insert.bind(6, entry.rows);
    insert.bind(7, entry.revision);
    bind_bytes(insert, 11, entry.hash);
    insert.exec();
    insert.reset();
    head_ = {entry.seq, entry.hash};
}

bool AuditWriting::shred(const std::string& kind, const std::string& name, const Deed& deed,
                         Revision revision) {
    SQLite::Statement& rows = bound(connection_.statement("audit_names_called"), kind, name);
    std::vector<Name> called;
    while (rows.executeStep())
        called.push_back({rows.getColumn(0).getInt64(), bytes_in<32>(rows.getColumn(1))});
    rows.reset();
    for (const Name& one : called) {
        Deed told = deed;
        told.verb = "name.shred";
        told.kind = kind;
        append_about(told, revision, one);
        SQLite::Statement& shred = connection_.statement("shred_audit_name");
        bound(shred, one.id).exec();
        shred.reset();
    }
    known_.erase(kind + '\n' + name);
    return !called.empty();
}

std::int64_t AuditWriting::prune(const AuditSeal& until) {
    SQLite::Statement& names = connection_.statement("delete_own_audit_names");
    bound(names, until.seq).exec();
    names.reset();
    SQLite::Statement& remove = connection_.statement("delete_audit");
    const int gone = bound(remove, until.seq).exec();
    remove.reset();
    if (gone == 0) return 0;
    SQLite::Statement& begin = connection_.statement("save_audit_start");
    begin.bind(1, until.seq);
    bind_bytes(begin, 2, until.hash);
    begin.bind(3, until.at.ms);
    bind_bytes(begin, 4, until.key);
    bind_bytes(begin, 5, until.signature);
    begin.exec();
    begin.reset();
    return gone;
}

void AuditWriting::forget(const UnusedNames& names) {
    for (const std::int64_t id : names.ids) {
        SQLite::Statement& forget = connection_.statement("forget_audit_name");
        bound(forget, id, names.until).exec();
        forget.reset();
    }
    known_.clear();
}

void AuditWriting::go_back(const AuditHead& head) {
    if (head.seq == head_.seq) return;
    head_ = head;
    known_.clear();
}

std::vector<AuditEntry> stored_audit(SqliteConnection& connection, const AuditQuery& query) {
    const bool newest_first = query.order == AuditQuery::Order::newest_first;
    SQLite::Statement& rows =
        connection.statement(newest_first ? "audit_newest_first" : "audit_oldest_first");
    constexpr std::int64_t ever = 9'223'372'036'854'775'807;
    rows.bind(":from", query.from ? query.from->ms : -ever);
    rows.bind(":until", query.until ? query.until->ms : ever);
    rows.bind(":after", query.after.value_or(newest_first ? ever : 0));
    rows.bind(":accounts", query.accounts ? list_in_json(*query.accounts) : std::string());
    rows.bind(":kind", query.kind);
    rows.bind(":subject", query.subject);
    rows.bind(":verb", query.verb);
    rows.bind(":most", static_cast<std::int64_t>(query.at_most));
    std::vector<AuditEntry> list;
    while (rows.executeStep()) {
        AuditEntry entry;
        entry.seq = rows.getColumn(0).getInt64();
        entry.at = Instant{rows.getColumn(1).getInt64()};
        entry.verb = rows.getColumn(2).getString();
        entry.detail = rows.getColumn(3).getString();
        entry.area = rows.getColumn(4).getString();
        entry.rows = rows.getColumn(5).getInt64();
        entry.revision = rows.getColumn(6).getInt64();
        entry.hash = bytes_in<32>(rows.getColumn(7));
        entry.account = name_in(rows, 8);
        entry.subject = name_in(rows, 12);
        entry.address = name_in(rows, 16);
        list.push_back(std::move(entry));
    }
    rows.reset();
    return list;
}

UnusedNames unused_audit_names(SqliteConnection& connection) {
    constexpr int at_once = 50'000;
    UnusedNames names;
    std::unordered_set<std::int64_t> used;
    for (bool more = true; more;) {
        SQLite::Statement& rows = connection.statement("audit_references");
        bound(rows, names.until, at_once);
        more = false;
        while (rows.executeStep()) {
            more = true;
            names.until = rows.getColumn(0).getInt64();
            for (const int column : {1, 2, 3})
                if (!rows.getColumn(column).isNull()) used.insert(rows.getColumn(column).getInt64());
        }
        rows.reset();
    }
    SQLite::Statement& rows = connection.statement("shared_audit_names");
    while (rows.executeStep())
        if (const std::int64_t id = rows.getColumn(0).getInt64(); !used.contains(id)) names.ids.push_back(id);
    rows.reset();
    return names;
}

std::optional<AuditHead> stored_audit_head(SqliteConnection& connection) {
    std::optional<AuditHead> head;
    SQLite::Statement& row = connection.statement("audit_head");
    if (row.executeStep()) head = AuditHead{row.getColumn(0).getInt64(), bytes_in<32>(row.getColumn(1))};
    row.reset();
    if (!head)
        if (const auto start = stored_audit_start(connection)) head = AuditHead{start->seq, start->hash};
    return head;
}

std::optional<AuditSeal> stored_audit_start(SqliteConnection& connection) {
    std::optional<AuditSeal> start;
    SQLite::Statement& row = connection.statement("audit_start");
    if (row.executeStep())
        start = AuditSeal{row.getColumn(0).getInt64(), bytes_in<32>(row.getColumn(1)),
                          Instant{row.getColumn(2).getInt64()}, bytes_in<32>(row.getColumn(3)),
                          bytes_in<64>(row.getColumn(4))};
    row.reset();
    return start;
}

}  // namespace courtyard
