// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/area_check.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "geo/quality/family.h"

namespace courtyard {
namespace {

struct FaultWords {
    std::string_view word;
    std::string_view zh;
    std::string_view en;
};

constexpr std::array<FaultWords, area_fault_count> words{{
    {"invalid", "几何无效", "invalid geometry"},
    {"null_geometry", "没有几何", "no geometry"},
    {"overlap", "重叠", "overlap"},
    {"gap", "缝隙", "gap"},
    {"duplicate_code", "代码重复", "duplicate code"},
    {"duplicate_name", "同级重名", "duplicate name"},
    {"outside_parent", "超出上级", "outside its parent"},
    {"code_conflict", "代码与位置不符", "code conflict"},
    {"missing_parent", "缺上级", "missing parent"},
}};

const FaultWords& words_of(AreaFault fault) { return words[static_cast<std::size_t>(fault)]; }

}  // namespace

std::string_view to_string(AreaFault fault) { return words_of(fault).word; }

Text name_of(AreaFault fault) { return {std::string(words_of(fault).zh), std::string(words_of(fault).en)}; }

std::size_t AreaCheck::count(AreaFault fault) const {
    return static_cast<std::size_t>(std::ranges::count(findings, fault, &AreaFinding::fault));
}

std::size_t AreaCheck::slivers(AreaFault fault) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        findings, [&](const AreaFinding& finding) { return finding.fault == fault && finding.sliver; }));
}

AreaCheck check_areas(std::span<const GivenArea> areas, const CheckProgress& progress) {
    AreaCheck check;
    check.features = areas.size();
    const Overlay overlay;
    const auto levels = shapes_of(areas, overlay, check.findings);
    const Parents parents = parents_of(areas);
    std::size_t shapes = 0;
    for (const auto& [level, level_shapes] : levels) shapes += level_shapes.size();
    CheckSteps steps(progress, 2 * shapes);
    for (const auto& [level, level_shapes] : levels) {
        find_overlaps(areas, level_shapes, overlay, steps, check.findings);
        find_gaps(areas, level_shapes, overlay, check.findings);
    }
    find_list_faults(areas, parents, check.findings);
    find_strays(areas, parents, levels, overlay, steps, check.findings);
    std::ranges::stable_sort(check.findings, {}, &AreaFinding::fault);
    return check;
}

}  // namespace courtyard
