// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "data/store/file_handle.h"
#include "data/store/page_source.h"
#include "data/store/sqlite_transaction.h"
#include "data/store/store.h"

namespace courtyard {

/// The one thread that writes: takes what is queued, commits it as a group with one sync, publishes, answers,
/// and checkpoints the log between groups.
///
/// When the disk says no, the group is rolled back and everybody in it is told; the next group may fare
/// better. When a sync fails, nothing is acknowledged any more; nor when another program wrote into the file
/// (store.foreign_writer), for what it wrote has no number, no receipt and no place in the audit.
class SqliteWriter {
  public:
    /// A file that is as the store left it is used as it is (`is_unread` then says so); any other is read
    /// from end to end first.
    SqliteWriter(const std::filesystem::path& file, const EvidenceLimits& limits);
    /// Finishes what is queued.
    ~SqliteWriter();

    void write(Store::Work work, Store::Done done);
    void on_commit(Store::Publish publish) { publish_ = std::move(publish); }
    void on_broken(std::function<void(const Error&)> tell) { tell_broken_ = std::move(tell); }
    Revision revision() const { return revision_.load(); }
    bool is_unread() const { return unread_; }
    /// Who is told of every commit from the next one on. On the writer thread, that is inside a unit of work.
    /// @return   where the log stands, that unit of work and its group not included
    LogPosition follow(LogFollower* follower);
    /// Damage was found: nothing is acknowledged any more.
    void distrust(std::string why);

  private:
    struct Request {
        Store::Work work;
        Store::Done done;
    };
    /// What a request's work came to, told when its group is durable.
    struct Outcome {
        Store::Done done;
        Result<Revision> result;
        std::exception_ptr thrown;
    };
    using Group = std::deque<Request>;

    void run();
    void commit(Group group);
    /// Whether the transaction has changed so much that it is to end.
    bool is_heavy();
    void put_back(Group& group);
    bool store(Group& group, std::vector<Outcome>& outcomes);
    Outcome attempt(Request& request);
    static void answer(std::vector<Outcome>& outcomes);
    void publish(std::vector<Outcome>& outcomes);
    void refuse_all(Group& group, std::vector<Outcome>& outcomes, const SQLite::Exception& error);
    void checkpoint_when_long();
    void tell_follower();
    LogPosition position();
    void break_down(Error error);
    /// Whether the file has a commit that is not ours. Exact inside a transaction.
    bool is_written_by_others();

    const std::filesystem::path file_;
    const bool unread_;
    SqliteConnection connection_;
    SqliteTransaction transaction_;
    Store::Publish publish_;
    std::function<void(const Error&)> tell_broken_;
    std::atomic<Revision> revision_;
    const std::int64_t data_version_;  ///< moves with the commits of other connections only
    std::optional<Error> broken_;
    int log_pages_ = 0;  ///< in the log after the last commit
    bool log_grew_ = false;
    LogFollower* follower_ = nullptr;
    std::optional<FileHandle> log_;  ///< for the one number that tells one filling of the log from the next

    std::mutex mutex_;
    std::condition_variable wake_;
    Group queue_;
    bool stopping_ = false;
    std::optional<std::string> distrusted_;
    std::thread thread_;
};

}  // namespace courtyard
