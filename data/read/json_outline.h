// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// Where an object lies in a file.
struct JsonSpan {
    std::uint64_t begin = 0;
    std::uint64_t length = 0;
};

/// A JSON file without the objects of its outermost array `features`, and where those are.
struct JsonOutline {
    std::string skeleton;  ///< as the file, without blanks; each of those objects is `{}`
    std::vector<JsonSpan> objects;
};

/// Walks a file of any size once, with flat memory; whether it is JSON at all shows when skeleton and objects
/// are parsed.
///
/// Errors   too_large: file.too_large (one object, or all that is not a feature, over 32 MiB)
Result<JsonOutline> outline_features(const std::filesystem::path& path);

}  // namespace courtyard
