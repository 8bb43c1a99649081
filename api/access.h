// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/area_tree.h"

namespace courtyard {

enum class Role : std::uint8_t { viewer, field, reviewer, planner, caseworker, security, auditor, admin };

std::string_view to_string(Role role);
Result<Role> parse_role(std::string_view text);

/// What a request wants to do, as far as permission goes.
enum class Verb : std::uint8_t {
    see_aggregates,        ///< progress, areas, campaigns
    see_places,            ///< bases and help points
    see_household_points,  ///< courtyards and inspections, without names and notes
    see_households,        ///< names, addresses, history, notes
    see_originals,         ///< photos as they came, with all that the camera wrote
    export_layers,         ///< download what may be seen
    upload_inspections,
    import_places,   ///< bases, help points
    import_records,  ///< households, decisions, targets, areas
    decide,          ///< about households and bases
    keep_cases,      ///< disputes: see them, write them, decide about them
    keep_relief,     ///< relief batches: likewise
    import_files,    ///< bring a file of any kind that the role may import
    edit_targets,    ///< set, revise and withdraw targets
    report_figures,  ///< figures of monthly returns
    publish_reports,
    keep_backups,  ///< make backups and see which there are
};

/// What nobody in particular may see: 0 nothing, 1 aggregates, areas, bases and help points, 2 also household
/// points without names.
enum class PublicLevel : std::uint8_t { nothing = 0, aggregates = 1, household_points = 2 };

/// Who asks, and for which subtree of areas.
struct Caller {
    std::optional<std::string> account;  ///< empty: anonymous
    Role role = Role::viewer;
    AreaCode scope;          ///< empty: every area
    bool by_cookie = false;  ///< signed in by a browser session: unsafe requests must come from our own pages
    PublicLevel public_level = PublicLevel::nothing;

    bool anonymous() const { return !account; }
    std::string name() const { return account.value_or("anonymous"); }
};

/// The one place that decides what a caller may do.
bool permitted(const Caller& caller, Verb verb);

/// The top of what the caller sees in a tree: its scope, or the only root, or nothing when there are several.
AreaIndex scope_root(const Caller& caller, const AreaTree& areas);
/// Whether an area lies in the caller's scope. Records in no area are seen by unscoped callers only.
bool in_scope(const Caller& caller, const AreaTree& areas, AreaIndex area);
/// An area by code, as if those out of scope did not exist.
/// Errors   not_found: area.unknown
Result<AreaIndex> visible_area(const Caller& caller, const AreaTree& areas, std::string_view code);

}  // namespace courtyard
