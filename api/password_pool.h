// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace courtyard {

/// Where passwords are checked: two threads of their own, because each check takes 64 MiB and a tenth of a
/// second, and a storm of sign-ins shall neither fill the memory nor hold those who answer everything else.
///
/// Threads   safe to call concurrently
class PasswordPool {
  public:
    static constexpr std::size_t threads = 2;
    static constexpr std::size_t longest_queue = 16;

    PasswordPool();
    /// Finishes what is queued.
    ~PasswordPool();

    /// Whether there was room in the queue; then `work`, which does not throw, runs on one of the threads.
    bool ask(std::function<void()> work);
    /// Runs `work` there and waits for it. @return   false when there was no room
    bool run(const std::function<void()>& work);

  private:
    void serve();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace courtyard
