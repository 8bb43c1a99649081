// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "data/store/audit.h"

namespace courtyard {

/// A line of the second place: JSON, and a line break.
std::string to_line(const AuditSeal& seal);
std::string to_line(const AuditHandover& handover);

/// Appends to the file, durably. Errors   unavailable: audit.anchors
Result<void> append_seal(const std::filesystem::path& file, const AuditSeal& seal);
Result<void> append_handover(const std::filesystem::path& file, const AuditHandover& handover);

/// All of a file; nothing when it is not there. A last line that was cut off is passed over.
/// Errors   invalid_input: audit.seal, with the line's number
Result<AuditAnchors> read_anchors(const std::filesystem::path& file);

}  // namespace courtyard
