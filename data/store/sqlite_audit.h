// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "data/store/audit.h"
#include "data/store/sqlite_connection.h"

namespace courtyard {

/// The writer's end of the chain: entries are appended in the transaction of what they tell of.
class AuditWriting {
  public:
    explicit AuditWriting(SqliteConnection& connection);

    void append(const Deed& deed, Revision revision);
    /// Says in the chain that a name is destroyed, and destroys it with its keys: one entry for each token
    /// that it has. @return   whether it was there
    bool shred(const std::string& kind, const std::string& name, const Deed& deed, Revision revision);
    /// Removes the entries up to a seal. @return   how many went
    std::int64_t prune(const AuditSeal& until);
    void forget(const UnusedNames& names);

    const AuditHead& mark() const { return head_; }
    /// What was appended since was rolled back.
    void go_back(const AuditHead& head);

  private:
    struct Name {
        std::int64_t id = 0;
        AuditToken token{};
    };
    Name name(const std::string& kind, const std::string& text);
    void append_about(const Deed& deed, Revision revision, const std::optional<Name>& subject);
    Name fresh_name(const std::string& kind, const std::string& text, bool shared);

    SqliteConnection& connection_;
    AuditHead head_;
    std::map<std::string, Name, std::less<>> known_;  ///< accounts and addresses, which come again
};

std::vector<AuditEntry> stored_audit(SqliteConnection& connection, const AuditQuery& query);
UnusedNames unused_audit_names(SqliteConnection& connection);
std::optional<AuditHead> stored_audit_head(SqliteConnection& connection);
std::optional<AuditSeal> stored_audit_start(SqliteConnection& connection);

}  // namespace courtyard
