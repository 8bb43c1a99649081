// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unistd.h>

#include <condition_variable>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "api/http/event_queue.h"
#include "api/http/message.h"
#include "api/http/server.h"

namespace courtyard {

/// A folder of its own for one test, removed with it.
class TestFolder {
  public:
    TestFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "courtyard-http-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(path_); }

    const std::filesystem::path& path() const { return path_; }
    bool is_empty() const { return std::filesystem::is_empty(path_); }

  private:
    std::filesystem::path path_;
};

/// A small dispatcher with one counter for each thing that can happen to a request:
///
///   /echo    the body, or the query's `say`         /spool   the body by way of a file
///   /io      the same on the io thread              /crash   an exception
///   /gate    waits until the gate opens             /refuse  refused on its head, 403
///   /large   16 MiB of 'x'                          /file    a file from disk
///   /events  an event stream                        /broken  a header with a line break in it
///   /hash    waits like /gate, as what hashes a password   /who   the client's address
///   /later   an answer when `answer_all` is called   /never   one whose making throws then
class CountyOffice : public Dispatcher {
  public:
    tl::expected<Admission, Response> admit(const RequestHead& head) override {
        if (head.segments.empty()) return tl::unexpected(saying(404, "no such place"));
        if (head.segments[0] == "refuse") return tl::unexpected(saying(403, "not yours"));
        if (head.segments[0] == "confused") throw std::runtime_error("admission broke");
        Admission terms;
        terms.body_limit = body_limit;
        terms.spool = head.segments[0] == "spool";
        terms.run_on = head.segments[0] == "io"     ? RunOn::io
                       : head.segments[0] == "hash" ? RunOn::passwords
                                                    : RunOn::worker;
        return terms;
    }

    Response respond(const Request& request) override {
        {
            const std::lock_guard lock(mutex_);
            heard_.push_back(request.target);
        }
        const auto& place = request.segments.at(0);
        if (place == "crash") throw std::runtime_error("handler broke");
        if (place == "gate" || place == "hash") return wait_at_gate();
        if (place == "who") return saying(200, request.peer + (request.secure ? " securely" : ""));
        if (place == "spool") return from_spool(request);
        if (place == "events") return events_answer();
        if (place == "file") return file_answer();
        if (place == "stretch") return stretch_answer();
        if (place == "later" || place == "never") return later_answer(request);
        if (place == "large") return saying(200, std::string(std::size_t{16} << 20, 'x'));
        if (place == "broken") {
            auto response = saying(200, "");
            response.headers.emplace_back("X-Note", "one\r\nSet-Cookie: two");
            return response;
        }
        return saying(200, std::string(request.parameter("say").value_or(request.body)));
    }

    Response refuse(unsigned status, std::string_view name, const RequestHead&) override {
        return saying(status, std::string(name));
    }

    std::size_t awaited() const {
        const std::lock_guard lock(mutex_);
        return awaited_.size();
    }
    /// Answers everybody who waits for a late answer, from the calling thread.
    void answer_all() {
        std::vector<std::function<void()>> all;
        {
            const std::lock_guard lock(mutex_);
            all.swap(awaited_);
        }
        for (auto& answer : all) answer();
    }
    void open_gate() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }
    std::size_t waiting_at_gate() const {
        const std::lock_guard lock(mutex_);
        return waiting_;
    }
    /// Targets that reached a handler, in order.
    std::vector<std::string> heard() const {
        const std::lock_guard lock(mutex_);
        return heard_;
    }
    std::filesystem::path last_spool() const {
        const std::lock_guard lock(mutex_);
        return last_spool_;
    }
    std::shared_ptr<EventQueue> events() const {
        const std::lock_guard lock(mutex_);
        return events_;
    }

    std::size_t body_limit = 1000;
    std::filesystem::path file;

  private:
    static Response saying(unsigned status, std::string text) {
        Response response;
        response.status = status;
        response.headers.emplace_back("Content-Type", "text/plain");
        response.body = std::make_shared<const std::string>(std::move(text));
        return response;
    }
    Response later_answer(const Request& request) {
        Response response;
        response.later = [this, &request](AnswerLater take) {
            const std::lock_guard lock(mutex_);
            awaited_.push_back([&request, take = std::move(take)] {
                take([&request] {
                    if (request.segments.at(0) == "never") throw std::runtime_error("the answer broke");
                    return saying(201, std::string(request.parameter("say").value_or("")));
                });
            });
        };
        return response;
    }
    Response wait_at_gate() {
        std::unique_lock lock(mutex_);
        ++waiting_;
        changed_.wait(lock, [this] { return open_; });
        return saying(200, "through");
    }
    Response from_spool(const Request& request) {
        std::ifstream in(request.spooled.value());
        const std::lock_guard lock(mutex_);
        last_spool_ = *request.spooled;
        return saying(200, std::string(std::istreambuf_iterator<char>(in), {}));
    }
    Response events_answer() {
        Response response;
        response.events = std::make_shared<EventQueue>();
        const std::lock_guard lock(mutex_);
        events_ = response.events;
        return response;
    }
    Response file_answer() const {
        Response response;
        response.file = file;
        return response;
    }
    /// Six bytes of the file from its fourth on; the file stays.
    Response stretch_answer() const {
        Response response;
        response.status = 206;
        response.stretch = FileStretch{file, 3, 6};
        return response;
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    std::size_t waiting_ = 0;
    std::vector<std::string> heard_;
    std::vector<std::function<void()>> awaited_;
    std::filesystem::path last_spool_;
    std::shared_ptr<EventQueue> events_;
};

/// An office with its server on a free port; change `options` before `open`.
struct OpenOffice {
    OpenOffice() {
        options.port = 0;
        options.spool = folder.path();
    }
    ~OpenOffice() { office.open_gate(); }

    std::string open() {
        server = std::make_unique<Server>(options, office);
        const auto started = server->start();
        if (!started) throw std::runtime_error(started.error().detail.en);
        return server->url();
    }

    TestFolder folder;
    ServerOptions options;
    CountyOffice office;
    std::unique_ptr<Server> server;
};

}  // namespace courtyard
