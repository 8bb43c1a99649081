// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geo/quality/neighbours.h"

namespace courtyard {

/// Who an area's parent is, by what the file says. Numbers in the file; nothing: not in the file, or unknown.
struct Parents {
    std::vector<std::optional<std::size_t>> declared;  ///< by the parent column
    std::vector<std::optional<std::size_t>> by_code;   ///< longest prefix of a higher level
    /// Code of the parent by its column, the statistical rule or the prefix, in the file or not; may be
    /// empty.
    std::vector<std::string> names;
    std::vector<bool> missing;  ///< the parent is not in the file, although areas of its level are

    std::optional<std::size_t> of(std::size_t area) const {
        return declared[area] ? declared[area] : by_code[area];
    }
};
Parents parents_of(std::span<const GivenArea> areas);

/// Codes and names that repeat, parents that are not there, codes against the parent column.
void find_list_faults(std::span<const GivenArea> areas, const Parents& parents,
                      std::vector<AreaFinding>& findings);

using LevelShapes = std::map<std::optional<AreaLevel>, std::vector<AreaShape>>;

/// Ground outside the parent, and areas that lie in another one than their code says.
void find_strays(std::span<const GivenArea> areas, const Parents& parents, const LevelShapes& levels,
                 const Overlay& overlay, CheckSteps& steps, std::vector<AreaFinding>& findings);

}  // namespace courtyard
