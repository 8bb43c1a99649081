// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/commands/commands.h"
#include "data/backup/doctor.h"

namespace courtyard {

/// `--anchors` and `--key` of the commands that hold the audit against its seals: `audit_anchor` and
/// `audit_key` of courtyard.toml.
struct SealOptions {
    std::string anchors;
    std::string key;

    /// For commands that look: what is named must be there.
    void add_to(CLI::App& command);
    /// For one that seals: a file of seals may be new.
    void add_to_sealing(CLI::App& command);
    /// In the data directory what is not given.
    AuditPlaces in(const std::string& data) const;
};

}  // namespace courtyard
