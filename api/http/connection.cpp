// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <exception>

namespace courtyard {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t slowest_bytes_per_second = 8 * 1024;
constexpr std::size_t turned_away_at_most = 64;
constexpr std::size_t leftovers_limit = 4 * 1024 * 1024;
constexpr auto leftovers_deadline = 2s;

}  // namespace

Connection::Connection(Service& service, Lane& lane, Socket socket, std::string peer)
    : service_(service),
      lane_(lane),
      wire_(std::move(socket), service.tls.context()),
      bell_(lane.context),
      peer_(std::move(peer)),
      buffer_(buffer_limit) {}

void Connection::start() {
    lane_.connections.insert(this);
    waiting_since_ = Clock::now();
    asio::co_spawn(
        lane_.context.get_executor(), [self = shared_from_this()] { return self->run(); }, asio::detached);
}

Task<void> Connection::run() {
    try {
        if (co_await greet()) {
            while (co_await serve_one()) first_ = false;
        }
        co_await leave();
    } catch (const std::exception&) {
        // Out of memory or of descriptors: this connection ends, the others go on.
        wire_.close();
    }
    lane_.connections.erase(this);
    service_.door.leave(peer_);
}

Task<bool> Connection::greet() {
    if (!wire_.is_secure()) co_return true;
    SystemError error;
    expire_at(Clock::now() + service_.options.header_deadline);
    co_await wire_.handshake(error);
    co_return !error && !expired_;
}

Task<bool> Connection::serve_one() {
    request_ = {};
    const auto id = service_.next_request_id();
    request_.id.assign(id.begin(), id.end());
    request_.peer = peer_;
    request_.secure = wire_.is_secure();

    RawHead head;
    Intake intake;
    RequestParser parser(head, intake);
    auto outcome = co_await read_head(parser);
    if (!outcome && outcome.error() == departed) co_return false;
    // Until the framing is known to be sound, what follows in the buffer is nobody's request.
    keep_alive_ = false;
    if (!outcome) co_return co_await answer(refusal(outcome.error()));
    service_.requests.fetch_add(1, std::memory_order_relaxed);
    const auto framing = understand(head);
    if (!framing) co_return co_await answer(refusal(framing.error()));

    auto terms = admit();
    keep_alive_ = framing->keep_alive && (terms || !framing->has_body());
    if (!terms) co_return co_await answer(std::move(terms.error()));
    outcome = co_await read_body(parser, intake, *framing, *terms);
    if (!outcome) {
        keep_alive_ = false;
        if (outcome.error() == departed) co_return false;
        co_return co_await answer(refusal(outcome.error()));
    }
    request_.body = std::move(intake.text);
    if (intake.spool) request_.spooled = intake.spool->path();
    auto response = co_await respond(terms->run_on);
    if (response.later) response = co_await awaited(std::move(response));
    co_return co_await answer(std::move(response));
}

Task<void> Connection::leave() {
    if (linger_) {
        // Closing with unread bytes in the kernel sends a reset, which destroys the answer on its way.
        expire_at(Clock::now() + leftovers_deadline);
        co_await wire_.end_writing();
        std::array<char, 4096> scrap{};
        SystemError error;
        for (std::size_t read = 0; read < leftovers_limit && !error && !expired_;) {
            read += co_await wire_.read_leftovers(asio::buffer(scrap), error);
        }
    }
    wire_.close();
}

void Connection::turn_away(Refusal why) {
    // A handshake is work that a crowd must not get out of us.
    if (wire_.is_secure()) return;
    if (service_.turning_away >= turned_away_at_most) return;
    // What it knows are parameters, which a coroutine keeps; captures would end with this call.
    const auto say_so = [](std::shared_ptr<Connection> self, Refusal told) -> Task<void> {
        ++self->service_.turning_away;
        self->lane_.connections.insert(self.get());
        const auto id = self->service_.next_request_id();
        self->request_.id.assign(id.begin(), id.end());
        self->request_.peer = self->peer_;
        self->keep_alive_ = false;
        co_await self->answer(self->refusal(told));
        co_await self->leave();
        self->lane_.connections.erase(self.get());
        --self->service_.turning_away;
    };
    asio::co_spawn(lane_.context.get_executor(), say_so(shared_from_this(), why), asio::detached);
}

