// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "geo/area_tree.h"
#include "geo/day.h"

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
    keep_backups,     ///< make backups and see which there are
    manage_accounts,  ///< add accounts, give roles, put accounts out of use
    read_audit,       ///< who did what, and who looked at what
    own_account,      ///< one's own password, second factor, sessions and tokens
};

std::string_view to_string(Verb verb);
/// Errors   invalid_input: verb.unknown
Result<Verb> parse_verb(std::string_view text);

/// Some verbs, or all of them.
class VerbSet {
  public:
    static constexpr VerbSet all() { return VerbSet(~std::uint32_t{0}); }
    static constexpr VerbSet none() { return VerbSet(0); }
    constexpr void add(Verb verb) { bits_ |= bit(verb); }
    constexpr bool contains(Verb verb) const { return (bits_ & bit(verb)) != 0; }
    constexpr bool operator==(const VerbSet&) const = default;

  private:
    explicit constexpr VerbSet(std::uint32_t bits) : bits_(bits) {}
    static constexpr std::uint32_t bit(Verb verb) {
        return std::uint32_t{1} << static_cast<std::uint32_t>(verb);
    }

    std::uint32_t bits_;
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
    VerbSet verbs = VerbSet::all();  ///< a token may be good for some of what the role may
    bool must_change = false;        ///< signed in with a password for one use: it must be changed first
    bool must_enrol = false;         ///< its role needs a second factor, which it has not
    std::string credential{};        ///< id of the session or token
    Instant since{};                 ///< when the session was opened
    std::string address{};           ///< from where the request came

    bool anonymous() const { return !account; }
    std::string name() const { return account.value_or("anonymous"); }
};

/// The one place that decides what a caller may do.
///
/// Three administrators share what no one of them may do alone: `security` gives roles and sees no data
/// beyond aggregates, `auditor` reads the audit and nothing else, `admin` runs the system and its data and
/// does neither. Source   docs/decisions/0010-three-administrators.md
bool permitted(const Caller& caller, Verb verb);
/// Whether it may take back an import that somebody else brought. That it may bring such things itself, and
/// sees all that was brought, the one who asks looks after.
bool may_undo_of_others(const Caller& caller);

/// The top of what the caller sees in a tree: its scope, or the only root, or nothing when there are several.
AreaIndex scope_root(const Caller& caller, const AreaTree& areas);
/// Whether an area lies in the caller's scope. Records in no area are seen by unscoped callers only.
bool in_scope(const Caller& caller, const AreaTree& areas, AreaIndex area);
/// An area by code, as if those out of scope did not exist.
/// Errors   not_found: area.unknown
Result<AreaIndex> visible_area(const Caller& caller, const AreaTree& areas, std::string_view code);

}  // namespace courtyard
