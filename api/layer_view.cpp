// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/layer_view.h"

#include <algorithm>
#include <array>
#include <limits>
#include <ranges>

#include "api/cql2/filter.h"
#include "api/layer_fields.h"
#include "api/progress_columns.h"
#include "tiles/point_chunk.h"

namespace courtyard {
namespace {

/// A value as it lies in memory.
using RowValue = FilterValue;

struct Copied {
    ExportValue operator()(std::string_view text) const { return std::string(text); }
    template <class Value>
    ExportValue operator()(Value value) const {
        return value;
    }
};

bool equal(const RowValue& value, const ExportValue& wanted) {
    if (const auto* text = std::get_if<std::string>(&wanted)) {
        const auto* mine = std::get_if<std::string_view>(&value);
        return mine != nullptr && *mine == *text;
    }
    return std::visit(Copied{}, value) == wanted;
}

RowValue value_of(std::optional<Day> day) { return day ? RowValue(*day) : RowValue(); }

}  // namespace

/// A point as conditions look at it.
class LayerView::PointLook final : public FilterRow {
  public:
    PointLook(const LayerView& view, const PointView& point) : view_(view), point_(point) {}

    RowValue value(std::size_t field) const override {
        switch (view_.facts_[field]) {
            case Fact::id:
                return point_.id;
            case Fact::name:
                return point_.name;
            case Fact::area:
                return point_.area.view();
            case Fact::area_name: {
                const AreaTree& areas = view_.moment_.areas();
                const AreaIndex area = areas.find(point_.area);
                return area == no_area ? std::string_view() : std::string_view(areas[area].name);
            }
            case Fact::status:
                return std::string_view(view_.layer_->statuses()[now().status]);
            case Fact::since:
                return point_.timeline.front().from;
            case Fact::completed_on:
                return value_of(now().completed_on);
            case Fact::revoked_on:
                return value_of(now().revoked_on);
        }
        return {};
    }
    FilterGeometry geometry() const override { return point_.position; }

  private:
    StatusOn now() const { return *status_on(point_.timeline, view_.moment_.day); }

