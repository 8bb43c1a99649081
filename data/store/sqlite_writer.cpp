// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_writer.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>

#include "data/store/durable_file.h"
#include "data/store/failpoint.h"
#include "data/store/sound_mark.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_receipts.h"
#include "geo/want_of_room.h"

namespace courtyard {
namespace {

constexpr std::size_t longest_queue = 4096;
constexpr std::size_t largest_group = 256;
/// The log's file never shrinks, so its length says nothing: what is in it counts.
constexpr int checkpoint_pages = 2048;
/// What a group has changed stays in memory until it is committed: one that holds this much is not made
/// larger. Of the cache, which holds `cache_bytes` of unchanged pages too: what is beyond them was changed.
constexpr int heavy_cache_bytes = 2 * cache_bytes;
/// A reader that finds a header half written looks at it under the write lock, which takes it microseconds.
constexpr int begin_patience_ms = 20;

Error disk_full() {
    return {ErrorCode::unavailable,
            "store.full",
            {"磁盘已满，本条没有保存；腾出空间后用同一编号重发",
             "the disk is full, nothing was stored; free some space and send again with the same id"},
            {}};
}

Error disk_failed(const std::string& reason) {
    return {ErrorCode::unavailable,
            "store.failed",
            {"存储出错，没有确认保存；请用同一编号重发：" + reason,
             "the store failed and acknowledges nothing; send again with the same id: " + reason},
            {}};
}

Error unpublished() {
    return {
        ErrorCode::unavailable,
        "store.unpublished",
        {"已保存，但地图未能更新；请用同一编号重发以得到回执",
         "stored, but the map could not be brought up to date; send again with the same id for the receipt"},
        {}};
}

Error foreign_writer() {
    return {
        ErrorCode::unavailable,
        "store.foreign_writer",
        {"有别的程序写过数据库，不再保存任何内容，查询照常；请停止服务，用 courtyard doctor 检查后再启动，"
         "再用同一编号重发",
         "another program wrote into the database: nothing is stored any more, reading goes on; stop the "
         "server, examine the folder with courtyard doctor, start it again and send again with the same id"},
        {}};
}

Error being_written() {
    return {ErrorCode::unavailable,
            "store.foreign_writer",
            {"别的程序正在写数据库，本条没有保存；关闭那个程序后用同一编号重发",
             "another program is writing into the database, nothing was stored; close it and send again with "
             "the same id"},
            {}};
}

Error queue_full() {
    return {ErrorCode::unavailable,
            "store.busy",
            {"写入排队已满，请用同一编号重发", "too many writes are waiting; send again with the same id"},
            {}};
}

bool no_space(SqliteConnection& connection, const SQLite::Exception& error) {
    if (error.getErrorCode() == SQLITE_FULL) return true;
    if (error.getErrorCode() != SQLITE_IOERR) return false;
    return is_want_of_room(sqlite3_system_errno(connection.database().getHandle()));
}

bool sync_failed(const SQLite::Exception& error) {
    return error.getExtendedErrorCode() == SQLITE_IOERR_FSYNC ||
           error.getExtendedErrorCode() == SQLITE_IOERR_DIR_FSYNC;
}

/// One request's fault, not the disk's: it alone is rolled back.
bool own_fault(const SQLite::Exception& error) {
    return error.getErrorCode() == SQLITE_CONSTRAINT || error.getErrorCode() == SQLITE_TOOBIG ||
           error.getErrorCode() == SQLITE_RANGE || error.getErrorCode() == SQLITE_MISMATCH;
}

SqliteConnection migrated(const std::filesystem::path& file, bool unread) {
    SqliteConnection connection(file, Access::read_write);
    if (!unread) {
        connection.refuse_damage();
        mark_as_left(file);
    }
    connection.migrate(std::array{
        sql_file("001_facts.sql"), sql_file("002_imports.sql"), sql_file("003_blobs.sql"),
        sql_file("004_receipts.sql"), sql_file("005_resolutions.sql"), sql_file("006_receipt_list.sql"),
        sql_file("007_batches.sql"), sql_file("008_programmes.sql"), sql_file("009_evidence.sql"),
        sql_file("010_reports.sql"), sql_file("011_workflow.sql"), sql_file("012_accounts.sql"),
        sql_file("013_audit.sql"), sql_file("014_withdrawn_places.sql")});
    complete_receipts(connection);
    // Checkpoints take what readers leave them and do not wait; only a transaction's beginning does.
    connection.database().setBusyTimeout(0);
    // What does not fit into the cache would be written within a transaction, and on a full disk that ends
    // with a data_version that moved though nobody else wrote. So a transaction's pages stay in memory.
    connection.database().exec("PRAGMA cache_spill=OFF");
    sync_folder(file.parent_path());
    return connection;
}

/// While it lives the lock that a transaction begins with is waited for.
class Patience {
  public:
    explicit Patience(SqliteConnection& connection) : database_(connection.database().getHandle()) {
        sqlite3_busy_timeout(database_, begin_patience_ms);
    }
    Patience(const Patience&) = delete;
    Patience& operator=(const Patience&) = delete;
    ~Patience() { sqlite3_busy_timeout(database_, 0); }

