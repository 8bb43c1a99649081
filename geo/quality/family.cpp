// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/quality/family.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace courtyard {
namespace {

using ByCode = std::unordered_map<std::string, std::size_t>;

bool is_above(const GivenArea& a, const GivenArea& b) { return a.level && b.level && *a.level < *b.level; }

std::optional<std::size_t> longest_prefix(const GivenArea& area, std::span<const GivenArea> areas,
                                          const ByCode& by_code) {
    for (std::size_t length = area.code.size(); length-- > 1;) {
        const auto found = by_code.find(area.code.substr(0, length));
        if (found != by_code.end() && is_above(areas[found->second], area)) return found->second;
    }
    return std::nullopt;
}

/// Of a code by the statistical rule, whether the parent is in the file or not.
std::string statistical_parent_of(const GivenArea& area) {
    const auto code = AreaCode::parse(area.code);
    return code && level_by_length(*code) ? statistical_parent(*code).str() : std::string{};
}

/// Does the file bring areas of the level that the missing parent would have? A file of villages alone does
/// not.
bool expects_parent(std::span<const GivenArea> areas, const GivenArea& area, const std::string& name) {
    const auto code = AreaCode::parse(name);
    const auto level = code ? level_by_length(*code) : tl::unexpected(code.error());
    return std::ranges::any_of(areas, [&](const GivenArea& other) {
        return level && area.parent.empty() ? other.level == *level : is_above(other, area);
    });
}

AreaFinding finding(AreaFault fault, std::vector<std::string> codes, Text reason) {
    return {fault, std::move(codes), std::nullopt, 0, false, std::move(reason)};
}

/// Every key that several areas have, with the areas; keys in order of their first area.
std::vector<std::vector<std::size_t>> repeated(std::span<const std::string> keys) {
    std::unordered_map<std::string, std::size_t> group_of;
    std::vector<std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].empty()) continue;
        const auto [at, fresh] = group_of.try_emplace(keys[i], groups.size());
        if (fresh) groups.emplace_back();
        groups[at->second].push_back(i);
    }
    std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
    return groups;
}

void find_duplicate_codes(std::span<const GivenArea> areas, std::vector<AreaFinding>& findings) {
    std::vector<std::string> keys;
    for (const auto& area : areas) keys.push_back(area.code);
    for (const auto& group : repeated(keys)) {
        std::vector<std::size_t> rows;
        for (const auto i : group) rows.push_back(areas[i].row);
        const std::string& code = areas[group[0]].code;
        findings.push_back(finding(AreaFault::duplicate_code, {code},
                                   {fmt::format("代码 {} 出现在第 {} 行", code, fmt::join(rows, "、")),
                                    fmt::format("code {} is in rows {}", code, fmt::join(rows, ", "))}));
    }
}

void find_duplicate_names(std::span<const GivenArea> areas, const Parents& parents,
                          std::vector<AreaFinding>& findings) {
    const bool bare = std::ranges::all_of(
        areas, [](const GivenArea& area) { return area.code.empty() && area.parent.empty(); });
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const bool judged = !areas[i].name.empty() && (bare || !parents.names[i].empty());
        const int level = areas[i].level ? static_cast<int>(*areas[i].level) : -1;
        keys.push_back(judged ? fmt::format("{}\n{}\n{}", parents.names[i], level, areas[i].name) : "");
    }
    for (const auto& group : repeated(keys)) {
        std::vector<std::string> labels;
        for (const auto i : group) labels.push_back(areas[i].label());
        const auto& name = areas[group[0]].name;
        const auto& parent = parents.names[group[0]];
        findings.push_back(finding(AreaFault::duplicate_name, std::move(labels),
                                   {fmt::format("{}“{}”有 {} 个", parent, name, group.size()),
                                    fmt::format("{} areas{}{} are called \"{}\"", group.size(),
                                                parent.empty() ? "" : " of ", parent, name)}));
    }
}

void find_missing_parents(std::span<const GivenArea> areas, const Parents& parents,
                          std::vector<AreaFinding>& findings) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!parents.missing[i]) continue;
        findings.push_back(finding(AreaFault::missing_parent, {areas[i].label(), parents.names[i]},
                                   {fmt::format("上级 {} 不在文件里", parents.names[i]),
                                    fmt::format("its parent {} is not in the file", parents.names[i])}));
    }
}

void find_contradictions(std::span<const GivenArea> areas, const Parents& parents,
                         std::vector<AreaFinding>& findings) {
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (!areas[i].code.empty() && areas[i].code == areas[i].parent) {
            findings.push_back(finding(AreaFault::code_conflict, {areas[i].label()},
                                       {"上级一栏是它自己", "the column says that it is its own parent"}));
            continue;
        }
        const auto declared = parents.declared[i];
        const auto by_code = parents.by_code[i];
        // The column may name a unit further up or further down: only two branches contradict each other.
        if (!declared || !by_code) continue;
        const std::string& a = areas[*declared].code;
        const std::string& b = areas[*by_code].code;
        if (a.starts_with(b) || b.starts_with(a)) continue;
        findings.push_back(finding(AreaFault::code_conflict, {areas[i].label(), b, a},
                                   {fmt::format("代码表明上级是 {}，上级一栏却是 {}", b, a),
                                    fmt::format("the code says parent {}, the column says {}", b, a)}));
    }
}

