// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <ostream>

#include "data/store/store.h"

namespace courtyard {

enum class AuditFormat : std::uint8_t { csv, json_lines };

/// Writes every entry that a question is about, in its order, a slice at a time: a year of them takes no more
/// memory than a day. How many the question asks for at most does not count. Whether the stream took it is
/// told by the stream.
void write_audit(std::ostream& out, const Store& store, AuditQuery query, AuditFormat format);

}  // namespace courtyard
