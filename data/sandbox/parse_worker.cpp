// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/parse_worker.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <optional>
#include <span>

#include "data/photo/photo_archive.h"
#include "data/photo/photo_reading.h"
#include "data/read/held_file.h"
#include "data/read/table.h"
#include "data/sandbox/channel.h"
#include "data/sandbox/parser_error.h"
#include "data/sandbox/warm_up.h"
#include "data/sandbox/wire.h"
#include "data/sandbox/wire_photo.h"

namespace courtyard {
namespace {

constexpr std::size_t batch_bytes = std::size_t{64} << 10;

/// Where the answer cannot be written the server is gone, or has had enough.
void say(wire::Kind kind, std::string_view payload) {
    const std::string head = wire::head_of(kind, payload.size());
    for (std::string_view rest : {std::string_view(head), payload}) {
        while (!rest.empty()) {
            const ssize_t sent = write(worker_socket, rest.data(), rest.size());
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) _exit(0);
            rest.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
}

struct Order {
    wire::Request request;
    Descriptor upload;
};

/// Waits for the one upload of this worker's life.
std::optional<Order> receive_order() {
    Order order;
    std::string text;
    std::optional<wire::Head> head;
    while (!head || text.size() < wire::head_bytes + head->payload) {
        const std::size_t wanted = head ? wire::head_bytes + head->payload : wire::head_bytes;
        std::string more;
        if (!receive_with(worker_socket, wanted - text.size(), more, order.upload)) return std::nullopt;
        text += more;
        if (text.size() == wire::head_bytes && !(head = wire::read_head(text))) return std::nullopt;
    }
    const auto request = wire::read_request(std::string_view(text).substr(wire::head_bytes));
    if (!request || head->kind != wire::Kind::request) return std::nullopt;
    order.request = *request;
    return order;
}

/// A GeoPackage that was left in WAL mode wants its log beside it, which no upload has: two bytes of our own
/// copy of its head say that it is read as it lies.
void read_as_rollback(char* database, std::size_t size) {
    constexpr std::string_view magic("SQLite format 3\0", 16);
    constexpr std::size_t head = 4'096;
    if (size < head || !std::string_view(database, size).starts_with(magic) || database[18] != 2) return;
    if (mprotect(database, head, PROT_READ | PROT_WRITE) != 0) return;
    database[18] = database[19] = 1;
    mprotect(database, head, PROT_READ);
}

/// The upload as memory; its descriptor is not needed any more.
std::string_view bytes_of(Descriptor upload) {
    const off_t size = lseek(upload.number(), 0, SEEK_END);
    if (size <= 0) return {};
    const auto length = static_cast<std::size_t>(size);
    void* memory = mmap(nullptr, length, PROT_READ, MAP_PRIVATE, upload.number(), 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    read_as_rollback(static_cast<char*>(memory), length);
    return {static_cast<const char*>(memory), length};
}

void answer_table(std::string_view bytes, const TableOptions& options) {
    const HeldFile file("upload", bytes);
    auto table = open_table(file.path(), options);
    if (!table) return say(wire::Kind::refusal, wire::written(table.error()));
    say(wire::Kind::header,
        wire::written(wire::TableHeader{(*table)->columns(), std::string((*table)->format()),
                                        std::string((*table)->encoding()), (*table)->row_count()}));
    std::string batch;
    TableRow row;
    while (true) {
        const auto more = (*table)->next(row);
        const std::size_t before = batch.size();
        if (more && *more) wire::append_row(batch, row);
        const bool huge = batch.size() - before > wire::most_payload - batch_bytes;
        if (huge) batch.resize(before);
        const bool last = huge || !more || !*more;
        if (batch.size() >= batch_bytes || (last && !batch.empty())) {
            say(wire::Kind::rows, batch);
            batch.clear();
        }
        if (huge) return say(wire::Kind::refusal, wire::written(row_too_large(row.number)));
        if (!more) return say(wire::Kind::refusal, wire::written(more.error()));
        if (last) return say(wire::Kind::end, {});
    }
}

void answer_photo(std::string_view bytes) {
    const auto reading = read_photo(std::as_bytes(std::span(bytes)));
    if (!reading) return say(wire::Kind::refusal, wire::written(reading.error()));
    const std::string payload = wire::written(*reading);
    if (payload.size() > wire::most_payload)
        return say(wire::Kind::refusal, wire::written(parser_failed("照片过大", "the photo is too large")));
    say(wire::Kind::photo, payload);
}

/// Says each file of an archive as it comes to it.
class SpokenFiles final : public FoundFiles {
  public:
    Result<void> found(const FoundFile& file) override {
        say(wire::Kind::file, wire::written(file));
        return {};
    }
    Result<void> piece(std::string_view bytes) override {
        say(wire::Kind::piece, bytes);
        return {};
    }
};

void answer_archive(std::string_view bytes, const TableOptions& options) {
    const HeldFile file("upload", bytes);
    ArchiveLimits limits;
    limits.unpacked_bytes = options.max_unpacked_bytes;
    SpokenFiles spoken;
    if (const auto read = read_photo_archive(file.path(), limits, spoken); !read)
        return say(wire::Kind::refusal, wire::written(read.error()));
    say(wire::Kind::end, {});
}

void answer(Order order) {
    try {
        if (order.request.what == wire::Request::What::trial)
            return say(wire::Kind::trial, wire::written(escapes()));
        if (order.request.what == wire::Request::What::photo)
            return answer_photo(bytes_of(std::move(order.upload)));
        if (order.request.what == wire::Request::What::archive)
            return answer_archive(bytes_of(std::move(order.upload)), order.request.options);
        answer_table(bytes_of(std::move(order.upload)), order.request.options);
    } catch (const std::bad_alloc&) {
        say(wire::Kind::refusal, wire::written(parser_failed("内存不足", "it takes too much memory")));
    } catch (const std::exception& error) {
        say(wire::Kind::refusal, wire::written(parser_failed(error.what(), error.what())));
    }
}

/// One worker's life, in a process of its own.
[[noreturn]] void work(WorkerKind kind, const WorkerLimits& limits, const SystemCallFilter& filter) {
    signal(SIGCHLD, SIG_DFL);
    if (kind == WorkerKind::table) warm_up_projections();
    say(wire::Kind::ready, wire::written(confine(limits, filter)));
    if (auto order = receive_order()) answer(std::move(*order));
    _exit(0);
}

}  // namespace

int run_parsing_spawner(const WorkerLimits& limits) {
    signal(SIGPIPE, SIG_IGN);
    signal(SIGCHLD, SIG_IGN);
    warm_up_libraries();
    const SystemCallFilter filter;
    std::string word;
    while (true) {
        Descriptor socket;
        if (!receive_with(worker_socket, 1, word, socket)) _exit(0);
        const pid_t worker = fork();
        if (worker == 0) {
            // The worker's socket takes the place of the control socket.
            if (dup2(socket.number(), worker_socket) < 0) _exit(1);
            socket.reset();
            work(static_cast<WorkerKind>(word.front()), limits, filter);
        }
        const Descriptor handle(worker < 0 ? -1 : static_cast<int>(syscall(SYS_pidfd_open, worker, 0)));
        if (!send_with(worker_socket, handle ? "+" : "-", handle.number())) _exit(0);
    }
}

}  // namespace courtyard
