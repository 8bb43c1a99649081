// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/audit_seal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <simdjson.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

#include "data/store/durable_file.h"
#include "data/store/file_handle.h"

namespace courtyard {
namespace {

template <std::size_t size>
std::string hex_of(const std::array<unsigned char, size>& bytes) {
    std::string text(2 * size + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), size);
    text.pop_back();
    return text;
}

template <std::size_t size>
bool read_hex(std::string_view text, std::array<unsigned char, size>& bytes) {
    std::size_t length = 0;
    const char* end = nullptr;
    return text.size() == 2 * size &&
           sodium_hex2bin(bytes.data(), size, text.data(), text.size(), nullptr, &length, &end) == 0 &&
           length == size;
}

/// What is signed: a line of its own kind, so that the key's signature means nothing else.
std::string signed_text(const AuditSeal& seal) {
    return fmt::format("courtyard audit\n{}\n{}\n{}\n", seal.seq, hex_of(seal.hash), seal.at.ms);
}

tl::unexpected<Error> no_key(const std::filesystem::path& file, const std::string& zh,
                             const std::string& en) {
    return fail(ErrorCode::unavailable, "audit.key", {"审计签名密钥" + zh, "the audit's key " + en},
                file.string());
}

void write_whole(const std::filesystem::path& file, int flags, std::string_view text) {
    const FileHandle handle(file, flags);
    if (::write(handle.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::fdatasync(handle.get()) != 0)
        throw std::system_error(errno, std::generic_category(), file.string());
}

Result<std::string> made_or_read(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
        randombytes_buf(seed.data(), seed.size());
        const std::string text = hex_of(seed) + '\n';
        write_whole(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, text);
        sync_folder(file.parent_path().empty() ? "." : file.parent_path());
        return text;
    }
    if ((found.st_mode & 077) != 0)
        return no_key(file, "文件能被其他人读取，请执行 chmod 600", "can be read by others: chmod 600");
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}  // namespace

Result<AuditKey> AuditKey::open(const std::filesystem::path& file) {
    if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
    try {
        const auto text = made_or_read(file);
        if (!text) return tl::unexpected(text.error());
        std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
        if (!read_hex(std::string_view(*text).substr(0, 2 * seed.size()), seed))
            return no_key(file, "文件内容不对", "is not in its file");
        AuditKey key;
        crypto_sign_seed_keypair(key.public_.data(), key.secret_.data(), seed.data());
        sodium_memzero(seed.data(), seed.size());
        return key;
    } catch (const std::system_error& error) {
        return no_key(file, std::string("打不开：") + error.what(),
                      std::string("is not to be had: ") + error.what());
    }
}

AuditSeal AuditKey::seal(const AuditHead& head, Instant at) const {
    AuditSeal seal{head.seq, head.hash, at, public_, {}};
    const std::string text = signed_text(seal);
    crypto_sign_detached(seal.signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                         text.size(), secret_.data());
    return seal;
}

bool is_genuine(const AuditSeal& seal) {
    const std::string text = signed_text(seal);
    return crypto_sign_verify_detached(seal.signature.data(),
                                       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                       seal.key.data()) == 0;
}

std::string to_line(const AuditSeal& seal) {
    return fmt::format(R"({{"seq":{},"hash":"{}","at_ms":{},"at":"{}","key":"{}","signature":"{}"}})"
                       "\n",
                       seal.seq, hex_of(seal.hash), seal.at.ms, to_string(seal.at), hex_of(seal.key),
                       hex_of(seal.signature));
}

Result<AuditSeal> parse_seal(std::string_view line) {
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    AuditSeal seal;
    std::string_view hash;
    std::string_view key;
    std::string_view signature;
    const bool read = !parser.parse(line.data(), line.size()).get(root) && !root["seq"].get(seal.seq) &&
                      !root["at_ms"].get(seal.at.ms) && !root["hash"].get(hash) && !root["key"].get(key) &&
                      !root["signature"].get(signature) && read_hex(hash, seal.hash) &&
                      read_hex(key, seal.key) && read_hex(signature, seal.signature);
    if (read) return seal;
    return fail(ErrorCode::invalid_input, "audit.seal", {"不是审计封存", "this is no seal of the audit"});
}

Result<void> append_seal(const std::filesystem::path& file, const AuditSeal& seal) {
    try {
        const bool fresh = !std::filesystem::exists(file);
        write_whole(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, to_line(seal));
        if (fresh) sync_folder(file.parent_path().empty() ? "." : file.parent_path());
        return {};
    } catch (const std::system_error& error) {
        return fail(ErrorCode::unavailable, "audit.anchors",
                    {std::string("审计封存写不下去：") + error.what(),
                     std::string("the audit's seal cannot be written: ") + error.what()},
                    file.string());
    }
}

Result<std::vector<AuditSeal>> read_seals(const std::filesystem::path& file) {
    std::vector<AuditSeal> seals;
    std::ifstream stream(file);
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        auto seal = parse_seal(line);
        const bool cut_off = stream.eof();
        if (!seal && cut_off) break;
        if (!seal) {
            Error error = seal.error();
            error.subject = fmt::format("{}:{}", file.string(), number);
            return tl::unexpected(std::move(error));
        }
        seals.push_back(*seal);
    }
    return seals;
}

}  // namespace courtyard
