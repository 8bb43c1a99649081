// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/change_follower.h"

#include <fmt/format.h>
#include <sodium.h>

#include <exception>
#include <stdexcept>

#include "data/photo/mapped_file.h"
#include "data/scratch_folder.h"
#include "data/store/blob_store.h"
#include "data/store/durable_file.h"
#include "data/store/page_copy.h"

namespace courtyard {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;
/// Commits that wait to be read: each is a few dozen bytes here, its pages are in the log.
constexpr std::size_t longest_queue = 100'000;

/// Another number after every commit that another connection makes.
std::int64_t version_of(SqliteConnection& connection) {
    return connection.database().execAndGet("PRAGMA data_version").getInt64();
}

std::string random_name() {
    std::string name;
    for (int i = 0; i < 4; ++i) name += fmt::format("{:08x}", randombytes_random());
    return name;
}

}  // namespace

Result<std::unique_ptr<ChangeFollower>> ChangeFollower::start(PageSource& source, Terms terms) {
    std::unique_ptr<ChangeFollower> follower(new ChangeFollower(source, std::move(terms)));
    const auto folder = follower->terms_.changes / follower->stream_;
    std::filesystem::create_directories(folder);
    sync_folder(follower->terms_.changes);
    sync_folder(follower->terms_.changes.parent_path());
    follower->children_.emplace(follower->terms_.data / "children.db", Access::read_only);
    follower->child_version_ = version_of(*follower->children_);
    const auto at = source.follow(follower.get());
    if (!at) return tl::unexpected(at.error());
    follower->log_.emplace(source.log_file(), *at);
    follower->thread_ = std::jthread([raw = follower.get()](const std::stop_token& stop) { raw->run(stop); });
    return follower;
}

ChangeFollower::ChangeFollower(PageSource& source, Terms terms)
    : source_(source), terms_(std::move(terms)), stream_(random_name()) {}

ChangeFollower::~ChangeFollower() {
    try {
        (void)source_.follow(nullptr);
    } catch (const std::exception&) {
        // A store that writes no more tells nobody any more.
    }
    thread_ = {};
}

void ChangeFollower::committed(const LogPosition& position) noexcept {
    ++ordinal_;
    if (ended_) return;
    bool lost = false;
    try {
        const std::lock_guard lock(mutex_);
        lost = told_.size() >= longest_queue;
        if (!lost) told_.push_back({ordinal_, position, std::chrono::steady_clock::now()});
    } catch (const std::exception&) {
        lost = true;
    }
    if (lost) ended_ = true;
    wake_.notify_one();
}

ChangeFollower::Figures ChangeFollower::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

void ChangeFollower::run(const std::stop_token& stop) {
    std::optional<std::chrono::steady_clock::time_point> oldest;
    try {
        for (;;) {
            std::deque<Told> fresh;
            {
                std::unique_lock lock(mutex_);
                const auto until = oldest.value_or(std::chrono::steady_clock::now()) + terms_.every;
                wake_.wait_until(lock, stop, until, [&] { return !told_.empty(); });
                fresh.swap(told_);
            }
            if (ended_) return end("more commits than could be followed");
            for (const Told& told : fresh) {
                if (!take(told)) return end("the log was written over before it was read");
                if (!oldest) oldest = told.at;
                if (draft_.bytes() >= most_bytes) {
                    write_out();
                    oldest.reset();
                }
            }
            const bool last = stop.stop_requested();
            const bool due = !oldest || std::chrono::steady_clock::now() >= *oldest + terms_.every;
            if (last || due) {
                look_at_children();
                write_out();
                oldest.reset();
            }
            if (last && fresh.empty()) return;
        }
    } catch (const std::exception& error) {
        end(error.what());
    }
}

bool ChangeFollower::take(const Told& told) {
    draft_.begin_commit(told.ordinal, told.position.revision);
    std::uint32_t pages = 0;
    const bool whole = log_->read(told.position, [&](const LoggedPage& page) {
        draft_.page(page.page, page.bytes);
        if (page.pages != 0) pages = page.pages;
    });
    draft_.end_commit(pages);
    return whole;
}

/// A file of its own, of a few hundred kilobytes that change when a list is loaded: it goes whole.
void ChangeFollower::look_at_children() {
    const std::int64_t version = version_of(*children_);
    if (version == child_version_) return;
    const ScratchFolder scratch(terms_.data / "spool");
    const auto copy = scratch.path() / "children.db";
    PinnedDatabase database(terms_.data / "children.db");
    database.pin();
    database.copy(copy, [](std::size_t, std::size_t) {});
    const MappedFile content(copy);
    draft_.children({reinterpret_cast<const char*>(content.bytes().data()), content.bytes().size()});
    child_version_ = version;
}

void ChangeFollower::keep_photos() {
    const BlobStore blobs(terms_.data);
    for (const KnownPhoto& photo : known_photos(terms_.data / "courtyard.db")) {
        if (terms_.vault.holds(photo.sha256)) continue;
        if (auto kept = terms_.vault.keep(blobs.path_of(photo.sha256), photo.sha256); !kept)
            throw std::runtime_error(kept.error().detail.en);
    }
}

void ChangeFollower::write_out() {
    if (draft_.empty()) return;
    keep_photos();
    const auto file = segment_path(terms_.changes, stream_, number_ + 1);
    SegmentHead head;
    head.stream = stream_;
    head.number = ++number_;
    head.before = before_;
    before_ = draft_.write(file, std::move(head), terms_.key);
    const std::lock_guard lock(mutex_);
    ++figures_.segments;
    figures_.bytes += std::filesystem::file_size(file);
    if (draft_.last() != 0) figures_.durable = draft_.last();
    if (draft_.last() != 0) figures_.revision = draft_.revision();
    draft_ = {};
}

void ChangeFollower::end(const std::string& why) {
    ended_ = true;
    terms_.on_end(why);
}

}  // namespace courtyard
