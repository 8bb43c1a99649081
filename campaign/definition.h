// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <toml++/toml.h>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "geo/day.h"

namespace courtyard {

/// What is wrong with a definition, and where: thrown while it is read, and a `Result` outside.
struct DefinitionError {
    std::string name;   ///< `campaign.field`
    std::string place;  ///< `indicator[2].unit`
    Text reason;
    std::uint32_t line = 0;  ///< 0: not known
};

/// One table of a definition, with the path that leads to it. Whatever reads a key says that it knows it.
///
/// Errors   throws DefinitionError
class DefinitionTable {
  public:
    DefinitionTable(const toml::table& table, std::string path) : table_(table), path_(std::move(path)) {}

    /// Refuses every key but these.
    void only(std::initializer_list<std::string_view> keys) const;

    std::string text(std::string_view key) const;  ///< not empty
    std::string optional_text(std::string_view key) const;
    Text name(std::string_view key) const;  ///< `{ zh = "...", en = "..." }`
    Day day(std::string_view key) const;
    double number(std::string_view key, double least, double most, double absent) const;
    bool yes(std::string_view key) const;  ///< false when absent
    const toml::node* node(std::string_view key) const { return table_.get(key); }
    const toml::array* list(std::string_view key) const;  ///< null when absent
    /// The tables of a list, each with its place; also one table where a list may stand.
    std::vector<DefinitionTable> tables(std::string_view key) const;

    [[noreturn]] void refuse(std::string_view key, Text reason,
                             std::string_view error = "campaign.field") const;
    std::string place(std::string_view key) const;

  private:
    const toml::table& table_;
    std::string path_;
};

}  // namespace courtyard
