// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "data/photo/photo_reading.h"

namespace courtyard {

/// What an EXIF segment says, and how the picture lies in the file.
struct ExifFindings {
    CameraNote camera;
    std::uint8_t orientation = 1;
};

/// Reads the payload of an EXIF segment (`Exif\0\0` and a TIFF structure). What cannot be read is left out;
/// what is there and cannot be right is a doubt.
ExifFindings read_exif(std::span<const std::byte> segment);

}  // namespace courtyard
