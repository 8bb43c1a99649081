// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "data/backup/change_follower.h"
#include "data/backup/full_backup.h"
#include "data/store/blob_store.h"

namespace courtyard {

/// When and where a server backs itself up.
struct BackupTerms {
    std::filesystem::path data;
    std::filesystem::path folder;
    std::filesystem::path key_file;
    std::chrono::minutes every{60};
    std::chrono::seconds changes_every{30};
    unsigned keep = 48;  ///< backups; older ones and what only they need go
};

/// Backs the data up while the server runs: a whole backup at the start, every so often and when asked, and
/// between them what is committed, within `changes_every`. On threads of its own that keep nobody waiting.
///
///     FOLDER/courtyard-20261128T150000Z-r123.backup     both databases, definitions, the list of contents
///     FOLDER/changes/STREAM/00000001.changes            the commits since, in order
///     FOLDER/photos/aa/NAME                             each photo once
///
/// Threads   safe to call concurrently
class BackupKeeper {
  public:
    /// Errors   those of `BackupKey::read` and `key_lies_apart`; unsupported: backup.other_store;
    ///          unavailable: backup.folder
    static Result<std::unique_ptr<BackupKeeper>> start(Store& store, BlobStore& blobs, BackupTerms terms);
    BackupKeeper(const BackupKeeper&) = delete;
    BackupKeeper& operator=(const BackupKeeper&) = delete;
    /// Ends a backup that is being made at its next step, and writes out what was committed.
    ~BackupKeeper();

    /// One that lies in the folder.
    struct Kept {
        std::string name;
        Instant made_at;
        Revision revision = 0;
        std::uint64_t bytes = 0;
    };
    struct State {
        std::vector<Kept> backups;  ///< the newest first
        bool running = false;
        std::string doing;
        std::size_t done = 0;
        std::size_t total = 0;
        /// When the last one was made; of an earlier process, when it was begun, as its name says.
        std::optional<Instant> finished_at;
        Revision whole = 0;  ///< the newest revision that a whole backup holds
        std::string failed;  ///< why the last attempt was not; empty when it was
        std::uint64_t made = 0;
        std::uint64_t failures = 0;
        bool following = false;
        ChangeFollower::Figures changes;
    };
    State state() const;
    /// The same without looking into the folder.
    State figures() const;
    /// Makes one soon. @return   false: one is being made already
    bool ask();

  private:
    BackupKeeper(Store& store, PageSource& source, BlobStore& blobs, BackupTerms terms, BackupKey key);
    void run(const std::stop_token& stop);
    void back_up(const std::stop_token& stop);
    Result<BackupManifest> make(const std::stop_token& stop);
    Result<void> follow_anew();
    void let_go();

    Store& store_;
    PageSource& source_;
    BlobStore& blobs_;
    const BackupTerms terms_;
    const BackupKey key_;
    PhotoVault vault_;

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    State state_;
    bool asked_ = true;
    std::unique_ptr<ChangeFollower> follower_;
    std::jthread thread_;
};

/// The backups of a folder by their names, the newest first.
std::vector<BackupKeeper::Kept> backups_in(const std::filesystem::path& folder);

}  // namespace courtyard
