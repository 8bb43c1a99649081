// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace courtyard {

/// What a table holds, to the last bit: equal sums are equal rows in equal order of their keys, wherever the
/// pages lie.
struct TableSum {
    std::string table;
    std::int64_t rows = 0;
    std::string sum;  ///< BLAKE2b over every value with its type, hex

    auto operator<=>(const TableSum&) const = default;
};

/// Of every table, by name. Cost: reads the whole database, about 1 s for each 100 MB.
///
/// @param progress   called with tables done and their number
/// Errors            throws SQLite::Exception when a page is bent
std::vector<TableSum> table_sums(const std::filesystem::path& database,
                                 const std::function<void(std::size_t, std::size_t)>& progress = {});

}  // namespace courtyard
