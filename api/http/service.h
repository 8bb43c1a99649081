// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <unordered_set>

#include "api/http/door.h"
#include "api/http/server.h"
#include "api/http/tls_desk.h"
#include "api/http/wire.h"
#include "api/http/worker_pool.h"

namespace courtyard {

class Connection;

/// What every connection of one server shares.
struct Service {
    Service(const ServerOptions& service_options, Dispatcher& service_dispatcher);

    using RequestId = std::array<char, 16>;
    /// Sixteen hex digits, never twice in one run.
    RequestId next_request_id();

    const ServerOptions& options;
    Dispatcher& dispatcher;
    WorkerPool workers;
    WorkerPool passwords;  ///< for what hashes a password
    Door door;
    TlsDesk tls;
    std::atomic<bool> stopping = false;

    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> refused = 0;
    std::atomic<std::uint64_t> connections = 0;
    std::atomic<std::uint64_t> event_streams = 0;  ///< open now
    std::atomic<std::uint64_t> expired = 0;        ///< deadlines that passed
    std::atomic<std::uint64_t> displaced = 0;      ///< gave their place to others
    std::atomic<std::uint64_t> turning_away = 0;   ///< being told that there is no place
    std::atomic<std::uint64_t> awaited = 0;        ///< answers that come later and have not come yet

  private:
    std::atomic<std::uint64_t> last_id_;
};

/// One io thread with the connections that live on it and nowhere else; nothing of a lane is locked.
///
/// Deadlines are a time stamp per connection, looked over several times a second: cheaper than arming a timer
/// twice a request, and no later than a tick.
struct Lane {
    explicit Lane(Clock::duration tick_length) : tick(context), tick_every(tick_length) {}

    /// Looks over the deadlines until the context stops.
    Task<void> keep_time();
    /// The connection that has kept a request from us the longest, if longer than `patience`; first among
    /// those that have not made one yet.
    Connection* longest_waiting(Clock::duration patience) const;

    asio::io_context context{1};
    std::unordered_set<Connection*> connections;
    Timer tick;
    Clock::duration tick_every;
    std::thread thread;
};

}  // namespace courtyard
