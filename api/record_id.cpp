// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/record_id.h"

#include <algorithm>

namespace courtyard {

bool is_record_id(const std::string& id) {
    return !id.empty() && id.size() <= 64 &&
           std::ranges::all_of(id, [](unsigned char c) { return c > 0x20 && c != 0x7F && c != '/'; });
}

Error wrong_record_id() {
    return {ErrorCode::invalid_input,
            "id.invalid",
            {"编号为 1 至 64 字节，不含空白和斜杠", "an id has 1 to 64 bytes without blanks and slashes"},
            "id"};
}

}  // namespace courtyard
