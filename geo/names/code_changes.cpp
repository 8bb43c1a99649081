// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "geo/names/code_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

namespace courtyard {
namespace {

auto cycle(AreaCode code) {
    return fail(ErrorCode::invalid_input, "code_change.cycle",
                {fmt::format("代码变更清单在 {} 处成环", code.view()),
                 fmt::format("the list of code changes goes round in a circle at {}", code.view())},
                code.str());
}

}  // namespace

Result<CodeChanges> CodeChanges::of(std::vector<CodeChange> changes) {
    CodeChanges made;
    made.changes_ = std::move(changes);
    std::ranges::sort(made.changes_);
    const auto same = std::ranges::adjacent_find(made.changes_, [](const CodeChange& a, const CodeChange& b) {
        return a.old_code == b.old_code && a.new_code == b.new_code;
    });
    if (same != made.changes_.end()) {
        return fail(
            ErrorCode::conflict, "code_change.duplicate",
            {fmt::format("代码变更 {} → {} 出现了不止一次", same->old_code.view(), same->new_code.view()),
             fmt::format("the change {} to {} stands more than once", same->old_code.view(),
                         same->new_code.view())},
            same->old_code.str());
    }
    // Codes without a revoked predecessor are taken away until none is left; what stays goes in a circle.
    std::unordered_map<AreaCode, std::size_t> predecessors;
    for (const auto& change : made.changes_) {
        predecessors.try_emplace(change.old_code);
        ++predecessors[change.new_code];
    }
    std::vector<AreaCode> free;
    for (const auto& [code, count] : predecessors) {
        if (count == 0) free.push_back(code);
    }
    std::size_t taken = 0;
    for (; !free.empty(); ++taken) {
        const auto code = free.back();
        free.pop_back();
        for (const auto& change : made.of_code(code)) {
            if (--predecessors[change.new_code] == 0) free.push_back(change.new_code);
        }
    }
    if (taken == predecessors.size()) return made;
    const auto stuck = std::ranges::find_if(
        made.changes_, [&](const CodeChange& change) { return predecessors[change.old_code] > 0; });
    return cycle(stuck->old_code);
}

std::span<const CodeChange> CodeChanges::of_code(AreaCode code) const {
    const auto range = std::ranges::equal_range(changes_, code, {}, &CodeChange::old_code);
    return {range.begin(), range.end()};
}

std::vector<AreaCode> CodeChanges::last_codes(AreaCode code) const {
    std::set<AreaCode> seen;
    std::set<AreaCode> last;
    std::vector<AreaCode> open{code};
    while (!open.empty()) {
        const auto here = open.back();
        open.pop_back();
        if (!seen.insert(here).second) continue;
        const auto next = of_code(here);
        if (next.empty() && here != code) last.insert(here);
        for (const auto& change : next) open.push_back(change.new_code);
    }
    return {last.begin(), last.end()};
}

}  // namespace courtyard
