// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/server.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <csignal>
#include <optional>
#include <random>
#include <vector>

#include "api/http/connection.h"
#include "api/http/service.h"

namespace courtyard {
namespace {

using namespace std::chrono_literals;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

constexpr int send_buffer = 256 * 1024;
constexpr auto slowest_tick = 250ms;
constexpr auto fastest_tick = 10ms;
constexpr auto break_off_grace = 3s;

/// A quarter of the shortest deadline, so that none is missed by much.
Clock::duration tick_of(const ServerOptions& options) {
    const auto shortest = std::min({options.first_byte, options.header_deadline, options.keep_alive,
                                    options.write_deadline, options.body_grace});
    return std::clamp<Clock::duration>(shortest / 4, fastest_tick, slowest_tick);
}

tl::unexpected<Error> no_address(const ServerOptions& options, const SystemError& error) {
    const auto place = fmt::format("{}:{}", options.address, options.port);
    return fail(ErrorCode::unavailable, "server.address",
                {fmt::format("无法监听 {}：{}", place, error.message()),
                 fmt::format("cannot listen on {}: {}", place, error.message())},
                place);
}

}  // namespace

struct Server::Parts {
    Parts(ServerOptions server_options, Dispatcher& server_dispatcher)
        : options(std::move(server_options)), dispatcher(server_dispatcher) {}

    Result<void> load_certificate();
    Result<void> bind();
    Result<void> start();
    void stop();
    Task<void> accept_all();
    void let_in(Lane& lane, Socket socket);
    void tell_all(void (Connection::*order)());

    ServerOptions options;
    Dispatcher& dispatcher;
    std::optional<Service> service;  ///< outlives `stop`, for the figures
    bool running = false;
    std::vector<std::unique_ptr<Lane>> lanes;
    std::optional<Acceptor> acceptor;
    std::uint16_t bound_port = 0;
};

Service::Service(const ServerOptions& service_options, Dispatcher& service_dispatcher)
    : options(service_options),
      dispatcher(service_dispatcher),
      workers(std::max(1U, service_options.worker_threads), service_options.work_queue),
      passwords(std::max(1U, service_options.password_threads), service_options.password_queue),
      door(service_options.connections, service_options.connections_per_peer, service_options.proxies) {
    std::random_device chance;
    last_id_ = (std::uint64_t{chance()} << 32) | chance();
}

Service::RequestId Service::next_request_id() {
    // A one-to-one mixing of a counter: no two alike, and no order to guess from.
    auto bits = last_id_.fetch_add(1, std::memory_order_relaxed) * 0x9E3779B97F4A7C15U;
    bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9U;
    bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBU;
    bits ^= bits >> 31;
    RequestId id{};
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit, bits >>= 4)
        *digit = "0123456789abcdef"[bits & 0xF];
    return id;
}

Task<void> Lane::keep_time() {
    for (;;) {
        SystemError ignored;
        tick.expires_after(tick_every);
        co_await tick.async_wait(asio::redirect_error(use_task, ignored));
        const auto now = Clock::now();
        for (auto* connection : connections) connection->sweep(now);
    }
}

Connection* Lane::longest_waiting(Clock::duration patience) const {
    const auto order = [](const Connection& one) {
        return std::pair(!one.is_newcomer(), one.waiting_since());
    };
    Connection* found = nullptr;
    for (auto* connection : connections) {
        if (connection->waiting_since() > Clock::now() - patience) continue;
        if (found == nullptr || order(*connection) < order(*found)) found = connection;
    }
    return found;
}

Result<void> Server::Parts::load_certificate() {
    if (!options.certificate || !options.key) return {};
    return service->tls.load(*options.certificate, *options.key);
}

