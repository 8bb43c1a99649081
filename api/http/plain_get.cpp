// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/plain_get.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "api/http/framing.h"
#include "api/http/header_text.h"

namespace courtyard {
namespace {

constexpr std::string_view method = "GET ";
constexpr std::string_view version = " HTTP/1.1";
constexpr std::size_t longest_target = 1024;

/// What a byte may be part of.
enum Role : std::uint8_t { in_path = 1, in_query = 2, in_name = 4, in_value = 8 };

constexpr std::array<std::uint8_t, 256> roles = [] {
    std::array<std::uint8_t, 256> table{};
    const auto allow = [&](char c, unsigned role) {
        auto& entry = table[static_cast<unsigned char>(c)];
        entry = static_cast<std::uint8_t>(entry | role);
    };
    for (char c = 0x20; c < 0x7F; ++c) allow(c, in_value);
    allow('\t', in_value);
    for (char c = '0'; c <= '9'; ++c) allow(c, in_path | in_query | in_name);
    for (char c = 'a'; c <= 'z'; ++c) allow(c, in_path | in_query | in_name);
    for (char c = 'A'; c <= 'Z'; ++c) allow(c, in_path | in_query | in_name);
    for (const char c : {'-', '.', '_'}) allow(c, in_path | in_query);
    for (const char c : {'/', ','}) allow(c, in_path);
    for (const char c : {'=', '&'}) allow(c, in_query);
    allow('-', in_name);
    return table;
}();

bool consists_of(std::string_view text, Role role) {
    return std::ranges::all_of(text,
                               [role](char c) { return (roles[static_cast<unsigned char>(c)] & role) != 0; });
}

/// Fields that say nothing about where a message ends, who asks, or which answer fits.
bool changes_nothing(std::string_view name) {
    constexpr std::array<std::string_view, 17> known{"user-agent",
                                                     "accept",
                                                     "accept-language",
                                                     "referer",
                                                     "cache-control",
                                                     "sec-fetch-dest",
                                                     "sec-fetch-mode",
                                                     "sec-fetch-site",
                                                     "pragma",
                                                     "priority",
                                                     "sec-ch-ua",
                                                     "sec-gpc",
                                                     "dnt",
                                                     "via",
                                                     "x-real-ip",
                                                     "x-forwarded-host",
                                                     "x-forwarded-port"};
    return std::ranges::any_of(known, [&](std::string_view one) { return same_word(name, one); }) ||
           (name.size() > 10 && same_word(name.substr(0, 10), "sec-ch-ua-"));
}

bool once(std::optional<std::string_view>& place, std::string_view value) {
    if (place) return false;
    place = value;
    return true;
}

/// False when the field is not for us to judge.
bool take_field(PlainGet& get, std::optional<std::string_view>& host, std::string_view name,
                std::string_view value) {
    if (same_word(name, "host")) return is_host(value) && once(host, value);
    if (same_word(name, "accept-encoding")) return once(get.accept_encoding, value);
    if (same_word(name, "if-none-match")) return once(get.if_none_match, value);
    if (same_word(name, "authorization")) return once(get.authorization, value);
    if (same_word(name, "cookie")) return once(get.cookie, value);
    if (same_word(name, "origin")) return once(get.origin, value);
    if (same_word(name, "x-forwarded-for")) return once(get.x_forwarded_for, value);
    if (same_word(name, "x-forwarded-proto")) return once(get.x_forwarded_proto, value);
    if (same_word(name, "forwarded")) return once(get.forwarded, value);
    if (same_word(name, "connection")) return same_word(value, "keep-alive");
    return changes_nothing(name);
}

bool take_target(PlainGet& get, std::string_view target) {
    const auto question = target.find('?');
    get.path = target.substr(0, question);
    if (question != std::string_view::npos) get.query = target.substr(question + 1);
    return target.size() <= longest_target && target.starts_with('/') && consists_of(get.path, in_path) &&
           get.path.find("/.") == std::string_view::npos && consists_of(get.query.value_or(""), in_query);
}

}  // namespace

std::optional<PlainGet> plain_get(std::string_view head) {
    if (!head.starts_with(method)) return std::nullopt;
    PlainGet get;
    std::optional<std::string_view> host;
    auto end = head.find("\r\n");
    const auto first = head.substr(method.size(), end - method.size());
    if (!first.ends_with(version) || !take_target(get, first.substr(0, first.size() - version.size())))
        return std::nullopt;
    head.remove_prefix(end + 2);
    for (std::size_t fields = 0; !head.starts_with("\r\n"); ++fields) {
        end = head.find("\r\n");
        const auto colon = head.find(':');
        if (end == std::string_view::npos || colon > end || fields == field_limit) return std::nullopt;
        const auto name = head.substr(0, colon);
        const auto value = trimmed(head.substr(colon + 1, end - colon - 1));
        if (name.empty() || !consists_of(name, in_name) || !consists_of(value, in_value) ||
            !take_field(get, host, name, value))
            return std::nullopt;
        head.remove_prefix(end + 2);
    }
    return host ? std::optional(get) : std::nullopt;
}

}  // namespace courtyard
