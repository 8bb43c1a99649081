// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>
#include <limits>

#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

constexpr std::uint16_t unknown_area = std::numeric_limits<std::uint16_t>::max();

template <class Column>
void append(Column& to, const Column& from, std::size_t begin, std::size_t end) {
    to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin),
              from.begin() + static_cast<std::ptrdiff_t>(end));
}

std::size_t begin_of(const std::vector<std::uint32_t>& ends, std::size_t i) {
    return i == 0 ? 0 : ends[i - 1];
}

/// Appends the pieces [begin, end) of `from` to `to`, with where they end.
template <class Column>
void append_pieces(Column& to, std::vector<std::uint32_t>& to_ends, const Column& from,
                   const std::vector<std::uint32_t>& from_ends, std::size_t begin, std::size_t end) {
    const std::size_t first = begin_of(from_ends, begin);
    const auto shift = static_cast<std::uint32_t>(to.size() - first);  // may wrap; so does the sum below
    append(to, from, first, begin_of(from_ends, end));
    for (std::size_t i = begin; i < end; ++i) {
        to_ends.push_back(from_ends[i] + shift);
    }
}

}  // namespace

ColumnsWriter::ColumnsWriter(std::size_t points) {
    assert(points < unknown_area);
    columns_.places.reserve(points);
    columns_.positions.reserve(points);
    columns_.fids.reserve(points);
    columns_.id_ends.reserve(points);
    columns_.area_of.reserve(points);
    columns_.timeline_ends.reserve(points);
}

void ColumnsWriter::add(const MapPoint& point, GridPoint place) {
    assert(!point.timeline.empty());
    assert(std::ranges::is_sorted(point.timeline, {}, &TimedStatus::from));
    if (!point.name.empty() && columns_.name_ends.empty()) {
        columns_.name_ends.assign(columns_.size(), 0);
    }
    const bool named = !point.name.empty() || !columns_.name_ends.empty();
    columns_.places.push_back(place);
    columns_.positions.push_back(point.position);
    columns_.fids.push_back(point.fid);
    columns_.ids += point.id;
    columns_.id_ends.push_back(static_cast<std::uint32_t>(columns_.ids.size()));
    if (named) {
        columns_.names += point.name;
        columns_.name_ends.push_back(static_cast<std::uint32_t>(columns_.names.size()));
    }
    columns_.area_of.push_back(area_number(point.area));
    columns_.timelines.insert(columns_.timelines.end(), point.timeline.begin(), point.timeline.end());
    columns_.timeline_ends.push_back(static_cast<std::uint32_t>(columns_.timelines.size()));
}

void ColumnsWriter::add(const PointColumns& from, std::size_t begin, std::size_t end) {
    if (begin == end) {
        return;
    }
    add_names(from, begin, end);
    append(columns_.places, from.places, begin, end);
    append(columns_.positions, from.positions, begin, end);
    append(columns_.fids, from.fids, begin, end);
    append_pieces(columns_.ids, columns_.id_ends, from.ids, from.id_ends, begin, end);
    append_pieces(columns_.timelines, columns_.timeline_ends, from.timelines, from.timeline_ends, begin, end);
    std::vector<std::uint16_t> numbers(from.areas.size(), unknown_area);
    for (std::size_t i = begin; i < end; ++i) {
        std::uint16_t& number = numbers[from.area_of[i]];
        if (number == unknown_area) {
            number = area_number(from.areas[from.area_of[i]]);
        }
        columns_.area_of.push_back(number);
    }
}

void ColumnsWriter::add_names(const PointColumns& from, std::size_t begin, std::size_t end) {
    auto& ends = columns_.name_ends;
    if (from.name_ends.empty() && ends.empty()) {
        return;
    }
    ends.resize(columns_.size(), 0);
    if (from.name_ends.empty()) {
        ends.resize(columns_.size() + (end - begin), static_cast<std::uint32_t>(columns_.names.size()));
    } else {
        append_pieces(columns_.names, ends, from.names, from.name_ends, begin, end);
    }
}

PointColumns ColumnsWriter::done() {
    columns_.ids.shrink_to_fit();
    columns_.names.shrink_to_fit();
    columns_.areas.shrink_to_fit();
    columns_.timelines.shrink_to_fit();
    return std::move(columns_);
}

std::uint16_t ColumnsWriter::area_number(const AreaCode& code) {
    // Neighbours in the order mostly lie in one village.
    if (!columns_.area_of.empty() && columns_.areas[columns_.area_of.back()] == code) {
        return columns_.area_of.back();
    }
    const auto [found, fresh] =
        area_numbers_.try_emplace(code, static_cast<std::uint16_t>(columns_.areas.size()));
    if (fresh) {
        columns_.areas.push_back(code);
    }
    return found->second;
}

}  // namespace courtyard
