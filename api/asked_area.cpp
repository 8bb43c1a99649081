// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/asked_area.h"

#include <fmt/format.h>

#include <algorithm>

namespace courtyard {

Result<AreaIndex> asked_area(Parameters& query, const Call& call, const AreaTree& areas) {
    if (const auto code = query.text("area")) return visible_area(call.caller, areas, *code);
    const AreaIndex top = scope_root(call.caller, areas);
    if (top != no_area) return top;
    if (areas.empty())
        return fail(ErrorCode::not_found, "area.none", {"还没有导入区划", "no areas have been loaded yet"},
                    "area");
    if (!call.caller.scope.empty()) return scope_gone(call.caller);
    return fail(ErrorCode::invalid_input, "area.required",
                {"有多个顶级区划，请用 area= 指明一个", "there are several top areas; name one with area="},
                "area");
}

tl::unexpected<Error> scope_gone(const Caller& caller) {
    return fail(
        ErrorCode::not_allowed, "scope.gone",
        {fmt::format("你的账号所管的区划 {} 不在那一天的区划版本里；请安全管理员给账号改定区划",
                     caller.scope.view()),
         fmt::format("the area of your account, {}, is not in the edition of that day; ask the security "
                     "administrator to give the account its area anew",
                     caller.scope.view())},
        "area");
}

bool in_some_edition(const Snapshot& snapshot, AreaCode code) {
    return std::ranges::any_of(snapshot.editions,
                               [&](const auto& edition) { return edition->areas->find(code) != no_area; });
}

AreaLevel level_beneath(const AreaTree& areas, AreaIndex area) {
    const auto children = areas.children(area);
    return areas[children.empty() ? area : children.front()].level;
}

}  // namespace courtyard
