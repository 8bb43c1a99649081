// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace courtyard {

/// A fixed number of threads with a short queue before them; what does not fit is told so at once.
///
/// Threads   safe to call concurrently
class WorkerPool {
  public:
    WorkerPool(unsigned threads, std::size_t queue_limit);
    ~WorkerPool();

    /// Queues a job, which must not throw. False when the queue is full or the pool has stopped.
    [[nodiscard]] bool submit(std::function<void()> job);
    /// Jobs that wait for a thread.
    std::size_t queued() const;
    /// Drops the jobs that wait, lets those that run finish, joins the threads. Idempotent.
    void stop();

  private:
    void work();

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> jobs_;
    std::size_t queue_limit_;
    std::size_t idle_ = 0;
    bool stopped_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace courtyard
