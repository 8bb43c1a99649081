// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// A cheap client for the intake bench: it shares the machine's cores with the server, so it does little.
//
//   intake_client PORT TOKEN closed CONNECTIONS COUNT          uploads, each connection waiting for its 201
//   intake_client PORT TOKEN open RATE SECONDS                 uploads at a fixed rate, late or not
//   intake_client PORT TOKEN import KIND FILE RATE TILES_RATE  one import with uploads and tile reads
//   meanwhile
//
// Latencies of a fixed rate count from when the request was due, so a stall is not hidden by waiting for it.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <functional>
#include <iterator>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

int connected(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(port);
    server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket, reinterpret_cast<const sockaddr*>(&server), sizeof server) != 0)
        throw std::runtime_error("cannot connect");
    return socket;
}

void send_all(int socket, const std::string& text) {
    for (std::size_t sent = 0; sent < text.size();) {
        const ssize_t count = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) throw std::runtime_error("the server hung up");
        sent += static_cast<std::size_t>(count);
    }
}

/// Status of the answer at the front of `text`, whose bytes are taken off; 0 while it is not whole.
int take_answer(std::string& text) {
    const auto head_end = text.find("\r\n\r\n");
    if (head_end == std::string::npos) return 0;
    const auto length_at = text.find("Content-Length: ");
    const std::size_t length =
        length_at < head_end ? std::strtoul(text.c_str() + length_at + 16, nullptr, 10) : 0;
    if (text.size() < head_end + 4 + length) return 0;
    const int status = std::atoi(text.c_str() + 9);
    text.erase(0, head_end + 4 + length);
    return status;
}

struct Load {
    std::uint16_t port = 0;
    std::size_t connections = 64;
    double rate = 0;        ///< per second; 0: as fast as answers come
    std::size_t count = 0;  ///< 0: until `stop`
    const std::atomic<bool>* stop = nullptr;
    std::function<std::string()> request;
};

struct Outcome {
    std::vector<double> ms;
    std::size_t failed = 0;
    double seconds = 0;

    double at(double share) const {
        return ms.empty() ? 0
                          : ms[std::min(ms.size() - 1,
                                        static_cast<std::size_t>(share * static_cast<double>(ms.size())))];
    }
    double per_second() const { return static_cast<double>(ms.size()) / seconds; }
};

Outcome run(const Load& load) {
    struct Line {
        int socket;
        bool waits = false;
        Clock::time_point due{};
        std::string received;
    };
    std::vector<Line> lines;
    std::vector<pollfd> polled;
    for (std::size_t i = 0; i < load.connections; ++i) {
        lines.push_back({connected(load.port), false, {}, {}});
        polled.push_back({lines.back().socket, POLLIN, 0});
    }
    Outcome outcome;
    std::size_t begun = 0;
    std::size_t waiting = 0;
    const auto start = Clock::now();
    // Without a rate a request is due when its connection is free.
    const auto due_of = [&](std::size_t number, Clock::time_point now) {
        return load.rate == 0 ? now
                              : start + std::chrono::duration_cast<Clock::duration>(
                                            Seconds(static_cast<double>(number) / load.rate));
    };
    const auto over = [&] {
        return load.count != 0 ? begun >= load.count : load.stop->load(std::memory_order_relaxed);
    };
    // In turn, so that none is idle for so long that the server closes it.
    std::deque<std::size_t> idle(lines.size());
    std::iota(idle.begin(), idle.end(), 0);
    while (!over() || waiting > 0) {
        while (!idle.empty() && !over()) {
            const auto now = Clock::now();
            const auto due = due_of(begun, now);
            if (due > now) break;
            ++begun;
            Line& line = lines[idle.front()];
            idle.pop_front();
            line.due = due;
            line.waits = true;
            ++waiting;
            send_all(line.socket, load.request());
        }
        const int patience_ms = load.rate == 0 ? 100 : 1;
        ::poll(polled.data(), polled.size(), patience_ms);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if ((polled[i].revents & (POLLIN | POLLHUP)) == 0) continue;
            char bytes[65536];
            const ssize_t got = ::recv(lines[i].socket, bytes, sizeof bytes, 0);
            if (got <= 0) throw std::runtime_error("the server hung up");
            lines[i].received.append(bytes, static_cast<std::size_t>(got));
            const int status = take_answer(lines[i].received);
            if (status == 0) continue;
            if (status >= 300) ++outcome.failed;
            outcome.ms.push_back(Seconds(Clock::now() - lines[i].due).count() * 1000);
            lines[i].waits = false;
            --waiting;
            idle.push_back(i);
        }
    }
    outcome.seconds = Seconds(Clock::now() - start).count();
    for (const Line& line : lines) ::close(line.socket);
    std::ranges::sort(outcome.ms);
    return outcome;
}

