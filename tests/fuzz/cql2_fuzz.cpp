// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Filters: what is read has one of three values for every row, what is refused says why in UTF-8.
#include "data/read/text_encoding.h"
#include "tests/api/cql2/made_rows.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

std::string bracketed(std::string_view before, std::string_view filter, std::string_view after) {
    return std::string(before) + "(" + std::string(filter) + ")" + std::string(after);
}

void ask(const Filter& filter, std::string_view text) {
    // Brackets around it may be one level too many.
    const auto inverted = made_filter(bracketed("NOT ", text, ""));
    const auto unknown = made_filter(bracketed("", text, " IS NULL"));
    const auto bounds = filter.bounds();
    for (const ExportRow& row : made_rows()) {
        const bool is_match = filter.matches(row);
        if (inverted && unknown)
            require(is_match + inverted->matches(row) + unknown->matches(row) == 1, "one of three values");
        const auto* at = std::get_if<LonLat>(&row.geometry);
        if (is_match && bounds) require(at != nullptr && bounds->contains(*at), "a match within its bounds");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = text_of(data, size);
    const auto filter = made_filter(text);
    if (filter) {
        ask(*filter, text);
        return 0;
    }
    const Error& error = filter.error();
    require(error.code == ErrorCode::invalid_input && error.name.starts_with("filter."), "a filter's error");
    require(is_utf8(error.detail.zh) && is_utf8(error.detail.en), "errors are UTF-8");
    require(error.detail.en.size() < 400, "errors are short");
    return 0;
}
