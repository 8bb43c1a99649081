// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "api/commands/commands.h"
#include "data/backup/backup_key.h"

namespace courtyard {

/// `--key-file` and `--password-file` of the commands that open or seal backups.
struct KeyOptions {
    std::string key_file;
    std::string password_file;  ///< its first line; `-`: standard input

    void add_to(CLI::App& command);
    bool given() const { return !key_file.empty() || !password_file.empty(); }
    /// None when neither is given.
    /// Errors   those of `BackupKey::read`; not_found: key.missing; invalid_input: key.short_password
    Result<BackupKey> key() const;
};

/// An error of `DataDirectory::open`, with what to ask the server that holds it, if one does.
Error with_request(Error error, const std::string& zh, const std::string& en, const std::string& path);

}  // namespace courtyard
