// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {
namespace {

auto duplicate(const Area& first, const Area& second, std::string name) {
    return fail(ErrorCode::conflict, std::move(name),
                {fmt::format("区划 {} {} 与 {} {} 重复", first.code.view(), first.name, second.code.view(),
                             second.name),
                 fmt::format("areas {} {} and {} {} are the same", first.code.view(), first.name,
                             second.code.view(), second.name)},
                second.code.str());
}

auto unknown_parent(const Area& area) {
    return fail(ErrorCode::invalid_input, "area.unknown_parent",
                {fmt::format("区划 {} {} 的上级 {} 不存在", area.code.view(), area.name, area.parent.view()),
                 fmt::format("area {} {} names the parent {}, which does not exist", area.code.view(),
                             area.name, area.parent.view())},
                area.code.str());
}

auto cycle(const Area& area) {
    return fail(ErrorCode::invalid_input, "area.cycle",
                {fmt::format("区划 {} {} 是自己的上级", area.code.view(), area.name),
                 fmt::format("area {} {} lies beneath itself", area.code.view(), area.name)},
                area.code.str());
}

LonLat centre_of(const Bounds& bounds) {
    return {(bounds.west + bounds.east) / 2, (bounds.south + bounds.north) / 2};
}

/// The longest other code that is a prefix of this one and belongs to a higher level.
AreaIndex parent_by_prefix(const std::vector<Area>& areas, const Area& area,
                           const std::unordered_map<AreaCode, AreaIndex>& by_code) {
    const auto code = area.code.view();
    for (auto length = code.size(); length-- > 1;) {
        const auto found = by_code.find(*AreaCode::parse(code.substr(0, length)));
        if (found != by_code.end() && areas[found->second].level < area.level) return found->second;
    }
    return no_area;
}

}  // namespace

Result<AreaTree> AreaTree::of(std::vector<Area> areas) {
    AreaTree tree;
    tree.areas_ = std::move(areas);
    if (auto linked = tree.link(); !linked) return tl::unexpected(std::move(linked.error()));
    tree.surround();
    return tree;
}

Result<AreaTree> AreaTree::of_edition(const std::map<AreaCode, Area>& areas) {
    std::vector<Area> sound;
    for (const auto& [code, area] : areas) {
        sound.push_back(area);
        const auto parent = areas.find(area.parent);
        if (parent == areas.end() || parent->second.level >= area.level) sound.back().parent = {};
    }
    return of(std::move(sound));
}

Result<void> AreaTree::link() {
    std::ranges::sort(areas_, {}, &Area::code);
    for (AreaIndex index = 0; index < areas_.size(); ++index) {
        const Area& area = areas_[index];
        const auto [code, is_new_code] = by_code_.emplace(area.code, index);
        if (!is_new_code) return duplicate(areas_[code->second], area, "area.duplicate_code");
        if (area.fid == 0) continue;
        const auto [fid, is_new_fid] = by_fid_.emplace(area.fid, index);
        if (!is_new_fid) return duplicate(areas_[fid->second], area, "area.duplicate_fid");
    }
    parents_.assign(areas_.size(), no_area);
    children_.resize(areas_.size());
    lowest_ = areas_.empty() ? AreaLevel::village : AreaLevel::province;
    for (AreaIndex index = 0; index < areas_.size(); ++index) {
        Area& area = areas_[index];
        const auto parent =
            area.parent.empty() ? parent_by_prefix(areas_, area, by_code_) : find(area.parent);
        if (parent == no_area && !area.parent.empty()) return unknown_parent(area);
        parents_[index] = parent;
        if (parent != no_area) area.parent = areas_[parent].code;
        (parent == no_area ? roots_ : children_[parent]).push_back(index);
        lowest_ = std::max(lowest_, area.level);
    }
    return check_ends_at_a_root();
}

/// Whatever no root leads to hangs on a cycle.
Result<void> AreaTree::check_ends_at_a_root() const {
    std::vector<bool> reached(areas_.size());
    for (const auto root : roots_) {
        for (const auto index : subtree(root)) reached[index] = true;
    }
    const auto lost = std::ranges::find(reached, false);
    if (lost == reached.end()) return {};
    return cycle(areas_[static_cast<std::size_t>(lost - reached.begin())]);
}

/// Bounds and labels, children before parents.
void AreaTree::surround() {
    for (const auto root : roots_) {
        const auto order = subtree(root);
        for (auto index = order.rbegin(); index != order.rend(); ++index) {
            Area& area = areas_[*index];
            const bool labelled = area.label != LonLat{};
            if (!area.boundary.empty()) {
                area.bounds = bounds_of(area.boundary);
                if (!labelled) area.label = label_position(area.boundary);
                continue;
            }
            for (const auto child : children_[*index]) area.bounds.add(areas_[child].bounds);
            if (!labelled && !area.bounds.empty()) area.label = centre_of(area.bounds);
        }
    }
}

AreaIndex AreaTree::find(AreaCode code) const {
    const auto found = by_code_.find(code);
    return found == by_code_.end() ? no_area : found->second;
}

AreaIndex AreaTree::find_fid(std::uint64_t fid) const {
    const auto found = by_fid_.find(fid);
    return found == by_fid_.end() ? no_area : found->second;
}

std::span<const AreaIndex> AreaTree::children(AreaIndex index) const { return children_[index]; }

bool AreaTree::covers(AreaIndex ancestor, AreaIndex index) const {
    while (index != no_area && index != ancestor) index = parents_[index];
    return index != no_area;
}

std::vector<AreaIndex> AreaTree::descendants(AreaIndex top, AreaLevel level) const {
    auto below = subtree(top);
    std::erase_if(below, [&](AreaIndex index) { return areas_[index].level != level; });
    std::ranges::sort(below);
    return below;
}

std::vector<AreaIndex> AreaTree::subtree(AreaIndex top) const {
    std::vector<AreaIndex> order;
    std::vector<AreaIndex> open{top};
    while (!open.empty()) {
        const auto index = open.back();
        open.pop_back();
        order.push_back(index);
        open.insert(open.end(), children_[index].rbegin(), children_[index].rend());
    }
    return order;
}

std::vector<AreaIndex> AreaTree::path(AreaIndex index) const {
    std::vector<AreaIndex> up;
    for (; index != no_area; index = parents_[index]) up.push_back(index);
    std::ranges::reverse(up);
    return up;
}

}  // namespace courtyard
