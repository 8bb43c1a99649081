// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "geo/result.h"

namespace courtyard {

/// The segments of a JPEG as a reader finds them before anything is decoded.
struct JpegOutline {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    unsigned components = 0;
    /// Coefficients that a decoder may have to hold at once.
    std::uint64_t coefficients = 0;
    std::span<const std::byte> exif;   ///< payload of the first EXIF segment, with its `Exif\0\0`; or empty
    std::span<const std::byte> image;  ///< from the start to the end of the image: what trails is left out
};

/// Walks the segments from the first byte to the end of the image.
///
/// Errors   as `read_photo`
Result<JpegOutline> outline_jpeg(std::span<const std::byte> bytes);

}  // namespace courtyard
