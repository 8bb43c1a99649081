// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/blob_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <fstream>
#include <mutex>
#include <thread>

#include "data/store/failpoint.h"
#include "data/store/file_handle.h"
#include "geo/want_of_room.h"

namespace courtyard {
namespace {

std::error_code last_error() { return {errno, std::generic_category()}; }

std::error_code write_all(int file, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return last_error();
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

std::string folder_name(const std::string& sha256) { return sha256.substr(0, 2); }

/// Syncs wait for the disk and not for each other, and the journal of the file system groups them. The first
/// refusal, or what was thrown.
Result<void> side_by_side(std::size_t count, const std::function<Result<void>(std::size_t)>& work) {
    constexpr std::size_t most_threads = 8;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<void> outcome;
    std::exception_ptr thrown;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            Result<void> done;
            std::exception_ptr caught;
            try {
                done = work(i);
            } catch (...) {
                caught = std::current_exception();
            }
            if (done && !caught) continue;
            const std::lock_guard lock(mutex);
            if (!thrown) thrown = caught;
            if (outcome && !done) outcome = done;
            next = count;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < std::min(count, most_threads); ++i) threads.emplace_back(run);
        run();
    }
    if (thrown) std::rethrow_exception(thrown);
    return outcome;
}

}  // namespace

BlobStore::BlobStore(std::filesystem::path folder, DiskCalls calls)
    : folder_(std::move(folder)), calls_(calls), directories_(calls) {}

Result<void> BlobStore::keep(const std::filesystem::path& file, const std::string& sha256) {
    if (failed_) return broken(std::make_error_code(std::errc::io_error));
    if (auto made = folders_for({folder_name(sha256)}); !made) return made;
    if (auto synced = sync_bytes(file); !synced) return synced;
    failpoint("after_photo_sync");
    const auto place = path_of(sha256);
    if (::rename(file.c_str(), place.c_str()) != 0) return refused_or_thrown(last_error(), place);
    failpoint("after_photo_rename");
    if (seeded_defect("photo_name_not_synced")) return {};
    if (const auto why = directories_.sync(place.parent_path())) return broken(why);
    failpoint("after_photo_before_row");
    return {};
}

Result<void> BlobStore::keep(std::span<const Kept> files) {
    if (failed_) return broken(std::make_error_code(std::errc::io_error));
    std::set<std::string> folders;
    for (const Kept& one : files) folders.insert(folder_name(one.sha256));
    if (auto made = folders_for(folders); !made) return made;
    auto done = side_by_side(files.size(), [&](std::size_t i) { return sync_bytes(files[i].file); });
    if (!done) return done;
    failpoint("after_photos_sync");
    for (const Kept& one : files) {
        const auto place = path_of(one.sha256);
        if (::rename(one.file.c_str(), place.c_str()) != 0) return refused_or_thrown(last_error(), place);
        failpoint("after_one_photo_of_many");
    }
    if (seeded_defect("photo_name_not_synced")) return {};
    const std::vector<std::string> names(folders.begin(), folders.end());
    done = side_by_side(names.size(), [&](std::size_t i) -> Result<void> {
        if (const auto why = directories_.sync(folder_ / "blobs" / names[i])) return broken(why);
        return {};
    });
    failpoint("after_photos_before_rows");
    return done;
}

Result<void> BlobStore::keep(std::span<const std::byte> bytes, const std::string& sha256) {
    const auto draft = folder_ / "spool" / fmt::format("blob-{}-{}", ::getpid(), next_++);
    std::error_code why;
    {
        const FileHandle handle(draft, O_WRONLY | O_CREAT | O_EXCL);
        why = write_all(handle.get(), bytes);
    }
    auto kept = why ? refused_or_thrown(why, draft) : keep(draft, sha256);
    if (!kept) ::unlink(draft.c_str());
    return kept;
}

Result<void> BlobStore::sync_bytes(const std::filesystem::path& file) {
    const FileHandle handle(file, O_RDONLY);
    if (!seeded_defect("photo_not_synced") && calls_.sync_data(handle.get()) != 0)
        return refused(last_error());
    return {};
}

