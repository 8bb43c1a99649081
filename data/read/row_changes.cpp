// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "data/read/row_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "data/store/running_hash.h"
#include "data/store/wkb.h"

namespace courtyard {
namespace {

std::optional<LonLat> wgs84(const std::optional<SourcePosition>& position) {
    return position ? std::optional(position->wgs84) : std::nullopt;
}

/// What two versions of a record say differently; a position that only moved is told in metres.
template <class Record>
RowChange attributes_of(const std::optional<Record>& held, const Record& given) {
    RowChange change;
    change.name = given.name;
    change.kind = held ? ChangeKind::unchanged : ChangeKind::fresh;
    if (held) change.fields = differences_between(*held, given);
    return change;
}

template <class Place>
RowChange place_change(const std::optional<Place>& held, const Place& given) {
    RowChange change = attributes_of(held, given);
    change.id = given.id;
    change.after = wgs84(given.position);
    if (!held) return change;
    change.before = wgs84(held->position);
    if (change.before && change.after) {
        std::erase_if(change.fields, [](const Difference& one) { return one.field == "position"; });
        if (held->position != given.position) change.moved = distance(*change.before, *change.after);
    }
    if (!change.fields.empty() || change.moved) change.kind = ChangeKind::changed;
    return change;
}

/// Every part ends with a byte that no text holds.
void put(std::string& text, std::string_view part) {
    text += part;
    text += '\x1F';
}

}  // namespace

std::string_view to_string(ChangeKind kind) {
    constexpr std::array<std::string_view, change_kinds> words{"new", "changed", "unchanged", "missing"};
    return words[static_cast<std::size_t>(kind)];
}

RowChange change_of(const std::optional<BaseRecord>& held, const BaseRecord& given) {
    RowChange change = place_change(held, given);
    if (!held || held->level == given.level) return change;
    change.fields.insert(change.fields.begin(), {"level", held->level, given.level});
    change.kind = ChangeKind::changed;
    return change;
}

RowChange change_of(const std::optional<HelpPointRecord>& held, const HelpPointRecord& given) {
    return place_change(held, given);
}

RowChange change_of(const std::optional<Area>& held, const Area& given) {
    RowChange change = attributes_of(held, given);
    change.id = given.code.str();
    const bool same = held && to_wkb(held->boundary) == to_wkb(given.boundary);
    if (!same) {
        const Boundary before = held ? held->boundary : Boundary{};
        change.outline = std::make_shared<const ChangedOutline>(
            ChangedOutline{before, given.boundary, boundary_change(before, given.boundary)});
    }
    if (held && (!same || !change.fields.empty())) change.kind = ChangeKind::changed;
    return change;
}

RowChange missing_area(const Area& held) {
    RowChange change;
    change.kind = ChangeKind::missing;
    change.id = held.code.str();
    change.name = held.name;
    change.outline = std::make_shared<const ChangedOutline>(ChangedOutline{held.boundary, {}, {}});
    return change;
}

void ChangeTable::add(RowChange change) {
    if (change.kind == ChangeKind::fresh || change.kind == ChangeKind::changed) {
        std::string text;
        put(text, to_string(change.kind));
        put(text, change.id);
        put(text, change.name);
        for (const Difference& one : change.fields) {
            put(text, one.field);
            put(text, one.held);
            put(text, one.given);
        }
        for (const auto& at : {change.before, change.after})
            put(text, at ? fmt::format("{} {}", at->lon, at->lat) : std::string());
        if (change.outline) put(text, to_wkb(change.outline->before) + to_wkb(change.outline->after));
        RunningHash hash;
        hash.add(text);
        const auto sum = hash.sum();
        std::array<std::uint64_t, 2> part{};
        std::memcpy(part.data(), sum.data(), sizeof part);
        for (std::size_t i = 0; i < part.size(); ++i) mark_[i] += part[i];
    }
    const std::size_t number = ++counts_[static_cast<std::size_t>(change.kind)];
    if (number <= rows_told_) rows_.push_back(std::move(change));
}

std::vector<RowChange> ChangeTable::rows() const {
    constexpr std::array<int, change_kinds> order{1, 0, 3, 2};
    std::vector<RowChange> ordered = rows_;
    std::ranges::stable_sort(ordered, {},
                             [&](const RowChange& one) { return order[static_cast<std::size_t>(one.kind)]; });
    return ordered;
}

std::string ChangeTable::mark() const { return fmt::format("{:016x}{:016x}", mark_[0], mark_[1]); }

}  // namespace courtyard
