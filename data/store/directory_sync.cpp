// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/directory_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "data/store/file_handle.h"

namespace courtyard {

DiskCalls DiskCalls::real() { return {&::fdatasync, &::fsync}; }

std::error_code DirectorySync::sync(const std::filesystem::path& directory) {
    const FileHandle handle(directory, O_RDONLY | O_DIRECTORY);
    std::unique_lock lock(mutex_);
    Group& group = groups_[directory];
    // A sync that runs already may have missed our name: the next one has it.
    const std::uint64_t ours = group.begun + 1;
    ++group.waiting;
    while (group.done < ours && !group.failed) {
        if (group.running) {
            group.turn.wait(lock);
            continue;
        }
        group.running = true;
        const std::uint64_t round = ++group.begun;
        lock.unlock();
        const int failed = calls_.sync_all(handle.get()) == 0 ? 0 : errno;
        lock.lock();
        group.running = false;
        group.done = round;
        if (failed != 0) group.failed = {failed, std::generic_category()};
        group.turn.notify_all();
    }
    --group.waiting;
    return group.failed;
}

std::size_t DirectorySync::waiting(const std::filesystem::path& directory) {
    const std::lock_guard lock(mutex_);
    return groups_[directory].waiting;
}

}  // namespace courtyard
