// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "geo/day.h"
#include "geo/position.h"
#include "geo/result.h"

namespace courtyard {

/// What a camera wrote about where and when, as far as it can be believed.
struct CameraNote {
    std::optional<LonLat> position;    ///< WGS 84, as EXIF defines it
    std::optional<double> accuracy_m;  ///< GPSHPositioningError
    std::string datum;                 ///< GPSMapDatum as it stands there; empty when it does not
    std::optional<Instant> taken_at;   ///< DateTimeOriginal; without an offset it is UTC+08:00
    bool taken_at_has_offset = false;
    std::optional<Instant> fixed_at;  ///< the satellites' own clock: GPSDateStamp and GPSTimeStamp
    std::string make;
    std::string model;
    /// Present and not to be believed: a denominator of 0, a latitude of 95, no hemisphere, exactly 0, 0.
    bool position_doubtful = false;
    bool time_doubtful = false;
};

/// Everything that is read from one photo, and the two copies of it that others may see.
struct PhotoReading {
    std::uint32_t width = 0;  ///< upright, as a person sees it
    std::uint32_t height = 0;
    std::uint8_t orientation = 1;  ///< as EXIF numbers it, 1 to 8
    CameraNote camera;
    /// A 64-bit difference hash of the upright picture: near-duplicates differ in few bits.
    std::uint64_t likeness = 0;
    std::string published;  ///< JPEG, full size, upright, the picture alone
    std::string thumbnail;  ///< JPEG, at most 320 pixels either way, upright, the picture alone
};

/// Reads a photo of a stranger: what it shows, where and when it says it was taken.
///
/// The two copies are written anew from the picture: no EXIF, XMP, IPTC, maker's notes, comments, colour
/// profile or embedded preview, and nothing that stood between or behind the segments. `published` keeps the
/// picture's coefficients (nothing is lost by compressing again); turning it upright may cost less than one
/// block at an edge. EXIF that cannot be read is a doubt, never a refusal.
///
/// Errors   invalid_input: image.broken (not a JPEG, truncated, damaged), image.too_large_dimensions;
///          unsupported: image.unsupported (PNG, HEIC, SVG, ...; CMYK, lossless or 12-bit JPEG)
/// Cost     one decoding and one rewriting of the coefficients: about 50 ms for 12 megapixels; memory follows
///          the dimensions, at most about 600 MB
/// Threads  no state, no files, safe to call concurrently
/// Source   docs/DATA.md#photos
Result<PhotoReading> read_photo(std::span<const std::byte> jpeg);

}  // namespace courtyard
