// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>

#include "data/store/store.h"

namespace courtyard {

enum class AuditFormat : std::uint8_t { csv, json_lines };

/// Writes every entry that a question is about, in its order, a slice at a time: a year of them takes no more
/// memory than a day. How many the question asks for at most does not count. Whether the stream took it is
/// told by the stream.
///
/// @param may_go_on   asked before each slice
/// @return   false when it said no: then the rest is missing
[[nodiscard]] bool write_audit(std::ostream& out, const Store& store, AuditQuery query, AuditFormat format,
                               const std::function<bool()>& may_go_on);

}  // namespace courtyard
