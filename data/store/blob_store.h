// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/store/directory_sync.h"
#include "geo/result.h"

namespace courtyard {

/// Photos on disk by content hash: `blobs/aa/<sha256>`, and beside them `copies/aa/<sha256>.jpg`, thumbnails
/// that can be made again.
///
/// A file is written elsewhere in the data folder, synced, renamed to its place, and its folder synced: under
/// its hash there is the whole of it or nothing. The row of a blob is written after that and deleted before
/// the file is: a row never names a file that is not there.
///
/// Threads   safe to call concurrently
class BlobStore {
  public:
    /// `folder` is the data folder, with its `blobs` and `spool`.
    explicit BlobStore(std::filesystem::path folder, DiskCalls calls = DiskCalls::real());

    /// Called once, on the thread that met it, when a sync failed and nothing will be kept any more. The
    /// process shall end, so that a new one reads what the disk really holds. Set before the first photo.
    void on_broken(std::function<void(const Error&)> tell) { tell_broken_ = std::move(tell); }

    /// While one of these is held, no file is removed: held from before the file is kept until its row is
    /// durable.
    std::shared_lock<std::shared_mutex> while_keeping() { return std::shared_lock(keeping_); }

    /// Moves a file of the data folder's disk to its place; durable on return. Twice is the same as once.
    ///
    /// Errors   unavailable: store.full; store.failed (a sync failed: from then on nothing is kept); throws
    ///          std::system_error when the file cannot be opened or moved
    Result<void> keep(const std::filesystem::path& file, const std::string& sha256);
    /// The same with bytes in memory.
    Result<void> keep(std::span<const std::byte> bytes, const std::string& sha256);

    struct Kept {
        std::filesystem::path file;
        std::string sha256;
    };
    /// The same with many at once: their bytes are synced side by side, and each folder once for all of them.
    Result<void> keep(std::span<const Kept> files);

    std::filesystem::path path_of(const std::string& sha256) const;

    /// A thumbnail is kept without a sync: after a crash it may be missing or torn.
    void keep_copy(const std::string& sha256, std::string_view thumbnail);
    /// The thumbnail if it is there and has this hash.
    std::optional<std::string> copy_of(const std::string& sha256, const std::string& copy_sha256) const;

    /// Removes what `forget` names, while nothing is being kept. `forget` deletes the rows durably first.
    template <class Forget>
    std::size_t remove(Forget forget) {
        const std::unique_lock alone(keeping_);
        const std::vector<std::string> forgotten = forget();
        for (const std::string& sha256 : forgotten) remove_files(sha256);
        return forgotten.size();
    }

    /// Hashes of files that are older than `age`: those without a row were never acknowledged.
    std::vector<std::string> older_than(std::chrono::hours age) const;

  private:
    Result<void> folders_for(const std::set<std::string>& names);
    Result<void> sync_bytes(const std::filesystem::path& file);
    Result<void> refused(const std::error_code& why);
    Result<void> broken(const std::error_code& why);
    Result<void> refused_or_thrown(const std::error_code& why, const std::filesystem::path& path);
    void remove_files(const std::string& sha256);
    std::filesystem::path copy_path_of(const std::string& sha256) const;

    std::filesystem::path folder_;
    DiskCalls calls_;
    DirectorySync directories_;
    std::shared_mutex keeping_;
    std::mutex known_mutex_;
    std::set<std::string> known_folders_;  ///< under blobs/, with durable names
    std::atomic<bool> failed_{false};
    std::function<void(const Error&)> tell_broken_ = [](const Error&) {};
    std::atomic<std::uint64_t> next_{0};
};

/// SHA-256, lower-case hex.
std::string sha256_of(std::span<const std::byte> bytes);

}  // namespace courtyard
