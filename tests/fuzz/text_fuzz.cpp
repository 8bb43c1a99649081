// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Small texts: encodings, blanks, numbers, coordinates, days, codes, ids.
#include <cmath>

#include "campaign/records.h"
#include "data/read/code_list.h"
#include "data/read/plain_text.h"
#include "data/read/text_encoding.h"
#include "geo/area_code.h"
#include "geo/coordinate_text.h"
#include "geo/datum.h"
#include "geo/day.h"
#include "geo/position.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

void decode_file(std::string_view bytes) {
    static InputFile file("input.txt");
    const auto& path = file.with(bytes);
    const auto encoding = detect_encoding(path);
    if (!encoding) return;
    TextFile text(path, *encoding);
    std::string all;
    char piece[7];
    while (const std::size_t got = text.read(piece)) all.append(piece, got);
    require(is_utf8(all), "what is read is UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = text_of(data, size);
    decode_file(bytes);
    if (const auto text = from_gb18030(bytes)) require(is_utf8(*text), "GB18030 becomes UTF-8");
    if (!is_utf8(bytes)) return 0;
    require(is_utf8(without_blanks(bytes)) && is_utf8(half_width(bytes)) && is_utf8(plain_header(bytes)),
            "still UTF-8");
    require(is_utf8(leading(bytes, size / 2)), "cut between two characters");
    require(length_of(bytes) <= size, "no more characters than bytes");
    (void)is_printable(bytes, Lines::one);
    for (const Axis axis : {Axis::longitude, Axis::latitude})
        if (const auto value = parse_coordinate(bytes, axis); value && !std::isfinite(*value))
            require(!checked_position(*value, 1), "what is no number is no position");
    if (const auto day = Day::parse(bytes)) require(Day::parse(to_string(*day)) == *day, "a day reads back");
    if (const auto instant = Instant::parse(bytes)) (void)to_string(*instant);
    if (const auto code = AreaCode::parse(bytes))
        require(AreaCode::parse(code->view()) == *code, "a code reads back");
    if (const auto id = parse_uuid(bytes)) require(id->size() == 36, "an id");
    (void)parse_datum(bytes);
    (void)parse_area_level(bytes);
    return 0;
}
