// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/geocode/csv_blocks.h"

#include <algorithm>
#include <optional>
#include <span>

namespace courtyard {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 19;
constexpr std::size_t most_bytes = std::size_t{2} << 20;

/// Where the last row that is certainly whole ends. Old files end their lines with `\r` alone.
std::optional<std::size_t> end_of_whole_rows(std::string_view text) {
    const char line_end = text.find('\n') != std::string_view::npos ? '\n' : '\r';
    auto quotes = static_cast<std::size_t>(std::ranges::count(text, '"'));
    auto end = text.size();
    while (true) {
        const auto at = end == 0 ? std::string_view::npos : text.rfind(line_end, end - 1);
        if (at == std::string_view::npos) return std::nullopt;
        quotes -= static_cast<std::size_t>(std::ranges::count(text.substr(at, end - at), '"'));
        if (quotes % 2 == 0) return at + 1;
        end = at;
    }
}

}  // namespace

bool CsvBlocks::fill(std::size_t bytes) {
    while (!at_end_ && rest_.size() < bytes) {
        const auto had = rest_.size();
        rest_.resize(bytes);
        const auto got = file_.read(std::span(rest_).subspan(had));
        rest_.resize(had + got);
        at_end_ = got == 0;
    }
    return rest_.size() >= bytes;
}

Result<bool> CsvBlocks::next(std::string& block) {
    block.clear();
    std::size_t end = 0;
    for (auto bytes = block_bytes; end == 0; bytes *= 2) {
        const bool full = fill(bytes);
        if (!full) {
            end = rest_.size();
            break;
        }
        if (const auto whole = end_of_whole_rows(rest_)) {
            end = *whole;
        } else if (bytes >= most_bytes) {
            const auto line = rest_.find_last_of("\r\n");
            if (line == std::string::npos) {
                return fail(ErrorCode::too_large, "csv.row_too_long",
                            {"有一行超过 2 MiB", "a row is over 2 MiB"});
            }
            end = line + 1;
        }
    }
    block.assign(rest_, 0, end);
    rest_.erase(0, end);
    return !block.empty();
}

}  // namespace courtyard
