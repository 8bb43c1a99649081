// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "data/photo/photo_archive.h"
#include "data/photo/photo_intake.h"
#include "data/read/table.h"
#include "data/sandbox/channel.h"
#include "data/sandbox/confinement.h"
#include "data/sandbox/parse_worker.h"

namespace courtyard {

/// Whether a machine without seccomp may parse uploads at all.
enum class SandboxRule : std::uint8_t { required, best_effort };

struct ParsingOptions {
    std::filesystem::path program = "/proc/self/exe";  ///< the one with `parse-worker`
    SandboxRule rule = SandboxRule::required;
    WorkerLimits limits = WorkerLimits::usual();
    std::size_t waiting = 2;                     ///< workers of a kind that are ready before an upload comes
    std::size_t running = 4;                     ///< uploads parsed at once; more wait
    std::chrono::milliseconds patience{60'000};  ///< without a word from a worker
    std::chrono::milliseconds turn{30'000};      ///< for a place among the running
};

class ParsingPool;

/// One worker at work, or waiting for it. It is killed with its owner.
class ParsingWorker {
  public:
    ParsingWorker(Descriptor process, Channel channel)
        : process_(std::move(process)), channel_(std::move(channel)) {}
    ~ParsingWorker();
    ParsingWorker(ParsingWorker&&) noexcept = default;
    ParsingWorker& operator=(ParsingWorker&&) noexcept = delete;

    Channel& channel() { return channel_; }
    bool lives() const;

  private:
    friend class ParsingPool;
    Descriptor process_;
    Channel channel_;
    ParsingPool* running_in_ = nullptr;  ///< where its place becomes free again
};

/// Parses uploads in processes of their own: no network, no other file, bounded memory and time, one upload
/// each. What a worker says is checked word by word; whatever else happens to it is an error of that upload.
///
/// Threads   all calls from any thread; the pool outlives its tables
class ParsingPool {
  public:
    /// Starts the spawner and has one worker try to break out.
    ///
    /// Errors   unavailable: sandbox.missing (the kernel refuses seccomp, or a worker got out, and the rule
    ///          is `required`), import.parser_unavailable
    static Result<std::unique_ptr<ParsingPool>> start(ParsingOptions options);
    ~ParsingPool();
    ParsingPool(const ParsingPool&) = delete;
    ParsingPool& operator=(const ParsingPool&) = delete;

    /// As `courtyard::open_table`, of one file without siblings.
    ///
    /// Errors   those, and invalid_input: import.parser_failed (crash, loop, too much memory, nonsense);
    ///          unavailable: import.parser_unavailable
    Result<std::unique_ptr<Table>> open_table(const std::filesystem::path& path, const TableOptions& options);
    /// `open_table` as a value.
    TableOpener opener();
    /// As `courtyard::read_photo_archive`.
    ///
    /// Errors   those, and those of `open_table`
    Result<void> read_photo_archive(const std::filesystem::path& archive, ArchiveLimits limits,
                                    FoundFiles& taker);
    /// `read_photo_archive` as a value.
    PhotoUnpacker unpacker();
    /// As `courtyard::read_photo`.
    Result<PhotoReading> read_photo(std::span<const std::byte> jpeg);
    /// `read_photo` as a value.
    PhotoReader photo_reader();
    /// What the kernel granted to the first worker.
    wire::Confinement confinement() const { return confinement_; }
    /// What the first worker could do that it should not: empty under seccomp.
    const std::vector<std::string>& escapes() const { return escapes_; }

  private:
    friend class ParsingWorker;
    explicit ParsingPool(ParsingOptions options) : options_(std::move(options)) {}

    Result<void> try_out();
    Result<ParsingWorker> take(WorkerKind kind);
    Result<ParsingWorker> ready_worker(WorkerKind kind, std::unique_lock<std::mutex>& lock);
    Result<ParsingWorker> spawn(WorkerKind kind);
    bool start_spawner();
    void stop_spawner();
    void give_back();

    ParsingOptions options_;
    wire::Confinement confinement_;
    std::vector<std::string> escapes_;
    std::mutex mutex_;
    std::condition_variable place_free_;
    std::size_t running_ = 0;
    std::deque<ParsingWorker> waiting_for_tables_;
    std::deque<ParsingWorker> waiting_for_photos_;
    Descriptor control_;
    int spawner_ = -1;
};

}  // namespace courtyard
