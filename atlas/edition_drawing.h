// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "atlas/snapshot.h"

namespace courtyard {

/// Editions ready to be asked, by the day from which they are valid, with empty books: at least one.
///
/// What an edition of `known` has drawn of the same areas is shared with it. Cost: for each edition that is
/// not known its index, its names and its borders; see docs/PERFORMANCE.md
std::vector<std::shared_ptr<EditionPicture>> drawn_editions(
    const std::map<Day, std::map<AreaCode, Area>>& areas, const std::map<Day, Revision>& changed_at,
    std::span<const std::shared_ptr<const EditionPicture>> known = {});

}  // namespace courtyard
