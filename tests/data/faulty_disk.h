// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>

namespace courtyard {

/// A disk that fails when it is told to: stands between SQLite and the real one while it lives. One at a
/// time.
class FaultyDisk {
  public:
    enum class Fault : int { none, full, write_error, sync_error };

    FaultyDisk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
        vfs_.zName = "faulty";
        vfs_.xOpen = [](sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
            const int opened = real_vfs()->xOpen(real_vfs(), name, file, flags, out);
            if (opened == SQLITE_OK && file->pMethods != nullptr) take_over(*file);
            return opened;
        };
        real_vfs() = real_;
        fault = Fault::none;
        syncs = 0;
        lock_refusals = 0;
        sqlite3_vfs_register(&vfs_, 1);
    }
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;
    ~FaultyDisk() {
        fault = Fault::none;
        sqlite3_vfs_register(real_, 1);
        sqlite3_vfs_unregister(&vfs_);
    }

    static inline std::atomic<Fault> fault = Fault::none;
    static inline std::atomic<int> syncs = 0;  ///< asked for, failed ones included

    /// So many times the lock that a transaction begins with is somebody else's.
    static inline std::atomic<int> lock_refusals = 0;

  private:
    static sqlite3_vfs*& real_vfs() {
        static sqlite3_vfs* vfs = nullptr;
        return vfs;
    }
    /// The methods of one kind of file, failing ones before the real ones: a file finds the latter by its
    /// own.
    struct Methods {
        sqlite3_io_methods failing;
        const sqlite3_io_methods* real;
    };
    static const sqlite3_io_methods& real_of(sqlite3_file* file) {
        return *reinterpret_cast<const Methods*>(file->pMethods)->real;
    }
    /// The real file keeps its own state; only writing and syncing are asked here first. Databases, logs and
    /// temporary files have methods of their own kinds.
    static void take_over(sqlite3_file& file) {
        static std::map<const sqlite3_io_methods*, Methods> kinds;
        static std::mutex mutex;
        const std::lock_guard lock(mutex);
        const auto [kind, fresh] = kinds.try_emplace(file.pMethods, Methods{*file.pMethods, file.pMethods});
        kind->second.failing.xWrite = [](sqlite3_file* f, const void* bytes, int count, sqlite3_int64 at) {
            if (fault == Fault::full) return SQLITE_FULL;
            if (fault == Fault::write_error) return SQLITE_IOERR_WRITE;
            return real_of(f).xWrite(f, bytes, count, at);
        };
        kind->second.failing.xSync = [](sqlite3_file* f, int flags) {
            ++syncs;
            if (fault == Fault::sync_error) return SQLITE_IOERR_FSYNC;
            return real_of(f).xSync(f, flags);
        };
        if (kind->second.real->xShmLock != nullptr)
            kind->second.failing.xShmLock = [](sqlite3_file* f, int first, int count, int flags) {
                constexpr int write_lock = 0;
                constexpr int taking = SQLITE_SHM_LOCK | SQLITE_SHM_EXCLUSIVE;
                if (first == write_lock && flags == taking && lock_refusals > 0) {
                    --lock_refusals;
                    return SQLITE_BUSY;
                }
                return real_of(f).xShmLock(f, first, count, flags);
            };
        file.pMethods = &kind->second.failing;
    }

    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
};

}  // namespace courtyard
