// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/totp.h"

#include <fmt/format.h>
#include <sodium.h>

#include "api/hmac_sha1.h"
#include "api/http/target.h"

namespace courtyard {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::int64_t step_ms = 30'000;
constexpr std::size_t secret_bytes = 20;

}  // namespace

std::string base32(std::string_view bytes) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = held << 8 | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5) text += letters[held >> (bits - 5) & 31];
    }
    if (bits > 0) text += letters[held << (5 - bits) & 31];
    return text;
}

std::optional<std::string> parse_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (char c : text) {
        if (c == ' ' || c == '=') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const auto value = letters.find(c);
        if (value == std::string_view::npos) return std::nullopt;
        held = held << 5 | static_cast<std::uint32_t>(value);
        if ((bits += 5) < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFF);
    }
    return bytes;
}

std::string new_totp_secret() {
    std::string bytes(secret_bytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return base32(bytes);
}

std::string otpauth_uri(std::string_view account, std::string_view secret) {
    return fmt::format(
        "otpauth://totp/Courtyard:{}?secret={}&issuer=Courtyard&algorithm=SHA1&digits=6&period=30",
        percent_encoded(account, "-._~"), secret);
}

std::int64_t totp_step(Instant at) { return at.ms / step_ms; }

std::string totp_code(std::string_view secret, std::int64_t step) {
    const std::string key = parse_base32(secret).value_or("");
    std::string message;
    for (int shift = 56; shift >= 0; shift -= 8)
        message += static_cast<char>(static_cast<std::uint64_t>(step) >> shift & 0xFF);
    const Sha1 sum = hmac_sha1(key, message);
    const std::size_t offset = sum.back() & 0x0F;
    const std::uint32_t number = (std::uint32_t{sum[offset]} & 0x7FU) << 24 |
                                 std::uint32_t{sum[offset + 1]} << 16 | std::uint32_t{sum[offset + 2]} << 8 |
                                 std::uint32_t{sum[offset + 3]};
    return fmt::format("{:06}", number % 1'000'000);
}

std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Instant now,
                                         std::int64_t last_used) {
    std::optional<std::int64_t> found;
    for (std::int64_t step = totp_step(now) - 1; step <= totp_step(now) + 1; ++step) {
        const std::string expected = totp_code(secret, step);
        if (expected.size() == code.size() && sodium_memcmp(expected.data(), code.data(), code.size()) == 0 &&
            step > last_used && !found)
            found = step;
    }
    return found;
}

}  // namespace courtyard
