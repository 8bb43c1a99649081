// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// What an archive may cost us before we believe it.
struct ArchiveLimits {
    std::size_t entries = 2'000;
    std::size_t unpacked_bytes = std::size_t{2} << 30;
    std::size_t ratio = 100;  ///< unpacked to packed, once more than 1 MiB is unpacked
};

struct ArchiveEntry {
    std::string name;    ///< as the archive says, `/` between folders
    std::string ending;  ///< lower case, without the dot
    std::uint64_t bytes = 0;
};

/// The files of a zip, after every one of them was unpacked in thought and counted.
///
/// Errors   too_large: archive.too_big (entries, bytes or ratio); invalid_input: archive.broken,
///          archive.encrypted, archive.unsafe_name (absolute, `..`, a link), archive.duplicate_name
Result<std::vector<ArchiveEntry>> list_archive(const std::filesystem::path& path,
                                               const ArchiveLimits& limits);

/// Unpacks entries under names of our own. Precondition: `list_archive` said yes to the file.
///
/// @param names   entry → file in `folder`
Result<void> unpack(const std::filesystem::path& path, const std::filesystem::path& folder,
                    const std::map<std::string, std::string>& names);

}  // namespace courtyard
