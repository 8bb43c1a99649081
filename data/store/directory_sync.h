// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>

namespace courtyard {

/// How bytes and names reach stable storage. Tests put a failing disk in its place.
struct DiskCalls {
    int (*sync_data)(int file);
    int (*sync_all)(int file);

    static DiskCalls real();
};

/// Makes the names in directories durable, in groups: callers that wait for the same directory share one
/// fsync, which began after the last of them came; different directories go on side by side, and the
/// journal of the file system groups those.
///
/// Threads   safe to call concurrently
class DirectorySync {
  public:
    explicit DirectorySync(DiskCalls calls) : calls_(calls) {}

    /// Returns when every name that stood in the directory at the call is on stable storage, or why it never
    /// will be. Throws std::system_error when the directory cannot be opened.
    std::error_code sync(const std::filesystem::path& directory);

    /// How many callers are in `sync` for a directory just now.
    std::size_t waiting(const std::filesystem::path& directory);

  private:
    struct Group {
        std::size_t waiting = 0;
        std::uint64_t begun = 0;
        std::uint64_t done = 0;
        bool running = false;
        std::error_code failed;  ///< for good: what an fsync dropped cannot be asked for again
        std::condition_variable turn;
    };

    DiskCalls calls_;
    std::mutex mutex_;
    std::map<std::filesystem::path, Group> groups_;
};

}  // namespace courtyard
