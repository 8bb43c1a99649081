// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/store/sql_statements.h"

#include <map>
#include <sstream>
#include <stdexcept>

namespace courtyard {
namespace {

/// A block between `-- each: a b c` and `-- end each` stands there once for each of the words, in place of
/// `{each}`.
std::string with_each(std::string_view text) {
    constexpr std::string_view begin = "-- each: ";
    constexpr std::string_view end = "-- end each\n";
    constexpr std::string_view hole = "{each}";
    std::string whole;
    for (auto at = text.find(begin); at != std::string_view::npos; at = text.find(begin)) {
        whole += text.substr(0, at);
        const auto line_end = text.find('\n', at);
        const auto block_end = text.find(end, line_end);
        std::istringstream words(std::string(text.substr(at + begin.size(), line_end - at - begin.size())));
        const std::string_view block = text.substr(line_end + 1, block_end - line_end - 1);
        for (std::string word; words >> word;)
            for (std::string_view rest = block; !rest.empty();) {
                const auto next = rest.find(hole);
                whole += rest.substr(0, next);
                if (next == std::string_view::npos) break;
                whole += word;
                rest.remove_prefix(next + hole.size());
            }
        text.remove_prefix(block_end + end.size());
    }
    return whole.append(text);
}

std::map<std::string, std::string, std::less<>> whole_files() {
    std::map<std::string, std::string, std::less<>> files;
    for (const EmbeddedText& file : sql_texts()) files.emplace(file.name, with_each(file.text));
    return files;
}

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
    static const auto files = whole_files();
    const auto found = files.find(name);
    if (found == files.end()) throw std::logic_error("no such SQL file: " + std::string(name));
    return found->second;
}

const std::string& sql(std::string_view name) {
    static const auto statements = parse_statements(sql_file("statements.sql"));
    const auto found = statements.find(name);
    if (found == statements.end()) throw std::logic_error("no such statement: " + std::string(name));
    return found->second;
}

}  // namespace courtyard
