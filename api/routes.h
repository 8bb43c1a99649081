// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/service.h"

namespace courtyard {

using Handler = Response (*)(const Call&);

/// What a route needs of the caller beside a verb: nothing at all, or that a handler asks for itself.
enum class RouteDoor : std::uint8_t { open, guarded };

/// Whether a route reads data as of a day (`as_of`) and as it was known at a revision (`revision`).
enum class Times : std::uint8_t { none, two };

/// One row of the table that is the program's HTTP interface.
struct Route {
    Method method;
    std::string_view pattern;  ///< `/tiles/{layers}/{z}/{x}/{y}.mvt`
    Handler handler;
    RouteDoor door = RouteDoor::guarded;
    Verb verb = Verb::see_aggregates;  ///< for guarded routes
    Admission terms;
    Text summary;
    Times times = Times::none;
};

/// The budget that a route costs beside `requests`.
Budget budget_of(const Route& route);

/// The table, joined from the groups in api/routes/; each row stays where it is as long as the program runs.
/// The first row that fits is taken: a literal path stands before a pattern of the same method that fits it
/// too.
std::span<const Route> routes();

/// A route that fits a path, and what its `{...}` matched.
struct RouteMatch {
    const Route* route = nullptr;
    std::vector<std::string_view> captured;
};

/// The route of a method and path; else the methods that the path knows (empty: no such path).
struct RouteSearch {
    std::optional<RouteMatch> match;
    std::vector<Method> allowed;
};

/// The value of `Allow`: these methods, with those that come of themselves.
std::string allow_list(std::span<const Method> methods);

/// HEAD is answered by the GET route.
RouteSearch find_route(Method method, std::span<const std::string> segments);

}  // namespace courtyard
