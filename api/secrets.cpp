// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/secrets.h"

#include <sodium.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <stdexcept>

#include "api/totp.h"

namespace courtyard {
namespace {

struct Costs {
    std::uint64_t memory_kib = 0;
    std::uint64_t passes = 0;
};

/// Of `$argon2id$v=19$m=65536,t=2,p=1$...`; nothing of another method.
std::optional<Costs> costs_of(std::string_view hash) {
    constexpr std::string_view method = "$argon2id$v=19$";
    if (!hash.starts_with(method)) return std::nullopt;
    hash.remove_prefix(method.size());
    const auto take = [&](std::string_view name) -> std::optional<std::uint64_t> {
        std::uint64_t number = 0;
        if (!hash.starts_with(name)) return std::nullopt;
        hash.remove_prefix(name.size());
        const auto [end, wrong] = std::from_chars(hash.data(), hash.data() + hash.size(), number);
        if (wrong != std::errc()) return std::nullopt;
        hash.remove_prefix(static_cast<std::size_t>(end - hash.data()));
        return number;
    };
    const auto memory = take("m=");
    const auto passes = take(",t=");
    if (!memory || !passes) return std::nullopt;
    return Costs{*memory, *passes};
}

}  // namespace

std::string new_secret() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();
    return std::string(secret_mark) + text;
}

std::string hash_of_secret(std::string_view secret) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size());
    std::string hex(digest.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    hex.pop_back();
    return hex;
}

std::vector<std::string> new_recovery_codes() {
    std::vector<std::string> codes;
    for (int i = 0; i < 10; ++i) {
        std::string bytes(15, '\0');
        randombytes_buf(bytes.data(), bytes.size());
        // In groups, as people write them down.
        const std::string text = base32(bytes);
        std::string code = text.substr(0, 4);
        for (std::size_t at = 4; at < text.size(); at += 4) code += '-' + text.substr(at, 4);
        codes.push_back(std::move(code));
    }
    return codes;
}

std::string hash_of_password(const std::string& password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str(text.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::runtime_error("not enough memory to hash a password");
    return text.data();
}

bool needs_new_hash(const std::string& hash) {
    if (crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                       crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
        return false;
    const auto costs = costs_of(hash);
    return !costs || (costs->memory_kib <= crypto_pwhash_MEMLIMIT_INTERACTIVE / 1024 &&
                      costs->passes <= crypto_pwhash_OPSLIMIT_INTERACTIVE);
}

bool is_password(const std::string& hash, const std::string& password) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace courtyard
