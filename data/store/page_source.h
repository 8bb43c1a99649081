// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "data/store/store.h"

namespace courtyard {

/// Where the log of a store stands after a commit.
struct LogPosition {
    std::uint64_t salt = 0;    ///< of this filling of the log; 0: nothing was written since the start
    std::uint32_t frames = 0;  ///< pages in it, this commit's included
    Revision revision = 0;
};

/// Is told of every commit that changed a page.
class LogFollower {
  public:
    virtual ~LogFollower() = default;
    /// On the writer thread: quick, and nothing is waited for.
    virtual void committed(const LogPosition& position) noexcept = 0;
};

/// A store whose pages can be copied while it is written to, and followed from then on: what backups are made
/// of. `dynamic_cast` a Store to it; one that is kept elsewhere is backed up by other means.
class PageSource {
  public:
    virtual ~PageSource() = default;

    using Progress = std::function<void(std::size_t done, std::size_t total)>;
    /// Copies everything that is committed at one moment into a new file, page by page. `pinned` runs on the
    /// writer thread at that moment, between two commits; the copying itself keeps nobody waiting.
    ///
    /// Errors   those of `Store::write`; throws std::exception when the disk refuses
    virtual Result<void> copy_pages(const std::filesystem::path& to, const std::function<void()>& pinned,
                                    const Progress& progress) = 0;

    /// From the next commit on the follower is told; nullptr: nobody any more. @return   where the log stands
    virtual Result<LogPosition> follow(LogFollower* follower) = 0;
    virtual std::filesystem::path log_file() const = 0;
};

}  // namespace courtyard
