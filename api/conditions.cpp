// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/conditions.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/http/header_text.h"

namespace courtyard {
namespace {

bool of_tag(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0x21 || (byte >= 0x23 && byte != 0x7F);
}

/// The length of the entity tag that the text begins with, quotes included; 0: none.
std::size_t tag_length(std::string_view text) {
    if (!text.starts_with('"')) return 0;
    const auto end = std::ranges::find_if_not(text.substr(1), of_tag) - text.begin();
    const auto length = static_cast<std::size_t>(end);
    return length < text.size() && text[length] == '"' ? length + 1 : 0;
}

bool digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// `5-`, `-5`, `5-9`: the last not before the first. Numbers may be longer than any that we could hold.
bool is_byte_range(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return false;
    std::string_view first = text.substr(0, dash);
    std::string_view last = text.substr(dash + 1);
    if (!digits(first) || !digits(last) || (first.empty() && last.empty())) return false;
    if (first.empty() || last.empty()) return true;
    const auto without_zeros = [](std::string_view number) {
        return number.substr(std::min(number.find_first_not_of('0'), number.size()));
    };
    first = without_zeros(first);
    last = without_zeros(last);
    return first.size() == last.size() ? first <= last : first.size() < last.size();
}

bool readable_range(std::string_view range) {
    const auto equals = range.find('=');
    if (trimmed(range.substr(0, equals)) != "bytes") return true;
    if (equals == std::string_view::npos) return false;
    bool any = false;
    for (const std::string_view one : elements_of(range.substr(equals + 1))) {
        if (one.empty()) continue;
        if (!is_byte_range(one)) return false;
        any = true;
    }
    return any;
}

}  // namespace

Named named_in(std::string_view list, std::string_view tag) {
    list = trimmed(list);
    if (list == "*") return Named::yes;
    Named found = Named::no;
    bool any = false;
    while (!list.empty()) {
        if (list.front() != ',') {
            if (list.starts_with("W/")) list.remove_prefix(2);
            const std::size_t length = tag_length(list);
            if (length == 0) return Named::unreadable;
            any = true;
            if (list.substr(0, length) == tag) found = Named::yes;
            list = trimmed(list.substr(length));
            if (list.empty()) break;
            if (list.front() != ',') return Named::unreadable;
        }
        // An empty element between two commas is passed over (RFC 9110, 5.6.1.2).
        list = trimmed(list.substr(1));
    }
    return any ? found : Named::unreadable;
}

Result<void> readable_conditions(const RequestHead& head) {
    for (const auto& [name, value] : head.headers) {
        const bool tags = name == "if-none-match" || name == "if-match";
        if (tags ? named_in(value, {}) != Named::unreadable : name != "range" || readable_range(value))
            continue;
        return fail(ErrorCode::invalid_input, "header.malformed",
                    {fmt::format("请求头 {} 的写法不正确", name),
                     fmt::format("the request header {} cannot be read", name)},
                    name);
    }
    return {};
}

}  // namespace courtyard
