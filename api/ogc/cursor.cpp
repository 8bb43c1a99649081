// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/cursor.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace courtyard {
namespace {

std::optional<std::uint64_t> hexadecimal(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
    if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<LayerPlace> place_of(std::string_view text, ExportGeometry geometry) {
    if (geometry == ExportGeometry::boundary) {
        const auto code = AreaCode::parse(text);
        if (!code) return std::nullopt;
        return LayerPlace{*code};
    }
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto key = hexadecimal(text.substr(0, dash));
    const auto fid = hexadecimal(text.substr(dash + 1));
    if (!key || !fid) return std::nullopt;
    return LayerPlace{{}, *key, *fid};
}

}  // namespace

std::string Cursor::str() const {
    const std::string_view word = side == Side::after ? "after" : "before";
    if (!place.code.empty()) return fmt::format("{}.{}", word, place.code.view());
    return fmt::format("{}.{:x}-{:x}", word, place.key, place.fid);
}

Result<Cursor> Cursor::parse(std::string_view text, ExportGeometry geometry) {
    const auto dot = std::min(text.find('.'), text.size());
    const std::string_view word = text.substr(0, dot);
    const auto place = place_of(text.substr(std::min(dot + 1, text.size())), geometry);
    if (place && (word == "after" || word == "before"))
        return Cursor{word == "after" ? Side::after : Side::before, *place};
    return fail(ErrorCode::invalid_input, "parameter.invalid",
                {fmt::format("cursor 只能取自 next 或 prev 链接，不能是“{}”", text),
                 fmt::format("cursor comes from a next or prev link, and is not \"{}\"", text)},
                "cursor");
}

}  // namespace courtyard
