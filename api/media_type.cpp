// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/media_type.h"

#include <algorithm>

namespace courtyard {

std::string media_type(const RequestHead& head) {
    std::string_view said = head.header("content-type").value_or("");
    said = said.substr(0, said.find(';'));
    while (said.ends_with(' ') || said.ends_with('\t')) said.remove_suffix(1);
    std::string type(said);
    std::ranges::transform(type, type.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return type;
}

bool is_json_type(const std::string& type) {
    return type == "application/json" || type == "application/geo+json" ||
           type == "application/merge-patch+json";
}

}  // namespace courtyard
