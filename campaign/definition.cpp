// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/definition.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {

std::string DefinitionTable::place(std::string_view key) const {
    if (key.empty()) return path_;
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

void DefinitionTable::refuse(std::string_view key, Text reason, std::string_view error) const {
    const toml::node* at = table_.get(key);
    const auto& source = at != nullptr ? at->source() : table_.source();
    throw DefinitionError{std::string(error), place(key), std::move(reason), source.begin.line};
}

void DefinitionTable::only(std::initializer_list<std::string_view> keys) const {
    for (const auto& [key, node] : table_) {
        if (std::ranges::find(keys, key.str()) != keys.end()) continue;
        refuse(key.str(),
               {fmt::format("这里没有这个键；可用：{}", fmt::join(keys, "、")),
                fmt::format("no such key here; the keys are {}", fmt::join(keys, ", "))},
               "campaign.key");
    }
}

std::string DefinitionTable::text(std::string_view key) const {
    const toml::node* at = table_.get(key);
    const auto said = at == nullptr ? std::nullopt : at->value_exact<std::string>();
    if (!said || said->empty()) refuse(key, {"需要一段文字", "a text is required"});
    return *said;
}

std::string DefinitionTable::optional_text(std::string_view key) const {
    return table_.contains(key) ? text(key) : std::string();
}

Text DefinitionTable::name(std::string_view key) const {
    const toml::node* at = table_.get(key);
    const toml::table* names = at == nullptr ? nullptr : at->as_table();
    if (names == nullptr)
        refuse(key, {"需要 { zh = \"中文\", en = \"英文\" }", "{ zh = \"...\", en = \"...\" } is required"});
    const DefinitionTable inner(*names, place(key));
    inner.only({"zh", "en"});
    return {inner.text("zh"), inner.text("en")};
}

Day DefinitionTable::day(std::string_view key) const {
    const toml::node* at = table_.get(key);
    const auto date = at == nullptr ? std::nullopt : at->value_exact<toml::date>();
    if (!date) refuse(key, {"需要一个日期（如 2021-01-01）", "a date is required (such as 2021-01-01)"});
    return Day::of(date->year, date->month, date->day);
}

double DefinitionTable::number(std::string_view key, double least, double most, double absent) const {
    const toml::node* at = table_.get(key);
    if (at == nullptr) return absent;
    const auto said = at->value<double>();
    if (!said || *said < least || *said > most)
        refuse(key, {fmt::format("需要 {} 至 {} 的数", least, most),
                     fmt::format("a number from {} to {} is required", least, most)});
    return *said;
}

bool DefinitionTable::yes(std::string_view key) const {
    const toml::node* at = table_.get(key);
    if (at == nullptr) return false;
    const auto said = at->value_exact<bool>();
    if (!said) refuse(key, {"为 true 或 false", "is true or false"});
    return *said;
}

const toml::array* DefinitionTable::list(std::string_view key) const {
    const toml::node* at = table_.get(key);
    if (at == nullptr) return nullptr;
    if (at->as_array() == nullptr) refuse(key, {"需要一个列表", "a list is required"});
    return at->as_array();
}

std::vector<DefinitionTable> DefinitionTable::tables(std::string_view key) const {
    std::vector<DefinitionTable> found;
    const toml::node* at = node(key);
    if (at != nullptr && at->is_table()) {
        found.emplace_back(*at->as_table(), place(key));
    } else if (const toml::array* entries = list(key)) {
        for (const auto& entry : *entries) {
            const std::string where = fmt::format("{}[{}]", place(key), found.size() + 1);
            if (!entry.is_table())
                throw DefinitionError{"campaign.field",
                                      where,
                                      {"需要一个表", "a table is required"},
                                      entry.source().begin.line};
            found.emplace_back(*entry.as_table(), where);
        }
    }
    return found;
}

}  // namespace courtyard