/// The folders `blobs/aa`, whose own names are durable too.
Result<void> BlobStore::folders_for(const std::set<std::string>& names) {
    std::vector<std::string> fresh;
    {
        const std::lock_guard lock(known_mutex_);
        for (const std::string& name : names)
            if (!known_folders_.contains(name)) fresh.push_back(name);
    }
    if (fresh.empty()) return {};
    for (const std::string& name : fresh) {
        const auto folder = folder_ / "blobs" / name;
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
            return refused_or_thrown(last_error(), folder);
    }
    if (const auto why = directories_.sync(folder_ / "blobs")) return broken(why);
    const std::lock_guard lock(known_mutex_);
    known_folders_.insert(fresh.begin(), fresh.end());
    return {};
}

/// A full disk is said and may be over a moment later: the photo comes again as another file.
Result<void> BlobStore::refused(const std::error_code& why) {
    if (!is_want_of_room(why.value())) return broken(why);
    return fail(ErrorCode::unavailable, "store.full",
                {"磁盘已满，照片没有保存；腾出空间后用同一编号重发",
                 "the disk is full, the photo was not stored; free some space and send it again"});
}

/// After a sync that failed nothing is acknowledged any more: what the kernel dropped is gone, and only a
/// restart can tell what is there.
Result<void> BlobStore::broken(const std::error_code& why) {
    const Error error{ErrorCode::unavailable,
                      "store.failed",
                      {"存储出错，照片没有保存：" + why.message(),
                       "the store failed, the photo was not stored: " + why.message()},
                      {}};
    if (!failed_.exchange(true)) tell_broken_(error);
    return tl::unexpected(error);
}

/// Before anything was synced, nothing is in doubt but this photo.
Result<void> BlobStore::refused_or_thrown(const std::error_code& why, const std::filesystem::path& path) {
    if (is_want_of_room(why.value())) return refused(why);
    throw std::system_error(why, path.string());
}

std::filesystem::path BlobStore::path_of(const std::string& sha256) const {
    return folder_ / "blobs" / folder_name(sha256) / sha256;
}

std::filesystem::path BlobStore::copy_path_of(const std::string& sha256) const {
    return folder_ / "copies" / folder_name(sha256) / (sha256 + ".jpg");
}

void BlobStore::keep_copy(const std::string& sha256, std::string_view thumbnail) {
    const auto place = copy_path_of(sha256);
    std::error_code failed;
    std::filesystem::create_directories(place.parent_path(), failed);
    const auto draft = folder_ / "spool" / fmt::format("copy-{}-{}", ::getpid(), next_++);
    {
        const FileHandle handle(draft, O_WRONLY | O_CREAT | O_EXCL);
        failed = write_all(handle.get(), std::as_bytes(std::span(thumbnail)));
    }
    if (!failed) std::filesystem::rename(draft, place, failed);
    if (failed) ::unlink(draft.c_str());
}

std::optional<std::string> BlobStore::copy_of(const std::string& sha256,
                                              const std::string& copy_sha256) const {
    std::ifstream in(copy_path_of(sha256), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in || sha256_of(std::as_bytes(std::span(bytes))) != copy_sha256) return std::nullopt;
    return bytes;
}

void BlobStore::remove_files(const std::string& sha256) {
    ::unlink(path_of(sha256).c_str());
    ::unlink(copy_path_of(sha256).c_str());
}

std::vector<std::string> BlobStore::older_than(std::chrono::hours age) const {
    std::vector<std::string> found;
    std::error_code skipped;
    const auto limit = std::filesystem::file_time_type::clock::now() - age;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ / "blobs", skipped))
        if (entry.is_regular_file(skipped) && entry.last_write_time(skipped) < limit)
            found.push_back(entry.path().filename().string());
    return found;
}

std::string sha256_of(std::span<const std::byte> bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

}  // namespace courtyard
