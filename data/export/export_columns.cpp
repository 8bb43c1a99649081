// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/export/export_columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {

std::string_view ending_of(std::string_view file_name) {
    const auto dot = file_name.rfind('.');
    if (dot == std::string_view::npos) return {};
    return file_name.ends_with(".shp.zip") ? "shp.zip" : file_name.substr(dot + 1);
}

std::string short_name(std::string_view name, std::set<std::string>& taken) {
    std::string plain;
    for (const char c : name.substr(0, 10)) {
        const bool fits =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (fits) plain += c;
    }
    if (plain.size() != std::min<std::size_t>(name.size(), 10) || !taken.insert(plain).second) {
        for (std::size_t i = 1; plain = fmt::format("field{}", i), !taken.insert(plain).second;) ++i;
    }
    return plain;
}

}  // namespace courtyard
