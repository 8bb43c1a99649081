// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <algorithm>
#include <initializer_list>

#include "api/handlers/handlers.h"
#include "api/routes/groups.h"
#include "api/routes/row.h"

namespace courtyard {
namespace {

/// A segment of a pattern is literal text around at most one `{name}`.
bool segment_fits(std::string_view pattern, std::string_view segment,
                  std::vector<std::string_view>& captured) {
    const auto brace = pattern.find('{');
    if (brace == std::string_view::npos) return pattern == segment;
    const auto before = pattern.substr(0, brace);
    const auto after = pattern.substr(pattern.find('}') + 1);
    if (segment.size() <= before.size() + after.size() || !segment.starts_with(before) ||
        !segment.ends_with(after))
        return false;
    captured.push_back(segment.substr(before.size(), segment.size() - before.size() - after.size()));
    return true;
}

bool path_fits(std::string_view pattern, std::span<const std::string> segments,
               std::vector<std::string_view>& captured) {
    pattern.remove_prefix(1);
    for (const std::string& segment : segments) {
        if (pattern.empty()) return false;
        const auto end = std::min(pattern.find('/'), pattern.size());
        if (!segment_fits(pattern.substr(0, end), segment, captured)) return false;
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return pattern.empty();
}

std::vector<Route> joined(std::initializer_list<std::span<const Route>> groups) {
    std::vector<Route> all;
    for (const auto group : groups) all.insert(all.end(), group.begin(), group.end());
    return all;
}

const Route page_route{get, "/{page}", page, open, {}, on_io, {"网页", "The dashboard"}};

}  // namespace

std::span<const Route> routes() {
    static const std::vector<Route> all =
        joined({service_routes(), account_routes(), progress_routes(), planning_routes(), tile_routes(),
                feature_routes(), ogc_tile_routes(), style_routes(), editing_routes(), field_routes(),
                review_routes(), import_routes(), export_routes()});
    return all;
}

Budget budget_of(const Route& route) {
    if (route.terms.run_on == RunOn::passwords) return Budget::passwords;
    if (route.door == RouteDoor::open || route.method == Method::get)
        return route.pattern.starts_with("/api/exports/") ? Budget::exports : Budget::requests;
    switch (route.verb) {
        case Verb::upload_inspections:
        case Verb::import_places:
        case Verb::import_files:
            return Budget::uploads;
        default:
            return Budget::requests;
    }
}

std::string allow_list(std::span<const Method> methods) {
    std::string list = "OPTIONS";
    for (const Method method : methods) {
        list += ", ";
        list += to_string(method);
        if (method == Method::get) list += ", HEAD";
    }
    return list;
}

RouteSearch find_route(Method method, std::span<const std::string> segments) {
    RouteSearch search;
    // The standard writes the landing page of a service with a slash at its end, and so do clients.
    if (segments.size() == 2 && segments[0] == "ogc" && segments[1].empty()) segments = segments.first(1);
    const Method wanted = method == Method::head ? Method::get : method;
    for (const Route& route : routes()) {
        std::vector<std::string_view> captured;
        if (!path_fits(route.pattern, segments, captured)) continue;
        if (route.method == wanted) {
            search.match = RouteMatch{&route, std::move(captured)};
            return search;
        }
        if (std::ranges::find(search.allowed, route.method) == search.allowed.end())
            search.allowed.push_back(route.method);
    }
    // What no row claims may be a file of the dashboard.
    if (search.allowed.empty() && (segments.empty() || (segments[0] != "api" && segments[0] != "tiles" &&
                                                        segments[0] != "ogc" && segments[0] != "styles"))) {
        if (wanted == Method::get)
            search.match = RouteMatch{&page_route, {}};
        else
            search.allowed.push_back(Method::get);
    }
    return search;
}

}  // namespace courtyard
