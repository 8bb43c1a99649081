// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/address.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {

std::string origin_of(const RequestHead& head) {
    return fmt::format("{}://{}", head.secure ? "https" : "http", head.header("host").value_or("localhost"));
}

std::string percent_encoded(std::string_view text) {
    // RFC 3986: unreserved, and what is legible in a path and a query alike.
    constexpr std::string_view legible = "-._~:,;@!$*()/";
    std::string encoded;
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= 'a' && byte <= 'z') || legible.find(letter) != std::string_view::npos;
        encoded += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
    }
    return encoded;
}

std::string address_with(const RequestHead& head, std::initializer_list<ParameterChange> changes) {
    std::string address = origin_of(head);
    for (const std::string& segment : head.segments) {
        std::string one = percent_encoded(segment);
        for (auto slash = one.find('/'); slash != std::string::npos; slash = one.find('/', slash))
            one.replace(slash, 1, "%2F");
        address += '/' + one;
    }
    char between = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        address += fmt::format("{}{}={}", between, percent_encoded(name), percent_encoded(value));
        between = '&';
    };
    const auto changed = [&](std::string_view name) {
        return std::ranges::find(changes, name, &ParameterChange::first) != changes.end();
    };
    for (const auto& [name, value] : head.query)
        if (!changed(name)) add(name, value);
    for (const auto& [name, value] : changes)
        if (value) add(name, *value);
    return address;
}

}  // namespace courtyard
