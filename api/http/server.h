// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "api/http/forwarded.h"
#include "api/http/message.h"

namespace courtyard {

/// Limits and places of the HTTP server; the defaults are those of docs/DEPLOY.md.
struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;                         ///< 0: any free port
    std::optional<std::filesystem::path> certificate;  ///< PEM chain; with `key`, the port speaks TLS 1.2+
    std::optional<std::filesystem::path> key;
    std::filesystem::path spool;  ///< folder for large bodies
    unsigned io_threads = 2;
    unsigned worker_threads = 2;
    std::size_t work_queue = 256;           ///< beyond it: 503 with Retry-After
    unsigned password_threads = 2;          ///< for what hashes a password
    std::size_t password_queue = 16;        ///< beyond it: 429 with Retry-After
    std::size_t connections = 1024;         ///< beyond it: 503 and close
    std::size_t connections_per_peer = 64;  ///< loopback and trusted proxies are exempt
    TrustedProxies proxies;                 ///< whose word about the client is believed
    std::chrono::milliseconds first_byte{5'000};
    std::chrono::milliseconds header_deadline{10'000};  ///< absolute, from the first byte
    std::chrono::milliseconds keep_alive{30'000};
    std::chrono::milliseconds write_deadline{30'000};
    std::chrono::milliseconds body_grace{10'000};  ///< a body gets this plus its bytes / 8 KiB/s
    std::chrono::milliseconds heartbeat{15'000};   ///< comment line on event streams
    std::chrono::milliseconds queue_wait{5'000};   ///< work that waited longer is not begun: 503
    /// How long who asks nothing keeps a place that somebody else needs.
    std::chrono::milliseconds place_kept{1'000};
    std::chrono::milliseconds drain{20'000};  ///< how long a stop waits for requests in flight
};

/// Figures for /metrics.
struct ServerFigures {
    std::uint64_t requests = 0;
    std::uint64_t refused = 0;  ///< framing, limits, overload
    std::uint64_t connections = 0;
    std::uint64_t open_connections = 0;
    std::uint64_t event_streams = 0;
    std::uint64_t queued = 0;
    std::uint64_t passwords_queued = 0;
    std::uint64_t expired = 0;    ///< deadlines that passed, of every kind
    std::uint64_t displaced = 0;  ///< asked nothing and gave their place to others
};

/// The HTTP/1.1 server: sockets, framing, limits, deadlines, event streams. Knows nothing about maps.
///
/// Each connection is one readable coroutine: wait, read the head, check its framing, ask the dispatcher,
/// read the body, answer. Handlers run where their admission says.
///
/// Threads   construct, `start`, `stop` from one thread; `figures` from any
class Server {
  public:
    /// The dispatcher must outlive the server.
    Server(ServerOptions options, Dispatcher& dispatcher);
    ~Server();

    /// Binds and starts the threads.
    /// Errors   unavailable: server.address (in use, not ours to bind), server.certificate
    Result<void> start();
    /// `http://127.0.0.1:8080` with the port really bound.
    std::string url() const;
    /// Closes the listener, ends event streams, lets requests in flight finish (at most `drain`), joins all
    /// threads. Idempotent.
    void stop();
    ServerFigures figures() const;
    /// Reads certificate and key again: for connections from now on. With an error the old ones stay.
    /// Errors   unavailable: server.certificate
    Result<void> reload_certificate();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace courtyard