/// Inspection points all over one corner of the sample county.
std::function<std::string()> uploads(const std::string& token, unsigned seed) {
    return [token, random = std::mt19937_64(seed)]() mutable {
        std::uniform_real_distribution<double> metres(0, 0.05);
        const std::uint64_t high = random();
        const std::uint64_t low = random();
        const std::string body = fmt::format(
            R"({{"campaign":"beautiful-courtyard","observed_at":"2026-03-01T09:30:00+08:00","lon":{:.6f},"lat":{:.6f},"outcome":"checked"}})",
            113.17 + metres(random), 34.29 + metres(random));
        return fmt::format(
            "PUT /api/inspections/{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x} HTTP/1.1\r\nHost: "
            "bench\r\nAuthorization: Bearer "
            "{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
            high >> 32, (high >> 16) & 0xFFFF, high & 0xFFF, low >> 52, low & 0xFFFFFFFFFFFF, token,
            body.size(), body);
    };
}

/// Tiles of z12 to z14 around the same corner, today's and changing.
std::function<std::string()> tiles(unsigned seed) {
    return [random = std::mt19937_64(seed)]() mutable {
        const unsigned z = 12 + static_cast<unsigned>(random() % 3);
        const double across = static_cast<double>(1U << z);
        const double lon = 113.17 + 0.05 * static_cast<double>(random() % 1000) / 1000;
        const auto x = static_cast<unsigned>((lon + 180) / 360 * across);
        // Mercator's row of 34.31 degrees north, give or take one.
        const auto y = static_cast<unsigned>(0.39810 * across) + static_cast<unsigned>(random() % 2);
        return fmt::format("GET /tiles/courtyards,inspections/{}/{}/{}.mvt HTTP/1.1\r\nHost: bench\r\n\r\n",
                           z, x, y);
    };
}

void tell(const std::string& what, const Outcome& outcome) {
    fmt::print(
        R"({{"what":"{}","count":{},"failed":{},"per_second":{:.0f},"p50":{:.2f},"p99":{:.2f},"max":{:.2f}}})"
        "\n",
        what, outcome.ms.size(), outcome.failed, outcome.per_second(), outcome.at(0.5), outcome.at(0.99),
        outcome.at(1));
}

void import_with_company(std::uint16_t port, const std::string& token, const std::string& kind,
                         const std::string& file, double upload_rate, double tile_rate) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::atomic<bool> stop = false;
    Outcome uploaded;
    Outcome read;
    std::thread uploading([&] {
        if (upload_rate > 0)
            uploaded = run({port, 32, upload_rate, 0, &stop, uploads(token, std::random_device{}())});
    });
    std::thread reading([&] {
        if (tile_rate > 0) read = run({port, 16, tile_rate, 0, &stop, tiles(2)});
    });
    const int socket = connected(port);
    const auto start = Clock::now();
    send_all(socket,
             fmt::format(
                 "POST /api/imports?kind={}&filename=bench.csv{} HTTP/1.1\r\nHost: bench\r\nAuthorization: "
                 "Bearer {}\r\nContent-Type: text/csv\r\nContent-Length: {}\r\n\r\n",
                 kind, kind == "inspections" ? "&campaign=beautiful-courtyard" : "", token, bytes.size()));
    send_all(socket, bytes);
    std::string received;
    char piece[65536];
    int status = 0;
    std::string answer;
    while (status == 0) {
        const ssize_t got = ::recv(socket, piece, sizeof piece, 0);
        if (got <= 0) throw std::runtime_error("the server hung up");
        received.append(piece, static_cast<std::size_t>(got));
        answer = received;
        status = take_answer(received);
    }
    const double seconds = Seconds(Clock::now() - start).count();
    stop = true;
    uploading.join();
    reading.join();
    ::close(socket);
    if (status != 201) throw std::runtime_error("the import was answered " + answer.substr(0, 600));
    fmt::print(R"({{"what":"import","kind":"{}","seconds":{:.2f},"status":{}}})"
               "\n",
               kind, seconds, status);
    if (upload_rate > 0) tell("uploads", uploaded);
    if (tile_rate > 0) tell("tiles", read);
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> given(words + 1, words + count);
    try {
        const auto port = static_cast<std::uint16_t>(std::stoi(given.at(0)));
        const std::string& token = given.at(1);
        const std::string& scene = given.at(2);
        if (scene == "closed") {
            tell("uploads", run({port, std::stoul(given.at(3)), 0, std::stoul(given.at(4)), nullptr,
                                 uploads(token, std::random_device{}())}));
        } else if (scene == "open") {
            const double rate = std::stod(given.at(3));
            tell("uploads", run({port, 64, rate, static_cast<std::size_t>(rate * std::stod(given.at(4))),
                                 nullptr, uploads(token, std::random_device{}())}));
        } else {
            import_with_company(port, token, given.at(3), given.at(4), std::stod(given.at(5)),
                                std::stod(given.at(6)));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "intake_client: {}\n", error.what());
        return 1;
    }
}
