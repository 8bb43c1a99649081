// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/json.h"
#include "data/store/audit.h"

namespace courtyard {

/// An entry of the audit for people: names where they are still there, and which were destroyed.
void write_entry(Json& json, const AuditEntry& entry);
/// With a mark by which spreadsheets know UTF-8.
std::string audit_csv_header();
std::string audit_csv_line(const AuditEntry& entry);

}  // namespace courtyard
