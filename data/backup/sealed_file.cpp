// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/sealed_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "data/store/durable_file.h"

namespace courtyard {
namespace {

constexpr std::size_t salt_bytes = 32;
constexpr std::size_t check_bytes = 16;
constexpr std::size_t most_message = std::size_t{64} << 10;
constexpr std::size_t sealing = crypto_secretstream_xchacha20poly1305_ABYTES;

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* raw(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

char letter_of(BackupKey::Kind kind) {
    return kind == BackupKey::Kind::none ? 'n' : kind == BackupKey::Kind::file ? 'k' : 'p';
}

Secret part_key(const Secret& file_key, std::uint64_t part) {
    Secret key;
    crypto_kdf_derive_from_key(key.bytes.data(), key.bytes.size(), part, "part    ", file_key.bytes.data());
    return key;
}

std::string check_of(const Secret& file_key) {
    std::string check(check_bytes, '\0');
    crypto_kdf_derive_from_key(raw(check), check.size(), 0, "check   ", file_key.bytes.data());
    return check;
}

Result<std::string> head_of(const std::filesystem::path& file, std::string_view magic) {
    std::string head(magic.size() + 1 + salt_bytes + check_bytes, '\0');
    try {
        const FileHandle in(file, O_RDONLY);
        const ssize_t count = ::pread(in.get(), head.data(), head.size(), 0);
        head.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    } catch (const std::system_error& error) {
        return fail(ErrorCode::not_found, "backup.missing",
                    {fmt::format("读不了 {}：{}", file.string(), error.code().message()),
                     fmt::format("{} cannot be read: {}", file.string(), error.code().message())},
                    file.string());
    }
    if (!head.starts_with(magic) || head.size() != magic.size() + 1 + salt_bytes + check_bytes)
        return fail(ErrorCode::unsupported, "backup.other_kind",
                    {fmt::format("{} 不是本程序能读的备份", file.string()),
                     fmt::format("{} is no backup that this program reads", file.string())},
                    file.string());
    return head;
}

}  // namespace

SealedWriter::SealedWriter(std::filesystem::path file, std::string_view magic, const BackupKey& key)
    : file_(std::move(file)), draft_(file_.string() + ".part") {
    out_.emplace(draft_, O_WRONLY | O_CREAT | O_TRUNC);
    std::string salt(salt_bytes, '\0');
    randombytes_buf(salt.data(), salt.size());
    key_ = key.of_file(salt);
    put(std::string(magic) + letter_of(key.kind()) + salt + check_of(key_));
}

SealedWriter::~SealedWriter() {
    std::error_code ignored;
    if (out_) std::filesystem::remove(draft_, ignored);
}

void SealedWriter::begin_part(std::string_view label) {
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    const Secret key = part_key(key_, ++part_);
    crypto_secretstream_xchacha20poly1305_init_push(&stream_, header.data(), key.bytes.data());
    put({reinterpret_cast<const char*>(header.data()), header.size()});
    push(label, 0);
}

void SealedWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto taken = bytes.substr(0, most_message - waiting_.size());
        waiting_ += taken;
        bytes.remove_prefix(taken.size());
        if (waiting_.size() == most_message) {
            push(waiting_, 0);
            waiting_.clear();
        }
    }
}

