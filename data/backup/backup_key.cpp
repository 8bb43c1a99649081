// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/backup/backup_key.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <new>
#include <stdexcept>
#include <system_error>

#include "data/store/durable_file.h"
#include "data/store/file_handle.h"

namespace courtyard {
namespace {

constexpr std::string_view key_line = "courtyard-backup-key-1 ";

void start_sodium() {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
    std::string text(2 * size + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

/// BLAKE2b of a purpose and what it is for, under a key.
Secret derived(const Secret& from, std::string_view purpose, std::string_view what) {
    Secret key;
    crypto_generichash_state state;
    crypto_generichash_init(&state, from.bytes.data(), from.bytes.size(), key.bytes.size());
    crypto_generichash_update(&state, bytes_of(purpose), purpose.size());
    crypto_generichash_update(&state, bytes_of(what), what.size());
    crypto_generichash_final(&state, key.bytes.data(), key.bytes.size());
    return key;
}

}  // namespace

Secret::~Secret() { sodium_memzero(bytes.data(), bytes.size()); }

Result<BackupKey> BackupKey::read(const std::filesystem::path& file) {
    start_sodium();
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0)
        return fail(ErrorCode::not_found, "key.missing",
                    {fmt::format("没有密钥文件 {}", file.string()),
                     fmt::format("there is no key file {}", file.string())},
                    file.string());
    if ((found.st_mode & S_IRWXO) != 0)
        return fail(ErrorCode::invalid_input, "key.open_to_all",
                    {fmt::format("密钥文件 {} 人人可读；请先 chmod 600", file.string()),
                     fmt::format("everybody may read the key file {}; chmod 600 it first", file.string())},
                    file.string());
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    BackupKey key;
    key.kind_ = Kind::file;
    std::size_t length = 0;
    const bool right =
        text.starts_with(key_line) &&
        sodium_hex2bin(key.secret_.bytes.data(), key.secret_.bytes.size(), text.data() + key_line.size(),
                       text.size() - key_line.size(), nullptr, &length, nullptr) == 0 &&
        length == key.secret_.bytes.size() && text.size() == key_line.size() + 2 * length;
    sodium_memzero(text.data(), text.size());
    if (!right)
        return fail(ErrorCode::invalid_input, "key.unreadable",
                    {fmt::format("{} 不是备份密钥；用 courtyard backup --new-key 生成", file.string()),
                     fmt::format("{} is no backup key; courtyard backup --new-key makes one", file.string())},
                    file.string());
    return key;
}

BackupKey BackupKey::of_password(std::string password) {
    start_sodium();
    BackupKey key;
    key.kind_ = Kind::password;
    key.password_ = std::move(password);
    return key;
}

Result<void> BackupKey::make(const std::filesystem::path& file) {
    start_sodium();
    if (std::filesystem::exists(file))
        return fail(
            ErrorCode::conflict, "key.exists",
            {fmt::format("{} 已存在，没有改动：旧备份要用它打开", file.string()),
             fmt::format("{} is there already and was left alone: older backups need it", file.string())},
            file.string());
    Secret fresh;
    randombytes_buf(fresh.bytes.data(), fresh.bytes.size());
    std::string text = std::string(key_line) + hex_of(fresh.bytes.data(), fresh.bytes.size()) + "\n";
    {
        const FileHandle out(file, O_WRONLY | O_CREAT | O_EXCL);
        if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            throw std::system_error(errno, std::generic_category(), file.string());
    }
    sodium_memzero(text.data(), text.size());
    sync_file(file);
    sync_folder(file.has_parent_path() ? file.parent_path() : std::filesystem::path("."));
    return {};
}

Secret BackupKey::of_file(std::string_view salt) const {
    start_sodium();
    if (kind_ != Kind::password) return derived(secret_, "file", salt);
    if (salt.size() < crypto_pwhash_SALTBYTES) throw std::logic_error("a salt is too short");
    Secret stretched;
    if (crypto_pwhash(stretched.bytes.data(), stretched.bytes.size(), password_.data(), password_.size(),
                      bytes_of(salt), crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return derived(stretched, "file", salt);
}

std::string BackupKey::photo_name(std::string_view sha256) const {
    if (kind_ == Kind::none) return std::string(sha256);
    const Secret name = derived(secret_, "photo", sha256);
    return hex_of(name.bytes.data(), name.bytes.size());
}

Result<void> key_lies_apart(const std::filesystem::path& key, const std::filesystem::path& backup_folder) {
    const auto folder = std::filesystem::weakly_canonical(std::filesystem::absolute(backup_folder));
    for (auto above = std::filesystem::weakly_canonical(std::filesystem::absolute(key)).parent_path();;
         above = above.parent_path()) {
        if (above == folder)
            return fail(
                ErrorCode::conflict, "key.beside",
                {fmt::format("密钥 {} 就在备份旁边，等于没有上锁；请放到别处", key.string()),
                 fmt::format("the key {} lies beside the backup, which locks nothing; keep it elsewhere",
                             key.string())},
                key.string());
        if (above == above.parent_path()) return {};
    }
}

}  // namespace courtyard
