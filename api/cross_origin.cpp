// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/cross_origin.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace courtyard {
namespace {

constexpr std::string_view readable_fields =
    "ETag, Link, Content-Crs, X-Row-Count, Content-Disposition, Content-Range, Accept-Ranges, Location, "
    "Retry-After";
constexpr std::string_view methods = "GET, HEAD, OPTIONS";
constexpr std::string_view sendable_fields = "Authorization, Accept-Language, If-None-Match, Range";
constexpr std::string_view seconds_kept = "600";

bool is_port(std::string_view text, std::string_view default_port) {
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    // Browsers never write the scheme's own port.
    return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65'535 &&
           !text.starts_with('0') && text != default_port;
}

bool is_host_name(std::string_view host) {
    return !host.empty() && host.front() != '.' && host.back() != '.' &&
           std::ranges::all_of(host, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
           });
}

bool is_bracketed_address(std::string_view host) {
    return host.size() > 4 && host.starts_with('[') && host.ends_with(']') &&
           std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
               return (c >= 'a' && c <= 'f') || (c >= '0' && c <= '9') || c == ':';
           });
}

/// Scheme, host and a port that is not the scheme's own: in small letters, with nothing behind it.
bool is_origin(std::string_view text) {
    for (const auto& [scheme, port] : {std::pair<std::string_view, std::string_view>{"https://", "443"},
                                       std::pair<std::string_view, std::string_view>{"http://", "80"}}) {
        if (!text.starts_with(scheme)) continue;
        text.remove_prefix(scheme.size());
        const auto bracket = text.rfind(']');
        const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
        if (colon != std::string_view::npos) {
            if (!is_port(text.substr(colon + 1), port)) return false;
            text = text.substr(0, colon);
        }
        return is_host_name(text) || is_bracketed_address(text);
    }
    return false;
}

/// What pages of other origins can be let read; the dashboard and what is for the operator are not.
bool is_shared(const RequestHead& head) {
    constexpr std::array<std::string_view, 4> shared{"ogc", "tiles", "styles", "api"};
    return !head.segments.empty() && std::ranges::find(shared, head.segments.front()) != shared.end();
}

bool is_reading(std::string_view method) { return method == "GET" || method == "HEAD"; }

void set(Response& response, std::string_view name, std::string_view value) {
    std::erase_if(response.headers, [&](const auto& field) { return field.first == name; });
    response.headers.emplace_back(name, value);
}

/// The answer differs by origin, also where it was given to none.
void vary_by_origin(Response& response) {
    const auto vary = std::ranges::find(response.headers, "vary",
                                        [](const auto& field) -> const std::string& { return field.first; });
    if (vary == response.headers.end())
        response.headers.emplace_back("vary", "Origin");
    else
        vary->second += ", Origin";
}

}  // namespace

std::optional<CrossOrigin> CrossOrigin::of(std::span<const std::string> origins) {
    CrossOrigin permission;
    for (const std::string& one : origins) {
        if (one == "*")
            permission.everybody_ = true;
        else if (is_origin(one))
            permission.origins_.push_back(one);
        else
            return std::nullopt;
    }
    return permission;
}

bool CrossOrigin::permits(std::string_view origin) const {
    return everybody_ || std::ranges::find(origins_, origin) != origins_.end();
}

void CrossOrigin::tell(Response& response, const RequestHead& head) const {
    const bool preflight = head.method == Method::options;
    if (nobody() || !is_shared(head) || !(preflight || is_reading(to_string(head.method)))) return;
    vary_by_origin(response);
    const auto origin = head.header("origin");
    if (!origin || !permits(*origin)) return;
    if (preflight) {
        const auto asked = head.header("access-control-request-method");
        if (response.status != 204 || !asked || !is_reading(*asked)) return;
        set(response, "access-control-allow-methods", methods);
        set(response, "access-control-allow-headers", sendable_fields);
        set(response, "access-control-max-age", seconds_kept);
    } else {
        set(response, "access-control-expose-headers", readable_fields);
        set(response, "cross-origin-resource-policy", "cross-origin");
    }
    set(response, "access-control-allow-origin", everybody_ ? "*" : *origin);
}

}  // namespace courtyard
