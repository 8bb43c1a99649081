// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/backup_keeper.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <stdexcept>

namespace courtyard {
namespace {

constexpr std::chrono::minutes after_failure{1};
/// What goes is older than the oldest backup kept by this much: a clock that was set back removes nothing.
constexpr std::chrono::hours slack{24};

struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error("the server is stopping") {}
};

std::string name_of(Instant at, Revision revision) {
    const std::time_t seconds = static_cast<std::time_t>(at.ms / 1000);
    return fmt::format("courtyard-{:%Y%m%dT%H%M%S}Z-r{}.backup", fmt::gmtime(seconds), revision);
}

std::optional<BackupKeeper::Kept> read_name(const std::filesystem::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    long long revision = 0;
    char rest = 0;
    if (!name.ends_with(".backup") ||
        std::sscanf(name.c_str(), "courtyard-%4d%2d%2dT%2d%2d%2dZ-r%lld.backu%c", &year, &month, &day, &hour,
                    &minute, &second, &revision, &rest) != 8)
        return std::nullopt;
    const auto at = Instant::parse(
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", year, month, day, hour, minute, second));
    if (!at) return std::nullopt;
    std::error_code gone;
    return BackupKeeper::Kept{name, *at, revision, entry.file_size(gone)};
}

/// How it stands before this process has made one: as the newest in the folder says.
BackupKeeper::State state_of(const std::filesystem::path& folder) {
    BackupKeeper::State state;
    const auto backups = backups_in(folder);
    if (backups.empty()) return state;
    state.finished_at = backups.front().made_at;
    state.whole = backups.front().revision;
    return state;
}

std::filesystem::file_time_type file_time(Instant at) {
    return std::chrono::file_clock::from_sys(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(at.ms)));
}

}  // namespace

std::vector<BackupKeeper::Kept> backups_in(const std::filesystem::path& folder) {
    std::vector<BackupKeeper::Kept> backups;
    std::error_code absent;
    for (const auto& entry : std::filesystem::directory_iterator(folder, absent))
        if (auto kept = read_name(entry)) backups.push_back(std::move(*kept));
    std::ranges::sort(backups, std::greater(), &BackupKeeper::Kept::name);
    return backups;
}

Result<std::unique_ptr<BackupKeeper>> BackupKeeper::start(Store& store, BlobStore& blobs, BackupTerms terms) {
    auto* const source = dynamic_cast<PageSource*>(&store);
    if (source == nullptr)
        return fail(ErrorCode::unsupported, "backup.other_store",
                    {"这种数据库请用它自己的工具备份", "a store of this kind is backed up by its own tools"},
                    "backup_dir");
    auto key = BackupKey::read(terms.key_file);
    if (!key) return tl::unexpected(key.error());
    if (auto apart = key_lies_apart(terms.key_file, terms.folder); !apart)
        return tl::unexpected(apart.error());
    std::error_code failed;
    std::filesystem::create_directories(terms.folder / "photos", failed);
    std::filesystem::create_directories(terms.folder / "changes", failed);
    std::filesystem::permissions(terms.folder, std::filesystem::perms::owner_all, failed);
    if (failed)
        return fail(
            ErrorCode::unavailable, "backup.folder",
            {fmt::format("备份目录 {} 不能使用：{}", terms.folder.string(), failed.message()),
             fmt::format("the backup folder {} cannot be used: {}", terms.folder.string(), failed.message())},
            terms.folder.string());
    return std::unique_ptr<BackupKeeper>(
        new BackupKeeper(store, *source, blobs, std::move(terms), std::move(*key)));
}

BackupKeeper::BackupKeeper(Store& store, PageSource& source, BlobStore& blobs, BackupTerms terms,
                           BackupKey key)
    : store_(store),
      source_(source),
      blobs_(blobs),
      terms_(std::move(terms)),
      key_(std::move(key)),
      vault_(terms_.folder / "photos", key_),
      state_(state_of(terms_.folder)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

BackupKeeper::~BackupKeeper() {
    thread_.request_stop();
    thread_.join();
    follower_.reset();
}

BackupKeeper::State BackupKeeper::figures() const {
    const std::lock_guard lock(mutex_);
    State now = state_;
    if (follower_) now.changes = follower_->figures();
    return now;
}

BackupKeeper::State BackupKeeper::state() const {
    State now = figures();
    now.backups = backups_in(terms_.folder);
    return now;
}

bool BackupKeeper::ask() {
    {
        const std::lock_guard lock(mutex_);
        if (state_.running) return false;
        asked_ = true;
    }
    wake_.notify_one();
    return true;
}

void BackupKeeper::run(const std::stop_token& stop) {
    constexpr int low = 10;
    // Of this thread alone, on Linux.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), low);
    std::chrono::steady_clock::time_point next = std::chrono::steady_clock::now();
    bool at_once = false;
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            wake_.wait_until(lock, stop, next, [&] { return asked_; });
            if (stop.stop_requested()) return;
            asked_ = false;
            state_.running = true;
        }
        back_up(stop);
        const std::lock_guard lock(mutex_);
        state_.running = false;
        state_.doing.clear();
        const bool retry = !state_.failed.empty() || !state_.following;
        // Changes that outran what follows them are in no backup: the next one begins at once, and once only.
        at_once = state_.failed.empty() && !state_.following && !at_once;
        next = std::chrono::steady_clock::now();
        if (!at_once)
            next += retry ? std::min<std::chrono::minutes>(after_failure, terms_.every) : terms_.every;
    }
}

