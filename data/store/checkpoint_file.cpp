// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/checkpoint_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <system_error>

#include "data/store/durable_file.h"
#include "data/store/failpoint.h"
#include "data/store/file_handle.h"

namespace courtyard {
namespace {

constexpr std::string_view magic = "courtyard checkpoint\n";
constexpr std::size_t piece = std::size_t{1} << 20;

[[noreturn]] void refuse(const std::filesystem::path& file) {
    throw std::system_error(errno, std::generic_category(), file.string());
}

std::string_view bytes_of(const std::uint64_t& number) {
    return {reinterpret_cast<const char*>(&number), sizeof number};
}

RunningHash::Sum sum_of(std::string_view bytes) {
    RunningHash hash;
    hash.add(bytes);
    return hash.sum();
}

std::string_view bytes_of(const RunningHash::Sum& sum) {
    return {reinterpret_cast<const char*>(sum.data()), sum.size()};
}

/// Reads exactly so many bytes; false at an early end.
bool read_all(int fd, char* into, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
        const ssize_t count = ::read(fd, into + done, std::min(size - done, piece));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        done += static_cast<std::size_t>(count);
    }
    return true;
}

/// The head of a checkpoint while it is read.
class Head {
  public:
    explicit Head(int fd) : fd_(fd) {}

    bool is_next(std::string_view expected) {
        std::string found(expected.size(), '\0');
        return read(found.data(), found.size()) && found == expected;
    }
    std::optional<std::uint64_t> number(std::uint64_t most) {
        std::uint64_t number = 0;
        if (!read(reinterpret_cast<char*>(&number), sizeof number) || number > most) return std::nullopt;
        return number;
    }
    bool read(char* into, std::size_t size) {
        if (!read_all(fd_, into, size)) return false;
        hash_.add({into, size});
        return true;
    }
    /// Whether its own sum follows. Nothing is read of it afterwards.
    bool ends_soundly() {
        RunningHash::Sum said{};
        return read_all(fd_, reinterpret_cast<char*>(said.data()), said.size()) && said == hash_.sum();
    }

  private:
    int fd_;
    RunningHash hash_;
};

void write_whole(const std::filesystem::path& file, std::string_view stamp,
                 std::span<const std::string_view> parts) {
    const FileHandle out(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
    const auto write = [&](std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(out.get(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) refuse(file);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    };
    std::string head(magic);
    head.append(bytes_of(stamp.size())).append(stamp).append(bytes_of(parts.size()));
    for (const std::string_view part : parts)
        head.append(bytes_of(part.size())).append(bytes_of(sum_of(part)));
    write(head);
    write(bytes_of(sum_of(head)));
    failpoint("picture_half_kept");
    for (const std::string_view part : parts) write(part);
    if (::fsync(out.get()) != 0) refuse(file);
}

std::optional<std::vector<CheckpointPart>> read_whole(const std::filesystem::path& file,
                                                      std::string_view stamp) {
    const FileHandle in(file, O_RDONLY | O_CLOEXEC);
    const std::uint64_t most = std::filesystem::file_size(file);
    Head head(in.get());
    if (!head.is_next(magic) || head.number(most) != stamp.size() || !head.is_next(stamp))
        return std::nullopt;
    const auto count = head.number(most / sizeof(std::uint64_t));
    if (!count) return std::nullopt;
    std::vector<std::uint64_t> sizes;
    std::vector<CheckpointPart> parts;
    std::uint64_t all = 0;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto size = head.number(most - all);
        RunningHash::Sum& sum = parts.emplace_back().sum;
        if (!size || !head.read(reinterpret_cast<char*>(sum.data()), sum.size())) return std::nullopt;
        sizes.push_back(*size);
        all += *size;
    }
    // Not before its head is believed is room made for the parts.
    if (!head.ends_soundly()) return std::nullopt;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].bytes.resize(sizes[i]);
        if (!read_all(in.get(), parts[i].bytes.data(), sizes[i])) return std::nullopt;
    }
    char beyond = 0;
    if (::read(in.get(), &beyond, 1) != 0) return std::nullopt;
    return parts;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& file, std::string_view stamp,
                      std::span<const std::string_view> parts) {
    const std::filesystem::path fresh = file.string() + ".new";
    try {
        write_whole(fresh, stamp, parts);
    } catch (const std::system_error&) {
        std::error_code ignored;
        std::filesystem::remove(fresh, ignored);
        throw;
    }
    failpoint("picture_kept_before_rename");
    if (::rename(fresh.c_str(), file.c_str()) != 0) refuse(file);
    sync_folder(file.parent_path());
    failpoint("picture_kept");
}

bool CheckpointPart::is_sound() const { return sum_of(bytes) == sum; }

std::optional<std::vector<CheckpointPart>> read_checkpoint(const std::filesystem::path& file,
                                                           std::string_view stamp) {
    try {
        return read_whole(file, stamp);
    } catch (const std::system_error&) {
        // Absent, or not to be read: to be made anew.
        return std::nullopt;
    }
}

}  // namespace courtyard
