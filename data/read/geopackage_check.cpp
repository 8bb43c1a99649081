// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/geopackage_check.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "data/read/held_file.h"
#include "data/store/sql_statements.h"

namespace courtyard {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds budget{10};
constexpr int steps_between_looks = 10'000;

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

tl::unexpected<Error> broken(std::string_view reason) {
    return fail(ErrorCode::invalid_input, "file.broken",
                {fmt::format("GeoPackage 文件无法读取（{}）", reason),
                 fmt::format("the GeoPackage file cannot be read ({})", reason)});
}

/// The first column of the first row; nothing when there is none.
Result<std::optional<std::string>> first_text(sqlite3* database, const std::string& text) {
    sqlite3_stmt* prepared = nullptr;
    const int compiled = sqlite3_prepare_v2(database, text.c_str(), -1, &prepared, nullptr);
    const Statement statement(prepared);
    if (compiled != SQLITE_OK) return broken(sqlite3_errstr(compiled));
    const int state = sqlite3_step(prepared);
    if (state == SQLITE_DONE) return std::nullopt;
    if (state != SQLITE_ROW) return broken(sqlite3_errstr(state));
    const unsigned char* value = sqlite3_column_text(prepared, 0);
    std::string found;
    for (int i = 0; i < sqlite3_column_bytes(prepared, 0); ++i) found.push_back(static_cast<char>(value[i]));
    return found;
}

std::string address_of(const std::filesystem::path& path) {
    std::string address = "file:";
    for (const char c : std::filesystem::absolute(path).string()) {
        if (c == '%' || c == '?' || c == '#')
            address += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            address += c;
    }
    return address + "?immutable=1";
}

int open_database(const std::filesystem::path& path, sqlite3*& opened) {
    if (!is_held(path))
        return sqlite3_open_v2(address_of(path).c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
                               nullptr);
    const int state = sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE, nullptr);
    if (state != SQLITE_OK) return state;
    // SQLite's interface asks for writable bytes; opened so, it never writes them.
    const std::string_view bytes = held_bytes(path);
    auto* data = reinterpret_cast<unsigned char*>(const_cast<char*>(bytes.data()));
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    return sqlite3_deserialize(opened, "main", data, size, size, SQLITE_DESERIALIZE_READONLY);
}

}  // namespace

Result<void> check_geopackage(const std::filesystem::path& path) {
    sqlite3* opened = nullptr;
    const int state = open_database(path, opened);
    const Database database(opened);
    if (state != SQLITE_OK) return broken(sqlite3_errstr(state));
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    Clock::time_point end = Clock::now() + budget;
    sqlite3_progress_handler(
        opened, steps_between_looks,
        [](void* until) { return Clock::now() > *static_cast<Clock::time_point*>(until) ? 1 : 0; }, &end);

    // SQLite writes `CREATE TABLE name` of every plain table itself, however it was asked; a virtual one may
    // have been written past it, in any spelling that it reads.
    const auto program = first_text(opened, sql("geopackage_programs"));
    if (!program) return tl::unexpected(program.error());
    if (*program)
        return fail(
            ErrorCode::invalid_input, "geopackage.view",
            {fmt::format("“{}”是视图或虚拟表，只读取普通的表", **program),
             fmt::format("\"{}\" is a view or a virtual table; only plain tables are read", **program)},
            **program);
    const auto verdict = first_text(opened, "PRAGMA quick_check(1)");
    if (!verdict) return tl::unexpected(verdict.error());
    if (*verdict != "ok") return broken("its pages are damaged");
    return {};
}

}  // namespace courtyard
