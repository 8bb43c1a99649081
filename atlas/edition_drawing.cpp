// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "atlas/edition_drawing.h"

#include <algorithm>

#include "atlas/edition_content.h"

namespace courtyard {
namespace {

std::shared_ptr<EditionPicture> drawn_edition(const std::map<AreaCode, Area>& areas,
                                              std::span<const std::shared_ptr<const EditionPicture>> known) {
    std::string content = content_of(areas);
    const auto same = std::ranges::find(known, content, [](const auto& edition) { return edition->content; });
    if (same != known.end()) return std::make_shared<EditionPicture>(**same);
    auto edition = std::make_shared<EditionPicture>();
    edition->content = std::move(content);
    edition->areas = std::make_shared<const AreaTree>(std::move(AreaTree::of_edition(areas).value()));
    edition->villages = std::make_shared<const VillageIndex>(*edition->areas);
    edition->names = std::make_shared<const Gazetteer>(Gazetteer::of(*edition->areas).value());
    edition->layer = std::make_shared<const AreaLayer>(*edition->areas);
    return edition;
}

std::shared_ptr<EditionPicture> edition_without_areas() {
    auto edition = std::make_shared<EditionPicture>();
    edition->content = content_of({});
    edition->areas = std::make_shared<const AreaTree>();
    edition->villages = std::make_shared<const VillageIndex>(*edition->areas);
    edition->names = std::make_shared<const Gazetteer>();
    edition->layer = std::make_shared<const AreaLayer>();
    return edition;
}

}  // namespace

std::vector<std::shared_ptr<EditionPicture>> drawn_editions(
    const std::map<Day, std::map<AreaCode, Area>>& areas, const std::map<Day, Revision>& changed_at,
    std::span<const std::shared_ptr<const EditionPicture>> known) {
    std::vector<std::shared_ptr<EditionPicture>> editions;
    for (const auto& [valid_from, of_edition] : areas) {
        editions.push_back(drawn_edition(of_edition, known));
        editions.back()->valid_from = valid_from;
        editions.back()->changed_at = changed_at.at(valid_from);
    }
    if (editions.empty()) editions.push_back(edition_without_areas());
    std::vector<CodeSuccessors::Areas> earlier;
    for (const auto& edition : editions) {
        if (edition->successors == nullptr || !edition->successors->is_of(earlier, edition->areas))
            edition->successors = std::make_shared<const CodeSuccessors>(earlier, edition->areas);
        earlier.push_back(edition->areas);
        edition->ledgers.clear();
        for (const Campaign& campaign : catalogue())
            edition->ledgers.emplace_back(edition->areas->size(), campaign.columns);
    }
    return editions;
}

}  // namespace courtyard
