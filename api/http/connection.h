// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "api/http/framing.h"
#include "api/http/request_parser.h"
#include "api/http/service.h"

namespace courtyard {

/// One client's connection, told as a coroutine: wait, read the head, check its framing, ask the dispatcher,
/// read the body, answer; again until one side has had enough.
///
/// Threads   all of it on its lane's thread, but for `Dispatcher::respond` on the worker pool
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(Service& service, Lane& lane, Socket socket, std::string peer);

    /// Serves until the end. The door has counted the connection in; it is counted out here.
    void start();
    /// Says why there is no place and leaves. Never went through the door.
    void turn_away(Refusal why);
    /// Since when a whole head is awaited; the end of time while a request is under way.
    Clock::time_point waiting_since() const { return waiting_since_; }
    /// Has not made one request yet.
    bool is_newcomer() const { return first_; }
    /// Leaves at once, because somebody else needs the place.
    void give_way();

    /// Ends the operation that waits when its deadline has passed.
    void sweep(Clock::time_point now);
    /// The server stops: leaves now when nothing is under way, after the answer otherwise.
    void wind_down();
    /// Leaves at once, whatever is under way.
    void break_off();

  private:
    enum class Phase : std::uint8_t { idle, busy, streaming };
    struct Unsent {
        std::string_view head;
        std::string_view body;
        bool empty() const { return head.empty() && body.empty(); }
    };
    using Outcome = tl::expected<void, Refusal>;

    /// Nobody to answer: the client has gone, or never said anything.
    static constexpr Refusal departed{0, {}};
    static constexpr std::size_t buffer_limit = 64 * 1024;

    /// Bytes against time: nobody may take longer than a grace and 8 KiB/s.
    struct Pace {
        Clock::time_point start = Clock::now();
        std::uint64_t bytes = 0;
        bool waiting = false;

        Clock::time_point deadline(Clock::duration grace) const;
    };

    Task<void> run();
    Task<bool> greet();
    Task<bool> serve_one();
    Task<void> leave();

    Task<Outcome> read_head(RequestParser& parser);
    Task<Outcome> read_body(RequestParser& parser, Intake& intake, const Framing& framing, Admission terms);
    Task<Outcome> read_more(std::size_t at_most);
    /// Gives the parser what has come; true when the body is whole.
    tl::expected<bool, Refusal> feed(RequestParser& parser);
    std::optional<TrustedProxies::Client> client_of(const PlainGet& get) const;
    /// What waits finished for the plain question that the buffer begins with; its head is then consumed.
    std::optional<ReadyAnswer> ready_answer(std::size_t head_length);
    tl::expected<Framing, Refusal> understand(RawHead& head);

    tl::expected<Admission, Response> admit();
    Task<Response> respond(RunOn where);
    Response respond_here();
    /// Waits, without a thread, for an answer that comes later.
    Task<Response> awaited(Response response);
    Task<void> until_answered();
    Response refusal(const Refusal& why);

    Task<bool> answer(Response response);
    Task<bool> send_body(const Response& response);
    /// Sends what the kernel takes of a finished answer without waiting; returns what is left of it.
    Unsent send_now(const ReadyAnswer& ready);
    Task<bool> send_file(Response response);
    Task<bool> stream_events(Response response);
    Task<void> write_events(EventQueue& queue);
    Task<void> watch_for_departure();
    Task<bool> write(Pace& pace, std::string_view head, std::string_view body);

    std::string_view buffered() const;
    bool stopping() const { return service_.stopping.load(std::memory_order_relaxed); }
    void expire_at(Clock::time_point deadline);
    void expire_never();

    Service& service_;
    Lane& lane_;
    Wire wire_;
    Timer bell_;  ///< rung when a worker has finished or an event stream has something to do
    std::string peer_;
    boost::beast::flat_buffer buffer_;
    Request request_;
    std::string ready_head_;  ///< keeps its memory from one finished answer to the next

    Clock::time_point deadline_ = Clock::time_point::max();
    bool expired_ = false;
    Phase phase_ = Phase::busy;
    bool keep_alive_ = true;
    bool linger_ = false;    ///< an answer may still be on its way: drain before closing
    bool answered_ = false;  ///< the worker has finished, or the late answer has come
    bool departed_ = false;  ///< the reader of an event stream has gone
    bool first_ = true;
    Clock::time_point waiting_since_ = Clock::time_point::max();
};

}  // namespace courtyard
