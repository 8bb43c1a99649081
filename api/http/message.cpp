// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/http/message.h"

#include <algorithm>

namespace courtyard {
namespace {

std::optional<std::string_view> first_of(const Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
    if (found == fields.end()) return std::nullopt;
    return found->second;
}

}  // namespace

std::string_view to_string(Method method) {
    switch (method) {
        case Method::get:
            return "GET";
        case Method::head:
            return "HEAD";
        case Method::post:
            return "POST";
        case Method::put:
            return "PUT";
        case Method::patch:
            return "PATCH";
        case Method::del:
            return "DELETE";
        case Method::options:
            return "OPTIONS";
    }
    return {};
}

std::optional<std::string_view> RequestHead::header(std::string_view name) const {
    return first_of(headers, name);
}

std::optional<std::string_view> RequestHead::parameter(std::string_view name) const {
    return first_of(query, name);
}

}  // namespace courtyard
