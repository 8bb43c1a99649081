// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/crash/disk_shim/control.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <new>

namespace disk_shim {
namespace {

Control* mapped() {
    static Control nothing{};
    const char* name = std::getenv("COURTYARD_DISK_CONTROL");
    if (name == nullptr) return &nothing;
    // The plain system call: `open` is ours.
    const auto file = static_cast<int>(syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC));
    if (file < 0) return &nothing;
    void* block = mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    return block == MAP_FAILED ? &nothing : static_cast<Control*>(block);
}

}  // namespace

Control& control() {
    static Control* const block = mapped();
    return *block;
}

int Fault::strike(std::atomic<std::uint64_t>& refused) {
    char now = kind.load();
    if (now == '\0' || now == '-') return 0;
    if (mode.load() == 'o' && !kind.compare_exchange_strong(now, '-')) return 0;
    ++refused;
    return now == 'S' ? ENOSPC : now == 'R' ? EROFS : EIO;
}

}  // namespace disk_shim
