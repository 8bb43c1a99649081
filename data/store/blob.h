// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/photo/photo_reading.h"

namespace courtyard {

/// A photo that is held: its row beside the file under `blobs/`.
struct Blob {
    std::string sha256;  ///< lower-case hex
    std::uint64_t bytes = 0;
    std::string account;  ///< who brought it first
    Instant recorded_at;
    std::uint32_t width = 0;  ///< upright
    std::uint32_t height = 0;
    std::uint8_t orientation = 1;
    CameraNote camera;
    std::uint64_t likeness = 0;
    std::string thumbnail_sha256;
};

/// An account's word that a photo belongs to an inspection point, which may not be there yet.
struct PhotoClaim {
    std::string inspection;
    std::string account;
    std::string sha256;
    Instant recorded_at{};  ///< given by the store: when it came last
};

/// What a look at a stretch of the blobs came to.
struct OrphanSweep {
    std::vector<std::string> forgotten;  ///< their hashes: the files may go
    std::optional<std::int64_t> next;    ///< where to look on; nothing at the end
};

/// A photo under an inspection point of the store.
struct PhotoUse {
    std::string inspection;
    std::string campaign;
    std::string sha256;
    std::uint64_t likeness = 0;
};

}  // namespace courtyard
