// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "tiles/point_chunk.h"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>

namespace courtyard {

MortonRange morton_range(Tile tile) {
    if (tile.z() == 0) {
        return {0, std::numeric_limits<std::uint64_t>::max()};
    }
    const unsigned shift = 32 - tile.z();
    const std::uint64_t first = morton({tile.x() << shift, tile.y() << shift});
    return {first, first | ((std::uint64_t{1} << (2 * shift)) - 1)};
}

PointChunk::PointChunk(PointColumns columns, std::size_t statuses)
    : columns_(std::move(columns)), statuses_(statuses) {
    assert(size() > 0 && size() <= std::numeric_limits<std::uint16_t>::max());
    keys_ = {key(0), key(size() - 1)};
    for (std::size_t i = 0; i < size(); ++i) {
        const auto timeline = columns_.timeline(i);
        assert(std::ranges::all_of(timeline, [&](PackedStatus entry) { return entry.status() < statuses; }));
        first_change_ = std::min(first_change_, timeline.front().from());
        last_change_ = std::max(last_change_, timeline.back().from());
        bounds_.add(columns_.positions[i]);
    }
    newest_ = prefixes_of(never);
}

PointView PointChunk::view(PointRef ref) const {
    const std::size_t i = ref.at;
    return {columns_.fids[i],
            columns_.id(i),
            columns_.name(i),
            columns_.positions[i],
            columns_.areas[columns_.area_of[i]],
            PackedTimeline(columns_.timeline(i)),
            ref};
}

PointChunk::Slice PointChunk::slice(MortonRange keys) const {
    if (keys.contains(keys_.first) && keys.contains(keys_.last)) {
        return {0, size()};
    }
    const auto key_of = [](GridPoint place) { return morton(place); };
    const auto begin = std::ranges::lower_bound(columns_.places, keys.first, {}, key_of);
    const auto number = static_cast<std::size_t>(begin - columns_.places.begin());
    return {number, after(keys.last, number)};
}

std::size_t PointChunk::after(std::uint64_t key, std::size_t begin) const {
    // What is sought is mostly near: steps that double, then halves.
    std::size_t step = 1;
    std::size_t end = begin;
    while (end < size() && this->key(end) <= key) {
        begin = end + 1;
        end += step;
        step *= 2;
    }
    const auto found =
        std::upper_bound(columns_.places.begin() + static_cast<std::ptrdiff_t>(begin),
                         columns_.places.begin() + static_cast<std::ptrdiff_t>(std::min(end, size())), key,
                         [](std::uint64_t wanted, GridPoint place) { return wanted < morton(place); });
    return static_cast<std::size_t>(found - columns_.places.begin());
}

std::optional<std::size_t> PointChunk::find(std::string_view id) const {
    const auto hash_of = [](std::string_view text) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
    };
    auto order = by_id_.load();
    if (!order) {
        std::vector<HashedId> made(size());
        for (std::size_t i = 0; i < size(); ++i)
            made[i] = {hash_of(columns_.id(i)), static_cast<std::uint16_t>(i)};
        std::ranges::sort(made, {}, &HashedId::hash);
        order = std::make_shared<const std::vector<HashedId>>(std::move(made));
        by_id_.store(order);
    }
    for (const HashedId& one : std::ranges::equal_range(*order, hash_of(id), {}, &HashedId::hash))
        if (columns_.id(one.at) == id) return one.at;
    return std::nullopt;
}

CountedStatus PointChunk::status_on(std::size_t i, Day day) const {
    const auto timeline = columns_.timeline(i);
    for (auto entry = timeline.rbegin(); entry != timeline.rend(); ++entry) {
        if (entry->began_by(day)) {
            return {true, entry->completed(), entry->status()};
        }
    }
    return {};
}

PointChunk::Prefixes PointChunk::prefixes_of(Day day) const {
    Prefixes prefixes{day, {}};
    prefixes.rows.reserve(((size() + stride - 1) / stride + 1) * row_length());
    std::vector<std::uint16_t> row(row_length(), 0);
    for (std::size_t i = 0; i < size(); ++i) {
        if (i % stride == 0) {
            prefixes.rows.insert(prefixes.rows.end(), row.begin(), row.end());
        }
        const CountedStatus point = status_on(i, day);
        row[0] = static_cast<std::uint16_t>(row[0] + (point.completed ? 1 : 0));
        std::uint16_t& count = row[1 + point.status];
        count = static_cast<std::uint16_t>(count + (point.exists ? 1 : 0));
    }
    prefixes.rows.insert(prefixes.rows.end(), row.begin(), row.end());
    return prefixes;
}

std::shared_ptr<const PointChunk::Prefixes> PointChunk::past(Day day) const {
    auto newest = past_[0].load();
    if (newest && newest->day == day) {
        return newest;
    }
    auto older = past_[1].load();
    if (!older || older->day != day) {
        older = std::make_shared<const Prefixes>(prefixes_of(day));
    }
    // Two threads may do this at once; then one of the days is forgotten too early, and that is all.
    past_[1].store(std::move(newest));
    past_[0].store(older);
    return older;
}

void PointChunk::add_each(std::span<std::uint32_t> sums, std::size_t begin, std::size_t end, Day day) const {
    for (std::size_t i = begin; i < end; ++i) {
        const CountedStatus point = status_on(i, day);
        sums[0] += point.completed ? 1 : 0;
        sums[1 + point.status] += point.exists ? 1 : 0;
    }
}

void PointChunk::add_counts(std::span<std::uint32_t> sums, std::size_t begin, std::size_t end,
                            Day day) const {
    assert(sums.size() == row_length());
    if (day < first_change_) {
        return;
    }
    // A row stands for each multiple of the stride, and one for the end.
    const std::size_t first = (begin + stride - 1) / stride;
    const std::size_t last = end == size() ? (end + stride - 1) / stride : end / stride;
    if (first >= last) {
        add_each(sums, begin, end, day);
        return;
    }
    const std::shared_ptr<const Prefixes> of_past = day >= last_change_ ? nullptr : past(day);
    const std::vector<std::uint16_t>& rows = of_past ? of_past->rows : newest_.rows;
    for (std::size_t i = 0; i < row_length(); ++i) {
        sums[i] += static_cast<std::uint32_t>(rows[last * row_length() + i]) - rows[first * row_length() + i];
    }
    add_each(sums, begin, std::min(first * stride, end), day);
    add_each(sums, std::min(last * stride, end), end, day);
}

}  // namespace courtyard
