// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/audit_text.h"

#include <fmt/format.h>

#include "api/table_text.h"
#include "data/store/content_hash.h"

namespace courtyard {
namespace {

std::optional<std::string> text_of(const std::optional<AuditName>& name) {
    return name ? name->name : std::nullopt;
}

std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string cell(const std::optional<AuditName>& name) {
    if (!name) return {};
    return name->name ? csv_text(*name->name) : std::string("[destroyed]");
}

}  // namespace

void write_entry(Json& json, const AuditEntry& entry) {
    json.object()
        .member("seq", entry.seq)
        .member("at", to_string(entry.at))
        .member("account", text_of(entry.account))
        .member("address", text_of(entry.address))
        .member("verb", entry.verb)
        .member("detail", unless_empty(entry.detail))
        .member("kind", entry.subject ? std::optional(entry.subject->kind) : std::nullopt)
        .member("subject", text_of(entry.subject))
        .member("area", unless_empty(entry.area))
        .member("rows", entry.rows)
        .member("revision", entry.revision)
        .key("destroyed")
        .array();
    for (const auto& [word, name] :
         {std::pair("account", &entry.account), std::pair("address", &entry.address),
          std::pair("subject", &entry.subject)})
        if (*name && !(*name)->name) json.value(word);
    json.end_array().member("hash", to_hex(entry.hash)).end();
}

std::string audit_csv_header() {
    return "\xEF\xBB\xBF"
           "seq,at,account,address,verb,detail,kind,subject,area,rows,revision,hash\r\n";
}

std::string audit_csv_line(const AuditEntry& entry) {
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\r\n", entry.seq, to_string(entry.at),
                       cell(entry.account), cell(entry.address), csv_text(entry.verb), csv_text(entry.detail),
                       entry.subject ? csv_text(entry.subject->kind) : std::string(), cell(entry.subject),
                       csv_text(entry.area), entry.rows, entry.revision, to_hex(entry.hash));
}

}  // namespace courtyard
