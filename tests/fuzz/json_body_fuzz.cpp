// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Bodies of inspections and decisions: what is accepted is UTF-8 within its bounds.
#include <cmath>

#include "api/json_fault.h"
#include "api/record_bodies.h"
#include "api/record_list.h"
#include "data/read/text_encoding.h"
#include "tests/fuzz/fuzz_input.h"

using namespace courtyard;

namespace {

void look_at_errors(const std::vector<Rejection>& errors) {
    require(errors.size() <= 200, "a short list of errors");
    for (const Rejection& error : errors)
        require(is_utf8(error.column) && is_utf8(error.detail.zh) && is_utf8(error.detail.en),
                "errors are UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(text_of(data, size));
    require(is_utf8(pointer_to_fault(body)) || !is_utf8(body), "a pointer into UTF-8 is UTF-8");
    const auto inspection = inspection_of_body("00000000-0000-4000-8000-000000000000", body);
    if (inspection) {
        look_at_errors(inspection->errors);
        if (inspection->errors.empty()) {
            const InspectionRecord& r = inspection->record;
            require(std::abs(r.position.wgs84.lon) <= 180 && std::abs(r.position.wgs84.lat) <= 90,
                    "a position");
            require(is_utf8(r.note) && r.note.size() <= 4'000, "a note");
            require(r.photos.size() <= 100 && r.scores.size() <= 100, "short lists");
        }
    } else {
        require(is_utf8(inspection.error().subject) || !is_utf8(body), "a subject is UTF-8");
    }
    if (const auto decision = decision_of_body(body)) look_at_errors(decision->errors);
    if (const auto records = list_records(body, 100)) {
        require(!records->empty() && records->size() <= 100, "a list of records");
        for (const ListedRecord& record : *records)
            (void)inspection_of_body("00000000-0000-4000-8000-000000000000", record.text);
    }
    return 0;
}
