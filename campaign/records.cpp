// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/records.h"

#include <algorithm>
#include <cctype>

namespace courtyard {

std::string_view to_string(PositionSource source) {
    switch (source) {
        case PositionSource::gps:
            return "gps";
        case PositionSource::manual:
            return "manual";
        case PositionSource::photo:
            return "photo";
    }
    return "gps";
}

Result<PositionSource> parse_position_source(std::string_view text) {
    for (const auto source : {PositionSource::gps, PositionSource::manual, PositionSource::photo})
        if (text == to_string(source)) return source;
    return fail(ErrorCode::invalid_input, "position_source.unknown",
                {"position_source 只能是 gps、manual 或 photo，不能是“" + std::string(text) + "”",
                 "position_source is gps, manual or photo, not \"" + std::string(text) + "\""},
                "position_source");
}

Result<std::string> parse_uuid(std::string_view text) {
    std::string id(text);
    std::ranges::transform(id, id.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    bool sound = id.size() == 36;
    for (std::size_t i = 0; sound && i < id.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        sound = dash ? id[i] == '-' : std::isxdigit(static_cast<unsigned char>(id[i])) != 0;
    }
    if (sound) return id;
    return fail(
        ErrorCode::invalid_input, "id.uuid",
        {"“" + std::string(text.substr(0, 64)) + "”不是 UUID（形如 0190a1b2-0000-7000-8000-000000000001）",
         "\"" + std::string(text.substr(0, 64)) +
             "\" is not a UUID (such as 0190a1b2-0000-7000-8000-000000000001)"},
        "id");
}

}  // namespace courtyard
