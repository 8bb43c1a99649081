// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "geo/result.h"

namespace courtyard {

/// Thirty-two secret bytes, wiped when they go.
struct Secret {
    std::array<unsigned char, 32> bytes{};

    Secret() = default;
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    ~Secret();
};

/// What opens a backup: a file with a key, a password, or nothing at all.
class BackupKey {
  public:
    enum class Kind : std::uint8_t { none, file, password };

    /// Whoever holds the backup reads it; damage is noticed, but not that somebody wrote another one.
    static BackupKey none() { return {}; }
    /// Errors   not_found: key.missing; invalid_input: key.unreadable, key.open_to_all
    static Result<BackupKey> read(const std::filesystem::path& file);
    /// The key is argon2id of it: 256 MiB and about half a second for each guess.
    static BackupKey of_password(std::string password);
    /// Writes a new key into a new file that only its owner reads.
    /// Errors   conflict: key.exists; throws std::system_error when the disk refuses
    static Result<void> make(const std::filesystem::path& file);

    Kind kind() const { return kind_; }
    /// The key of one sealed file, told from all others by its salt.
    Secret of_file(std::string_view salt) const;
    /// Under what name a photo lies beside the backups: without the key nobody can tell which photo it is.
    std::string photo_name(std::string_view sha256) const;

  private:
    Kind kind_ = Kind::none;
    Secret secret_;
    std::string password_;
};

/// A key beside what it opens protects nothing.
/// Errors   conflict: key.beside
Result<void> key_lies_apart(const std::filesystem::path& key, const std::filesystem::path& backup_folder);

}  // namespace courtyard