  private:
    sqlite3* database_;
};

std::future<Result<Revision>> ready(Result<Revision> result, const std::exception_ptr& thrown) {
    std::promise<Result<Revision>> promise;
    if (thrown)
        promise.set_exception(thrown);
    else
        promise.set_value(std::move(result));
    return promise.get_future();
}

}  // namespace

SqliteWriter::SqliteWriter(const std::filesystem::path& file, const EvidenceLimits& limits)
    : file_(file),
      unread_(is_as_left(file)),
      connection_(migrated(file, unread_)),
      transaction_(connection_, limits),
      revision_(transaction_.last()),
      data_version_(connection_.database().execAndGet(sql("data_version")).getInt64()),
      thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
    if (broken_) return;
    try {
        failpoint("before_last_checkpoint");
        connection_.statement("last_checkpoint").executeStep();
        mark_as_left(file_);
        failpoint("after_last_checkpoint");
    } catch (const SQLite::Exception&) {
        // The log stays beside the file; the next start reads it.
    }
}

void SqliteWriter::write(Store::Work work, Store::Done done) {
    bool taken = false;
    {
        const std::lock_guard lock(mutex_);
        taken = queue_.size() < longest_queue && !stopping_;
        if (taken) queue_.push_back({std::move(work), std::move(done)});
    }
    if (taken)
        wake_.notify_one();
    else
        done(ready(tl::unexpected(queue_full()), nullptr));
}

void SqliteWriter::distrust(std::string why) {
    {
        const std::lock_guard lock(mutex_);
        distrusted_ = std::move(why);
    }
    wake_.notify_one();
}

void SqliteWriter::run() {
    sqlite3_wal_hook(
        connection_.database().getHandle(),
        [](void* writer, sqlite3*, const char*, int pages) {
            static_cast<SqliteWriter*>(writer)->log_pages_ = pages;
            static_cast<SqliteWriter*>(writer)->log_grew_ = true;
            return SQLITE_OK;
        },
        this);
    for (;;) {
        Group group;
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [&] { return stopping_ || distrusted_ || !queue_.empty(); });
            if (distrusted_ && !broken_)
                break_down(disk_failed("damaged: " + *std::exchange(distrusted_, {})));
            distrusted_.reset();
            if (queue_.empty() && !stopping_) continue;
            if (queue_.empty()) return;
            while (!queue_.empty() && group.size() < largest_group) {
                group.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        commit(std::move(group));
    }
}

/// One transaction, one sync: each request in a savepoint of its own; commit, publish, answer, tidy up.
void SqliteWriter::commit(Group group) {
    std::vector<Outcome> outcomes;
    const bool stored = !broken_ && store(group, outcomes);
    if (stored) tell_follower();
    if (stored) publish(outcomes);
    if (stored) put_back(group);
    for (Request& request : group)
        if (request.done) outcomes.push_back({std::move(request.done), tl::unexpected(*broken_), nullptr});
    failpoint("after_commit_before_ack");
    answer(outcomes);
    failpoint("after_ack");
    if (stored) checkpoint_when_long();
}

void SqliteWriter::answer(std::vector<Outcome>& outcomes) {
    for (Outcome& outcome : outcomes) outcome.done(ready(std::move(outcome.result), outcome.thrown));
    outcomes.clear();
}

bool SqliteWriter::is_heavy() {
    int bytes = 0;
    int highest = 0;
    sqlite3_db_status(connection_.database().getHandle(), SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0);
    return bytes > heavy_cache_bytes;
}

/// What a heavy group left out is first in the next one.
void SqliteWriter::put_back(Group& group) {
    const std::lock_guard lock(mutex_);
    for (; !group.empty() && group.back().done; group.pop_back()) queue_.push_front(std::move(group.back()));
}

bool SqliteWriter::store(Group& group, std::vector<Outcome>& outcomes) {
    const auto before = transaction_.mark();
    try {
        {
            const Patience patience(connection_);
            connection_.run("begin");
        }
        if (is_written_by_others()) {
            connection_.run("rollback");
            break_down(foreign_writer());
            return false;
        }
        for (Request& request : group) {
            outcomes.push_back(attempt(request));
            if (is_heavy()) break;
        }
        if (seeded_defect("ack_before_commit")) answer(outcomes);
        connection_.run("commit");
        return true;
    } catch (const SQLite::Exception& error) {
        transaction_.go_back(before);
        refuse_all(group, outcomes, error);
        return false;
    }
}