tl::expected<Admission, Response> Connection::admit() {
    try {
        return service_.dispatcher.admit(request_);
    } catch (...) {
        return tl::unexpected(refusal(crashed));
    }
}

Response Connection::respond_here() {
    try {
        return service_.dispatcher.respond(request_);
    } catch (...) {
        return refusal(crashed);
    }
}

Task<Response> Connection::respond(RunOn where) {
    if (where == RunOn::io) co_return respond_here();
    Response response;
    answered_ = false;
    bell_.expires_at(Clock::time_point::max());
    auto& pool = where == RunOn::passwords ? service_.passwords : service_.workers;
    const auto queued_at = Clock::now();
    const bool accepted = pool.submit([self = shared_from_this(), &response, queued_at]() mutable {
        // Who asked that long ago has mostly gone, and the time is better spent on those who came since.
        const bool stale = Clock::now() - queued_at > self->service_.options.queue_wait;
        response = stale ? self->refusal(waited_too_long) : self->respond_here();
        auto& context = self->lane_.context;
        asio::post(context, [self = std::move(self)] {
            self->answered_ = true;
            self->bell_.cancel();
        });
    });
    if (!accepted) co_return refusal(where == RunOn::passwords ? passwords_busy : overloaded);
    co_await until_answered();
    co_return response;
}

Task<Response> Connection::awaited(Response response) {
    std::function<Response()> made;
    answered_ = false;
    bell_.expires_at(Clock::time_point::max());
    const auto take = [self = shared_from_this(), &made](std::function<Response()> answer) {
        auto& context = self->lane_.context;
        auto& awaited = self->service_.awaited;
        asio::post(context, [self, &made, answer = std::move(answer)]() mutable {
            made = std::move(answer);
            self->answered_ = true;
            self->bell_.cancel();
        });
        // From here on the lane may end.
        awaited.fetch_sub(1);
        awaited.notify_all();
    };
    service_.awaited.fetch_add(1);
    try {
        response.later(take);
    } catch (...) {
        // Nothing was begun: nobody will answer.
        service_.awaited.fetch_sub(1);
        co_return refusal(crashed);
    }
    co_await until_answered();
    try {
        co_return made();
    } catch (...) {
        co_return refusal(crashed);
    }
}

Task<void> Connection::until_answered() {
    SystemError ignored;
    while (!answered_) co_await bell_.async_wait(asio::redirect_error(use_task, ignored));
}

Response Connection::refusal(const Refusal& why) {
    if (why != crashed) service_.refused.fetch_add(1, std::memory_order_relaxed);
    Response response;
    try {
        response = service_.dispatcher.refuse(why.status, why.name, request_);
    } catch (...) {
        response = {};
        response.status = why.status;
    }
    if (response.status == 503 || response.status == 429) {
        const auto is_there = [](const auto& field) {
            return field.first == "retry-after" || field.first == "Retry-After";
        };
        if (std::ranges::none_of(response.headers, is_there))
            response.headers.emplace_back("Retry-After", "1");
    }
    return response;
}

void Connection::sweep(Clock::time_point now) {
    if (now < deadline_) return;
    deadline_ = Clock::time_point::max();
    expired_ = true;
    service_.expired.fetch_add(1, std::memory_order_relaxed);
    wire_.cancel();
}

void Connection::wind_down() {
    if (phase_ == Phase::idle) wire_.cancel();
    if (phase_ == Phase::streaming) bell_.cancel();
}

void Connection::give_way() {
    waiting_since_ = Clock::time_point::max();
    service_.displaced.fetch_add(1, std::memory_order_relaxed);
    break_off();
}

void Connection::break_off() {
    linger_ = false;
    departed_ = true;
    if (phase_ == Phase::streaming) bell_.cancel();
    wire_.close();
}

std::string_view Connection::buffered() const {
    const auto data = buffer_.cdata();
    return {static_cast<const char*>(data.data()), data.size()};
}

void Connection::expire_at(Clock::time_point deadline) {
    deadline_ = deadline;
    expired_ = false;
}

void Connection::expire_never() { expire_at(Clock::time_point::max()); }

Clock::time_point Connection::Pace::deadline(Clock::duration grace) const {
    return start + grace + std::chrono::microseconds(bytes * 1'000'000 / slowest_bytes_per_second);
}

}  // namespace courtyard
