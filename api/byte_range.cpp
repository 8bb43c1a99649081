// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/byte_range.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "api/http/header_text.h"
#include "api/problem.h"

namespace courtyard {
namespace {

struct Range {
    std::uint64_t from = 0;
    std::uint64_t count = 0;  ///< 0: nothing of the file lies in it
};

/// More digits than a number holds are as far as a number goes.
std::uint64_t number_of(std::string_view digits) {
    std::uint64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return read.ec == std::errc::result_out_of_range ? UINT64_MAX : number;
}

/// The one range of a header that `readable_conditions` has let in.
std::optional<Range> one_range(std::string_view header, std::uint64_t size) {
    const auto equals = header.find('=');
    if (equals == std::string_view::npos || trimmed(header.substr(0, equals)) != "bytes") return std::nullopt;
    const std::string_view range = trimmed(header.substr(equals + 1));
    const auto dash = range.find('-');
    if (range.find(',') != std::string_view::npos || dash == std::string_view::npos) return std::nullopt;
    const std::string_view first = range.substr(0, dash);
    const std::string_view last = range.substr(dash + 1);
    if (first.empty()) {
        const std::uint64_t count = std::min(number_of(last), size);
        return Range{size - count, count};
    }
    const std::uint64_t from = number_of(first);
    if (from >= size) return Range{};
    const std::uint64_t to = last.empty() ? size - 1 : std::min(number_of(last), size - 1);
    return Range{from, to - from + 1};
}

bool still_the_same(const RequestHead& head, std::string_view tag) {
    const auto condition = head.header("if-range");
    return !condition || trimmed(*condition) == tag;
}

}  // namespace

Response file_answer(const RequestHead& head, const std::filesystem::path& file, std::uint64_t size,
                     std::string_view tag, Fields headers) {
    Response response;
    response.headers = std::move(headers);
    response.headers.emplace_back("accept-ranges", "bytes");
    response.headers.emplace_back("etag", tag);
    response.stretch = FileStretch{file, 0, size};
    // A range is of GET alone (RFC 9110, 14.2).
    const auto asked = head.method == Method::get ? head.header("range") : std::nullopt;
    const auto range = asked && still_the_same(head, tag) ? one_range(*asked, size) : std::nullopt;
    if (!range) return response;
    if (range->count == 0) {
        auto refusal =
            problem(416,
                    {ErrorCode::invalid_input,
                     "range.unsatisfiable",
                     {fmt::format("文件只有 {} 字节", size), fmt::format("the file has {} bytes", size)},
                     "range"},
                    head);
        refusal.headers.emplace_back("content-range", fmt::format("bytes */{}", size));
        return refusal;
    }
    response.status = 206;
    response.stretch->from = range->from;
    response.stretch->count = range->count;
    response.headers.emplace_back(
        "content-range", fmt::format("bytes {}-{}/{}", range->from, range->from + range->count - 1, size));
    return response;
}

}  // namespace courtyard
