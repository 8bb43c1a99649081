// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Photos: what is read is a position on the globe and text, and the copy for others is a picture that is read
// again.
#include <cmath>

#include "data/photo/photo_reading.h"
#include "data/read/text_encoding.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = read_photo(std::as_bytes(std::span(data, size)));
    if (!reading) {
        require(is_utf8(reading.error().detail.zh) && is_utf8(reading.error().detail.en),
                "an error is UTF-8");
        return 0;
    }
    const CameraNote& note = reading->camera;
    require(is_utf8(note.make) && is_utf8(note.model) && is_utf8(note.datum), "texts are UTF-8");
    if (note.position)
        require(std::abs(note.position->lon) <= 180 && std::abs(note.position->lat) <= 90,
                "a position on the globe");
    const auto copy = read_photo(std::as_bytes(std::span(reading->published)));
    require(copy.has_value(), "the copy is a photo");
    require(!copy->camera.position && copy->camera.make.empty(), "the copy tells nothing of the camera");
    return 0;
}
