// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/usual_answers.h"

#include <algorithm>
#include <array>

namespace courtyard {
namespace {

bool has_answer(const DescribedRoute& described, unsigned status) {
    return std::ranges::find(described.answers, status, &DescribedAnswer::status) != described.answers.end();
}

/// Whether a request names a thing that may not be there.
bool names_something(const DescribedRoute& described) {
    constexpr std::array<std::string_view, 3> things{"area", "campaign", "indicator"};
    return !described.path.empty() || described.route->times == Times::two ||
           std::ranges::any_of(described.query, [&](const SchemaMember& one) {
               return std::ranges::find(things, one.name) != things.end();
           });
}

bool may_be_given(const DescribedRoute& described, unsigned status) {
    const Route& route = *described.route;
    const bool guarded = route.door == RouteDoor::guarded;
    switch (status) {
        case 304:
            return route.method == Method::get && has_answer(described, 200);
        case 401:
            return guarded;
        case 403:
            return guarded || route.method != Method::get;
        case 404:
            return names_something(described);
        case 406:
            return route.method == Method::get &&
                   (route.pattern.starts_with("/ogc") || route.pattern == "/styles");
        case 413:
        case 415:
            return !described.body.empty();
        default:
            return true;
    }
}

}  // namespace

std::span<const UsualAnswer> usual_answers() {
    static const std::array answers{
        UsualAnswer{304, "NotModified", {"没有变化（If-None-Match）", "Not modified (If-None-Match)"}, ""},
        UsualAnswer{400,
                    "BadRequest",
                    {"参数或请求头有误", "A parameter or a header is not acceptable"},
                    "parameter.unknown parameter.invalid header.malformed token.in_query body.json"},
        UsualAnswer{401, "Unauthorized", {"需要登录", "Sign in first"}, "session.required"},
        UsualAnswer{403,
                    "Forbidden",
                    {"没有权限", "Not allowed"},
                    "role.not_allowed scope.gone origin.foreign password.change_required factor.required"},
        UsualAnswer{404,
                    "NotFound",
                    {"没有找到，或不在可见范围", "Not there, or out of one's area"},
                    "area.unknown campaign.unknown indicator.unknown revision.unknown"},
        UsualAnswer{
            406, "NotAcceptable", {"没有这种格式", "Not there in that encoding"}, "encoding.not_acceptable"},
        UsualAnswer{413, "TooLarge", {"内容过大", "Too large"}, "http.body_too_large"},
        UsualAnswer{
            415, "UnsupportedType", {"内容类型不支持", "Another type of content is needed"}, "body.type"},
        UsualAnswer{429,
                    "TooManyRequests",
                    {"请求过多，见 Retry-After", "Too many requests: see Retry-After"},
                    "limit.requests limit.uploads limit.exports limit.passwords"},
        UsualAnswer{500,
                    "ServerError",
                    {"服务器出错；编号在日志里", "The server failed; the log knows the id"},
                    "internal"},
        UsualAnswer{503,
                    "Busy",
                    {"服务器忙，见 Retry-After", "Busy: see Retry-After"},
                    "revision.busy http.overload http.waited"},
    };
    return answers;
}

std::vector<const UsualAnswer*> usual_answers_of(const DescribedRoute& described) {
    std::vector<const UsualAnswer*> all;
    for (const UsualAnswer& one : usual_answers())
        if (!has_answer(described, one.status) && may_be_given(described, one.status)) all.push_back(&one);
    return all;
}

bool may_be_public(const Route& route) {
    Caller anybody;
    anybody.public_level = PublicLevel::household_points;
    return route.door == RouteDoor::open || permitted(anybody, route.verb);
}

}  // namespace courtyard
