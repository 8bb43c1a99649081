// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <malloc.h>
#include <pthread.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "api/audit_office.h"
#include "api/backup_keeper.h"
#include "api/breached_passwords.h"
#include "api/commands/seal_options.h"
#include "api/commands/workspace.h"
#include "api/configuration.h"
#include "api/daily_sweep.h"
#include "api/export_jobs.h"
#include "api/finished_tile.h"
#include "api/http/certificate_end.h"
#include "api/http/server.h"
#include "api/request_log.h"
#include "api/service.h"

namespace courtyard {
namespace {

struct ServeArguments {
    std::string data;
    std::string config;
    std::string listen;
    std::string certificate;
    std::string key;
    std::string web;
    int public_level = -1;
};

Result<Configuration> configured(const ServeArguments& arguments) {
    auto configuration = arguments.config.empty() ? Result<Configuration>(Configuration{})
                                                  : read_configuration(arguments.config);
    if (!configuration) return configuration;
    if (!arguments.data.empty()) configuration->data = arguments.data;
    if (!arguments.web.empty()) configuration->web = arguments.web;
    if (configuration->web.empty()) configuration->web = COURTYARD_WEB_FOLDER;
    if (!arguments.certificate.empty()) configuration->certificate = arguments.certificate;
    if (!arguments.key.empty()) configuration->key = arguments.key;
    if (arguments.public_level >= 0)
        configuration->public_level = static_cast<PublicLevel>(arguments.public_level);
    if (!arguments.listen.empty())
        if (auto set = set_listen(*configuration, arguments.listen); !set) return tl::unexpected(set.error());
    if (configuration->data.empty())
        return fail(ErrorCode::not_found, "data.missing",
                    {"请用 --data 指明数据目录", "name the data directory with --data"}, "--data");
    return configuration;
}

ServerOptions server_options(const Configuration& configuration, const DataDirectory& directory) {
    ServerOptions options;
    options.address = configuration.address;
    options.port = configuration.port;
    options.certificate = configuration.certificate;
    options.key = configuration.key;
    options.spool = directory.spool();
    options.worker_threads = configuration.worker_threads;
    options.connections = configuration.connections;
    options.connections_per_peer = configuration.connections_per_address;
    options.proxies = configuration.proxies;
    return options;
}

/// Memory that one worker has given back serves the others: glibc's own eight arenas for each core each keep
/// what their largest import needed once (`script/soak` shows it).
void share_memory() {
    const auto cores = std::max(1U, std::thread::hardware_concurrency());
    mallopt(M_ARENA_MAX, static_cast<int>(2 * cores));
}

/// Each connection is a descriptor; the usual soft limit of 1,024 is reached before the server is full.
void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/// SIGINT, SIGTERM and SIGHUP: blocked in every thread, so that nothing else is interrupted, and waited for
/// here.
class Signals {
  public:
    Signals() {
        sigemptyset(&set_);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set_, signal);
        pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    }
    /// Waits for the word to stop; at each SIGHUP the certificate is read again, which `shown` is told of.
    void wait_for_stop(Server& server, const std::function<void()>& shown) const {
        int signal = 0;
        while (sigwait(&set_, &signal) == 0 && signal == SIGHUP) {
            if (auto read = server.reload_certificate(); !read) {
                spdlog::error("{}; the old one stays in use", read.error().detail.en);
            } else if (server.url().starts_with("https")) {
                spdlog::info("the certificate was read again");
                shown();
            }
        }
    }
    /// While the server stops: who says it a second time does not want to wait. What was acknowledged is on
    /// the disk, so the process may end anywhere.
    std::jthread end_at_second_word() const {
        return std::jthread([set = set_](const std::stop_token& stopped) {
            const timespec a_while{0, 100'000'000};
            while (!stopped.stop_requested()) {
                const int signal = sigtimedwait(&set, nullptr, &a_while);
                if (signal != SIGTERM && signal != SIGINT) continue;
                std::signal(signal, SIG_DFL);
                pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
                std::raise(signal);
            }
        });
    }

