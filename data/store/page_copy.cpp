// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/page_copy.h"

#include <sqlite3.h>

#include <memory>

#include "data/store/sql_statements.h"

namespace courtyard {
namespace {

constexpr int pages_at_once = 1024;

struct CloseDatabase {
    void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
struct FinishCopy {
    void operator()(sqlite3_backup* copy) const { sqlite3_backup_finish(copy); }
};

[[noreturn]] void refuse(sqlite3* database, int code) {
    throw SQLite::Exception(database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code), code);
}

}  // namespace

void PinnedDatabase::pin() {
    connection_.database().exec("BEGIN");
    (void)connection_.database().execAndGet(sql("count_of_names"));
}

void PinnedDatabase::copy(const std::filesystem::path& to,
                          const std::function<void(std::size_t done, std::size_t total)>& progress) {
    sqlite3* opened = nullptr;
    const int failed = sqlite3_open_v2(
        to.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    const std::unique_ptr<sqlite3, CloseDatabase> target(opened);
    if (failed != SQLITE_OK) refuse(target.get(), failed);
    sqlite3_exec(target.get(), "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr, nullptr);
    const std::unique_ptr<sqlite3_backup, FinishCopy> copying(
        sqlite3_backup_init(target.get(), "main", connection_.database().getHandle(), "main"));
    if (!copying) refuse(target.get(), sqlite3_errcode(target.get()));
    int step = SQLITE_OK;
    while ((step = sqlite3_backup_step(copying.get(), pages_at_once)) == SQLITE_OK) {
        const auto total = static_cast<std::size_t>(sqlite3_backup_pagecount(copying.get()));
        progress(total - static_cast<std::size_t>(sqlite3_backup_remaining(copying.get())), total);
    }
    if (step != SQLITE_DONE) refuse(target.get(), step);
    connection_.database().exec("COMMIT");
}

}  // namespace courtyard
