// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/track.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace courtyard {
namespace {

constexpr std::size_t most_points = 1'000'000;

std::string_view value_of(const Table& table, const TableRow& row, std::string_view column) {
    for (std::size_t i = 0; i < table.columns().size() && i < row.values.size(); ++i)
        if (table.columns()[i] == column) return row.values[i];
    return {};
}

}  // namespace

Result<std::size_t> Tracks::add(const std::string& file, Table& points) {
    std::map<std::string, Segment> segments;
    std::size_t read = 0;
    TableRow row;
    while (true) {
        const auto more = points.next(row);
        if (!more) return tl::unexpected(more.error());
        if (!*more) break;
        const auto* position = std::get_if<LonLat>(&row.geometry);
        const auto time = Instant::parse(value_of(points, row, "observed_at"));
        if (row.broken || position == nullptr || !time || !checked_position(position->lon, position->lat))
            continue;
        if (++points_ > most_points)
            return fail(ErrorCode::too_large, "track.too_long",
                        {fmt::format("轨迹点超过 {} 个", most_points),
                         fmt::format("more than {} track points", most_points)});
        ++read;
        const std::string key =
            fmt::format("{}/{}", value_of(points, row, "track"), value_of(points, row, "segment"));
        Segment& segment = segments[key];
        segment.file = file;
        segment.points.push_back({time->ms, *position});
    }
    for (auto& [key, segment] : segments) {
        std::ranges::stable_sort(segment.points, {}, &Point::ms);
        segments_.push_back(std::move(segment));
    }
    return read;
}

bool Tracks::place(const Segment& segment, Instant time, Place& found) {
    const auto after = std::ranges::lower_bound(segment.points, time.ms, {}, &Point::ms);
    if (after == segment.points.end()) return false;
    if (after->ms == time.ms) {
        found = {after->position, segment.file, 0};
        return true;
    }
    if (after == segment.points.begin()) return false;
    const Point& a = *std::prev(after);
    const Point& b = *after;
    const std::int64_t gap = b.ms - a.ms;
    const double east = b.position.lon - a.position.lon;
    if (gap > longest_gap_ms || std::abs(east) > 180) return false;
    const double share = static_cast<double>(time.ms - a.ms) / static_cast<double>(gap);
    found = {{a.position.lon + share * east, a.position.lat + share * (b.position.lat - a.position.lat)},
             segment.file,
             gap};
    return true;
}

Result<Tracks::Place> Tracks::at(Instant time) const {
    std::optional<Place> best;
    double apart_m = 0;
    for (const Segment& segment : segments_) {
        Place found;
        if (!place(segment, time, found)) continue;
        if (best) apart_m = std::max(apart_m, distance(best->position, found.position).value);
        if (!best || found.gap_ms < best->gap_ms) best = std::move(found);
    }
    if (!best)
        return fail(
            ErrorCode::not_found, "track.none",
            {fmt::format("轨迹在 {} 前后没有相隔 {} 秒以内的两点", to_string(time), longest_gap_ms / 1000),
             fmt::format("no track has points around {} that are at most {} s apart", to_string(time),
                         longest_gap_ms / 1000)});
    if (apart_m > same_place_m)
        return fail(
            ErrorCode::conflict, "track.disagree",
            {fmt::format("几条轨迹在 {} 相距 {:.0f} 米，分不清照片属于哪条", to_string(time), apart_m),
             fmt::format("at {} the tracks are {:.0f} m apart: which one is the photo's?", to_string(time),
                         apart_m)});
    return std::move(*best);
}

}  // namespace courtyard