/// The area of the parents' level that holds most of the shape: its number and how much it holds.
std::pair<std::optional<std::size_t>, double> holder_of(const AreaShape& shape,
                                                        std::span<const AreaShape> above,
                                                        const Overlay& overlay) {
    std::pair<std::optional<std::size_t>, double> best{std::nullopt, 0};
    for (const auto& candidate : above) {
        if (!candidate.bounds.intersects(shape.bounds)) continue;
        const double held = area_m2(overlay.boundary(*overlay.common(*shape.geometry, *candidate.geometry)));
        if (held > best.second) best = {candidate.area, held};
    }
    return best;
}

const AreaShape* shape_of(std::size_t area, std::span<const AreaShape> shapes) {
    const auto found = std::ranges::lower_bound(shapes, area, {}, &AreaShape::area);
    return found != shapes.end() && found->area == area ? &*found : nullptr;
}

class Strays {
  public:
    Strays(std::span<const GivenArea> areas, const Overlay& overlay, std::vector<AreaFinding>& findings)
        : areas_(areas), overlay_(overlay), findings_(findings) {}

    void judge(const AreaShape& child, std::size_t parent, std::span<const AreaShape> above) {
        const AreaShape* around = shape_of(parent, above);
        if (around == nullptr) return;
        constexpr double most_outside = 0.001;
        const auto outside = overlay_.boundary(*overlay_.difference(*child.geometry, *around->geometry));
        const double whole = area_m2(overlay_.boundary(*child.geometry));
        const double area = area_m2(outside);
        if (!(area > whole * most_outside)) return;
        const GivenArea& given = areas_[child.area];
        const std::string& code = areas_[parent].code;
        const double percent = 100 * area / whole;
        findings_.push_back({AreaFault::outside_parent,
                             {given.label(), code},
                             place_inside(outside, overlay_),
                             area,
                             false,
                             {fmt::format("{:.3g} % 的面积在上级 {} 之外", percent, code),
                              fmt::format("{:.3g} % of it lies outside its parent {}", percent, code)}});
        judge_holder(child, parent, above, whole);
    }

  private:
    void judge_holder(const AreaShape& child, std::size_t parent, std::span<const AreaShape> above,
                      double whole) {
        const auto [holder, held] = holder_of(child, above, overlay_);
        if (!holder || *holder == parent || held < whole / 2) return;
        const std::string& said = areas_[parent].code;
        const std::string& found = areas_[*holder].code;
        findings_.push_back({AreaFault::code_conflict,
                             {areas_[child.area].label(), said, found},
                             place_inside(overlay_.boundary(*child.geometry), overlay_),
                             0,
                             false,
                             {fmt::format("按代码属于 {}，却位于 {}", said, found),
                              fmt::format("by its code it belongs to {}, but it lies in {}", said, found)}});
    }

    std::span<const GivenArea> areas_;
    const Overlay& overlay_;
    std::vector<AreaFinding>& findings_;
};

}  // namespace

Parents parents_of(std::span<const GivenArea> areas) {
    ByCode by_code;
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (!areas[i].code.empty()) by_code.try_emplace(areas[i].code, i);
    Parents parents;
    for (const auto& area : areas) {
        const auto declared = area.parent.empty() ? by_code.end() : by_code.find(area.parent);
        parents.declared.push_back(declared == by_code.end() ? std::nullopt
                                                             : std::optional(declared->second));
        parents.by_code.push_back(longest_prefix(area, areas, by_code));
        std::string name = area.parent.empty() ? statistical_parent_of(area) : area.parent;
        if (name.empty() && parents.by_code.back()) name = areas[*parents.by_code.back()].code;
        parents.missing.push_back(!name.empty() && !by_code.contains(name) &&
                                  expects_parent(areas, area, name));
        parents.names.push_back(std::move(name));
    }
    return parents;
}

void find_list_faults(std::span<const GivenArea> areas, const Parents& parents,
                      std::vector<AreaFinding>& findings) {
    find_duplicate_codes(areas, findings);
    find_duplicate_names(areas, parents, findings);
    find_contradictions(areas, parents, findings);
    find_missing_parents(areas, parents, findings);
}

void find_strays(std::span<const GivenArea> areas, const Parents& parents, const LevelShapes& levels,
                 const Overlay& overlay, CheckSteps& steps, std::vector<AreaFinding>& findings) {
    Strays strays(areas, overlay, findings);
    for (const auto& [level, shapes] : levels) {
        for (const auto& child : shapes) {
            steps.step();
            const auto parent = parents.of(child.area);
            if (!parent || *parent == child.area) continue;
            const auto above = levels.find(areas[*parent].level);
            if (above != levels.end()) strays.judge(child, *parent, above->second);
        }
    }
}

}  // namespace courtyard
