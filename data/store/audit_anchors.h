// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "data/store/audit.h"

namespace courtyard {

/// Appends a line to the second place, durably; a last line that was cut off makes room for it. Errors
/// unavailable: audit.anchors
Result<void> append_seal(const std::filesystem::path& file, const AuditSeal& seal);
Result<void> append_handover(const std::filesystem::path& file, const AuditHandover& handover);

/// All of a file; nothing when it is not there. A last line that was cut off is passed over.
/// Errors   invalid_input: audit.seal, with the line's number
Result<AuditAnchors> read_anchors(const std::filesystem::path& file);

}  // namespace courtyard
