// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace disk_shim {

/// What a power cut would take away: before each change of a file or a folder under COURTYARD_DISK_FOLDER its
/// undoing is appended to COURTYARD_DISK_JOURNAL; a sync that succeeded says which of them are past.
///
/// A record is a head of seven little-endian numbers, the names (each ended by NUL), and the bytes that were
/// there before. tests/crash/power_cut.mjs reads it backwards. The journal lies outside the folder and is
/// written before the change, so a kill at any moment leaves it complete.
class Journal {
  public:
    static Journal& of_this_process();

    bool keeps(std::string_view absolute_path) const;

    /// Held while a change is noted and made, so that what is noted is what was there.
    std::mutex& pen() { return pen_; }

    void before_write(int file, std::uint64_t offset, std::uint64_t length);
    void before_truncate(int file, std::uint64_t new_size);
    void before_create(const std::string& path);
    void before_remove(const std::string& path);
    void before_rename(const std::string& from, const std::string& to);

    /// Where the journal ends: what stands before it is covered by a sync that begins now.
    std::uint64_t mark() const;
    void after_sync(int file, std::uint64_t mark);

  private:
    Journal();
    struct Head {
        std::uint32_t kind = 0;
        std::uint32_t names = 0;
        std::uint64_t inode = 0;
        std::uint64_t offset = 0;
        std::uint64_t old_size = 0;
        std::uint64_t payload = 0;
        std::uint64_t extra = 0;
    };
    void append(Head head, std::string_view names, std::string_view payload);
    std::string keep_content_of(const std::string& path);

    std::string folder_;
    std::string file_name_;
    int file_ = -1;
    std::uint64_t kept_ = 0;
    std::mutex pen_;
};

}  // namespace disk_shim
