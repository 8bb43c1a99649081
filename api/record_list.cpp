// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/record_list.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

namespace courtyard {
namespace {

std::string id_in(const simdjson::dom::element& record) {
    std::string_view id;
    return record["id"].get(id) ? std::string() : std::string(id);
}

Result<std::vector<ListedRecord>> of_array(const std::string& body) {
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (const auto wrong = parser.parse(body).get(array))
        return fail(ErrorCode::invalid_input, "body.json",
                    {fmt::format("不是正确的 JSON 数组：{}", simdjson::error_message(wrong)),
                     fmt::format("not a JSON array: {}", simdjson::error_message(wrong))},
                    "body");
    std::vector<ListedRecord> records;
    for (const simdjson::dom::element record : array)
        records.push_back({id_in(record), simdjson::minify(record)});
    return records;
}

std::vector<ListedRecord> of_lines(const std::string& body) {
    simdjson::dom::parser parser;
    std::vector<ListedRecord> records;
    for (std::size_t begin = 0; begin < body.size();) {
        const auto end = std::min(body.find('\n', begin), body.size());
        std::string line = body.substr(begin, end - begin);
        begin = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        simdjson::dom::element record;
        const bool broken = parser.parse(line).get(record) != simdjson::SUCCESS;
        records.push_back({broken ? std::string() : id_in(record), std::move(line)});
    }
    return records;
}

}  // namespace

Result<std::vector<ListedRecord>> list_records(const std::string& body, std::size_t at_most) {
    const auto first = body.find_first_not_of(" \t\r\n");
    auto records = first != std::string::npos && body[first] == '['
                       ? of_array(body)
                       : Result<std::vector<ListedRecord>>(of_lines(body));
    if (!records) return records;
    if (records->empty())
        return fail(ErrorCode::invalid_input, "body.empty", {"一条记录也没有", "there is no record"}, "body");
    if (records->size() > at_most)
        return fail(ErrorCode::too_large, "body.records",
                    {fmt::format("一次至多 {} 条，这里有 {} 条", at_most, records->size()),
                     fmt::format("at most {} records at once, here are {}", at_most, records->size())},
                    "body");
    return records;
}

}  // namespace courtyard
