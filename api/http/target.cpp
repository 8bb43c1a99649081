// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/target.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

namespace courtyard {
namespace {

enum class Part : std::uint8_t { path, query };

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

bool is_allowed(unsigned char byte, Part part) {
    if (byte == 0) return false;
    if (part == Part::query) return true;
    return byte >= 0x20 && byte != 0x7F && byte != '/' && byte != '\\';
}

/// Bytes that follow a lead byte of well-formed UTF-8 and the range of the first of them (RFC 3629, section
/// 4); nothing for a byte that cannot lead.
struct Sequence {
    int more;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

std::optional<Sequence> sequence_of(unsigned char lead) {
    if (lead < 0x80) return Sequence{0};
    if (lead >= 0xC2 && lead <= 0xDF) return Sequence{1};
    if (lead == 0xE0) return Sequence{2, 0xA0, 0xBF};
    if (lead == 0xED) return Sequence{2, 0x80, 0x9F};
    if (lead >= 0xE1 && lead <= 0xEF) return Sequence{2};
    if (lead == 0xF0) return Sequence{3, 0x90, 0xBF};
    if (lead >= 0xF1 && lead <= 0xF3) return Sequence{3};
    if (lead == 0xF4) return Sequence{3, 0x80, 0x8F};
    return std::nullopt;
}

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto sequence = sequence_of(static_cast<unsigned char>(text[i++]));
        if (!sequence) return false;
        unsigned char low = sequence->low;
        unsigned char high = sequence->high;
        for (int k = 0; k < sequence->more; ++k, ++i) {
            if (i == text.size()) return false;
            const auto byte = static_cast<unsigned char>(text[i]);
            if (byte < low || byte > high) return false;
            low = 0x80;
            high = 0xBF;
        }
    }
    return true;
}

tl::expected<std::string, Refusal> decoded(std::string_view text, Part part) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto byte = static_cast<unsigned char>(text[i]);
        if (byte == '%') {
            if (text.size() - i < 3) return tl::unexpected(bad_target);
            const auto high = hex_digit(text[i + 1]);
            const auto low = hex_digit(text[i + 2]);
            if (!high || !low) return tl::unexpected(bad_target);
            byte = static_cast<unsigned char>(*high * 16 + *low);
            i += 2;
        } else if (byte == '+' && part == Part::query) {
            byte = ' ';
        }
        if (!is_allowed(byte, part)) return tl::unexpected(bad_target);
        plain.push_back(static_cast<char>(byte));
    }
    if (!is_utf8(plain)) return tl::unexpected(bad_target);
    return plain;
}

tl::expected<std::vector<std::string>, Refusal> segments_of(std::string_view path) {
    std::vector<std::string> segments;
    if (path == "/") return segments;
    for (std::size_t start = 1; start <= path.size();) {
        const auto end = std::min(path.find('/', start), path.size());
        auto segment = decoded(path.substr(start, end - start), Part::path);
        if (!segment) return tl::unexpected(segment.error());
        if (*segment == "." || *segment == "..") return tl::unexpected(no_such_place);
        segments.push_back(std::move(*segment));
        start = end + 1;
    }
    return segments;
}

tl::expected<Fields, Refusal> query_of(std::string_view text) {
    Fields query;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find('&', start), text.size());
        const auto pair = text.substr(start, end - start);
        start = end + 1;
        if (pair.empty()) continue;
        const auto equals = std::min(pair.find('='), pair.size());
        auto name = decoded(pair.substr(0, equals), Part::query);
        if (!name) return tl::unexpected(name.error());
        auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), Part::query);
        if (!value) return tl::unexpected(value.error());
        query.emplace_back(std::move(*name), std::move(*value));
    }
    return query;
}

}  // namespace

tl::expected<Target, Refusal> decode_target(std::string_view target) {
    if (target == "*") return Target{};
    if (!target.starts_with('/')) return tl::unexpected(bad_target);
    const auto is_strange = [](char c) { return c < 0x21 || c > 0x7E || c == '#' || c == '\\'; };
    if (std::ranges::any_of(target, is_strange)) return tl::unexpected(bad_target);
    const auto question = std::min(target.find('?'), target.size());
    auto segments = segments_of(target.substr(0, question));
    if (!segments) return tl::unexpected(segments.error());
    auto query = query_of(target.substr(std::min(question + 1, target.size())));
    if (!query) return tl::unexpected(query.error());
    return Target{std::move(*segments), std::move(*query)};
}

std::string percent_encoded(std::string_view text, std::string_view legible) {
    std::string encoded;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || legible.find(letter) != std::string_view::npos;
        encoded += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
    }
    return encoded;
}

}  // namespace courtyard
