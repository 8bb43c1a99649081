// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/framing.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "api/http/header_text.h"

namespace courtyard {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alphanumeric(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool lists(std::string_view value, std::string_view word) {
    return std::ranges::any_of(elements_of(value),
                               [&](std::string_view one) { return same_word(one, word); });
}

std::optional<Method> method_of(std::string_view word) {
    constexpr std::array known{Method::get,   Method::head, Method::post,   Method::put,
                               Method::patch, Method::del,  Method::options};
    const auto* found = std::ranges::find(known, word, [](Method method) { return to_string(method); });
    if (found == known.end()) return std::nullopt;
    return *found;
}

bool may_have_body(Method method) {
    return method == Method::post || method == Method::put || method == Method::patch;
}

bool is_host_name(std::string_view name) {
    if (name.starts_with('[')) {
        if (!name.ends_with(']') || name.size() < 4) return false;
        const auto is_inside = [](char c) { return is_alphanumeric(c) || c == ':' || c == '.'; };
        return std::ranges::all_of(name.substr(1, name.size() - 2), is_inside);
    }
    const auto is_inside = [](char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; };
    return !name.empty() && std::ranges::all_of(name, is_inside);
}

/// The fields that decide framing, gathered in one pass; a second one of a kind is always refused.
struct Deciding {
    std::optional<std::string_view> host;
    std::optional<std::string_view> length;
    std::optional<std::string_view> encoding;
    bool close = false;
    bool keep_alive = false;
    std::optional<std::string_view> expectation;
};

std::optional<Deciding> deciding_fields(const Fields& fields) {
    Deciding deciding;
    const auto once = [](std::optional<std::string_view>& place, std::string_view value) {
        if (place) return false;
        place = value;
        return true;
    };
    for (const auto& [name, value] : fields) {
        if (name == "host" && !once(deciding.host, value)) return std::nullopt;
        if (name == "content-length" && !once(deciding.length, value)) return std::nullopt;
        if (name == "transfer-encoding" && !once(deciding.encoding, value)) return std::nullopt;
        if (name == "expect" && !once(deciding.expectation, value)) return std::nullopt;
        if (name == "connection") {
            deciding.close = deciding.close || lists(value, "close");
            deciding.keep_alive = deciding.keep_alive || lists(value, "keep-alive");
        }
    }
    return deciding;
}

tl::expected<void, Refusal> frame_body(const Deciding& deciding, unsigned version, Framing& framing) {
    if (deciding.encoding) {
        if (deciding.length || version < 11) return tl::unexpected(bad_framing);
        if (!same_word(trimmed(*deciding.encoding), "chunked")) return tl::unexpected(not_implemented);
        framing.chunked = true;
    }
    if (deciding.length) {
        const auto digits = *deciding.length;
        std::uint64_t length = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
        if (error != std::errc{} || end != digits.data() + digits.size() || !is_digit(digits.front())) {
            return tl::unexpected(bad_framing);
        }
        framing.content_length = length;
    }
    if (framing.has_body() && !may_have_body(framing.method)) return tl::unexpected(bad_framing);
    return {};
}

/// The origin-form of the target: itself, or what follows `http://this-host`.
tl::expected<std::string_view, Refusal> origin_form(std::string_view target, Method method,
                                                    std::optional<std::string_view> host) {
    if (target.starts_with('/') || (target == "*" && method == Method::options)) return target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!same_word(target.substr(0, scheme.size()), scheme)) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = std::min(rest.find('/'), rest.size());
        if (!host || !same_word(rest.substr(0, end), *host)) break;
        return end == rest.size() ? std::string_view("/") : rest.substr(end);
    }
    return tl::unexpected(bad_target);
}

}  // namespace

bool is_host(std::string_view host) {
    const auto colon = host.rfind(':');
    const auto bracket = host.rfind(']');
    const bool has_port =
        colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    if (!has_port) return is_host_name(host);
    const auto port = host.substr(colon + 1);
    return is_host_name(host.substr(0, colon)) && port.size() <= 5 && std::ranges::all_of(port, is_digit);
}

tl::expected<bool, Refusal> HeadScanner::is_complete(std::string_view received) {
    if (received.empty() || complete_) return complete_;
    if (!is_alphanumeric(received.front())) return tl::unexpected(bad_framing);
    while (!complete_) {
        const auto feed = received.find('\n', searched_);
        const auto known = std::min(feed, received.size());
        if (seen_ == 0 && known > target_limit + 64) return tl::unexpected(target_too_long);
        if (known >= head_limit) return tl::unexpected(head_too_large);
        if (feed == std::string_view::npos) {
            searched_ = received.size();
            return false;
        }
        if (feed == 0 || received[feed - 1] != '\r') return tl::unexpected(bad_framing);
        const bool folded = seen_ > 0 && (received[seen_] == ' ' || received[seen_] == '\t');
        if (folded) return tl::unexpected(bad_framing);
        complete_ = feed - seen_ == 1;
        seen_ = searched_ = feed + 1;
    }
    return true;
}

tl::expected<Framing, Refusal> check_framing(const RawHead& head) {
    if (head.target.size() > target_limit) return tl::unexpected(target_too_long);
    if (head.fields.size() > field_limit) return tl::unexpected(head_too_large);
    const auto deciding = deciding_fields(head.fields);
    if (!deciding) return tl::unexpected(bad_framing);
    if (deciding->host ? !is_host(*deciding->host) : head.version >= 11) return tl::unexpected(bad_framing);
    const auto method = method_of(head.method);
    if (!method) return tl::unexpected(not_implemented);

    Framing framing;
    framing.method = *method;
    if (auto framed = frame_body(*deciding, head.version, framing); !framed) {
        return tl::unexpected(framed.error());
    }
    const auto target = origin_form(head.target, *method, deciding->host);
    if (!target) return tl::unexpected(target.error());
    framing.target = *target;
    framing.keep_alive = !deciding->close && (head.version >= 11 || deciding->keep_alive);
    if (deciding->expectation && head.version >= 11) {
        if (!same_word(*deciding->expectation, "100-continue")) return tl::unexpected(unmet_expectation);
        framing.expects_continue = framing.has_body();
    }
    return framing;
}

}  // namespace courtyard
