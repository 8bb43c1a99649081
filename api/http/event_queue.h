// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace courtyard {

/// Server-sent events on their way to one browser: pushed by any thread, drained by the connection.
///
/// Bounded: a reader that lags more than `capacity` messages loses them all and gets one `resync` instead.
/// Threads   safe to call concurrently
class EventQueue {
  public:
    explicit EventQueue(std::size_t capacity = 64);

    /// A whole message in wire form (`id: 7\nevent: change\ndata: {...}\n\n`).
    void push(std::string message);
    /// Ends the stream after what is queued.
    void close();

    /// What is waiting, joined; empty when nothing is. Nothing at all once closed and drained.
    std::optional<std::string> drain();
    /// Called (from the pushing thread) when something was pushed to an empty queue or it was closed. Called
    /// inside the queue's lock, so it must not call back; after `abandon` or another `on_ready` it never
    /// runs.
    void on_ready(std::function<void()> wake);
    /// True when the connection has gone; the hub drops the queue then.
    bool abandoned() const;
    void abandon();

  private:
    mutable std::mutex mutex_;
    std::deque<std::string> messages_;
    std::function<void()> wake_;
    std::size_t capacity_;
    bool closed_ = false;
    bool abandoned_ = false;
};

}  // namespace courtyard
