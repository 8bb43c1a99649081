// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/csv_record.h"

#include <algorithm>

namespace courtyard {

void CsvValue::copy_to(std::string& to) const {
    to.assign(text);
    if (!doubled_quotes) return;
    bool after_quote = false;
    std::erase_if(to, [&](char c) { return after_quote = c == '"' && !after_quote; });
}

CsvScanner::CsvScanner(char delimiter) : delimiter_(delimiter) {
    for (const char stop : {delimiter, '\n', '\r', '"'}) stops_[static_cast<unsigned char>(stop)] = true;
}

CsvScanner::Scan CsvScanner::scan(std::string_view text, Tail tail) {
    values_.clear();
    std::size_t at = 0;
    while (true) {
        if (at < text.size() && text[at] == '"') {
            if (const Scan quoted = scan_quoted(text, at, tail); quoted != Scan::record) return quoted;
        } else {
            const auto start = at;
            while (at < text.size() && !stops_[static_cast<unsigned char>(text[at])]) ++at;
            values_.push_back({text.substr(start, at - start), false});
        }
        if (at == text.size()) break;
        if (text[at] == '"') return Scan::quote;
        if (text[at] == delimiter_) {
            ++at;
            continue;
        }
        if (text[at] != '\n' && text[at] != '\r') return Scan::quote;
        content_length_ = at;
        const bool pair_may_follow = text[at] == '\r' && at + 1 == text.size();
        if (pair_may_follow && tail == Tail::more) return Scan::incomplete;
        length_ = at + (text.substr(at).starts_with("\r\n") ? 2 : 1);
        return Scan::record;
    }
    if (tail == Tail::more) return Scan::incomplete;
    content_length_ = length_ = at;
    return Scan::record;
}

CsvScanner::Scan CsvScanner::scan_quoted(std::string_view text, std::size_t& at, Tail tail) {
    const auto start = ++at;
    bool doubled = false;
    while (true) {
        at = text.find('"', at);
        if (at == std::string_view::npos) return tail == Tail::more ? Scan::open_quote : Scan::quote;
        if (at + 1 == text.size() && tail == Tail::more) return Scan::open_quote;
        if (at + 1 < text.size() && text[at + 1] == '"') {
            doubled = true;
            at += 2;
            continue;
        }
        values_.push_back({text.substr(start, at - start), doubled});
        ++at;
        return Scan::record;
    }
}

bool CsvScanner::blank() const {
    return std::ranges::all_of(values_, [](const CsvValue& value) { return value.text.empty(); });
}

char csv_delimiter_of(std::string_view text) {
    std::array<std::size_t, 3> counts{};
    constexpr std::string_view candidates = ",;\t";
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' || c == '\r') break;
        if (const auto which = candidates.find(c); which != std::string_view::npos) ++counts[which];
    }
    const auto most = std::ranges::max_element(counts);
    return *most > 0 ? candidates[static_cast<std::size_t>(most - counts.begin())] : ',';
}

}  // namespace courtyard
