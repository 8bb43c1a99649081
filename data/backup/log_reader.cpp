// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/log_reader.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>

namespace courtyard {
namespace {

constexpr std::size_t header_bytes = 32;
constexpr std::size_t frame_header_bytes = 24;
constexpr std::size_t salts_at = 16;
constexpr std::uint32_t magic = 0x377f0682;

std::uint32_t big_endian(const char* bytes) {
    std::uint32_t number = 0;
    for (int i = 0; i < 4; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

std::uint32_t little_endian(const char* bytes) {
    std::uint32_t number = 0;
    for (int i = 3; i >= 0; --i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
    return number;
}

std::uint64_t salt_of(const char* bytes) {
    std::uint64_t salt = 0;
    std::memcpy(&salt, bytes, sizeof salt);
    return salt;
}

template <class Sum>
void add(Sum& sum, std::string_view bytes, bool big) {
    for (std::size_t i = 0; i + 8 <= bytes.size(); i += 8) {
        const char* const at = bytes.data() + i;
        sum.first += (big ? big_endian(at) : little_endian(at)) + sum.second;
        sum.second += (big ? big_endian(at + 4) : little_endian(at + 4)) + sum.first;
    }
}

bool read_at(int file, char* into, std::size_t size, std::uint64_t offset) {
    return ::pread(file, into, size, static_cast<off_t>(offset)) == static_cast<ssize_t>(size);
}

}  // namespace

/// A new filling of the log, from its header.
bool LogReader::begin() {
    std::array<char, header_bytes> header{};
    if (!read_at(file_->get(), header.data(), header.size(), 0)) return false;
    if ((big_endian(header.data()) & ~1U) != magic) return false;
    big_endian_ = (big_endian(header.data()) & 1U) != 0;
    page_size_ = big_endian(header.data() + 8);
    sum_ = {};
    add(sum_, {header.data(), frame_header_bytes}, big_endian_);
    summing_ = sum_.first == big_endian(header.data() + 24) && sum_.second == big_endian(header.data() + 28);
    at_.salt = salt_of(header.data() + salts_at);
    at_.frames = 0;
    return summing_;
}

/// In the middle of a filling: its last known frame says the sum up to there.
bool LogReader::go_on() {
    const LogPosition known = at_;
    if (!begin()) return false;
    if (known.salt != at_.salt) return false;
    std::array<char, frame_header_bytes> frame{};
    const std::uint64_t offset =
        header_bytes + (known.frames - 1) * (frame_header_bytes + std::uint64_t{page_size_});
    if (!read_at(file_->get(), frame.data(), frame.size(), offset)) return false;
    if (salt_of(frame.data() + 8) != known.salt) return false;
    sum_ = {big_endian(frame.data() + 16), big_endian(frame.data() + 20)};
    at_ = known;
    return true;
}

bool LogReader::read(const LogPosition& until, const std::function<void(const LoggedPage&)>& visit) {
    if (until.salt == 0) return false;
    if (!file_) file_.emplace(path_, O_RDONLY);
    if (until.salt != at_.salt || at_.frames == 0) {
        // What was told of the last filling was read; this is the next one.
        if (!begin() || at_.salt != until.salt) return false;
    } else if (!summing_ && !go_on()) {
        return false;
    }
    const std::size_t step = frame_header_bytes + page_size_;
    std::string frame(step, '\0');
    for (; at_.frames < until.frames; ++at_.frames) {
        if (!read_at(file_->get(), frame.data(), step, header_bytes + std::uint64_t{at_.frames} * step))
            return false;
        Sum sum = sum_;
        add(sum, {frame.data(), 8}, big_endian_);
        add(sum, {frame.data() + frame_header_bytes, page_size_}, big_endian_);
        if (salt_of(frame.data() + 8) != until.salt || sum.first != big_endian(frame.data() + 16) ||
            sum.second != big_endian(frame.data() + 20))
            return false;
        sum_ = sum;
        visit({big_endian(frame.data()),
               big_endian(frame.data() + 4),
               {frame.data() + frame_header_bytes, page_size_}});
    }
    at_.revision = until.revision;
    return true;
}

}  // namespace courtyard
