// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace courtyard {

/// A place for a value that is shared: whoever takes it keeps it, whatever is put there afterwards.
///
/// In place of std::atomic<std::shared_ptr>, whose reader in libstdc++ 12 lets go of its lock without saying
/// that it has read: harmless on x86, not elsewhere, and a race to ThreadSanitizer.
///
/// Cost      a lock that is held while a pointer is copied
/// Threads   any
template <class Value>
class SharedPlace {
  public:
    using Pointer = std::shared_ptr<const Value>;

    Pointer load() const {
        const std::lock_guard lock(mutex_);
        return held_;
    }
    /// What was there before ends outside the lock.
    void store(Pointer next) {
        const std::lock_guard lock(mutex_);
        held_.swap(next);
    }

  private:
    mutable std::mutex mutex_;
    Pointer held_;
};

}  // namespace courtyard
