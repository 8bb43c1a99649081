// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/result.h"

namespace courtyard {

/// Pixels, red green blue, row by row from the top.
struct Picture {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::vector<std::uint8_t> rgb;
};

/// Decodes a JPEG small: at most `side` pixels either way, in its own proportions.
///
/// Errors   invalid_input: image.broken
Result<Picture> decoded_small(std::span<const std::byte> jpeg, std::uint32_t side);

/// The picture as a person holds it, given how EXIF says that it lies.
Picture upright(const Picture& lying, std::uint8_t orientation);

/// Each pixel is the mean of what it covers. Precondition: not larger than the picture.
Picture shrunk(const Picture& picture, std::uint32_t width, std::uint32_t height);

/// One bit for each of 8 x 8 cells: whether it is brighter than its right neighbour.
std::uint64_t difference_hash(const Picture& picture);

std::string compressed(const Picture& picture);

/// The whole JPEG written anew from its coefficients: upright, and nothing but the picture.
///
/// Errors   invalid_input: image.broken
Result<std::string> rewritten(std::span<const std::byte> jpeg, std::uint8_t orientation);

}  // namespace courtyard
