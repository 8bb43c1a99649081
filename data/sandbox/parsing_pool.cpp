// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/parsing_pool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "data/sandbox/parser_error.h"
#include "data/sandbox/remote_archive.h"
#include "data/sandbox/remote_photo.h"
#include "data/sandbox/remote_table.h"

namespace courtyard {
namespace {

/// The spawner needs a second to make GDAL ready; one that takes longer than this hangs.
constexpr timeval spawner_patience{20, 0};

/// What an archive of a stranger may hold.
constexpr std::size_t most_unpacked = std::size_t{300} << 20;

/// Only what finds libraries and their data: nothing of the server's own surroundings.
std::vector<std::string> surroundings() {
    std::vector<std::string> kept{"LC_ALL=C.UTF-8"};
    for (const char* name : {"PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "LD_LIBRARY_PATH", "TZ", "ASAN_OPTIONS",
                             "UBSAN_OPTIONS", "TSAN_OPTIONS"})
        if (const char* value = std::getenv(name)) kept.push_back(fmt::format("{}={}", name, value));
    return kept;
}

std::vector<char*> pointers_to(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    pointers.push_back(nullptr);
    return pointers;
}

struct SpawnActions {
    posix_spawn_file_actions_t files{};
    posix_spawnattr_t attributes{};

    SpawnActions() {
        posix_spawn_file_actions_init(&files);
        posix_spawnattr_init(&attributes);
    }
    ~SpawnActions() {
        posix_spawn_file_actions_destroy(&files);
        posix_spawnattr_destroy(&attributes);
    }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
};

/// A process of its own group (a Ctrl-C is for the server), with no signal blocked and no file but its
/// socket.
int spawn_program(const std::filesystem::path& program, const WorkerLimits& limits, int socket) {
    SpawnActions actions;
    posix_spawn_file_actions_addopen(&actions.files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions.files, socket, worker_socket);
    posix_spawn_file_actions_addclosefrom_np(&actions.files, worker_socket + 1);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&actions.attributes, &none);
    posix_spawnattr_setsigdefault(&actions.attributes, &all);
    posix_spawnattr_setpgroup(&actions.attributes, 0);
    posix_spawnattr_setflags(&actions.attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    std::vector<std::string> words{"courtyard", "parse-worker", fmt::format("--data-mib={}", limits.data_mib),
                                   fmt::format("--address-mib={}", limits.address_mib),
                                   fmt::format("--cpu-s={}", limits.cpu_s)};
    std::vector<std::string> kept = surroundings();
    int process = -1;
    const int failed = posix_spawn(&process, program.c_str(), &actions.files, &actions.attributes,
                                   pointers_to(words).data(), pointers_to(kept).data());
    return failed == 0 ? process : -1;
}

tl::unexpected<Error> no_file(const std::filesystem::path& path) {
    return fail(ErrorCode::not_found, "file.missing",
                {fmt::format("找不到文件 {}", path.filename().string()),
                 fmt::format("no file {}", path.filename().string())},
                path.filename().string());
}

}  // namespace

ParsingWorker::~ParsingWorker() {
    if (!process_) return;
    syscall(SYS_pidfd_send_signal, process_.number(), SIGKILL, nullptr, 0);
    if (running_in_ != nullptr) running_in_->give_back();
}

bool ParsingWorker::lives() const {
    pollfd end{process_.number(), POLLIN, 0};
    return poll(&end, 1, 0) == 0;
}

Result<std::unique_ptr<ParsingPool>> ParsingPool::start(ParsingOptions options) {
    std::unique_ptr<ParsingPool> pool(new ParsingPool(std::move(options)));
    if (const auto tried = pool->try_out(); !tried) return tl::unexpected(tried.error());
    return pool;
}

ParsingPool::~ParsingPool() {
    waiting_for_tables_.clear();
    waiting_for_photos_.clear();
    stop_spawner();
}

Result<void> ParsingPool::try_out() {
    auto worker = take(WorkerKind::table);
    if (!worker) return tl::unexpected(worker.error());
    wire::Request request;
    request.what = wire::Request::What::trial;
    std::optional<std::vector<std::string>> could;
    if (worker->channel().send(wire::Kind::request, wire::written(request), -1)) {
        if (const auto answer = worker->channel().receive(options_.patience);
            answer && answer->kind == wire::Kind::trial)
            could = wire::read_names(answer->payload);
    }
    escapes_ = could ? *could : std::vector<std::string>{"execve"};
    if (options_.rule == SandboxRule::best_effort || escapes_.empty()) return {};
    return fail(ErrorCode::unavailable, "sandbox.missing",
                {"解析进程没有被关住（内核不允许 seccomp）；见 docs/DEPLOY.md，或在配置中设 sandbox = "
                 "\"best_effort\"",
                 "the parsing worker is not shut in (the kernel refuses seccomp); see docs/DEPLOY.md, or set "
                 "sandbox = \"best_effort\" in the configuration"},
                "sandbox");
}

Result<std::unique_ptr<Table>> ParsingPool::open_table(const std::filesystem::path& path,
                                                       const TableOptions& options) {
    const Descriptor upload(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!upload) return no_file(path);
    auto worker = take(WorkerKind::table);
    if (!worker) return tl::unexpected(worker.error());
    wire::Request request{wire::Request::What::table, options};
    request.options.max_unpacked_bytes = std::min(options.max_unpacked_bytes, most_unpacked);
    if (request.options.given_name.empty()) request.options.given_name = path.filename().string();
    return open_remote_table(std::move(*worker), request, upload.number(), options_.patience);
}

TableOpener ParsingPool::opener() {
    return [this](const std::filesystem::path& path, const TableOptions& options) {
        return open_table(path, options);
    };
}

Result<void> ParsingPool::read_photo_archive(const std::filesystem::path& archive, ArchiveLimits limits,
                                             FoundFiles& taker) {
    const Descriptor upload(::open(archive.c_str(), O_RDONLY | O_CLOEXEC));
    if (!upload) return no_file(archive);
    limits.unpacked_bytes = std::min(limits.unpacked_bytes, most_unpacked);
    auto worker = take(WorkerKind::photo);
    if (!worker) return tl::unexpected(worker.error());
    return read_remote_archive(std::move(*worker), limits, upload.number(), options_.patience, taker);
}

PhotoUnpacker ParsingPool::unpacker() {
    return [this](const std::filesystem::path& archive, const ArchiveLimits& limits, FoundFiles& taker) {
        return read_photo_archive(archive, limits, taker);
    };
}

PhotoReader ParsingPool::photo_reader() {
    return [this](std::span<const std::byte> jpeg) { return read_photo(jpeg); };
}

Result<PhotoReading> ParsingPool::read_photo(std::span<const std::byte> jpeg) {
    const Descriptor upload(memfd_create("photo", MFD_CLOEXEC));
    if (!upload) throw std::system_error(errno, std::generic_category(), "memfd_create");
    for (auto rest = jpeg; !rest.empty();) {
        const ssize_t done = ::write(upload.number(), rest.data(), rest.size());
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) throw std::system_error(errno, std::generic_category(), "memfd");
        rest = rest.subspan(static_cast<std::size_t>(done));
    }
    auto worker = take(WorkerKind::photo);
    if (!worker) return tl::unexpected(worker.error());
    return read_remote_photo(std::move(*worker), upload.number(), options_.patience);
}