void BackupKeeper::back_up(const std::stop_token& stop) {
    std::string failed;
    Revision whole = 0;
    try {
        const auto made = make(stop);
        if (!made) {
            failed = made.error().detail.en;
        } else {
            whole = made->revision;
            spdlog::info("backed up at revision {}: {} photos", whole, made->photos);
            let_go();
        }
    } catch (const Stopped&) {
        return;
    } catch (const std::exception& error) {
        failed = error.what();
    }
    if (!failed.empty()) spdlog::error("no backup was made: {}", failed);
    const std::lock_guard lock(mutex_);
    state_.failed = failed;
    if (failed.empty()) {
        state_.finished_at = Instant::now();
        state_.whole = whole;
        ++state_.made;
    } else {
        ++state_.failures;
    }
}

/// The stream that ended is closed, the next one begins before the backup that it continues.
Result<void> BackupKeeper::follow_anew() {
    bool following = false;
    {
        const std::lock_guard lock(mutex_);
        following = state_.following && follower_ != nullptr;
    }
    if (following) return {};
    std::unique_ptr<ChangeFollower> ended;
    {
        const std::lock_guard lock(mutex_);
        ended = std::move(follower_);
    }
    ended.reset();
    {
        const std::lock_guard lock(mutex_);
        state_.following = true;
    }
    auto follower = ChangeFollower::start(
        source_, {terms_.data, terms_.folder / "changes", key_, vault_, terms_.changes_every,
                  [this](const std::string& why) {
                      spdlog::warn("changes are not written down any more, a whole backup is made: {}", why);
                      const std::lock_guard lock(mutex_);
                      state_.following = false;
                      asked_ = state_.failed.empty() && !state_.running;
                      wake_.notify_one();
                  }});
    const std::lock_guard lock(mutex_);
    if (!follower) {
        state_.following = false;
        return tl::unexpected(follower.error());
    }
    follower_ = std::move(*follower);
    return {};
}

Result<BackupManifest> BackupKeeper::make(const std::stop_token& stop) {
    if (auto followed = follow_anew(); !followed) return tl::unexpected(followed.error());
    std::uint64_t ordinal = 0;
    const auto began = Instant::now();
    const auto file = terms_.folder / name_of(began, store_.revision());
    BackupOrder order{terms_.data, file, key_, &vault_, COURTYARD_VERSION, {}, {}};
    order.progress = [&](std::string_view what, std::size_t done, std::size_t total) {
        if (stop.stop_requested()) throw Stopped();
        const std::lock_guard lock(mutex_);
        state_.doing = what;
        state_.done = done;
        state_.total = total;
    };
    order.copy_database = [&](const std::filesystem::path& to) {
        return source_.copy_pages(
            to, [&] { ordinal = follower_->ordinal(); },
            [&](std::size_t done, std::size_t total) { order.progress("pages", done, total); });
    };
    order.continued = [&](BackupManifest& manifest) {
        manifest.stream = follower_->stream();
        manifest.ordinal = ordinal;
    };
    // Photos that the copied rows know stay until they are copied too.
    const auto staying = blobs_.while_keeping();
    return make_backup(order);
}

/// Old backups, and the changes and photos that only they need.
void BackupKeeper::let_go() {
    const auto backups = backups_in(terms_.folder);
    for (std::size_t i = terms_.keep; i < backups.size(); ++i)
        std::filesystem::remove(terms_.folder / backups[i].name);
    if (backups.empty()) return;
    const auto oldest =
        file_time(backups[std::min<std::size_t>(terms_.keep, backups.size()) - 1].made_at) - slack;
    for (const auto& stream : std::filesystem::directory_iterator(terms_.folder / "changes")) {
        for (const auto& segment : std::filesystem::directory_iterator(stream))
            if (segment.last_write_time() < oldest) std::filesystem::remove(segment);
        if (stream.path().filename() != follower_->stream() && std::filesystem::is_empty(stream))
            std::filesystem::remove(stream);
    }
    vault_.forget_before(oldest);
}

}  // namespace courtyard
