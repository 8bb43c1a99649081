// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>

namespace disk_shim {

/// What the disk refuses, as one character of the control file: `-` nothing, `S` ENOSPC, `E` EIO, `R` EROFS.
/// The second character says how often: `o` once, `s` until it is taken back.
struct Fault {
    std::atomic<char> kind;
    std::atomic<char> mode;

    /// The errno to fail with now, or 0. Counts what it refuses.
    int strike(std::atomic<std::uint64_t>& refused);
};

/// The first bytes of the control file, mapped: the harness writes it, the program under test obeys at once.
struct Control {
    Fault write;  ///< writes, truncations, new files, renames
    Fault sync;   ///< fsync and fdatasync
    char reserved[4];
    std::atomic<std::int64_t> clock_offset_s;  ///< added to the wall clock
    std::atomic<std::uint64_t> refused;        ///< how many calls were failed
};
static_assert(sizeof(Control) == 24);

/// The control block of this process; one that asks for nothing when COURTYARD_DISK_CONTROL is not set.
Control& control();

}  // namespace disk_shim
