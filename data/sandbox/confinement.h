// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "data/sandbox/wire.h"

namespace courtyard {

/// What a parsing worker may use up. 0: no limit.
struct WorkerLimits {
    std::uint64_t data_mib = 1024;     ///< memory of its own
    std::uint64_t address_mib = 2560;  ///< with the program, its libraries and the upload
    std::uint64_t cpu_s = 30;

    /// With a sanitizer, whose shadow takes terabytes of addresses, memory has no limit.
    static WorkerLimits usual();
};

/// The socket to the server has this number in a worker; it is the only one that may be written to.
constexpr int worker_socket = 3;

/// The list of system calls that a parsing worker may make, made before it is needed.
///
/// The default is refusal (EPERM). What remains: memory that is not executable, reading and writing what is
/// open, waiting, the clock, and the end. Nothing that opens, connects, starts, traces or signals; those that
/// no parser has ever tried (ptrace, bpf, io_uring, ...) end the process.
class SystemCallFilter {
  public:
    SystemCallFilter();
    /// For good. False where the kernel has no seccomp.
    bool close() const;

  private:
    struct Release {
        void operator()(void* context) const;
    };
    std::unique_ptr<void, Release> context_;
};

/// Shuts this process in, for good: no new privileges, limits, no files by Landlock, no system calls but the
/// filter's. Run as root, it first becomes nobody. Says which of them the kernel granted.
wire::Confinement confine(const WorkerLimits& limits, const SystemCallFilter& filter);

/// Tries what a worker must not be able to do and names what it could: open a file, make one, connect, start
/// a program, fork, signal, trace.
std::vector<std::string> escapes();

}  // namespace courtyard