Result<ParsingWorker> ParsingPool::take(WorkerKind kind) {
    std::unique_lock lock(mutex_);
    if (!place_free_.wait_for(lock, options_.turn, [&] { return running_ < options_.running; }))
        return tl::unexpected(parser_unavailable("正在解析的文件太多", "too many are being parsed"));
    ++running_;
    auto worker = ready_worker(kind, lock);
    if (worker) {
        worker->running_in_ = this;
    } else {
        --running_;
        place_free_.notify_one();
    }
    return worker;
}

Result<ParsingWorker> ParsingPool::ready_worker(WorkerKind kind, std::unique_lock<std::mutex>& lock) {
    std::deque<ParsingWorker>& waiting =
        kind == WorkerKind::photo ? waiting_for_photos_ : waiting_for_tables_;
    // A worker may have died while it waited: another one is made.
    for (int attempt = 0; attempt < 4; ++attempt) {
        if (!lock.owns_lock()) lock.lock();
        while (waiting.size() <= options_.waiting) {
            auto fresh = spawn(kind);
            if (!fresh) return fresh;
            waiting.push_back(std::move(*fresh));
        }
        ParsingWorker worker = std::move(waiting.front());
        waiting.pop_front();
        lock.unlock();
        const auto word = worker.channel().receive(options_.patience);
        const auto confined =
            word && word->kind == wire::Kind::ready ? wire::read_confinement(word->payload) : std::nullopt;
        lock.lock();
        if (!confined || !worker.lives()) continue;
        confinement_ = *confined;
        if (confined->seccomp || options_.rule == SandboxRule::best_effort) return worker;
        return fail(
            ErrorCode::unavailable, "sandbox.missing",
            {"内核不允许 seccomp，解析进程无法被关住；见 docs/DEPLOY.md，或在配置中设 sandbox = "
             "\"best_effort\"",
             "the kernel refuses seccomp, so a parsing worker cannot be shut in; see docs/DEPLOY.md, or "
             "set sandbox = \"best_effort\" in the configuration"},
            "sandbox");
    }
    return tl::unexpected(parser_unavailable("解析进程无法启动", "a parsing worker does not start"));
}

Result<ParsingWorker> ParsingPool::spawn(WorkerKind kind) {
    const char order = static_cast<char>(kind);
    // The spawner itself may have been killed: it is started anew, once.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!control_ && !start_spawner()) break;
        SocketPair pair = SocketPair::make(SOCK_STREAM);
        std::string word;
        Descriptor process;
        if (send_with(control_.number(), {&order, 1}, pair.theirs.number()) &&
            receive_with(control_.number(), 1, word, process) && word == "+" && process)
            return ParsingWorker(std::move(process), Channel(std::move(pair.ours)));
        stop_spawner();
    }
    return tl::unexpected(parser_unavailable("解析进程无法启动", "a parsing worker does not start"));
}

bool ParsingPool::start_spawner() {
    SocketPair pair = SocketPair::make(SOCK_SEQPACKET);
    spawner_ = spawn_program(options_.program, options_.limits, pair.theirs.number());
    if (spawner_ < 0) return false;
    setsockopt(pair.ours.number(), SOL_SOCKET, SO_RCVTIMEO, &spawner_patience, sizeof spawner_patience);
    control_ = std::move(pair.ours);
    return true;
}

void ParsingPool::stop_spawner() {
    control_.reset();
    if (spawner_ < 0) return;
    kill(spawner_, SIGKILL);
    while (waitpid(spawner_, nullptr, 0) < 0 && errno == EINTR) {
    }
    spawner_ = -1;
}

void ParsingPool::give_back() {
    {
        const std::scoped_lock lock(mutex_);
        --running_;
    }
    place_free_.notify_one();
}

}  // namespace courtyard
