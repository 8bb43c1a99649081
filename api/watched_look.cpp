// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/watched_look.h"

#include <algorithm>

namespace courtyard {
namespace {

/// `/api/households/{id}/history` is about a household.
std::string subject_kind(std::string_view pattern) {
    constexpr std::string_view root = "/api/";
    if (!pattern.starts_with(root)) return {};
    pattern.remove_prefix(root.size());
    const std::string_view word = pattern.substr(0, pattern.find('/'));
    if (word == "households") return "household";
    if (word == "inspections") return "inspection";
    if (word == "bases") return "base";
    if (word == "cases") return "case";
    if (word == "relief") return "relief";
    if (word == "rechecks") return "recheck";
    if (word == "imports") return "import";
    if (word == "jobs") return "export";
    if (word == "accounts") return "account";
    return {};
}

bool is_read(const RequestHead& head) { return head.method == Method::get || head.method == Method::head; }

/// Beside what its verb says: what a route shows to some and not to others.
bool shows_more(const Route& route, const RequestHead& head, const Caller& caller,
                std::span<const std::string_view> captured) {
    if (caller.anonymous()) return false;
    // A report of an import holds the values of the file, and those that it met.
    if (route.verb == Verb::import_files && route.pattern.starts_with("/api/imports"))
        return is_read(head) ? route.pattern == "/api/imports/{id}" : head.parameter("dry_run") == "true";
    if (route.pattern == "/api/progress/explain") return permitted(caller, Verb::see_households);
    if (route.pattern == "/api/exports/{file}")
        return captured[0].starts_with("courtyards.") || captured[0].starts_with("inspections.");
    // Which layer a job's file is of, its address does not tell.
    return route.pattern == "/api/jobs/{id}/file" && permitted(caller, Verb::see_households);
}

}  // namespace

bool is_watched(Verb verb) {
    switch (verb) {
        case Verb::see_households:
        case Verb::see_originals:
        case Verb::decide:
        case Verb::keep_cases:
        case Verb::keep_relief:
        case Verb::manage_accounts:
        case Verb::read_audit:
            return true;
        default:
            return false;
    }
}

std::optional<Deed> look_of(const Route& route, const RequestHead& head, const Caller& caller,
                            std::span<const std::string_view> captured) {
    const bool watched = is_read(head) && route.door == RouteDoor::guarded && is_watched(route.verb);
    if (!watched && !shows_more(route, head, caller, captured)) return std::nullopt;
    Deed look{.verb = "look",
              .account = caller.account.value_or(""),
              .address = caller.address,
              .detail = std::string(route.pattern)};
    if (!captured.empty()) {
        look.kind = subject_kind(route.pattern);
        if (!look.kind.empty()) look.subject = captured[0];
    }
    if (const auto area = head.parameter("area"))
        if (const auto code = AreaCode::parse(*area)) look.area = code->str();
    if (head.parameter("size") == "original") look.detail += " (original)";
    return look;
}

}  // namespace courtyard
