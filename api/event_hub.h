// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "api/access.h"
#include "api/http/event_queue.h"
#include "atlas/atlas.h"

namespace courtyard {

/// When the county's next day begins.
std::chrono::system_clock::time_point next_midnight(Instant now);

/// Tells watching browsers what changed: merged to at most two messages a second, each in its caller's scope
/// as the areas are when it is told. When other areas come into force (an edition's first day), everybody is
/// told to read anew.
///
/// Threads   safe to call concurrently
class EventHub {
  public:
    using Deadline = std::chrono::system_clock::time_point;

    /// @param areas      asked for the areas of today, from any thread
    /// @param next_day   asked until when those cannot have become others by themselves
    explicit EventHub(
        std::function<std::shared_ptr<const AreaTree>()> areas,
        std::function<Deadline()> next_day = [] { return next_midnight(Instant::now()); });
    ~EventHub();

    /// Takes a change; returns at once. Called by the atlas.
    void changed(const Change& change);

    /// A stream for one caller. `after` is the last revision it has seen (`Last-Event-ID`): what it missed
    /// comes at once, or `resync` when that is no longer known.
    /// @param account   whose stream it is, for `end_of`; empty: nobody's in particular
    /// @param holds     asked before each message: once it says no, the stream ends; null: it always holds
    std::shared_ptr<EventQueue> subscribe(AreaCode scope, std::optional<Revision> after,
                                          std::string account = {}, std::function<bool()> holds = {});
    /// Ends the streams of an account that lost a session, a token or its rights; who may come back does.
    void end_of(const std::string& account);
    /// Ends every stream.
    void close();

  private:
    struct Watcher {
        std::shared_ptr<EventQueue> queue;
        AreaCode scope;  ///< empty: everything
        std::string account;
        std::function<bool()> holds;
    };
    void run();
    /// Lets go of who went away or whose session is over.
    void drop_watchers();
    void tell(const Change& change);
    void tell_new_edition();

    const std::function<std::shared_ptr<const AreaTree>()> areas_;
    const std::function<Deadline()> next_day_;
    std::mutex mutex_;
    std::shared_ptr<const AreaTree> in_force_;
    std::condition_variable wake_;
    std::vector<Watcher> watchers_;
    std::optional<Change> pending_;
    std::deque<Change> recent_;  ///< for those who come back
    /// The newest revision when areas came into force that no change told of.
    std::optional<Revision> anew_after_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace courtyard
