// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "api/conditions.h"
#include "api/http/header_text.h"
#include "tiles/mvt.h"

namespace courtyard {
namespace {

constexpr std::size_t worth_compressing = 1'000;

bool compressible(const Response& response) {
    // What is compressed already stays as it is, wherever its head says so.
    const auto encoding = [](const auto& field) { return field.first == "content-encoding"; };
    if (std::ranges::any_of(response.headers, encoding)) return false;
    for (const auto& [name, value] : response.headers) {
        if (name != "content-type") continue;
        return value.starts_with("text/") || value.find("json") != std::string::npos ||
               value.find("javascript") != std::string::npos || value.find("svg") != std::string::npos;
    }
    return false;
}

std::string* header(Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name,
                                         [](const auto& field) -> const std::string& { return field.first; });
    return found == response.headers.end() ? nullptr : &found->second;
}

void add_security_headers(Response& response, bool secure, std::string_view transport) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> always{{
        {"x-content-type-options", "nosniff"},
        {"referrer-policy", "no-referrer"},
        {"cross-origin-opener-policy", "same-origin"},
        {"cross-origin-resource-policy", "same-origin"},
        {"content-security-policy",
         "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' data: "
         "blob:; "
         "style-src 'self'; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; "
         "base-uri 'none'; form-action 'self'; object-src 'none'"},
        {"x-frame-options", "DENY"},
    }};
    for (const auto& [name, value] : always)
        if (header(response, name) == nullptr) response.headers.emplace_back(name, value);
    if (secure) response.headers.emplace_back("strict-transport-security", transport);
}

}  // namespace

Response answer(unsigned status, std::string_view content_type, std::string body, Caching caching) {
    Response response;
    response.status = status;
    response.headers.emplace_back("content-type", content_type);
    const std::string_view cache = caching == Caching::none ? "no-store" : "no-cache";
    response.headers.emplace_back("cache-control", cache);
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
}

Response json_answer(const Json& json, Caching caching, unsigned status) {
    return answer(status, "application/json", json.text(), caching);
}

std::string entity_tag(std::string_view content) {
    std::array<unsigned char, 16> digest{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<const unsigned char*>(content.data()),
                       content.size(), nullptr, 0);
    std::array<char, 33> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return '"' + std::string(hex.data()) + '"';
}

bool wants_csv(const RequestHead& head) {
    if (const auto f = head.parameter("f")) return *f == "csv";
    const auto accepted = head.header("accept");
    return accepted && accepted->starts_with("text/csv");
}

bool accepts_gzip(const RequestHead& head) { return accepts_gzip(head.header("accept-encoding")); }

bool accepts_gzip(std::optional<std::string_view> accepted) {
    if (!accepted) return false;
    std::string_view rest = *accepted;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(','), rest.size());
        std::string one(rest.substr(0, end));
        std::erase_if(one, is_blank);
        if (one == "gzip" || one == "*") return true;
        if (one.starts_with("gzip;q=")) return one.find_first_not_of("0.", 7) != std::string::npos;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

Response finished(Response response, const RequestHead& head, Audience audience, std::string_view transport) {
    add_security_headers(response, head.secure, transport);
    if (audience == Audience::this_caller) {
        if (std::string* cache = header(response, "cache-control"); cache && *cache != "no-store")
            *cache = "private, " + *cache;
    }
    const bool readable = head.method == Method::get || head.method == Method::head;
    if (response.events || response.file || response.stretch) return response;
    response.headers.emplace_back("vary", "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie");
    if (!response.body || !readable || response.status != 200) return response;

    const bool zip =
        compressible(response) && response.body->size() >= worth_compressing && accepts_gzip(head);
    std::string tag;
    if (const std::string* given = header(response, "etag")) {
        tag = *given;
    } else {
        tag = entity_tag(*response.body);
        if (zip) tag.insert(tag.size() - 1, "-gz");
        response.headers.emplace_back("etag", tag);
    }
    const std::string* cache = header(response, "cache-control");
    if (cache && *cache == "no-store") return response;
    const std::string_view opaque = std::string_view(tag).substr(tag.starts_with("W/") ? 2 : 0);
    if (const auto known = head.header("if-none-match"); known && named_in(*known, opaque) == Named::yes) {
        response.status = 304;
        response.body = nullptr;
        std::erase_if(response.headers, [](const auto& field) {
            return field.first == "content-type" || field.first == "content-encoding";
        });
        return response;
    }
    if (zip) {
        constexpr int level = 5;
        response.body = std::make_shared<const std::string>(gzip(*response.body, level));
        response.headers.emplace_back("content-encoding", "gzip");
    }
    return response;
}

}  // namespace courtyard
