// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/case_book.h"

#include <algorithm>
#include <functional>

namespace courtyard {

std::vector<PlainStep> steps_of(const CaseFile& file) {
    std::vector<PlainStep> steps{{file.record.opened_on, 0}};
    steps.insert(steps.end(), file.decided.begin(), file.decided.end());
    return steps;
}

std::vector<Step> timeline_of(const Campaign& campaign, const CaseFile& file) {
    return timeline_of(campaign, steps_of(file));
}

std::size_t CaseBook::part_of(const std::string& id) { return std::hash<std::string>()(id) % parts; }

const CaseFile* CaseBook::find(const std::string& id) const {
    const auto& part = parts_[part_of(id)];
    if (!part) return nullptr;
    const auto found = part->find(id);
    return found == part->end() ? nullptr : &found->second;
}

std::vector<const CaseFile*> CaseBook::all() const {
    std::vector<const CaseFile*> list;
    for (const auto& part : parts_)
        if (part)
            for (const auto& [id, file] : *part) list.push_back(&file);
    return list;
}

std::vector<const CaseFile*> CaseBook::of_campaign(std::string_view campaign) const {
    std::vector<const CaseFile*> list = all();
    std::erase_if(list, [&](const CaseFile* file) { return file->record.campaign != campaign; });
    std::ranges::sort(list, {}, [](const CaseFile* file) -> const std::string& { return file->record.id; });
    return list;
}

std::size_t CaseBook::size() const {
    std::size_t sum = 0;
    for (const auto& part : parts_) sum += part ? part->size() : 0;
    return sum;
}

void CaseBook::put(CaseFile file) {
    auto& part = parts_[part_of(file.record.id)];
    auto next = part ? std::make_shared<Part>(*part) : std::make_shared<Part>();
    std::string id = file.record.id;
    next->insert_or_assign(std::move(id), std::move(file));
    part = std::move(next);
}

}  // namespace courtyard