void SealedWriter::end_part() {
    push(waiting_, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    waiting_.clear();
}

void SealedWriter::part(std::string_view label, std::string_view bytes) {
    begin_part(label);
    write(bytes);
    end_part();
}

RunningHash::Sum SealedWriter::finish() {
    if (::fsync(out_->get()) != 0) throw std::system_error(errno, std::generic_category(), draft_.string());
    if (::rename(draft_.c_str(), file_.c_str()) != 0)
        throw std::system_error(errno, std::generic_category(), file_.string());
    out_.reset();
    sync_folder(file_.has_parent_path() ? file_.parent_path() : std::filesystem::path("."));
    return hash_.sum();
}

void SealedWriter::push(std::string_view message, unsigned char tag) {
    const auto size = static_cast<std::uint32_t>(message.size());
    std::string sealed(sizeof size + message.size() + sealing, '\0');
    std::copy_n(reinterpret_cast<const char*>(&size), sizeof size, sealed.data());
    // The length is told before its message, so it is sealed with it.
    crypto_secretstream_xchacha20poly1305_push(&stream_, raw(sealed) + sizeof size, nullptr, raw(message),
                                               message.size(), raw(std::string_view(sealed)), sizeof size,
                                               tag);
    put(sealed);
}

void SealedWriter::put(std::string_view bytes) {
    hash_.add(bytes);
    while (!bytes.empty()) {
        const ssize_t written = ::write(out_->get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throw std::system_error(errno, std::generic_category(), draft_.string());
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

SealedReader::SealedReader(std::filesystem::path file)
    : file_(std::move(file)),
      in_(std::make_unique<FileHandle>(file_, O_RDONLY)),
      size_(std::filesystem::file_size(file_)) {}

Result<SealedReader> SealedReader::open(const std::filesystem::path& file, std::string_view magic,
                                        const BackupKey& key) {
    const auto head = head_of(file, magic);
    if (!head) return tl::unexpected(head.error());
    SealedReader reader(file);
    std::string again(head->size(), '\0');
    if (auto got = reader.get(again.data(), again.size()); !got) return tl::unexpected(got.error());
    const std::string_view given(again);
    reader.key_ = key.of_file(given.substr(magic.size() + 1, salt_bytes));
    const std::string check = check_of(reader.key_);
    if (given[magic.size()] != letter_of(key.kind()) ||
        sodium_memcmp(check.data(), given.data() + magic.size() + 1 + salt_bytes, check.size()) != 0)
        return fail(
            ErrorCode::not_allowed, "backup.wrong_key",
            {fmt::format("密钥或密码打不开 {}（或文件开头被改过）", file.string()),
             fmt::format("the key or password does not open {} (or its head was altered)", file.string())},
            file.string());
    return reader;
}

Result<BackupKey::Kind> SealedReader::kind_of_key(const std::filesystem::path& file, std::string_view magic) {
    const auto head = head_of(file, magic);
    if (!head) return tl::unexpected(head.error());
    const char letter = (*head)[magic.size()];
    return letter == 'n'   ? BackupKey::Kind::none
           : letter == 'k' ? BackupKey::Kind::file
                           : BackupKey::Kind::password;
}

Result<std::string> SealedReader::next_part() {
    if (read_ == size_) return std::string();
    std::array<char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> header{};
    if (auto got = get(header.data(), header.size()); !got) return tl::unexpected(got.error());
    const Secret key = part_key(key_, ++part_);
    if (crypto_secretstream_xchacha20poly1305_init_pull(
            &stream_, reinterpret_cast<const unsigned char*>(header.data()), key.bytes.data()) != 0)
        return damaged();
    last_ = false;
    auto label = message();
    if (label && (label->empty() || last_)) return damaged();
    return label;
}

Result<std::string> SealedReader::read() {
    if (last_) return std::string();
    auto bytes = message();
    // Only the last message may be empty.
    if (bytes && bytes->empty() && !last_) return damaged();
    return bytes;
}

Result<std::string> SealedReader::read_all(std::size_t at_most) {
    std::string all;
    for (;;) {
        auto bytes = read();
        if (!bytes) return bytes;
        if (bytes->empty()) return all;
        if (all.size() + bytes->size() > at_most) return damaged();
        all += *bytes;
    }
}

Result<std::string> SealedReader::message() {
    std::uint32_t size = 0;
    if (auto got = get(reinterpret_cast<char*>(&size), sizeof size); !got) return tl::unexpected(got.error());
    if (size > most_message) return damaged();
    std::string sealed(size + sealing, '\0');
    if (auto got = get(sealed.data(), sealed.size()); !got) return tl::unexpected(got.error());
    std::string bytes(size, '\0');
    unsigned char tag = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(
            &stream_, raw(bytes), nullptr, &tag, raw(std::string_view(sealed)), sealed.size(),
            reinterpret_cast<const unsigned char*>(&size), sizeof size) != 0)
        return damaged();
    last_ = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return bytes;
}

Result<void> SealedReader::get(char* into, std::size_t size) {
    for (std::size_t done = 0; done < size;) {
        const ssize_t count = ::read(in_->get(), into + done, size - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw std::system_error(errno, std::generic_category(), file_.string());
        if (count == 0) return damaged();
        done += static_cast<std::size_t>(count);
    }
    read_ += size;
    hash_.add({into, size});
    return {};
}

tl::unexpected<Error> SealedReader::damaged() const {
    return fail(ErrorCode::invalid_input, "backup.damaged",
                {fmt::format("{} 被截断或改动过，不能用来恢复", file_.string()),
                 fmt::format("{} was cut short or altered, nothing is restored from it", file_.string())},
                file_.string());
}

}  // namespace courtyard
