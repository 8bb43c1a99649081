// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sqlite_store.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "data/store/failpoint.h"
#include "data/store/sql_statements.h"
#include "data/store/sqlite_facts.h"
#include "data/store/sqlite_photos.h"
#include "data/store/sqlite_receipts.h"
#include "data/store/sqlite_transaction.h"

namespace courtyard {
namespace {

constexpr std::size_t longest_queue = 4096;
constexpr std::size_t largest_group = 256;
constexpr std::uintmax_t checkpoint_bytes = std::uintmax_t{16} << 20;

tl::unexpected<Error> store_failed(const std::string& reason) {
    return fail(ErrorCode::unavailable, "store.failed",
                {"存储出错，本条没有保存：" + reason, "the store failed, nothing was stored: " + reason});
}

class SqliteStore final : public Store {
  public:
    explicit SqliteStore(const std::filesystem::path& file)
        : file_(file),
          writer_(migrated(file)),
          transaction_(writer_),
          reader_(file, Access::read_only),
          revision_(transaction_.last()),
          thread_([this] { run(); }) {}

    ~SqliteStore() override {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
        try {
            failpoint("before_last_checkpoint");
            writer_.database().exec("PRAGMA wal_checkpoint(TRUNCATE)");
            failpoint("after_last_checkpoint");
        } catch (const SQLite::Exception&) {
            // The log stays beside the file; the next start reads it.
        }
    }

    std::future<Result<Revision>> write(Work work) override {
        Request request{std::move(work), {}};
        auto answer = request.answer.get_future();
        {
            const std::lock_guard lock(mutex_);
            if (queue_.size() >= longest_queue || stopping_) {
                request.answer.set_value(fail(ErrorCode::unavailable, "store.busy",
                                              {"写入排队已满，请用同一编号重发",
                                               "too many writes are waiting; send again with the same id"}));
                return answer;
            }
            queue_.push_back(std::move(request));
        }
        wake_.notify_one();
        return answer;
    }

    void on_commit(Publish publish) override { publish_ = std::move(publish); }
    Revision revision() const override { return revision_.load(); }

    void read_facts(Revision after, Revision until,
                    const std::function<void(RecordedFact&&)>& visit) const override {
        const std::lock_guard lock(reading_);
        for (const std::string_view kind : fact_kinds()) {
            SQLite::Statement& rows = reader_.statement(fmt::format("facts_{}", kind));
            rows.bind(":after", after);
            rows.bind(":until", until);
            while (rows.executeStep()) visit(fact_of_row(kind, rows));
            rows.reset();
        }
    }

    std::optional<HouseholdRecord> household(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        auto fact = first_fact("household", bound(reader_.statement("household_by_id"), id));
        if (!fact) return std::nullopt;
        return std::get<HouseholdRecord>(std::move(fact->fact));
    }

    std::vector<RecordedFact> history_of(const std::string& household) const override {
        const std::lock_guard lock(reading_);
        std::vector<RecordedFact> history;
        const auto append = [&](std::string_view kind, SQLite::Statement& rows) {
            while (rows.executeStep()) history.push_back(fact_of_row(kind, rows));
            rows.reset();
        };
        append("household", bound(reader_.statement("versions_of_household"), household));
        append("decision", bound(reader_.statement("decisions_of_household"), household, ""));
        append("inspection", bound(reader_.statement("inspections_of_household"), household));
        return history;
    }

    std::optional<RecordedFact> inspection(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return first_fact("inspection", bound(reader_.statement("inspection_by_id"), id));
    }

    std::optional<StoredBatch> batch(const std::string& id) const override {
        const std::lock_guard lock(reading_);
        return stored_batch(reader_, id);
    }

    std::optional<Blob> blob(const std::string& sha256) const override {
        const std::lock_guard lock(reading_);
        return stored_blob(reader_, sha256);
    }

    std::vector<Blob> photos_of(const std::string& inspection, const std::string& account) const override {
        const std::lock_guard lock(reading_);
        return stored_photos(reader_, inspection, account);
    }

    std::vector<PhotoUse> uses_of(const Blob& blob) const override {
        const std::lock_guard lock(reading_);
        return stored_uses(reader_, blob);
    }

    std::vector<BatchSummary> batches(const std::string& account, std::size_t at_most) const override {
        const std::lock_guard lock(reading_);
        return batch_summaries(reader_, account, at_most);
    }

    std::vector<HeldUpload> held(std::span<const ContentHash> hashes) const override {
        const std::lock_guard lock(reading_);
        return held_uploads(reader_, hashes);
    }

    std::vector<Account> accounts() const override {
        const std::lock_guard lock(reading_);
        SQLite::Statement& rows = reader_.statement("accounts");
        std::vector<Account> list;
        while (rows.executeStep()) {
            const std::string area = rows.getColumn(2);
            list.push_back({rows.getColumn(0), rows.getColumn(1),
                            area.empty() ? AreaCode{} : AreaCode::parse(area).value(), rows.getColumn(3)});
        }
        rows.reset();
        return list;
    }

    std::vector<Credential> credentials() const override {
        const std::lock_guard lock(reading_);
        SQLite::Statement& rows = reader_.statement("credentials");
        std::vector<Credential> list;
        while (rows.executeStep())
            list.push_back(
                {rows.getColumn(0), rows.getColumn(1), rows.getColumn(2), Instant{rows.getColumn(3)}});
        rows.reset();
        return list;
    }

