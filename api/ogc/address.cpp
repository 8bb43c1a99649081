// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/address.h"

#include <fmt/format.h>

#include <algorithm>

#include "api/http/target.h"

namespace courtyard {

std::string origin_of(const RequestHead& head) {
    return fmt::format("{}://{}", head.secure ? "https" : "http", head.header("host").value_or("localhost"));
}

std::string with_parameter(std::string address, std::string_view name, std::string_view value) {
    const char between = address.find('?') == std::string::npos ? '?' : '&';
    address += fmt::format("{}{}={}", between, percent_encoded(name), percent_encoded(value));
    return address;
}

std::string with_asked(std::string address, const RequestHead& head,
                       std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (const auto value = head.parameter(name))
            address = with_parameter(std::move(address), name, *value);
    return address;
}

std::string address_with(const RequestHead& head, std::initializer_list<ParameterChange> changes) {
    std::string address = origin_of(head);
    for (const std::string& segment : head.segments)
        address += '/' + percent_encoded(segment, legible_in_segment);
    const auto changed = [&](std::string_view name) {
        return std::ranges::find(changes, name, &ParameterChange::first) != changes.end();
    };
    for (const auto& [name, value] : head.query)
        if (!changed(name)) address = with_parameter(std::move(address), name, value);
    for (const auto& [name, value] : changes)
        if (value) address = with_parameter(std::move(address), name, *value);
    return address;
}

}  // namespace courtyard
