// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sql_statements.h"

#include <map>
#include <stdexcept>

namespace courtyard {
namespace {

std::map<std::string, std::string, std::less<>> parse_statements(std::string_view text) {
    constexpr std::string_view mark = "-- name: ";
    std::map<std::string, std::string, std::less<>> statements;
    for (auto at = text.find(mark); at != std::string_view::npos;) {
        const auto name_end = text.find('\n', at);
        const auto next = text.find(mark, name_end);
        const auto name = text.substr(at + mark.size(), name_end - at - mark.size());
        const auto body_end = next == std::string_view::npos ? text.size() : next;
        statements.emplace(name, text.substr(name_end + 1, body_end - name_end - 1));
        at = next;
    }
    return statements;
}

}  // namespace

std::string_view sql_file(std::string_view name) {
    for (const EmbeddedText& file : sql_texts())
        if (file.name == name) return file.text;
    throw std::logic_error("no such SQL file: " + std::string(name));
}

const std::string& sql(std::string_view name) {
    static const auto statements = parse_statements(sql_file("statements.sql"));
    const auto found = statements.find(name);
    if (found == statements.end()) throw std::logic_error("no such statement: " + std::string(name));
    return found->second;
}

}  // namespace courtyard
