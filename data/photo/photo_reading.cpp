// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/photo/photo_reading.h"

#include <utility>

#include "data/photo/camera_note.h"
#include "data/photo/jpeg_outline.h"
#include "data/photo/picture.h"

namespace courtyard {

Result<PhotoReading> read_photo(std::span<const std::byte> jpeg) {
    constexpr std::uint32_t thumbnail_side = 320;
    const auto outline = outline_jpeg(jpeg);
    if (!outline) return tl::unexpected(outline.error());
    ExifFindings exif = read_exif(outline->exif);
    const auto small = decoded_small(outline->image, thumbnail_side);
    if (!small) return tl::unexpected(small.error());
    auto published = rewritten(outline->image, exif.orientation);
    if (!published) return tl::unexpected(published.error());
    // Damage may show only in the copy: what others get can be read.
    const auto again = decoded_small(std::as_bytes(std::span(*published)), thumbnail_side);
    if (!again) return tl::unexpected(again.error());

    const Picture thumbnail = upright(*small, exif.orientation);
    PhotoReading reading;
    reading.width = outline->width;
    reading.height = outline->height;
    if (exif.orientation >= 5) std::swap(reading.width, reading.height);
    reading.orientation = exif.orientation;
    reading.camera = std::move(exif.camera);
    reading.likeness = difference_hash(thumbnail);
    reading.published = std::move(*published);
    reading.thumbnail = compressed(thumbnail);
    return reading;
}

}  // namespace courtyard
