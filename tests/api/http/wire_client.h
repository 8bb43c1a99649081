// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace courtyard {

/// An answer as it came over the wire; header names in lower case.
struct WireAnswer {
    unsigned status = 0;
    std::map<std::string, std::string> headers;
    std::string body;
};

/// A request for a target, as short as it may be.
inline std::string get(const std::string& target) { return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"; }

/// A client that sends exactly the bytes it is told to and reads what comes, on 127.0.0.1.
///
/// A read gives up after ten seconds, so that a broken server fails a test and does not hang it.
class WireClient {
  public:
    explicit WireClient(const std::string& url) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port_of(url));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const timeval patience{10, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        sockaddr plain{};
        static_assert(sizeof plain == sizeof address);
        std::copy_n(reinterpret_cast<const char*>(&address), sizeof address, reinterpret_cast<char*>(&plain));
        connected_ = ::connect(descriptor_, &plain, sizeof plain) == 0;
    }
    WireClient(const WireClient&) = delete;
    WireClient& operator=(const WireClient&) = delete;
    ~WireClient() { close(); }

    static std::uint16_t port_of(const std::string& url) {
        return static_cast<std::uint16_t>(std::strtoul(url.substr(url.rfind(':') + 1).c_str(), nullptr, 10));
    }

    int descriptor() const { return descriptor_; }
    bool is_connected() const { return connected_; }

    /// Sends until the other side refuses to take more; whether all was taken.
    bool send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    void finish_sending() const { ::shutdown(descriptor_, SHUT_WR); }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    /// Closes with a reset, as a phone that leaves the network does.
    void vanish() {
        const linger at_once{1, 0};
        ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }

    /// Whether the other side has said something, or ended, within this time.
    bool hears_within(std::chrono::milliseconds time) const {
        pollfd watched{descriptor_, POLLIN, 0};
        return ::poll(&watched, 1, static_cast<int>(time.count())) > 0;
    }
    /// As many bytes as there are, at most `most`; 0 at the end.
    std::size_t read_a_little(std::size_t most) {
        char piece[256];
        const auto count = ::recv(descriptor_, piece, std::min(most, sizeof piece), 0);
        return count > 0 ? static_cast<std::size_t>(count) : 0;
    }

    std::string read_until(std::string_view text) {
        while (received_.find(text) == std::string::npos) {
            if (!receive()) break;
        }
        const auto end = received_.find(text);
        return take(end == std::string::npos ? received_.size() : end + text.size());
    }
    std::string read_to_end() {
        while (receive()) {
        }
        return take(received_.size());
    }
    /// True when the other side has closed and said nothing more.
    bool is_ended() {
        while (receive()) {
        }
        return received_.empty() && ended_;
    }
    /// Whether the other side broke off with a reset, which may destroy an answer that nobody has read yet.
    bool was_reset() const { return reset_; }

    /// The head alone: what a HEAD or an event stream gives.
    WireAnswer read_head() {
        WireAnswer answer;
        const auto head = read_until("\r\n\r\n");
        if (head.size() < 12) return answer;
        answer.status = static_cast<unsigned>(std::strtoul(head.substr(9, 3).c_str(), nullptr, 10));
        for (auto start = head.find("\r\n") + 2; start + 2 < head.size();) {
            const auto end = head.find("\r\n", start);
            const auto colon = head.find(": ", start);
            auto name = head.substr(start, colon - start);
            std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
            answer.headers[name] = head.substr(colon + 2, end - colon - 2);
            start = end + 2;
        }
        return answer;
    }
    WireAnswer read_answer() {
        auto answer = read_head();
        const auto length = answer.headers.find("content-length");
        if (length == answer.headers.end()) return answer;
        const auto size = std::strtoull(length->second.c_str(), nullptr, 10);
        while (received_.size() < size) {
            if (!receive()) break;
        }
        answer.body = take(std::min<std::size_t>(size, received_.size()));
        return answer;
    }
    WireAnswer ask(std::string_view bytes) {
        send(bytes);
        return read_answer();
    }

  private:
    bool receive() {
        char piece[16384];
        const auto count = ::recv(descriptor_, piece, sizeof piece, 0);
        reset_ = reset_ || (count < 0 && errno == ECONNRESET);
        if (count == 0 || reset_) ended_ = true;
        if (count <= 0) return false;
        received_.append(piece, static_cast<std::size_t>(count));
        return true;
    }
    std::string take(std::size_t count) {
        auto taken = received_.substr(0, count);
        received_.erase(0, count);
        return taken;
    }

    int descriptor_;
    bool connected_ = false;
    bool ended_ = false;
    bool reset_ = false;
    std::string received_;
};

/// Waits for something another thread does; false when it has not come in ten seconds.
template <class Condition>
bool eventually(Condition condition) {
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > patience) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace courtyard
