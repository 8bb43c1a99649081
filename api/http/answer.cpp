// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of Connection that writes.
#include "api/http/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <exception>
#include <span>
#include <vector>

#include "api/http/event_queue.h"
#include "api/http/response_head.h"

namespace courtyard {
namespace {

constexpr std::size_t joined_at_most = 4 * 1024;
constexpr std::size_t file_piece = 64 * 1024;
constexpr std::string_view heartbeat_line = ":\n\n";

/// Takes the queue off its hub, however the stream ends.
class Subscription {
  public:
    Subscription(EventQueue& queue, std::atomic<std::uint64_t>& open) : queue_(queue), open_(open) {
        ++open_;
    }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    ~Subscription() {
        queue_.abandon();
        --open_;
    }

  private:
    EventQueue& queue_;
    std::atomic<std::uint64_t>& open_;
};

void add_unless_there(Fields& headers, std::string_view name, std::string_view value) {
    const auto is_it = [&](const auto& field) { return field.first == name; };
    if (std::ranges::none_of(headers, is_it)) headers.emplace_back(name, value);
}

}  // namespace

Task<bool> Connection::answer(Response response) {
    if (!is_well_formed(response)) {
        if (response.events) response.events->abandon();
        response = refusal(crashed);
    }
    keep_alive_ = keep_alive_ && !stopping();
    bool written = false;
    if (response.events) {
        keep_alive_ = false;
        written = co_await stream_events(std::move(response));
    } else if (response.file || response.stretch) {
        written = co_await send_file(std::move(response));
    } else {
        written = co_await send_body(response);
    }
    expire_never();
    linger_ = written && !keep_alive_;
    co_return written&& keep_alive_;
}

Task<bool> Connection::send_body(const Response& response) {
    std::string_view body;
    if (response.body && response.status != 204 && response.status != 304) body = *response.body;
    auto head = response_head(response, {request_.id, body.size(), keep_alive_});
    if (request_.method == Method::head) body = {};
    if (body.size() <= joined_at_most) head.append(std::exchange(body, {}));
    Pace pace;
    co_return co_await write(pace, head, body);
}

Connection::Unsent Connection::send_now(const ReadyAnswer& ready) {
    const auto id = service_.next_request_id();
    write_head(ready_head_, ready, {id.data(), id.size()});
    Unsent left{ready_head_,
                ready.body && ready.status == 200 ? std::string_view(*ready.body) : std::string_view{}};
    SystemError error;  // is told again to the one who sends the rest
    const auto count = wire_.write_now({asio::buffer(left.head), asio::buffer(left.body)}, error);
    const auto of_head = std::min(count, left.head.size());
    left.head.remove_prefix(of_head);
    left.body.remove_prefix(count - of_head);
    return left;
}

Task<bool> Connection::send_file(Response response) {
    std::optional<SpoolFile> file;
    std::uint64_t size = 0;
    try {
        if (const auto& part = response.stretch) {
            file.emplace(SpoolFile::open_kept(part->path, part->from));
            size = part->count;
        } else {
            file.emplace(SpoolFile::open(*response.file));
            size = file->size();
        }
    } catch (const std::system_error&) {
        response = refusal(crashed);
    }
    if (!file) co_return co_await send_body(response);
    const auto head = response_head(response, {request_.id, size, keep_alive_});
    Pace pace;
    if (!co_await write(pace, head, {})) co_return false;
    if (request_.method == Method::head) co_return true;
    std::vector<char> piece(file_piece);
    for (std::uint64_t sent = 0; sent < size;) {
        const auto wanted = std::min<std::uint64_t>(piece.size(), size - sent);
        const auto count = file->read(std::span(piece).first(static_cast<std::size_t>(wanted)));
        if (count == 0) co_return false;
        if (!co_await write(pace, {}, {piece.data(), count})) co_return false;
        sent += count;
    }
    co_return true;
}

Task<bool> Connection::stream_events(Response response) {
    const Subscription subscription(*response.events, service_.event_streams);
    add_unless_there(response.headers, "Content-Type", "text/event-stream");
    add_unless_there(response.headers, "Cache-Control", "no-store");
    const auto head = response_head(response, {request_.id, std::nullopt, false});
    Pace pace;
    if (!co_await write(pace, head, {})) co_return false;
    if (request_.method == Method::head) co_return true;
    phase_ = Phase::streaming;
    response.events->on_ready([weak = weak_from_this(), executor = wire_.executor()] {
        asio::post(executor, [weak] {
            if (const auto self = weak.lock()) self->bell_.cancel();
        });
    });
    asio::co_spawn(
        wire_.executor(), [self = shared_from_this()] { return self->watch_for_departure(); },
        asio::detached);
    co_await write_events(*response.events);
    phase_ = Phase::busy;
    wire_.cancel();
    co_return !departed_ && !expired_;
}

Task<void> Connection::write_events(EventQueue& queue) {
    while (!departed_) {
        auto text = queue.drain();
        if (!text || (text->empty() && stopping())) co_return;
        if (text->empty()) {
            SystemError rung;
            bell_.expires_after(service_.options.heartbeat);
            co_await bell_.async_wait(asio::redirect_error(use_task, rung));
            if (rung) continue;
            text = heartbeat_line;
        }
        Pace pace;
        if (!co_await write(pace, *text, {})) departed_ = true;
    }
}

Task<void> Connection::watch_for_departure() {
    std::array<char, 512> scrap{};
    SystemError error;
    while (!error) co_await wire_.read_some(asio::buffer(scrap), error);
    if (phase_ == Phase::streaming) {
        departed_ = true;
        bell_.cancel();
    }
}

Task<bool> Connection::write(Pace& pace, std::string_view head, std::string_view body) {
    Pieces pieces{asio::buffer(head), asio::buffer(body)};
    while (asio::buffer_size(pieces) > 0) {
        SystemError error;
        auto count = wire_.write_now(pieces, error);
        if (count == 0 && !error) {
            // What the kernel took at once says nothing about the reader: its time runs from the first wait.
            if (!std::exchange(pace.waiting, true)) pace.start = Clock::now();
            const auto patience = service_.options.write_deadline;
            expire_at(std::min(Clock::now() + patience, pace.deadline(patience)));
            count = co_await wire_.write_some(pieces, error);
        }
        if (error || expired_) co_return false;
        if (pace.waiting) pace.bytes += count;
        for (auto& piece : pieces) {
            const auto here = std::min(count, piece.size());
            piece += here;
            count -= here;
        }
    }
    expire_never();
    co_return true;
}

}  // namespace courtyard
