// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/access.h"

#include <fmt/format.h>

#include <array>

namespace courtyard {
namespace {

constexpr std::array role_names{"viewer",     "field",    "reviewer", "planner",
                                "caseworker", "security", "auditor",  "admin"};

constexpr std::array verb_names{
    "see_aggregates",  "see_places",         "see_household_points", "see_households", "see_originals",
    "export_layers",   "upload_inspections", "import_places",        "import_records", "decide",
    "keep_cases",      "keep_relief",        "import_files",         "edit_targets",   "report_figures",
    "publish_reports", "keep_backups",       "manage_accounts",      "read_audit",     "own_account"};
static_assert(verb_names.size() == static_cast<std::size_t>(Verb::own_account) + 1);

bool public_may(PublicLevel level, Verb verb) {
    switch (verb) {
        case Verb::see_aggregates:
        case Verb::see_places:
            return level >= PublicLevel::aggregates;
        case Verb::see_household_points:
        case Verb::export_layers:
            return level >= PublicLevel::household_points;
        default:
            return false;
    }
}

bool role_may(Role role, Verb verb) {
    switch (verb) {
        case Verb::see_aggregates:
            return role != Role::auditor;
        case Verb::see_places:
        case Verb::see_household_points:
            return role != Role::security && role != Role::auditor;
        case Verb::see_households:
            return role == Role::field || role == Role::reviewer || role == Role::admin;
        case Verb::see_originals:
            return role == Role::reviewer || role == Role::admin;
        case Verb::export_layers:
            return role == Role::planner || role == Role::reviewer || role == Role::viewer ||
                   role == Role::admin;
        case Verb::upload_inspections:
            return role == Role::field || role == Role::reviewer || role == Role::admin;
        case Verb::import_places:
            return role == Role::planner || role == Role::reviewer || role == Role::admin;
        case Verb::edit_targets:
            return role == Role::planner || role == Role::admin;
        case Verb::report_figures:
            return role == Role::field || role == Role::reviewer || role == Role::planner ||
                   role == Role::admin;
        case Verb::keep_backups:
            return role == Role::admin;
        case Verb::publish_reports:
            return role == Role::planner || role == Role::reviewer || role == Role::admin;
        case Verb::import_records:
        case Verb::decide:
            return role == Role::reviewer || role == Role::admin;
        case Verb::keep_cases:
            return role == Role::reviewer || role == Role::caseworker || role == Role::admin;
        case Verb::keep_relief:
            // Relief reaches children in difficulty: not even the administrator of the system sees it.
            return role == Role::caseworker;
        case Verb::import_files:
            return role == Role::field || role == Role::reviewer || role == Role::planner ||
                   role == Role::caseworker || role == Role::admin;
        case Verb::manage_accounts:
            return role == Role::security;
        case Verb::read_audit:
            return role == Role::auditor;
        case Verb::own_account:
            return true;
    }
    return false;
}

}  // namespace

std::string_view to_string(Verb verb) { return verb_names[static_cast<std::size_t>(verb)]; }

Result<Verb> parse_verb(std::string_view text) {
    for (std::size_t i = 0; i < verb_names.size(); ++i)
        if (text == verb_names[i]) return static_cast<Verb>(i);
    return fail(ErrorCode::invalid_input, "verb.unknown",
                {fmt::format("没有权限“{}”；可用：{}", text, fmt::join(verb_names, "、")),
                 fmt::format("there is no right \"{}\"; rights: {}", text, fmt::join(verb_names, ", "))},
                "verbs");
}

std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }

Result<Role> parse_role(std::string_view text) {
    for (std::size_t i = 0; i < role_names.size(); ++i)
        if (text == role_names[i]) return static_cast<Role>(i);
    return fail(ErrorCode::invalid_input, "role.unknown",
                {fmt::format("没有角色“{}”；可用：{}", text, fmt::join(role_names, "、")),
                 fmt::format("there is no role \"{}\"; roles: {}", text, fmt::join(role_names, ", "))},
                "role");
}

bool permitted(const Caller& caller, Verb verb) {
    if (caller.anonymous()) return public_may(caller.public_level, verb);
    if (caller.must_change || caller.must_enrol) return verb == Verb::own_account;
    return caller.verbs.contains(verb) && role_may(caller.role, verb);
}

bool may_undo_of_others(const Caller& caller) { return caller.role == Role::admin; }

AreaIndex scope_root(const Caller& caller, const AreaTree& areas) {
    if (!caller.scope.empty()) return areas.find(caller.scope);
    return areas.roots().size() == 1 ? areas.roots().front() : no_area;
}

bool in_scope(const Caller& caller, const AreaTree& areas, AreaIndex area) {
    if (caller.scope.empty()) return true;
    const AreaIndex top = areas.find(caller.scope);
    return top != no_area && area != no_area && areas.covers(top, area);
}

Result<AreaIndex> visible_area(const Caller& caller, const AreaTree& areas, std::string_view text) {
    const auto code = AreaCode::parse(text);
    const AreaIndex area = code ? areas.find(*code) : no_area;
    if (area != no_area && in_scope(caller, areas, area)) return area;
    return fail(ErrorCode::not_found, "area.unknown",
                {fmt::format("没有代码为“{}”的区划", text), fmt::format("there is no area \"{}\"", text)},
                "area");
}

}  // namespace courtyard