SqliteWriter::Outcome SqliteWriter::attempt(Request& request) {
    Outcome outcome{{}, Revision{0}, nullptr};
    transaction_.turn_page();
    const auto before = transaction_.mark();
    if (!seeded_defect("no_savepoint")) connection_.run("savepoint");
    try {
        const Result<void> done = request.work(transaction_);
        if (done) transaction_.close_page();
        outcome.result = done ? Result<Revision>(transaction_.last()) : tl::unexpected(done.error());
    } catch (const SQLite::Exception& error) {
        if (!own_fault(error)) throw;
        outcome.thrown = std::current_exception();
    } catch (...) {
        outcome.thrown = std::current_exception();
    }
    if (!outcome.result || outcome.thrown) {
        if (!seeded_defect("no_savepoint")) connection_.run("rollback_to");
        transaction_.go_back(before);
    }
    if (!seeded_defect("no_savepoint")) connection_.run("release");
    outcome.done = std::exchange(request.done, nullptr);
    return outcome;
}

/// What is durable is published whatever happens: when a picture cannot be drawn from the last one, it is
/// drawn anew; when that fails too, nobody is told that it was not stored.
void SqliteWriter::publish(std::vector<Outcome>& outcomes) {
    Store::Commit commit = transaction_.take_commit();
    const Revision newest = commit.revision;
    const bool told = newest != revision_ || !commit.steps.empty();
    if (told && publish_) {
        try {
            try {
                publish_(std::move(commit));
            } catch (const std::exception&) {
                publish_({newest, true, {}});
            }
        } catch (const std::exception& error) {
            Error cause = unpublished();
            cause.subject = error.what();
            for (Outcome& outcome : outcomes)
                if (outcome.result && !outcome.thrown) outcome.result = tl::unexpected(unpublished());
            break_down(std::move(cause));
        }
    }
    revision_ = newest;
}

/// The disk said no: nothing of the group was stored, and everybody in it is told.
void SqliteWriter::refuse_all(Group& group, std::vector<Outcome>& outcomes, const SQLite::Exception& error) {
    // What of ours holds the lock that a transaction begins with lets go of it within `begin_patience_ms`.
    const Error refusal = no_space(connection_, error)          ? disk_full()
                          : error.getErrorCode() == SQLITE_BUSY ? being_written()
                                                                : disk_failed(error.what());
    if (sync_failed(error)) break_down(disk_failed(error.what()));
    if (sqlite3_get_autocommit(connection_.database().getHandle()) == 0) {
        try {
            connection_.run("rollback");
        } catch (const SQLite::Exception& worse) {
            break_down(disk_failed(worse.what()));
        }
    }
    for (Outcome& outcome : outcomes) {
        outcome.result = tl::unexpected(refusal);
        outcome.thrown = nullptr;
    }
    for (Request& request : group)
        if (request.done)
            outcomes.push_back({std::exchange(request.done, nullptr), tl::unexpected(refusal), nullptr});
}

void SqliteWriter::checkpoint_when_long() {
    if (log_pages_ <= checkpoint_pages) return;
    try {
        failpoint("before_checkpoint");
        SQLite::Statement& checkpoint = connection_.statement("checkpoint");
        checkpoint.executeStep();
        checkpoint.reset();
        mark_as_left(file_);
        failpoint("after_checkpoint");
    } catch (const SQLite::Exception& error) {
        // The log keeps what could not be moved; only a failed sync says that the disk is not to be trusted.
        if (sync_failed(error)) break_down(disk_failed(error.what()));
    }
}

LogPosition SqliteWriter::follow(LogFollower* follower) {
    follower_ = follower;
    LogPosition now = position();
    // The facts of this group are not in the log yet.
    now.revision = revision_.load();
    return now;
}

void SqliteWriter::tell_follower() {
    if (std::exchange(log_grew_, false) && follower_ != nullptr) follower_->committed(position());
}

/// A log that cannot be read has salt 0, which no follower finds in it.
LogPosition SqliteWriter::position() {
    constexpr off_t salts_at = 16;
    LogPosition now{0, static_cast<std::uint32_t>(log_pages_), transaction_.last()};
    if (log_pages_ == 0) return now;
    try {
        if (!log_) log_.emplace(file_.string() + "-wal", O_RDONLY);
        if (::pread(log_->get(), &now.salt, sizeof now.salt, salts_at) != sizeof now.salt) now.salt = 0;
    } catch (const std::system_error&) {
        now.salt = 0;
    }
    return now;
}

bool SqliteWriter::is_written_by_others() {
    SQLite::Statement& version = connection_.statement("data_version");
    version.executeStep();
    const std::int64_t now = version.getColumn(0).getInt64();
    version.reset();
    return now != data_version_;
}

void SqliteWriter::break_down(Error error) {
    if (broken_) return;
    broken_ = error;
    if (tell_broken_) tell_broken_(error);
}

}  // namespace courtyard
