// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/edition_content.h"

#include <fmt/format.h>

#include "data/store/running_hash.h"
#include "geo/packing.h"

namespace courtyard {

std::string content_of(const std::map<AreaCode, Area>& areas) {
    RunningHash hash;
    std::string head;
    for (const auto& [code, area] : areas) {
        head.clear();
        PackWriter out(head);
        out.text(code.view()).text(area.name).number(static_cast<std::uint64_t>(area.level));
        out.text(area.parent.view()).number(area.fid).number(area.boundary.polygons.size());
        for (const Polygon& polygon : area.boundary.polygons) {
            out.number(polygon.rings.size());
            for (const Ring& ring : polygon.rings) out.number(ring.size());
        }
        hash.add(head);
        for (const Polygon& polygon : area.boundary.polygons)
            for (const Ring& ring : polygon.rings)
                hash.add({reinterpret_cast<const char*>(ring.data()), ring.size() * sizeof(LonLat)});
    }
    constexpr std::size_t shown_bytes = 16;
    const RunningHash::Sum sum = hash.sum();
    std::string text;
    for (const unsigned char byte : std::span(sum).first(shown_bytes)) text += fmt::format("{:02x}", byte);
    return text;
}

}  // namespace courtyard
