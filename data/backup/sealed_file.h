// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sodium.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "data/backup/backup_key.h"
#include "data/store/file_handle.h"
#include "data/store/running_hash.h"

namespace courtyard {

/// A file of labelled parts, each a libsodium secretstream (XChaCha20-Poly1305) under a key of its own, made
/// of the file's key and the part's number: nothing can be cut off, changed, moved or put in from elsewhere
/// without being noticed.
///
///     head   magic, kind of key, salt, a value that tells a wrong key from damage
///     part   secretstream header, then messages of at most 64 KiB, each with its length; the first is the
///            label, the last is marked as such
///
/// Written under another name, synced, renamed to its place, and its folder synced: under its name there is
/// the whole of it or nothing.
class SealedWriter {
  public:
    SealedWriter(std::filesystem::path file, std::string_view magic, const BackupKey& key);
    SealedWriter(const SealedWriter&) = delete;
    SealedWriter& operator=(const SealedWriter&) = delete;
    /// What was not finished goes.
    ~SealedWriter();

    void begin_part(std::string_view label);
    void write(std::string_view bytes);
    void end_part();
    /// A whole part.
    void part(std::string_view label, std::string_view bytes);
    /// Durable under its name on return. @return   the sum of the whole file
    RunningHash::Sum finish();

  private:
    void push(std::string_view message, unsigned char tag);
    void put(std::string_view bytes);

    std::filesystem::path file_;
    std::filesystem::path draft_;
    std::optional<FileHandle> out_;
    Secret key_;
    std::uint64_t part_ = 0;
    crypto_secretstream_xchacha20poly1305_state stream_{};
    std::string waiting_;
    RunningHash hash_;
};

/// Reads it, part after part.
///
/// Errors   not_found: backup.missing; unsupported: backup.other_kind (another file, or of a newer program);
///          not_allowed: backup.wrong_key; invalid_input: backup.damaged (cut short or altered)
class SealedReader {
  public:
    static Result<SealedReader> open(const std::filesystem::path& file, std::string_view magic,
                                     const BackupKey& key);
    /// By what kind of key a file is sealed, as far as its head says.
    static Result<BackupKey::Kind> kind_of_key(const std::filesystem::path& file, std::string_view magic);

    /// The label of the next part; empty at the end of the file. Precondition: the last part was read to its
    /// end.
    Result<std::string> next_part();
    /// More of this part; empty when there is no more.
    Result<std::string> read();
    /// All that is left of this part. Errors   also too_large: backup.damaged
    Result<std::string> read_all(std::size_t at_most);
    std::uint64_t bytes_read() const { return read_; }
    /// Of all that was read so far.
    RunningHash::Sum sum() const { return RunningHash(hash_).sum(); }

  private:
    SealedReader(std::filesystem::path file);
    Result<void> get(char* into, std::size_t size);
    Result<std::string> message();
    tl::unexpected<Error> damaged() const;

    std::filesystem::path file_;
    std::unique_ptr<FileHandle> in_;
    std::uint64_t size_ = 0;
    std::uint64_t read_ = 0;
    Secret key_;
    std::uint64_t part_ = 0;
    bool last_ = false;
    crypto_secretstream_xchacha20poly1305_state stream_{};
    RunningHash hash_;
};

}  // namespace courtyard
