// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/audit_seal.h"

#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>

#include <fstream>
#include <stdexcept>
#include <system_error>

#include "data/store/durable_file.h"
#include "data/store/hex_array.h"

namespace courtyard {
namespace {

/// What is signed: a line of its own kind, so that the key's signature means nothing else.
std::string signed_text(const AuditSeal& seal) {
    return fmt::format("courtyard audit\n{}\n{}\n{}\n", seal.seq, hex_of(seal.hash), seal.at.ms);
}

std::string signed_text(const AuditHandover& handover) {
    return fmt::format("courtyard audit key\n{}\n{}\n{}\n{}\n", handover.seq, handover.at.ms,
                       hex_of(handover.old_key), hex_of(handover.new_key));
}

bool is_signed(std::string_view text, const std::array<unsigned char, 64>& signature,
               const std::array<unsigned char, 32>& key) {
    return crypto_sign_verify_detached(signature.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                       text.size(), key.data()) == 0;
}

tl::unexpected<Error> no_key(const std::filesystem::path& file, const std::string& zh,
                             const std::string& en) {
    return fail(ErrorCode::unavailable, "audit.key", {"审计签名密钥" + zh, "the audit's key " + en},
                file.string());
}

Result<std::string> made_or_read(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) {
        std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
        randombytes_buf(seed.data(), seed.size());
        const std::string text = hex_of(seed) + '\n';
        create_durably(file, text);
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

std::array<unsigned char, 64> AuditKey::signed_by_me(std::string_view text) const {
    std::array<unsigned char, 64> signature{};
    crypto_sign_detached(signature.data(), nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                         text.size(), secret_.data());
    return signature;
}

AuditSeal AuditKey::seal(const AuditHead& head, Instant at) const {
    AuditSeal seal{head.seq, head.hash, at, public_, {}};
    seal.signature = signed_by_me(signed_text(seal));
    return seal;
}

AuditHandover AuditKey::hand_over(const AuditKey& next, std::int64_t seq, Instant at) const {
    AuditHandover handover{seq, at, public_, next.public_, {}, {}};
    handover.by_old = signed_by_me(signed_text(handover));
    handover.by_new = next.signed_by_me(signed_text(handover));
    return handover;
}

bool is_genuine(const AuditSeal& seal) { return is_signed(signed_text(seal), seal.signature, seal.key); }

bool is_genuine(const AuditHandover& handover) {
    const std::string text = signed_text(handover);
    return is_signed(text, handover.by_old, handover.old_key) &&
           is_signed(text, handover.by_new, handover.new_key);
}

}  // namespace courtyard
