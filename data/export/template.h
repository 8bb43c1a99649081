// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "data/read/columns.h"

namespace courtyard {

enum class TemplateFormat : std::uint8_t { xlsx, csv };

/// Errors   unsupported: template.format
Result<TemplateFormat> parse_template_format(std::string_view text);

/// The sheet of a workbook that explains the columns and holds no records: 填表说明.
std::string_view explanation_sheet();

/// The sheet of an exported workbook that explains its columns: 字段说明.
std::string_view dictionary_sheet();

/// Writes an empty table for one kind of record, ready to be filled in and imported: headers in both
/// languages, and in a workbook a second sheet with each field's meaning, whether it must be there, and an
/// example.
///
/// Throws when the disk fails
void write_template(RecordKind kind, TemplateFormat format, const std::filesystem::path& file);

}  // namespace courtyard
