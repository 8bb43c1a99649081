// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_placing.h"

#include <fmt/format.h>

namespace courtyard {

RowPlace place_of(const SourcePosition* position, const AreaCode& declared, const std::string& address,
                  std::size_t row, const Places& known, Datum datum,
                  const std::vector<DatumReading>& suspected) {
    const Placement placed =
        geocode({position ? std::optional(position->wgs84) : std::nullopt, declared, address}, known);
    RowPlace place{placed.area == no_area ? AreaCode{} : known.areas[placed.area].code, placed.flags};
    const ClaimCheck check(known.areas, known.villages);
    for (const DatumReading& other : suspected)
        if (position && tells_for({position->given, declared, {}, row}, other, {datum}, check))
            place.flags.add(Flag::datum_suspect);
    return place;
}

std::vector<Rejection> doubts_of(const RowPlace& place, std::size_t row) {
    std::vector<Rejection> doubts;
    for (const Flag flag : place.flags.list()) {
        if (flag == Flag::no_position) continue;
        doubts.push_back(
            {row,
             {},
             std::string(to_string(flag)),
             {fmt::format("疑点：{}", to_string(flag)), fmt::format("flag: {}", to_string(flag))}});
    }
    return doubts;
}

}  // namespace courtyard
