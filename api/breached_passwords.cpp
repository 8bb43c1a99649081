// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/breached_passwords.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace courtyard {
namespace {

constexpr std::size_t longest_line = 80;
constexpr std::size_t read_at_once = 2 * longest_line;
constexpr std::size_t shortest_hex = 16;
constexpr std::size_t whole_hex = 40;
constexpr std::uint64_t looked_at = 1'000;

std::string sha1_hex(std::string_view text) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned int bytes = 0;
    if (EVP_Digest(text.data(), text.size(), sum.data(), &bytes, EVP_sha1(), nullptr) != 1)
        throw std::runtime_error("OpenSSL computes no SHA-1 on this machine");
    std::string hex;
    for (unsigned int i = 0; i < bytes; ++i) hex += fmt::format("{:02X}", sum[i]);
    return hex;
}

/// The hash that a line begins with; empty when it is not of this form.
std::string hash_at_start(std::string_view line) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto colon = line.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view count = line.substr(colon + 1);
        if (count.empty() || count.find_first_not_of("0123456789") != std::string_view::npos) return {};
        line = line.substr(0, colon);
    }
    if (line.size() < shortest_hex || line.size() > whole_hex) return {};
    std::string hex;
    for (const char c : line) {
        const char big = c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
        if (!((big >= '0' && big <= '9') || (big >= 'A' && big <= 'F'))) return {};
        hex += big;
    }
    return hex;
}

}  // namespace

BreachedPasswords::~BreachedPasswords() { ::close(descriptor_); }

/// What is at an offset, long enough to hold the rest of one line and the next one whole.
std::string BreachedPasswords::read(std::uint64_t offset) const {
    std::string text(read_at_once, '\0');
    std::size_t held = 0;
    while (held < text.size()) {
        const auto got =
            ::pread(descriptor_, text.data() + held, text.size() - held, static_cast<off_t>(offset + held));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "list of breached passwords");
        if (got == 0) break;
        held += static_cast<std::size_t>(got);
    }
    text.resize(held);
    return text;
}

/// The first line that begins at an offset or after it; nothing at the end of the file.
std::optional<BreachedPasswords::Line> BreachedPasswords::line_from(std::uint64_t offset) const {
    const std::uint64_t from = offset == 0 ? 0 : offset - 1;
    const std::string text = read(from);
    std::size_t begin = 0;
    if (offset > 0) {
        const auto ended = text.find('\n');
        if (ended == std::string::npos)
            return from + text.size() >= bytes_ ? std::nullopt : std::optional(Line{offset, {}});
        begin = ended + 1;
    }
    if (from + begin >= bytes_) return std::nullopt;
    const auto end = text.find('\n', begin);
    // The last line may lack its end; any other that has none here is too long to be one of ours.
    if (end == std::string::npos && from + text.size() < bytes_) return Line{from + begin, {}};
    return Line{from + begin, hash_at_start(std::string_view(text).substr(begin, end - begin))};
}

void BreachedPasswords::leave_out_blank_end() {
    const std::uint64_t from = bytes_ > read_at_once ? bytes_ - read_at_once : 0;
    const auto last = read(from).find_last_not_of("\r\n");
    // The end of the last line stays with it.
    if (last != std::string::npos) bytes_ = std::min(bytes_, from + last + 2);
}

Result<void> BreachedPasswords::look_through(const std::filesystem::path& file) const {
    std::string before;
    for (std::uint64_t i = 0; i < looked_at; ++i) {
        const auto line = line_from(bytes_ / looked_at * i + bytes_ % looked_at * i / looked_at);
        if (!line) break;
        if (line->hex.empty())
            return fail(
                ErrorCode::invalid_input, "breached.line",
                {fmt::format("泄露密码表第 {} 字节处不是 SHA-1 或 SHA-1:次数", line->at),
                 fmt::format("the list of breached passwords has a line at byte {} that is neither SHA-1 nor "
                             "SHA-1:COUNT",
                             line->at)},
                file.string());
        // A hash beside its own beginning would stand between the question and its answer.
        if (!before.empty() && line->hex.size() != before.size())
            return fail(
                ErrorCode::invalid_input, "breached.length",
                {fmt::format("泄露密码表各行的哈希长度不一（第 {} 字节处）", line->at),
                 fmt::format("the list of breached passwords has hashes of different lengths (at byte {})",
                             line->at)},
                file.string());
        if (line->hex < before)
            return fail(
                ErrorCode::invalid_input, "breached.order",
                {fmt::format("泄露密码表未按哈希排序（第 {} 字节处）", line->at),
                 fmt::format("the list of breached passwords is not sorted by hash (at byte {})", line->at)},
                file.string());
        before = line->hex;
    }
    return {};
}

Result<std::shared_ptr<const BreachedPasswords>> BreachedPasswords::open(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat found {};
    if (descriptor < 0 || ::fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode) || found.st_size == 0) {
        if (descriptor >= 0) ::close(descriptor);
        return fail(ErrorCode::not_found, "breached.missing",
                    {"泄露密码表不存在、读不了或是空的",
                     "the list of breached passwords is not there, cannot be read or is empty"},
                    file.string());
    }
    const std::shared_ptr<BreachedPasswords> list(
        new BreachedPasswords(descriptor, static_cast<std::uint64_t>(found.st_size)));
    list->leave_out_blank_end();
    if (auto sound = list->look_through(file); !sound) return tl::unexpected(sound.error());
    return list;
}

bool BreachedPasswords::contain(std::string_view password) const {
    const std::string hash = sha1_hex(password);
    const auto before_hash = [&](const Line& line) {
        return line.hex < std::string_view(hash).substr(0, line.hex.size());
    };
    std::uint64_t low = 0;
    std::uint64_t high = bytes_;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto line = line_from(middle);
        if (line && line->hex.empty())
            throw std::runtime_error(
                fmt::format("list of breached passwords: byte {} begins no hash", line->at));
        if (line && before_hash(*line))
            low = line->at + 1;
        else
            high = middle;
    }
    const auto line = line_from(low);
    return line && !line->hex.empty() && std::string_view(hash).starts_with(line->hex);
}

}  // namespace courtyard