    const LayerView& view_;
    const PointView& point_;
};

/// What of a query is the same for every point of a chunk.
struct LayerView::ChunkTest {
    bool none = false;        ///< no point of it is wanted
    bool each = false;        ///< every point has to be looked at; else all that exist are wanted
    bool inside = false;      ///< the rectangles hold all of it
    std::vector<bool> areas;  ///< which of its areas are wanted; empty: all
};

LayerView LayerView::of(const LayerName& layer, LayerQuery query, const Moment& moment, ScopedLayers& scoped,
                        const Caller& caller) {
    LayerView view;
    view.moment_ = moment;
    view.fields_ = fields_of(layer);
    view.query_ = std::move(query);
    const auto* kind = std::get_if<PointKind>(&layer.what);
    if (kind == nullptr) {
        view.geometry_ = ExportGeometry::boundary;
        view.look_at_areas(std::get<AreaLevel>(layer.what), caller);
        return view;
    }
    view.layer_ = scoped.points(moment.snapshot, *moment.edition, *kind, caller);
    constexpr std::array<std::string_view, 8> names{"id",     "name",  "area",         "area_name",
                                                    "status", "since", "completed_on", "revoked_on"};
    for (const ExportField& field : view.fields_)
        view.facts_.push_back(static_cast<Fact>(std::ranges::find(names, field.name) - names.begin()));
    return view;
}

void LayerView::look_at_areas(AreaLevel level, const Caller& caller) {
    const AreaTree& tree = moment_.areas();
    const auto reach = query_.filter ? query_.filter->bounds() : std::nullopt;
    for (AreaIndex area = 0; area < tree.size(); ++area) {
        if (tree[area].level != level || !in_scope(caller, tree, area)) continue;
        area_bounds_.add(tree[area].bounds);
        if (query_.area != no_area && !tree.covers(query_.area, area)) continue;
        const auto meets = [&](const Window& window) {
            return window.meets(tree[area].boundary, tree[area].bounds);
        };
        // What has no geometry is where anybody looks (Part 1, fc-bbox-response).
        if (!query_.within.empty() && !tree[area].boundary.empty() &&
            std::ranges::none_of(query_.within, meets))
            continue;
        if (reach && !reach->intersects(tree[area].bounds)) continue;
        if ((query_.filter || !query_.equal.empty()) && !wants_area(area_row(area))) continue;
        areas_.push_back(area);
    }
}

bool LayerView::wants_area(const ExportRow& row) const {
    if (query_.filter && !query_.filter->matches(row)) return false;
    return std::ranges::all_of(
        query_.equal, [&](const WantedValue& wanted) { return row.values[wanted.field] == wanted.value; });
}

LayerView::ChunkTest LayerView::test_of(const PointChunk& chunk) const {
    ChunkTest test;
    if (!query_.within.empty()) {
        const auto touches = [&](const Window& w) { return w.degrees().intersects(chunk.bounds()); };
        const auto holds = [&](const Window& w) { return w.covers(chunk.bounds()); };
        test.none = std::ranges::none_of(query_.within, touches);
        test.inside = std::ranges::any_of(query_.within, holds);
        test.each = !test.inside;
    }
    const auto reach = query_.filter ? query_.filter->bounds() : std::nullopt;
    if (reach && !reach->intersects(chunk.bounds())) test.none = true;
    if (query_.filter || query_.during || !query_.equal.empty()) test.each = true;
    if (test.none || query_.area == no_area) return test;
    const AreaTree& tree = moment_.areas();
    const auto& areas = chunk.columns().areas;
    for (const AreaCode& code : areas) {
        const AreaIndex area = tree.find(code);
        test.areas.push_back(area != no_area && tree.covers(query_.area, area));
    }
    const auto wanted = std::ranges::count(test.areas, true);
    if (wanted == 0) test.none = true;
    if (static_cast<std::size_t>(wanted) == areas.size())
        test.areas.clear();
    else
        test.each = true;
    return test;
}

bool LayerView::wants(const PointChunk& chunk, const ChunkTest& test, std::size_t i) const {
    const PointColumns& columns = chunk.columns();
    if (!columns.timeline(i).front().began_by(moment_.day)) return false;
    if (!test.each) return true;
    if (!test.areas.empty() && !test.areas[columns.area_of[i]]) return false;
    const auto holds = [&](const Window& window) { return window.contains(columns.positions[i]); };
    if (!query_.within.empty() && !test.inside && std::ranges::none_of(query_.within, holds)) return false;
    if (!query_.filter && !query_.during && query_.equal.empty()) return true;
    const auto reach = query_.filter ? query_.filter->bounds() : std::nullopt;
    if (reach && !reach->contains(columns.positions[i])) return false;
    const PointView point = chunk.view({0, static_cast<std::uint32_t>(i)});
    const PointLook look(*this, point);
    if (query_.during) {
        bool any = false;
        for (std::size_t field = 0; field < fields_.size() && !any; ++field) {
            if (fields_[field].type != ExportType::day) continue;
            const RowValue value = look.value(field);
            const auto* day = std::get_if<Day>(&value);
            any = day != nullptr && query_.during->contains(*day);
        }
        if (!any) return false;
    }
    if (query_.filter && !query_.filter->matches(look)) return false;
    return std::ranges::all_of(query_.equal, [&](const WantedValue& wanted) {
        return equal(look.value(wanted.field), wanted.value);
    });
}

std::uint64_t LayerView::count_in(const PointChunk& chunk, std::size_t begin, std::size_t end) const {
    const ChunkTest test = test_of(chunk);
    if (test.none || begin >= end) return 0;
    std::uint64_t count = 0;
    if (!test.each) {
        std::vector<std::uint32_t> sums(layer_->statuses().size() + 1, 0);
        chunk.add_counts(sums, begin, end, moment_.day);
        for (std::size_t status = 1; status < sums.size(); ++status) count += sums[status];
        return count;
    }
    for (std::size_t i = begin; i < end; ++i) count += wants(chunk, test, i) ? 1U : 0U;
    return count;
}

std::uint64_t LayerView::count() const {
    if (!layer_) return areas_.size();
    std::uint64_t count = 0;
    for (const auto& chunk : layer_->chunks()) count += count_in(*chunk, 0, chunk->size());
    return count;
}

std::uint64_t LayerView::count_before(const LayerPlace& place) const {
    if (!layer_) {
        const auto code_of = [&](AreaIndex area) { return moment_.areas()[area].code; };
        return static_cast<std::uint64_t>(std::ranges::lower_bound(areas_, place.code, {}, code_of) -
                                          areas_.begin());
    }
    const Spot spot = spot_of(place, false);
    std::uint64_t count = 0;
    for (std::size_t number = 0; number < spot.chunk; ++number)
        count += count_in(*layer_->chunks()[number], 0, layer_->chunks()[number]->size());
    if (spot.at > 0) count += count_in(*layer_->chunks()[spot.chunk], 0, spot.at);
    return count;
}

LayerView::Spot LayerView::spot_of(const LayerPlace& place, bool after) const {
    const PointLayer::Chunks& chunks = layer_->chunks();
    const auto precedes = [&](std::uint64_t key, std::uint64_t fid) {
        const auto mine = std::pair(key, fid);
        const auto sought = std::pair(place.key, place.fid);
        return after ? mine <= sought : mine < sought;
    };
    const auto chunk = std::ranges::partition_point(
        chunks, [&](const auto& one) { return precedes(one->last_key(), one->columns().fids.back()); });
    const auto number = static_cast<std::size_t>(chunk - chunks.begin());
    if (chunk == chunks.end()) return {number, 0};
    const auto inside = std::views::iota(std::size_t{0}, (*chunk)->size());
    const auto at = std::ranges::partition_point(
        inside, [&](std::size_t i) { return precedes((*chunk)->key(i), (*chunk)->columns().fids[i]); });
    return {number, static_cast<std::size_t>(at - inside.begin())};
}

std::vector<RowRef> LayerView::forward(Spot from, std::uint64_t skipped, std::size_t limit) const {
    std::vector<RowRef> rows;
    const PointLayer::Chunks& chunks = layer_->chunks();
    for (std::size_t number = from.chunk; number < chunks.size() && rows.size() < limit; ++number) {
        const PointChunk& chunk = *chunks[number];
        const std::size_t begin = number == from.chunk ? from.at : 0;
        if (skipped > 0) {
            const std::uint64_t here = count_in(chunk, begin, chunk.size());
            if (here <= skipped) {
                skipped -= here;
                continue;
            }
        }
        const ChunkTest test = test_of(chunk);
        if (test.none) continue;
        for (std::size_t i = begin; i < chunk.size() && rows.size() < limit; ++i) {
            if (!wants(chunk, test, i)) continue;
            if (skipped > 0)
                --skipped;
            else
                rows.push_back({static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(i)});
        }
    }
    return rows;
}

std::vector<RowRef> LayerView::all() const { return from_number(0, std::numeric_limits<std::size_t>::max()); }

std::vector<RowRef> LayerView::from_number(std::uint64_t offset, std::size_t limit) const {
    if (layer_) return forward({}, offset, limit);
    std::vector<RowRef> rows;
    for (std::size_t i = std::min<std::uint64_t>(offset, areas_.size());
         i < areas_.size() && rows.size() < limit; ++i)
        rows.push_back({0, areas_[i]});
    return rows;
}

std::vector<RowRef> LayerView::after(const LayerPlace& place, std::size_t limit) const {
    if (layer_) return forward(spot_of(place, true), 0, limit);
    const std::uint64_t begin = count_before(place);
    const bool there = begin < areas_.size() && moment_.areas()[areas_[begin]].code == place.code;
    return from_number(begin + (there ? 1 : 0), limit);
}

std::vector<RowRef> LayerView::before(const LayerPlace& place, std::size_t limit) const {
    if (!layer_) {
        const std::uint64_t end = count_before(place);
        const std::uint64_t length = std::min<std::uint64_t>(limit, end);
        return from_number(end - length, length);
    }
    std::vector<RowRef> rows;
    const Spot spot = spot_of(place, false);
    for (std::size_t number = std::min(spot.chunk + 1, layer_->chunks().size());
         number-- > 0 && rows.size() < limit;) {
        const PointChunk& chunk = *layer_->chunks()[number];
        const ChunkTest test = test_of(chunk);
        if (test.none) continue;
        for (std::size_t i = number == spot.chunk ? spot.at : chunk.size(); i-- > 0 && rows.size() < limit;)
            if (wants(chunk, test, i))
                rows.push_back({static_cast<std::uint32_t>(number), static_cast<std::uint32_t>(i)});
    }
    std::ranges::reverse(rows);
    return rows;
}

std::optional<RowRef> LayerView::find(std::string_view id) const {
    if (layer_) {
        const auto point = layer_->find_id(id);
        if (!point) return std::nullopt;
        const PointChunk& chunk = *layer_->chunks()[point->ref.chunk];
        const ChunkTest test = test_of(chunk);
        if (test.none || !wants(chunk, test, point->ref.at)) return std::nullopt;
        return point->ref;
    }
    const auto code = AreaCode::parse(id);
    const AreaIndex area = code ? moment_.areas().find(*code) : no_area;
    // Areas are in code order in the tree and here.
    if (area == no_area || code->view() != id || !std::ranges::binary_search(areas_, area))
        return std::nullopt;
    return RowRef{0, area};
}

ExportRow LayerView::row(RowRef ref) const {
    if (!layer_) return area_row(ref.at);
    const PointView point = layer_->at(ref);
    const PointLook look(*this, point);
    ExportRow row;
    row.geometry = point.position;
    row.values.reserve(fields_.size());
    for (std::size_t field = 0; field < fields_.size(); ++field)
        row.values.push_back(std::visit(Copied{}, look.value(field)));
    return row;
}

std::string_view LayerView::id(RowRef ref) const {
    return layer_ ? layer_->at(ref).id : moment_.areas()[ref.at].code.view();
}

LayerPlace LayerView::place(RowRef ref) const {
    if (!layer_) return {moment_.areas()[ref.at].code};
    const PointChunk& chunk = *layer_->chunks()[ref.chunk];
    return {{}, chunk.key(ref.at), chunk.columns().fids[ref.at]};
}

LonLat LayerView::label(RowRef ref) const {
    return layer_ ? layer_->at(ref).position : moment_.areas()[ref.at].label;
}

Bounds LayerView::bounds() const { return layer_ ? layer_->bounds() : area_bounds_; }

std::optional<Day> LayerView::first_day() const {
    if (!layer_ || layer_->chunks().empty()) return std::nullopt;
    Day first = never;
    for (const auto& chunk : layer_->chunks()) first = std::min(first, chunk->first_change());
    if (first == always) return std::nullopt;
    return first;
}

std::vector<std::string> LayerView::known_values(std::string_view field) const {
    if (field == "status" && layer_) return layer_->statuses();
    std::vector<std::string> levels;
    if (field == "level" && !areas_.empty())
        levels.emplace_back(to_string(moment_.areas()[areas_.front()].level));
    return levels;
}

ExportRow LayerView::area_row(AreaIndex index) const {
    const Area& area = moment_.areas()[index];
    ExportRow row;
    if (!area.boundary.empty()) row.geometry = &area.boundary;
    row.values = {area.code.str(), area.name, std::string(to_string(area.level)), area.parent.str()};
    if (query_.campaign == nullptr || fields_.size() == row.values.size()) return row;
    ProgressSource source = moment_.snapshot->progress_source(*query_.campaign, *moment_.edition);
    source.indicator = query_.indicator;
    const auto more = progress_values(source.measured(), progress_of(source, index, moment_.day));
    row.values.insert(row.values.end(), more.begin(), more.end());
    return row;
}

}  // namespace courtyard
