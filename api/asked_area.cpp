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
    if (!call.caller.scope.empty()) return scope_missing(call);
    return fail(ErrorCode::invalid_input, "area.required",
                {"有多个顶级区划，请用 area= 指明一个", "there are several top areas; name one with area="},
                "area");
}

tl::unexpected<Error> scope_missing(const Call& call) {
    const std::string_view scope = call.caller.scope.view();
    if (call.snapshot->edition_on(today()).areas->find(call.caller.scope) != no_area)
        return fail(ErrorCode::not_found, "area.unknown",
                    {fmt::format("你的账号所管的区划 {} 不在那一天的区划版本里", scope),
                     fmt::format("the area of your account, {}, is not in the edition of that day", scope)},
                    "area");
    return fail(
        ErrorCode::not_allowed, "scope.gone",
        {fmt::format("你的账号所管的区划 {} 已不在区划里；请安全管理员给账号改定区划", scope),
         fmt::format("the area of your account, {}, is there no more; ask the security administrator to "
                     "give the account its area anew",
                     scope)},
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
