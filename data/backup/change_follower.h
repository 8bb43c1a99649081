// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "data/backup/backup_key.h"
#include "data/backup/change_segment.h"
#include "data/backup/log_reader.h"
#include "data/backup/photo_vault.h"
#include "data/store/page_source.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

/// Writes down what is committed, behind the writer and without holding it: a segment whenever a mebibyte is
/// together or its first commit is as old as `every`. Photos go into the vault before the segment that knows
/// them.
///
/// When it missed something (it was a whole log behind, or its disk refused), the stream ends there, which
/// `on_end` is told of once; a new backup and a new follower begin another.
///
/// Threads   made and destroyed on one thread; `ordinal` on the writer thread
class ChangeFollower final : public LogFollower {
  public:
    struct Terms {
        std::filesystem::path data;     ///< the data folder
        std::filesystem::path changes;  ///< `changes/` of the backup folder
        const BackupKey& key;
        PhotoVault& vault;
        std::chrono::milliseconds every;
        std::function<void(const std::string& why)> on_end;
    };

    /// Errors   those of `PageSource::follow`
    static Result<std::unique_ptr<ChangeFollower>> start(PageSource& source, Terms terms);
    ChangeFollower(const ChangeFollower&) = delete;
    ChangeFollower& operator=(const ChangeFollower&) = delete;
    /// Writes out what is left, and follows no more.
    ~ChangeFollower() override;

    void committed(const LogPosition& position) noexcept override;

    const std::string& stream() const { return stream_; }
    /// How many commits were told of. On the writer thread.
    std::uint64_t ordinal() const { return ordinal_; }

    struct Figures {
        std::uint64_t segments = 0;
        std::uint64_t bytes = 0;
        std::uint64_t durable = 0;  ///< ordinal of the last commit that is in a segment
        Revision revision = 0;
    };
    Figures figures() const;

  private:
    struct Told {
        std::uint64_t ordinal = 0;
        LogPosition position;
        std::chrono::steady_clock::time_point at;
    };
    ChangeFollower(PageSource& source, Terms terms);
    void run(const std::stop_token& stop);
    bool take(const Told& told);
    void look_at_children();
    void write_out();
    void keep_photos();
    void end(const std::string& why);

    PageSource& source_;
    Terms terms_;
    std::string stream_;
    std::uint64_t ordinal_ = 0;  ///< of the writer thread
    std::atomic<bool> ended_{false};

    std::optional<LogReader> log_;
    SegmentDraft draft_;
    std::uint64_t number_ = 0;
    std::string before_;
    std::optional<SqliteConnection> children_;
    std::int64_t child_version_ = 0;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Told> told_;
    Figures figures_;
    std::jthread thread_;
};

}  // namespace courtyard
