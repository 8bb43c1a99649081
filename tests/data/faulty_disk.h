// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <cstring>

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

  private:
    static sqlite3_vfs*& real_vfs() {
        static sqlite3_vfs* vfs = nullptr;
        return vfs;
    }
    /// The real file keeps its own state; only writing and syncing are asked here first.
    static void take_over(sqlite3_file& file) {
        static const sqlite3_io_methods* const real = file.pMethods;
        static sqlite3_io_methods faulty = [] {
            sqlite3_io_methods methods = *real;
            methods.xWrite = [](sqlite3_file* f, const void* bytes, int count, sqlite3_int64 at) {
                if (fault == Fault::full) return SQLITE_FULL;
                if (fault == Fault::write_error) return SQLITE_IOERR_WRITE;
                return real->xWrite(f, bytes, count, at);
            };
            methods.xSync = [](sqlite3_file* f, int flags) {
                ++syncs;
                if (fault == Fault::sync_error) return SQLITE_IOERR_FSYNC;
                return real->xSync(f, flags);
            };
            return methods;
        }();
        if (file.pMethods == real) file.pMethods = &faulty;
    }

    sqlite3_vfs* real_;
    sqlite3_vfs vfs_;
};

}  // namespace courtyard
