// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/result.h"

namespace courtyard {

class EventQueue;
struct PlainGet;

enum class Method : std::uint8_t { get, head, post, put, patch, del, options };

std::string_view to_string(Method method);

/// Name-value pairs in the order received; header names in lower case.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The head of a request, already checked: framing is sound, the target is well-formed and decoded.
struct RequestHead {
    Method method = Method::get;
    std::string target;                 ///< as sent, for logs
    std::vector<std::string> segments;  ///< the path split at `/`, each percent-decoded
    Fields query;                       ///< percent-decoded, in order, repeated names kept
    Fields headers;
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool secure = false;  ///< came over TLS, to us or to a trusted proxy
    std::string peer;     ///< address of the client, as trusted proxies tell it
    std::string id;       ///< request id, also in the answer's `X-Request-Id`

    /// The first value of a header (lower-case name), or nothing.
    std::optional<std::string_view> header(std::string_view name) const;
    std::optional<std::string_view> parameter(std::string_view name) const;
};

/// A whole request. The body is in memory or, when its admission asked for that, in a spool file that is
/// removed with the request.
struct Request : RequestHead {
    std::string body;
    std::optional<std::filesystem::path> spooled;
};

struct Response;

/// Some bytes of a file that stays where it is.
struct FileStretch {
    std::filesystem::path path;
    std::uint64_t from = 0;
    std::uint64_t count = 0;
};

/// Takes an answer that comes later: called once, from any thread; the answer is written on the connection's
/// own io thread, so it is quick. What it throws becomes 500.
using AnswerLater = std::function<void(std::function<Response()>)>;

/// An answer. A shared body is written from where it lies (cached tiles), never copied.
struct Response {
    unsigned status = 200;
    Fields headers;
    std::shared_ptr<const std::string> body;  ///< null: empty
    /// Set for `text/event-stream`: the connection stays open and writes what the queue holds.
    std::shared_ptr<EventQueue> events;
    /// Set for a large answer from disk; the file is removed when the answer has been written.
    std::optional<std::filesystem::path> file;
    /// Set for an answer from a file that stays, or from a part of it.
    std::optional<FileStretch> stretch;
    /// Set when the answer is not known yet, and nothing else then: called once with what takes it. The
    /// request stays as long as the answer is awaited, and no thread waits.
    std::function<void(AnswerLater)> later;
};

/// An answer that waits finished: what its head says beside date, request id and connection, and its body.
struct ReadyAnswer {
    unsigned status = 200;
    std::string_view policy;  ///< header lines as they are sent; they live as long as the dispatcher
    std::string_view lines;   ///< more of them, Content-Length included; they live as long as `body`
    std::shared_ptr<const std::string> body;  ///< null: empty
};

/// Where a handler runs: on the io thread that read the request (memory reads below a millisecond), on the
/// bounded worker pool, or on the small pool of those that hash a password, which takes memory on purpose.
enum class RunOn : std::uint8_t { io, worker, passwords };

/// What is decided when the head has been read and before the body is.
struct Admission {
    std::size_t body_limit = 0;
    bool spool = false;  ///< body to a file
    RunOn run_on = RunOn::worker;
};

/// What the room of sockets asks of the rest of the program.
class Dispatcher {
  public:
    virtual ~Dispatcher() = default;
    /// Either the terms on which the body is read, or the answer that ends it here (404, 405, 401, 413 ...).
    virtual tl::expected<Admission, Response> admit(const RequestHead& head) = 0;
    /// Never throws for what a client sent; what it throws becomes 500 with the request id.
    virtual Response respond(const Request& request) = 0;
    /// The answer to a plain question when it lies finished in memory: the same that `admit` and `respond`
    /// would give, for callers who may have it. Nothing sends the question their way. Runs on the io thread.
    virtual std::optional<ReadyAnswer> ready(const PlainGet&) { return std::nullopt; }
    /// The answer to a request that never reached a handler: bad framing, over a limit, overload, a crash.
    /// `name` is the stable word: those of `api/http/refusal.h`. `internal` is asked for while the exception
    /// is being handled, so that `std::current_exception` can go to the log. May run on any thread.
    virtual Response refuse(unsigned status, std::string_view name, const RequestHead& head) = 0;
};

}  // namespace courtyard