  private:
    sigset_t set_{};
};

/// What the kernel did not grant is said once, aloud.
Result<std::unique_ptr<ParsingPool>> start_parsing(SandboxRule rule) {
    ParsingOptions options;
    options.rule = rule;
    auto pool = ParsingPool::start(std::move(options));
    if (!pool) return pool;
    const wire::Confinement confined = (*pool)->confinement();
    if (!confined.seccomp)
        spdlog::warn("uploads are parsed WITHOUT seccomp: a worker can still {} (sandbox = \"best_effort\")",
                     fmt::join((*pool)->escapes(), ", "));
    if (!confined.limits) spdlog::warn("uploads are parsed without limits of memory and time");
    if (!confined.landlock)
        spdlog::info("this kernel has no Landlock: uploads are parsed under seccomp alone");
    return pool;
}

/// Nothing when no folder is configured.
Result<std::unique_ptr<BackupKeeper>> start_backups(const Configuration& configuration, Workspace& workspace,
                                                    BlobStore& blobs) {
    if (configuration.backup_dir.empty()) return nullptr;
    return BackupKeeper::start(
        *workspace.store, blobs,
        {workspace.directory->folder(), configuration.backup_dir, configuration.backup_key,
         std::chrono::minutes(configuration.backup_every_minutes),
         std::chrono::seconds(configuration.backup_changes_seconds), configuration.backup_keep});
}

ExportTerms export_terms(const Configuration& configuration, const DataDirectory& directory) {
    ExportTerms terms;
    terms.folder = directory.spool() / "exports";
    terms.rows = configuration.export_job_rows;
    terms.bytes = configuration.export_job_mib << 20U;
    terms.kept_ms = configuration.export_job_hours * std::int64_t{3'600'000};
    terms.at_once = configuration.export_jobs_at_once;
    terms.per_account = configuration.export_jobs_per_account;
    return terms;
}

AuditTerms audit_terms(const Configuration& configuration) {
    const SealOptions given{configuration.audit_anchor.string(), configuration.audit_key.string()};
    const AuditPlaces places = given.in(configuration.data.string());
    return {places.key, places.anchors, static_cast<int>(configuration.audit_months)};
}

/// Nobody can sign in yet.
void tell_first_steps(const std::filesystem::path& data) {
    const bool zh = speaks_chinese();
    fmt::print(stderr, "{}\n",
               zh ? "还没有账号。请停止服务后，先增设安全管理员（由他管理其他账号）："
                  : "There is no account yet. Stop the server and add the security administrator, who "
                    "manages all others:");
    fmt::print(stderr, "  courtyard user add NAME --role security --data {}\n", data.string());
    fmt::print(
        stderr, "{}\n",
        zh ? "程序会显示一次性密码，首次登录时须更改。系统管理员（admin）和审计员（auditor）同样增设。"
           : "It prints a password for one use. Add an administrator (admin) and an auditor the same way.");
}

/// How long the certificate that is shown still counts, for whoever watches.
void note_certificate(Metrics& metrics, const Configuration& configuration) {
    if (!configuration.certificate || !configuration.key) return;
    const auto end = certificate_end(*configuration.certificate);
    if (!end) return spdlog::warn("{} {}", end.error().detail.en, end.error().subject);
    constexpr double ms = 1'000;
    metrics.gauge("courtyard_certificate_expires_seconds", "When the certificate ends, since 1970",
                  static_cast<double>(end->ms) / ms);
}

/// False where it cannot be told: a server does not end for a hint.
bool lies_in(const std::filesystem::path& file, const std::filesystem::path& folder) {
    std::error_code unknown;
    const auto real = [&](const std::filesystem::path& path) {
        if (unknown) return std::filesystem::path();
        const auto whole = std::filesystem::absolute(path, unknown);
        return unknown ? whole : std::filesystem::weakly_canonical(whole, unknown);
    };
    const auto above = real(folder);
    const auto below = real(file);
    return !unknown && std::ranges::mismatch(above, below).in1 == above.end();
}

/// What one broken disk, or one pair of hands, takes with it. Of a server with settings of its own: who only
/// tries the program out has none, and who runs it behind a proxy listens on loopback like them.
void tell_of_one_disk(const Configuration& configuration) {
    const bool zh = speaks_chinese();
    if (const auto anchors = audit_terms(configuration).anchors; lies_in(anchors, configuration.data))
        spdlog::warn("{}",
                     zh ? fmt::format("审计封存 {} 与审计在同一目录：能截去审计末尾的人也能截去封存。请把 "
                                      "audit_anchor 设在另一块磁盘",
                                      anchors.string())
                        : fmt::format("the audit's seals {} lie with the audit: who can cut its end can cut "
                                      "them too. Set audit_anchor on another disk (docs/DEPLOY.md)",
                                      anchors.string()));
    if (configuration.backup_dir.empty())
        spdlog::warn("{}",
                     zh ? "没有设置 backup_dir：服务器不做备份，磁盘损坏即全部丢失"
                        : "backup_dir is not set: no backups are made, and a broken disk takes everything "
                          "(docs/DEPLOY.md)");
}

Exit serve(const ServeArguments& arguments) {
    share_memory();
    raise_descriptor_limit();
    const Signals signals;
    // A file at the size limit is a full disk, which is answered and not died of.
    std::signal(SIGXFSZ, SIG_IGN);

    const auto configuration = configured(arguments);
    if (!configuration) {
        complain(configuration.error());
        return Exit::usage;
    }
    if (auto started = start_log(configuration->log_level); !started) return complain(started.error());
    const struct LogKeeper {
        ~LogKeeper() { finish_log(); }
    } log_keeper;
    auto workspace = Workspace::open(configuration->data, configuration->evidence);
    if (!workspace) return complain(workspace.error());

    std::atomic<bool> stopping{false};
    std::atomic<bool> broken{false};
    Error refusal;
    std::atomic<bool> refusing{false};
    // Reads go on until the answers under way are sent; then the supervisor starts a process that reads what
    // the disk really holds.
    const auto end_broken = [&](const Error& error) {
        spdlog::critical("nothing is acknowledged any more, the server ends: {} {}", error.detail.en,
                         error.subject);
        broken = true;
        kill(getpid(), SIGTERM);
    };
    workspace->store->on_broken([&](const Error& error) {
        if (error.name != "store.foreign_writer") return end_broken(error);
        spdlog::critical("{}", error.detail.en);
        refusal = error;
        refusing = true;
        // What was learnt before somebody else wrote is learnt anew from what the file holds now, however
        // this process ends.
        if (const auto stays = workspace->atlas->forget_kept())
            spdlog::error("picture.checkpoint is stale and cannot be removed: {}", stays.message());
    });
    EventHub hub([&] { return workspace->atlas->now()->edition_on(today()).areas; });
    Accounts accounts(
        *workspace->store, configuration->public_level,
        {configuration->session_idle_minutes * std::int64_t{60'000},
         configuration->session_hours * std::int64_t{3'600'000}, configuration->second_factor_roles});
    if (!configuration->breached_passwords.empty()) {
        auto list = BreachedPasswords::open(configuration->breached_passwords);
        if (!list) return complain(list.error());
        accounts.refuse_breached(std::move(*list));
    }
    accounts.on_ended([&](const std::string& account) { hub.end_of(account); });
    if (accounts.list().empty()) tell_first_steps(configuration->data);
    auto audit = AuditOffice::open(*workspace->store, audit_terms(*configuration));
    if (!audit) return complain(audit.error());
    TileCache tiles(configuration->tile_cache_mib << 20, tile_head);
    ScopedLayers scoped;
    CoverageShelf coverage;
    MapSketches sketches;
    Metrics metrics;
    const Pages pages(configuration->web);
    auto parsing = start_parsing(configuration->sandbox);
    if (!parsing) return complain(parsing.error());
    BlobStore blobs(workspace->directory->folder());
    blobs.on_broken(end_broken);
    RateLimits limits(configuration->rates);
    std::atomic<const Server*> sockets{nullptr};
    workspace->atlas->on_change([&](const Change& change) { hub.changed(change); });
    auto backups = start_backups(*configuration, *workspace, blobs);
    if (!backups) return complain(backups.error());
    ExportJobs exports(export_terms(*configuration, *workspace->directory));
    CourtyardService service({*workspace->store,
                              *workspace->children,
                              *workspace->atlas,
                              accounts,
                              **audit,
                              hub,
                              tiles,
                              scoped,
                              coverage,
                              sketches,
                              configuration->map,
                              pages,
                              metrics,
                              blobs,
                              (*parsing)->photo_reader(),
                              **parsing,
                              workspace->directory->spool(),
                              [&] { return stopping.load(); },
                              &limits,
                              [&] {
                                  const Server* running = sockets.load();
                                  return running != nullptr ? running->figures() : ServerFigures{};
                              },
                              backups->get(),
                              &exports,
                              configuration->metrics_from,
                              !configuration->proxies.nobody(),
                              configuration->hsts_subdomains ? tls_with_subdomains : tls_on_this_host,
                              configuration->cross_origin,
                              [&] { return refusing ? std::optional(refusal) : std::nullopt; }});
    Server server(server_options(*configuration, *workspace->directory), service);
    if (auto started = server.start(); !started) return complain(started.error());
    sockets = &server;
    if (is_plain_beyond_loopback(*configuration))
        spdlog::warn(
            "plain HTTP on {}: whoever sits between reads passwords and sessions. Set tls_certificate and "
            "tls_key, or listen on loopback behind a proxy with TLS (docs/DEPLOY.md)",
            configuration->address);
    if (!arguments.config.empty()) tell_of_one_disk(*configuration);
    const auto show_certificate = [&] { note_certificate(metrics, *configuration); };
    show_certificate();
    auto sweep = std::make_optional<DailySweep>(*workspace->store, blobs);
    (*audit)->begin();
    workspace->directory->announce(server.url());
    fmt::print("Courtyard: {}  (revision {})\n", server.url(), workspace->atlas->now()->revision);
    std::fflush(stdout);

    signals.wait_for_stop(server, show_certificate);
    const auto impatience = signals.end_at_second_word();
    spdlog::info("stopping: requests in flight are finished first");
    stopping = true;
    hub.close();
    server.stop();
    sweep.reset();
    exports.end();
    (*audit)->end();
    backups->reset();
    if (!broken && !refusing) {
        // What was written last has been drawn when this is answered.
        (void)workspace->store->write([](Transaction&) -> Result<void> { return {}; }).get();
        if (auto kept = workspace->atlas->keep(); !kept) spdlog::warn("{}", kept.error().detail.en);
    }
    workspace->atlas->rest();
    workspace->store.reset();
    return broken || refusing ? Exit::broken : Exit::done;
}

}  // namespace

void add_serve_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<ServeArguments>();
    auto* command = program.add_subcommand("serve", "Serve maps, progress, uploads and exports over HTTP");
    command->add_option("--data", a->data, "Data directory");
    command->add_option("--config", a->config, "courtyard.toml");
    command->add_option("--listen", a->listen, "Address and port; port 0 takes a free one");
    command->add_option("--tls-cert", a->certificate, "Certificate chain (PEM)");
    command->add_option("--tls-key", a->key, "Private key (PEM)");
    command->add_option("--web", a->web, "Folder of the built dashboard");
    command
        ->add_option("--public-level", a->public_level,
                     "What anybody sees: 0 nothing, 1 aggregates and places, 2 also household points")
        ->check(CLI::Range(0, 2));
    command->footer("Example: courtyard serve --data courtyard-data --listen 127.0.0.1:8080");
    command->callback([a, &exit] { exit = serve(*a); });
}

}  // namespace courtyard
