// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/read/file_kind.h"
#include "data/read/staging_folder.h"

namespace courtyard {

/// A file laid out for GDAL in a folder of its own, under names of our own; in memory where the file is.
struct StagedFile {
    /// One dataset: a zip may hold several shapefiles.
    struct Part {
        std::string name;  ///< as the archive or folder calls it, without its ending
        std::filesystem::path path;
    };

    StagingFolder folder;
    std::vector<Part> parts;
};

/// Links or unpacks. Precondition: `sniff_file` said `kind`.
///
/// Errors   those of `unpack`
Result<StagedFile> stage_file(FileKind kind, const std::filesystem::path& path, const ArchiveLimits& limits);

}  // namespace courtyard
