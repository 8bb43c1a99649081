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
#include "data/store/running_hash.h"

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

/// Reads exactly so many bytes and adds them to the sum; false at an early end.
bool read_all(int fd, char* into, std::size_t size, RunningHash* sum) {
    for (std::size_t done = 0; done < size;) {
        const ssize_t count = ::read(fd, into + done, std::min(size - done, piece));
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return false;
        // Summed while it is still in the core's cache.
        if (sum != nullptr) sum->add({into + done, static_cast<std::size_t>(count)});
        done += static_cast<std::size_t>(count);
    }
    return true;
}

std::optional<std::uint64_t> read_number(int fd, RunningHash& sum, std::uint64_t most) {
    std::uint64_t number = 0;
    if (!read_all(fd, reinterpret_cast<char*>(&number), sizeof number, &sum) || number > most)
        return std::nullopt;
    return number;
}

void write_whole(const std::filesystem::path& file, std::string_view stamp,
                 std::span<const std::string_view> parts) {
    const FileHandle out(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
    RunningHash sum;
    const auto write = [&](std::string_view bytes) {
        sum.add(bytes);
        while (!bytes.empty()) {
            const ssize_t count = ::write(out.get(), bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) refuse(file);
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    };
    write(magic);
    write(bytes_of(stamp.size()));
    write(stamp);
    write(bytes_of(parts.size()));
    for (const std::string_view part : parts) write(bytes_of(part.size()));
    failpoint("picture_half_kept");
    for (const std::string_view part : parts) write(part);
    const RunningHash::Sum whole = sum.sum();
    write({reinterpret_cast<const char*>(whole.data()), whole.size()});
    if (::fsync(out.get()) != 0) refuse(file);
}

std::optional<std::vector<std::string>> read_whole(const std::filesystem::path& file,
                                                   std::string_view stamp) {
    const FileHandle in(file, O_RDONLY | O_CLOEXEC);
    const std::uint64_t most = std::filesystem::file_size(file);
    RunningHash sum;
    std::string start(magic.size(), '\0');
    if (!read_all(in.get(), start.data(), start.size(), &sum) || start != magic) return std::nullopt;
    const auto length = read_number(in.get(), sum, most);
    if (!length || *length != stamp.size()) return std::nullopt;
    std::string written(stamp.size(), '\0');
    if (!read_all(in.get(), written.data(), written.size(), &sum) || written != stamp) return std::nullopt;
    const auto count = read_number(in.get(), sum, most / sizeof(std::uint64_t));
    if (!count) return std::nullopt;
    std::vector<std::uint64_t> sizes;
    std::uint64_t all = 0;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto size = read_number(in.get(), sum, most - all);
        if (!size) return std::nullopt;
        sizes.push_back(*size);
        all += *size;
    }
    std::vector<std::string> parts;
    for (const std::uint64_t size : sizes) {
        auto& part = parts.emplace_back(size, '\0');
        if (!read_all(in.get(), part.data(), part.size(), &sum)) return std::nullopt;
    }
    RunningHash::Sum said{};
    char beyond = 0;
    if (!read_all(in.get(), reinterpret_cast<char*>(said.data()), said.size(), nullptr) ||
        said != sum.sum() || ::read(in.get(), &beyond, 1) != 0)
        return std::nullopt;
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

std::optional<std::vector<std::string>> read_checkpoint(const std::filesystem::path& file,
                                                        std::string_view stamp) {
    try {
        return read_whole(file, stamp);
    } catch (const std::system_error&) {
        // Absent, or not to be read: to be made anew.
        return std::nullopt;
    }
}

}  // namespace courtyard
