// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of Connection that reads.
#include "api/http/connection.h"

#include <algorithm>
#include <system_error>

#include "api/http/plain_get.h"
#include "api/http/target.h"
#include "geo/want_of_room.h"

namespace courtyard {
namespace {

constexpr std::size_t head_piece = 16 * 1024;

}  // namespace

Task<Connection::Outcome> Connection::read_head(RequestParser& parser) {
    HeadScanner scanner;
    const auto wait_for_head = [&] {
        phase_ = Phase::idle;
        waiting_since_ = Clock::now();
        expire_at(Clock::now() + (first_ ? service_.options.first_byte : service_.options.keep_alive));
    };
    if (stopping()) co_return tl::unexpected(departed);
    wait_for_head();
    for (;;) {
        // RFC 9112, section 2.2: an empty line before the request line is ignored.
        while (buffered().starts_with("\r\n")) buffer_.consume(2);
        const bool has_begun = !buffered().empty() && buffered() != "\r";
        if (has_begun && phase_ == Phase::idle) {
            phase_ = Phase::busy;
            expire_at(Clock::now() + service_.options.header_deadline);
        }
        const auto complete = has_begun ? scanner.is_complete(buffered()) : false;
        if (!complete) co_return tl::unexpected(complete.error());
        if (*complete) {
            waiting_since_ = Clock::time_point::max();
            const auto ready = ready_answer(scanner.length());
            if (!ready) break;
            // The same as a whole turn of `serve_one`, without what a finished answer does not need.
            if (const auto left = send_now(*ready); !left.empty()) {
                Pace pace;
                if (!co_await write(pace, left.head, left.body)) co_return tl::unexpected(departed);
            }
            if (stopping()) co_return tl::unexpected(departed);
            scanner = {};
            first_ = false;
            wait_for_head();
            continue;
        }
        const auto more = co_await read_more(head_piece);
        if (!more) co_return more;
    }
    expire_never();
    SystemError error;
    const auto used = parser.put(asio::buffer(buffer_.data(), scanner.length()), error);
    if (error || !parser.is_header_done() || used != scanner.length()) co_return tl::unexpected(bad_framing);
    buffer_.consume(used);
    co_return Outcome{};
}

/// Nothing when a proxy asks that nobody named: the full way warns of it.
std::optional<TrustedProxies::Client> Connection::client_of(const PlainGet& get) const {
    const TrustedProxies& proxies = service_.options.proxies;
    if (!get.came_by_proxy()) return TrustedProxies::Client{peer_, wire_.is_secure()};
    const auto other_side = Address::parse(peer_);
    if (!other_side || !proxies.trust(*other_side)) return std::nullopt;
    Fields said;
    for (const auto& [name, value] :
         {std::pair("x-forwarded-for", get.x_forwarded_for),
          std::pair("x-forwarded-proto", get.x_forwarded_proto), std::pair("forwarded", get.forwarded)})
        if (value) said.emplace_back(name, *value);
    return proxies.client_of(said, peer_, wire_.is_secure());
}

std::optional<ReadyAnswer> Connection::ready_answer(std::size_t head_length) {
    // A server that stops says so in its answers; these cannot.
    if (stopping()) return std::nullopt;
    auto get = plain_get(buffered().substr(0, head_length));
    if (!get) return std::nullopt;
    const auto client = client_of(*get);
    if (!client) return std::nullopt;
    get->secure = client->secure;
    get->peer = client->address;
    std::optional<ReadyAnswer> ready;
    try {
        ready = service_.dispatcher.ready(*get);
    } catch (...) {
        // The full way fails the same way, and says so.
        return std::nullopt;
    }
    if (ready) {
        buffer_.consume(head_length);
        service_.requests.fetch_add(1, std::memory_order_relaxed);
    }
    return ready;
}

tl::expected<Framing, Refusal> Connection::understand(RawHead& head) {
    auto framing = check_framing(head);
    if (!framing) return framing;
    auto target = decode_target(framing->target);
    if (!target) return tl::unexpected(target.error());
    request_.method = framing->method;
    request_.target = framing->target;
    request_.segments = std::move(target->segments);
    request_.query = std::move(target->query);
    request_.headers = std::move(head.fields);
    if (auto client = service_.options.proxies.client_of(request_.headers, peer_, request_.secure);
        client.address != peer_ || client.secure != request_.secure) {
        request_.peer = std::move(client.address);
        request_.secure = client.secure;
    }
    request_.content_length = framing->content_length;
    request_.chunked = framing->chunked;
    return framing;
}

Task<Connection::Outcome> Connection::read_body(RequestParser& parser, Intake& intake, const Framing& framing,
                                                Admission terms) {
    if (!framing.has_body()) co_return Outcome{};
    if (framing.content_length.value_or(0) > terms.body_limit) co_return tl::unexpected(body_too_large);
    parser.body_limit(terms.body_limit);
    parser.eager(true);
    try {
        if (terms.spool) intake.spool.emplace(SpoolFile::create(service_.options.spool, request_.id));
    } catch (const std::system_error& error) {
        co_return tl::unexpected(is_want_of_room(error.code().value()) ? no_room : crashed);
    }
    Pace pace;
    if (framing.expects_continue) {
        const bool written = co_await write(pace, "HTTP/1.1 100 Continue\r\n\r\n", {});
        if (!written) co_return tl::unexpected(departed);
    }
    pace = {};
    for (;;) {
        const auto complete = feed(parser);
        if (!complete) co_return tl::unexpected(complete.error());
        if (*complete) break;
        pace.bytes = intake.received;
        // Fast bytes earn time to finish in, but not a longer silence.
        const auto& options = service_.options;
        expire_at(std::min(Clock::now() + options.keep_alive, pace.deadline(options.body_grace)));
        const auto more = co_await read_more(buffer_limit);
        if (!more) co_return more;
    }
    expire_never();
    co_return Outcome{};
}

tl::expected<bool, Refusal> Connection::feed(RequestParser& parser) {
    try {
        while (!parser.is_done() && buffer_.size() > 0) {
            SystemError error;
            buffer_.consume(parser.put(buffer_.cdata(), error));
            if (error == boost::beast::http::error::need_more) break;
            if (error == boost::beast::http::error::body_limit) return tl::unexpected(body_too_large);
            if (error) return tl::unexpected(bad_framing);
        }
    } catch (const std::system_error& error) {
        return tl::unexpected(is_want_of_room(error.code().value()) ? no_room : crashed);
    }
    return parser.is_done();
}

Task<Connection::Outcome> Connection::read_more(std::size_t at_most) {
    const auto room = std::min(at_most, buffer_.max_size() - buffer_.size());
    // Only a chunk extension or a trailer can fill the whole buffer without an end.
    if (room == 0) co_return tl::unexpected(bad_framing);
    SystemError error;
    const auto count = co_await wire_.read_some(buffer_.prepare(room), error);
    buffer_.commit(count);
    if (expired_ && phase_ != Phase::idle) co_return tl::unexpected(timed_out);
    if (error || expired_) co_return tl::unexpected(departed);
    co_return Outcome{};
}

}  // namespace courtyard
