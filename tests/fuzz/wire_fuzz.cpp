// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// What a parsing worker says to the server: the first byte chooses the message, the rest is its payload.
#include "data/sandbox/wire.h"

#include <cmath>

#include "data/read/text_encoding.h"
#include "data/sandbox/wire_photo.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

void take_rows(std::string_view payload) {
    wire::RowReader reader(std::string(payload), 2);
    TableRow row;
    std::size_t rows = 0;
    while (reader.next(row) == wire::RowReader::Got::row) {
        require(++rows <= payload.size() / 9, "no more rows than bytes");
        if (row.broken) continue;
        require(row.values.size() == 2, "as many values as columns");
        for (const std::string& value : row.values) require(is_utf8(value), "a value is UTF-8");
        if (const auto* p = std::get_if<LonLat>(&row.geometry))
            require(std::isfinite(p->lon) && std::isfinite(p->lat), "a position is finite");
        std::string again;
        wire::append_row(again, row);
        wire::RowReader twice(again, 2);
        require(twice.next(row) == wire::RowReader::Got::row, "what was read can be said again");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view payload = text_of(data, size).substr(1);
    switch (data[0] % 9) {
        case 0:
            if (payload.size() == wire::head_bytes) (void)wire::read_head(payload);
            break;
        case 1:
            (void)wire::read_confinement(payload);
            break;
        case 2:
            (void)wire::read_request(payload);
            break;
        case 3:
            if (const auto header = wire::read_header(payload))
                require(header->columns.size() <= payload.size() / 4, "no more columns than bytes");
            break;
        case 4:
            take_rows(payload);
            break;
        case 5:
            if (const auto error = wire::read_error(payload))
                require(error->code != ErrorCode::unavailable && is_utf8(error->detail.zh),
                        "an error of a file");
            break;
        case 6:
            (void)wire::read_names(payload);
            break;
        case 7:
            if (const auto photo = wire::read_photo_reading(payload))
                require(photo->published.starts_with("\xFF\xD8"), "a copy is a JPEG");
            break;
        default:
            if (const auto file = wire::read_found_file(payload))
                require(is_utf8(file->name) && (file->kind != FoundKind::other || file->refusal),
                        "a file has a name, and what is no photo is refused");
    }
    return 0;
}
