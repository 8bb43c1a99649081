// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "api/access.h"

namespace courtyard {

/// On what terms exports are made while nobody waits.
struct ExportTerms {
    std::filesystem::path folder;  ///< its own; what an earlier process left in it is removed
    std::uint64_t rows = 200'000;  ///< an export of more rows is a job
    std::uint64_t bytes = std::uint64_t{256}
                          << 20U;  ///< so is a larger one, as far as can be told beforehand
    std::int64_t kept_ms = std::int64_t{24} * 3'600'000;
    std::size_t at_once = 2;
    std::size_t under_way = 16;         ///< waiting and running, in all
    std::size_t per_account = 3;        ///< under way, of one account (of anybody: of one address)
    std::size_t kept_per_account = 10;  ///< files; the oldest goes first
    std::uint64_t spare = std::uint64_t{256} << 20U;  ///< bytes that stay free on the disk
};

/// What is said where a disk has no room for an export: export.no_room.
Error no_room_for_export();
/// Whether a folder's disk takes so many bytes and keeps `spare` free. Where it cannot be told, it does.
///
/// Errors   unavailable: export.no_room
Result<void> room_for(const std::filesystem::path& folder, std::uint64_t bytes, std::uint64_t spare);

enum class ExportState : std::uint8_t { waiting, running, done, failed, stopped };

std::string_view to_string(ExportState state);

/// What is asked for, as those who ask later are told.
struct ExportOrder {
    std::string question;  ///< equal for the same file: an account that asks again gets the same job
    std::string layer;
    std::string ending;
    std::string file_name;
    std::string content_type;
    std::string disposition;
    Verb verb = Verb::see_aggregates;  ///< what one must be permitted to fetch it, beside exporting
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;  ///< as far as can be told beforehand
};

/// How far the writing has come; told by the writer, read by anybody.
using RowsDone = std::atomic<std::uint64_t>;
/// Writes the file. Errors are told to the caller; what it throws is logged. `unavailable` when it was
/// stopped.
using ExportWork = std::function<Result<void>(const std::filesystem::path& file, const std::stop_token& stop,
                                              RowsDone& done)>;

/// A job as it stands at one moment.
struct ExportJobState {
    std::string id;
    ExportState state = ExportState::waiting;
    ExportOrder order;
    std::uint64_t done = 0;   ///< rows
    std::uint64_t bytes = 0;  ///< of the file, when it is done
    Instant created{};
    Instant expires{};  ///< when it has ended
    std::optional<Error> error;
    std::filesystem::path file;
};

/// Exports that are made in the background and fetched later: in order, few at once, each account's for
/// itself.
///
/// A job belongs to the account that asked, in the role and area that it had then; to everybody else there is
/// none. What nobody in particular asked for is found by its id alone, and never handed to who asks the same:
/// they might remove it. Nothing outlives the process: at the
/// next start files are removed and ids unknown.
/// Threads   safe to call concurrently; works on threads of its own
class ExportJobs {
  public:
    explicit ExportJobs(ExportTerms terms);
    ~ExportJobs();
    ExportJobs(const ExportJobs&) = delete;
    ExportJobs& operator=(const ExportJobs&) = delete;

    /// Stops everything under way; nothing is begun afterwards. The store must not end before.
    void end();

    const ExportTerms& terms() const { return terms_; }

    /// Errors   unavailable: export.too_many (of this account), export.busy (in all), export.no_room (disk)
    Result<ExportJobState> begin(const Caller& caller, ExportOrder order, ExportWork work);
    /// Errors   not_found: job.unknown, job.expired
    Result<ExportJobState> find(const Caller& caller, std::string_view id);
    /// One's own, newest first; of nobody in particular: none.
    std::vector<ExportJobState> of(const Caller& caller);
    /// Stops what is under way and forgets what has ended, with its file. Errors   those of `find`
    Result<void> remove(const Caller& caller, std::string_view id);
    /// Removes what has been kept long enough. Happens by itself, with every call and once a minute.
    void sweep(Instant now);

  private:
    struct Job;
    void run(const std::stop_token& stop);
    void perform(Job& job);
    ExportJobState state_of(const Job& job) const;
    bool is_of(const Job& job, const Caller& caller) const;
    std::shared_ptr<Job> found(const Caller& caller, std::string_view id) const;
    void forget(const std::string& id);
    void drop_oldest(const Job& newest);
    Result<void> has_place(const Caller& caller, const ExportOrder& order) const;

    ExportTerms terms_;
    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<std::shared_ptr<Job>> jobs_;  ///< oldest first
    std::deque<std::shared_ptr<Job>> queue_;
    std::deque<std::shared_ptr<Job>> expired_;  ///< to say so; the last thousand
    std::vector<std::jthread> threads_;
    bool ended_ = false;
};

}  // namespace courtyard
