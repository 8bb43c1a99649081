// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/media_type.h"

#include "api/http/header_text.h"

namespace courtyard {

std::string media_type(const RequestHead& head) {
    const std::string_view said = head.header("content-type").value_or("");
    return small_letters(trimmed(said.substr(0, said.find(';'))));
}

bool is_json_type(const std::string& type) {
    return type == "application/json" || type == "application/geo+json" ||
           type == "application/merge-patch+json";
}

}  // namespace courtyard