Result<void> Server::Parts::bind() {
    SystemError error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return no_address(options, error);
    const asio::ip::tcp::endpoint endpoint(address, options.port);
    acceptor.emplace(lanes.front()->context.get_executor());
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    // Inherited by what is accepted: bounds what a reader that stopped can hold in the kernel.
    if (!error) acceptor->set_option(asio::socket_base::send_buffer_size(send_buffer), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(asio::socket_base::max_listen_connections, error);
    if (error) return no_address(options, error);
    bound_port = acceptor->local_endpoint(error).port();
    return {};
}

Result<void> Server::Parts::start() {
    std::signal(SIGPIPE, SIG_IGN);
    service.emplace(options, dispatcher);
    if (auto read = load_certificate(); !read) return read;
    if (options.spool.empty()) options.spool = std::filesystem::temp_directory_path();
    std::filesystem::create_directories(options.spool);
    for (unsigned i = 0; i < std::max(1U, options.io_threads); ++i) {
        lanes.push_back(std::make_unique<Lane>(tick_of(options)));
    }
    if (auto bound = bind(); !bound) {
        acceptor.reset();
        lanes.clear();
        return bound;
    }
    running = true;
    for (auto& lane : lanes) {
        asio::co_spawn(lane->context, lane->keep_time(), asio::detached);
    }
    asio::co_spawn(lanes.front()->context, accept_all(), asio::detached);
    for (auto& lane : lanes) {
        lane->thread = std::thread([&context = lane->context] { context.run(); });
    }
    return {};
}

Task<void> Server::Parts::accept_all() {
    for (std::size_t next = 0; acceptor->is_open(); ++next) {
        Lane& lane = *lanes[next % lanes.size()];
        SystemError error;
        Socket socket = co_await acceptor->async_accept(lane.context, asio::redirect_error(use_task, error));
        if (service->stopping) co_return;
        if (error) {
            // Out of descriptors: the ones in use have to be given back first.
            Timer pause(lanes.front()->context, 50ms);
            co_await pause.async_wait(asio::redirect_error(use_task, error));
            continue;
        }
        asio::post(lane.context,
                   [this, &lane, socket = std::move(socket)]() mutable { let_in(lane, std::move(socket)); });
    }
}

void Server::Parts::let_in(Lane& lane, Socket socket) {
    SystemError error;
    const auto remote = socket.remote_endpoint(error);
    if (error || service->stopping) return;
    service->connections.fetch_add(1, std::memory_order_relaxed);
    auto peer = remote.address().to_string();
    auto entry = service->door.enter(peer);
    if (entry == Door::Entry::full) {
        // Who keeps many connections and asks nothing must not keep everybody else out.
        if (auto* slow = lane.longest_waiting(options.place_kept)) {
            entry = service->door.follow(peer);
            if (entry == Door::Entry::welcome) slow->give_way();
        }
    }
    auto connection = std::make_shared<Connection>(*service, lane, std::move(socket), std::move(peer));
    if (entry == Door::Entry::welcome) {
        connection->start();
    } else {
        connection->turn_away(entry == Door::Entry::full ? no_place : too_many_of_address);
    }
}

void Server::Parts::tell_all(void (Connection::*order)()) {
    for (auto& lane : lanes) {
        asio::post(lane->context, [&lane = *lane, order] {
            for (auto* connection : lane.connections) (connection->*order)();
        });
    }
}

void Server::Parts::stop() {
    if (!std::exchange(running, false)) return;
    service->stopping = true;
    asio::post(lanes.front()->context, [this] {
        SystemError ignored;
        acceptor->close(ignored);
    });
    tell_all(&Connection::wind_down);
    if (!service->door.wait_until_empty(Clock::now() + options.drain)) {
        tell_all(&Connection::break_off);
    }
    service->workers.stop();
    service->passwords.stop();
    // Who was promised an answer still has the way to its lane in hand.
    for (auto left = service->awaited.load(); left != 0; left = service->awaited.load())
        service->awaited.wait(left);
    // What a worker finished last still has to find its connection closed.
    service->door.wait_until_empty(Clock::now() + break_off_grace);
    for (auto& lane : lanes) lane->context.stop();
    for (auto& lane : lanes) lane->thread.join();
    acceptor.reset();
    lanes.clear();
}

Server::Server(ServerOptions options, Dispatcher& dispatcher)
    : parts_(std::make_unique<Parts>(std::move(options), dispatcher)) {}

Server::~Server() { stop(); }

Result<void> Server::start() { return parts_->start(); }

std::string Server::url() const {
    const auto& options = parts_->options;
    const bool is_v6 = options.address.find(':') != std::string::npos;
    return fmt::format("{}://{}{}{}:{}", options.certificate && options.key ? "https" : "http",
                       is_v6 ? "[" : "", options.address, is_v6 ? "]" : "", parts_->bound_port);
}

void Server::stop() { parts_->stop(); }

Result<void> Server::reload_certificate() {
    if (!parts_->service) return {};
    return parts_->load_certificate();
}

ServerFigures Server::figures() const {
    const auto& service = parts_->service;
    if (!service) return {};
    return {service->requests,           service->refused,       service->connections,
            service->door.inside(),      service->event_streams, service->workers.queued(),
            service->passwords.queued(), service->expired,       service->displaced};
}

}  // namespace courtyard