  private:
    struct Request {
        Work work;
        std::promise<Result<Revision>> answer;
    };
    /// What a request's work came to, told when its group is durable.
    struct Outcome {
        std::promise<Result<Revision>> answer;
        Result<Revision> result;
        std::exception_ptr thrown;
    };

    static SqliteConnection migrated(const std::filesystem::path& file) {
        SqliteConnection connection(file, Access::read_write);
        connection.refuse_damage();
        connection.migrate(
            std::array{sql_file("001_facts.sql"), sql_file("003_blobs.sql"), sql_file("004_receipts.sql")});
        complete_receipts(connection);
        return connection;
    }

    void run() {
        for (;;) {
            std::deque<Request> group;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
                if (queue_.empty()) return;
                while (!queue_.empty() && group.size() < largest_group) {
                    group.push_back(std::move(queue_.front()));
                    queue_.pop_front();
                }
            }
            commit(std::move(group));
        }
    }

    /// One transaction, one fsync: each request in a savepoint of its own; commit, publish, answer.
    void commit(std::deque<Request> group) {
        std::vector<Outcome> outcomes;
        transaction_.reset_rebuild();
        const Revision before = transaction_.last();
        try {
            if (failed_) throw SQLite::Exception("an earlier write failed");
            writer_.run("begin");
            for (Request& request : group) outcomes.push_back(attempt(request));
            if (seeded_defect("ack_before_commit")) answer(outcomes);
            writer_.run("commit");
            if (transaction_.last() != before) {
                if (publish_) publish_({transaction_.last(), transaction_.rebuild()});
                revision_ = transaction_.last();
            }
            checkpoint_when_long();
        } catch (const SQLite::Exception& error) {
            refuse_all(group, outcomes, before, error);
        }
        failpoint("after_commit_before_ack");
        answer(outcomes);
        failpoint("after_ack");
    }

    static void answer(std::vector<Outcome>& outcomes) {
        for (Outcome& outcome : outcomes) {
            if (outcome.thrown)
                outcome.answer.set_exception(outcome.thrown);
            else
                outcome.answer.set_value(std::move(outcome.result));
        }
        outcomes.clear();
    }

    Outcome attempt(Request& request) {
        Outcome outcome{std::move(request.answer), Revision{0}, nullptr};
        const Revision before = transaction_.last();
        if (!seeded_defect("no_savepoint")) writer_.run("savepoint");
        try {
            const Result<void> done = request.work(transaction_);
            outcome.result = done ? Result<Revision>(transaction_.last()) : tl::unexpected(done.error());
        } catch (const SQLite::Exception&) {
            throw;
        } catch (...) {
            outcome.thrown = std::current_exception();
        }
        if (!outcome.result || outcome.thrown) {
            if (!seeded_defect("no_savepoint")) writer_.run("rollback_to");
            transaction_.reset(before);
        }
        if (!seeded_defect("no_savepoint")) writer_.run("release");
        return outcome;
    }

    /// The disk said no: nothing of the group was stored, and everybody in it is told.
    void refuse_all(std::deque<Request>& group, std::vector<Outcome>& outcomes, Revision before,
                    const SQLite::Exception& error) {
        const bool full = error.getErrorCode() == SQLITE_FULL;
        if (sqlite3_get_autocommit(writer_.database().getHandle()) == 0) {
            try {
                writer_.run("rollback");
            } catch (const SQLite::Exception&) {
                failed_ = true;
            }
        }
        // A failed fsync is never tried again: what the kernel dropped is gone, and only a restart can tell.
        if (!full && error.getErrorCode() == SQLITE_IOERR) failed_ = true;
        transaction_.reset(before);
        const auto refusal = [&]() -> Result<Revision> {
            if (full)
                return fail(ErrorCode::unavailable, "store.full",
                            {"磁盘已满，本条没有保存；腾出空间后用同一编号重发",
                             "the disk is full, nothing was stored; free some space and send again with the "
                             "same id"});
            return store_failed(error.what());
        };
        for (Outcome& outcome : outcomes) {
            outcome.result = refusal();
            outcome.thrown = nullptr;
        }
        for (std::size_t i = outcomes.size(); i < group.size(); ++i)
            outcomes.push_back({std::move(group[i].answer), refusal(), nullptr});
    }

    void checkpoint_when_long() {
        std::error_code absent;
        const auto log_bytes = std::filesystem::file_size(file_.string() + "-wal", absent);
        if (absent || log_bytes <= checkpoint_bytes) return;
        failpoint("before_checkpoint");
        writer_.database().exec("PRAGMA wal_checkpoint(RESTART)");
        failpoint("after_checkpoint");
    }

    std::filesystem::path file_;
    SqliteConnection writer_;
    SqliteTransaction transaction_;
    mutable std::mutex reading_;
    mutable SqliteConnection reader_;
    Publish publish_;
    std::atomic<Revision> revision_;
    bool failed_ = false;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Request> queue_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::filesystem::path& folder) {
    const auto file = folder / "courtyard.db";
    try {
        return std::make_unique<SqliteStore>(file);
    } catch (const SQLite::Exception& error) {
        const std::string why = error.what();
        if (why.find("newer than") != std::string::npos)
            return fail(
                ErrorCode::unsupported, "store.newer",
                {"数据由更新版本的程序写成：" + why, "the data was written by a newer program: " + why},
                file.string());
        return fail(ErrorCode::unavailable, "store.damaged",
                    {"数据库打不开：" + why + "；请用最近的备份恢复",
                     "the database cannot be opened: " + why + "; restore the latest backup"},
                    file.string());
    }
}

}  // namespace courtyard
