// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_file.h"

#include "api/audit_text.h"

namespace courtyard {

bool write_audit(std::ostream& out, const Store& store, AuditQuery query, AuditFormat format,
                 const std::function<bool()>& may_go_on) {
    constexpr std::size_t slice = 5'000;
    query.at_most = slice;
    const bool csv = format == AuditFormat::csv;
    if (csv) out << audit_csv_header();
    for (bool more = true; more && out;) {
        if (!may_go_on()) return false;
        const auto entries = store.audit(query);
        for (const AuditEntry& entry : entries) {
            if (csv) {
                out << audit_csv_line(entry);
                continue;
            }
            Json json;
            write_entry(json, entry);
            out << json.text() << '\n';
        }
        more = entries.size() == slice;
        if (more) query.after = entries.back().seq;
    }
    out.flush();
    return true;
}

}  // namespace courtyard
