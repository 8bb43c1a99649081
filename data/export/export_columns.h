// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace courtyard {

/// `shp.zip` of `villages.shp.zip`.
std::string_view ending_of(std::string_view file_name);

/// A shapefile's name for a column: ASCII, at most 10 bytes, none twice.
std::string short_name(std::string_view name, std::set<std::string>& taken);

}  // namespace courtyard
