// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/sandbox/parser_error.h"

#include <fmt/format.h>

namespace courtyard {

Error parser_failed(std::string_view why_zh, std::string_view why_en) {
    return {
        ErrorCode::invalid_input,
        "import.parser_failed",
        {fmt::format("文件无法解析（{}）", why_zh), fmt::format("the file cannot be parsed ({})", why_en)},
        {}};
}

Error parser_unavailable(std::string_view why_zh, std::string_view why_en) {
    return {ErrorCode::unavailable,
            "import.parser_unavailable",
            {fmt::format("暂时不能解析文件（{}），请稍后再试", why_zh),
             fmt::format("files cannot be parsed just now ({}); try again later", why_en)},
            {}};
}

Error broken_off(Channel::Silence silence) {
    switch (silence) {
        case Channel::Silence::ended:
            return parser_failed("解析进程中断：文件损坏，或过大、过于复杂",
                                 "the parser broke off: the file is damaged, too large or too complex");
        case Channel::Silence::too_slow:
            return parser_failed("解析时间过长", "it takes too long");
        case Channel::Silence::violation:
            break;
    }
    return parser_failed("解析结果无效", "the parser's answer makes no sense");
}

Error row_too_large(std::size_t number) {
    return {ErrorCode::too_large,
            "row.too_large",
            {fmt::format("第 {} 行过大", number), fmt::format("row {} is too large", number)},
            std::to_string(number)};
}

}  // namespace courtyard
