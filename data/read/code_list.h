// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "geo/gazetteer.h"

namespace courtyard {

/// Adds the areas of a code list to a gazetteer that is being built.
///
/// The list is one CSV file, or a folder with any of `provinces`, `cities`, `areas`, `streets` and
/// `villages`, each as `.csv` or `.csv.gz`. Columns: code/代码, name/名称, and, where they are, level/级别,
/// parent/上级代码, alias/别名 and former_name/曾用名 (several names apart by `、`, `;` or `|`). Without a
/// level the length of the code says it.
///
/// @param only  of the list only this area, what lies beneath it and what lies above; empty: all of it
/// Errors   not_found: file.missing; invalid_input: column.missing, csv.quote, csv.values, area.bad_code,
///          area.unknown_level, file.encoding, file.broken; unsupported: area.level_unknown.
///          `subject` is the file, with the row
/// Cost     about 1 s for the 665,276 areas of the national list
Result<void> add_code_list(Gazetteer::Builder& builder, const std::filesystem::path& path,
                           AreaCode only = {});

/// Reads a list of revoked codes: a CSV file (also `.gz`) with old_code/原代码, new_code/新代码 and
/// from/启用日期.
///
/// Errors   as `add_code_list`; invalid_input: day.invalid
Result<std::vector<CodeChange>> read_code_changes(const std::filesystem::path& path);
/// The same, into a gazetteer.
Result<void> add_code_changes(Gazetteer::Builder& builder, const std::filesystem::path& path);

}  // namespace courtyard
