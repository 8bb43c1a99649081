// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// What an archive may cost us before we believe it.
struct ArchiveLimits {
    std::size_t entries = 2'000;
    std::size_t unpacked_bytes = std::size_t{2} << 30;
    std::size_t ratio = 100;  ///< unpacked to packed, once more than 1 MiB is unpacked
    /// Of entries that begin as a JPEG does, beside the others: they are read one after the other, and a zip
    /// of photos is about as large as its photos.
    std::size_t photo_bytes = std::size_t{1} << 30;
};

struct ArchiveEntry {
    std::string name;    ///< as the archive says, `/` between folders
    std::string ending;  ///< lower case, without the dot
    std::uint64_t bytes = 0;
    std::string head;  ///< its first bytes, at most 1,024
};

/// Whether a file begins as a JPEG does.
bool begins_as_jpeg(std::string_view head);

/// The files of a zip, after every one of them was unpacked in thought and counted.
///
/// Errors   too_large: archive.too_big (entries, bytes or ratio); invalid_input: archive.broken,
///          archive.encrypted, archive.unsafe_name (absolute, `..`, a link), archive.duplicate_name
Result<std::vector<ArchiveEntry>> list_archive(const std::filesystem::path& path,
                                               const ArchiveLimits& limits);

/// Takes what an archive holds, entry by entry.
class EntryTaker {
  public:
    virtual ~EntryTaker() = default;
    /// Whether the entry is wanted: then its bytes follow in pieces.
    virtual Result<bool> wants(const std::string& name) = 0;
    virtual Result<void> take(std::string_view piece) = 0;
};

/// Goes through the entries in the order of `list_archive`. Precondition: `list_archive` said yes to the
/// file.
///
/// Errors   invalid_input: archive.broken; those of the taker, which end it
Result<void> read_archive(const std::filesystem::path& path, EntryTaker& taker);

/// Unpacks entries under names of our own. Precondition: `list_archive` said yes to the file.
///
/// @param names   entry → file in `folder`
Result<void> unpack(const std::filesystem::path& path, const std::filesystem::path& folder,
                    const std::map<std::string, std::string>& names);

}  // namespace courtyard
