// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// The half of PointLayer that is bytes.
#include <algorithm>

#include "geo/packing.h"
#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

template <class Value>
std::span<const Value> all(const std::vector<Value>& column) {
    return column;
}

void pack(PackWriter& out, const PointColumns& columns) {
    out.column(all(columns.places)).column(all(columns.positions)).column(all(columns.fids));
    out.text(columns.ids).column(all(columns.id_ends));
    out.text(columns.names).column(all(columns.name_ends));
    out.number(columns.areas.size());
    for (const AreaCode& area : columns.areas) out.text(area.view());
    out.column(all(columns.area_of));
    out.column(all(columns.timelines)).column(all(columns.timeline_ends));
}

PointColumns unpack(PackReader& in) {
    PointColumns columns;
    columns.places = in.column<GridPoint>();
    columns.positions = in.column<LonLat>();
    columns.fids = in.column<std::uint64_t>();
    columns.ids = in.text();
    columns.id_ends = in.column<std::uint32_t>();
    columns.names = in.text();
    columns.name_ends = in.column<std::uint32_t>();
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) columns.areas.push_back(in.code());
    columns.area_of = in.column<std::uint16_t>();
    columns.timelines = in.column<PackedStatus>();
    columns.timeline_ends = in.column<std::uint32_t>();
    return columns;
}

/// Whether pieces lie one after the other and fill what they are pieces of.
bool fills(const std::vector<std::uint32_t>& ends, std::size_t pieces, std::size_t whole) {
    return ends.size() == pieces && std::ranges::is_sorted(ends) && ends.back() == whole;
}

}  // namespace

bool PointColumns::is_sound(std::size_t statuses) const {
    const std::size_t points = fids.size();
    return points > 0 && places.size() == points && positions.size() == points && area_of.size() == points &&
           fills(id_ends, points, ids.size()) && fills(timeline_ends, points, timelines.size()) &&
           (name_ends.empty() ? names.empty() : fills(name_ends, points, names.size())) &&
           timeline_ends.front() > 0 &&
           std::ranges::adjacent_find(timeline_ends, std::ranges::greater_equal()) == timeline_ends.end() &&
           std::ranges::all_of(area_of, [&](std::uint16_t area) { return area < areas.size(); }) &&
           std::ranges::all_of(timelines, [&](PackedStatus step) { return step.status() < statuses; });
}

std::string PointLayer::packed() const {
    std::string bytes;
    PackWriter out(bytes);
    out.number(chunks_.size());
    for (const auto& chunk : chunks_) pack(out, chunk->columns());
    return bytes;
}

std::optional<PointLayer> PointLayer::unpacked(std::string_view bytes) const {
    PointLayer next(name_, statuses_);
    std::vector<FidIndex::Entry> fids;
    PackReader in(bytes);
    for (auto left = in.number(); left > 0 && in.is_sound(); --left) {
        PointColumns columns = unpack(in);
        if (!in.is_sound() || !columns.is_sound(statuses_.size())) return std::nullopt;
        for (std::size_t i = 0; i < columns.size(); ++i)
            fids.push_back({columns.fids[i], morton(columns.places[i])});
        next.chunks_.push_back(std::make_shared<const PointChunk>(std::move(columns), statuses_.size()));
    }
    if (!in.is_sound() || !in.rest().empty()) return std::nullopt;
    next.fids_ = FidIndex::of(std::move(fids));
    return next;
}

}  // namespace courtyard
