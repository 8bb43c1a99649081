// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/service.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <exception>

#include "api/answers.h"
#include "api/conditions.h"
#include "api/problem.h"
#include "api/ready_tiles.h"
#include "api/routes.h"
#include "api/secrets.h"
#include "api/watched_look.h"
#include "api/written_answer.h"

namespace courtyard {
namespace {

Error not_here(const RequestHead& head) {
    return {ErrorCode::not_found,
            "path.unknown",
            {"没有这个地址", "there is nothing at this address"},
            head.target};
}

std::string allow_list(const std::vector<Method>& methods) {
    std::string list = "OPTIONS";
    for (const Method method : methods) {
        list += fmt::format(", {}", to_string(method));
        if (method == Method::get) list += ", HEAD";
    }
    return list;
}

Response options_answer(const std::vector<Method>& methods) {
    Response response;
    response.status = 204;
    response.headers = {{"allow", allow_list(methods)}};
    return response;
}

bool unsafe(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

/// A browser session may change things only from our own pages.
bool from_our_page(const RequestHead& head) {
    if (const auto site = head.header("sec-fetch-site")) return *site == "same-origin" || *site == "none";
    const auto origin = head.header("origin");
    const auto host = head.header("host");
    return origin && host &&
           (*origin == fmt::format("http://{}", *host) || *origin == fmt::format("https://{}", *host));
}

/// The revision that a reading of data asks for, when it is older than the newest picture.
std::optional<Revision> older_revision(const Route& route, const RequestHead& head, const Snapshot& newest) {
    const auto text = route.times == Times::two ? head.parameter("revision") : std::nullopt;
    if (!text) return std::nullopt;
    Revision revision = -1;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), revision);
    const bool whole = error == std::errc() && end == text->data() + text->size();
    // What is no revision of ours is told so by the handler.
    if (!whole || revision < 0 || revision >= newest.revision) return std::nullopt;
    return revision;
}

struct Entrance {
    RouteMatch match;
    Caller caller;
};

/// A secret in an address stands in logs and histories for ever: it is refused, wherever it was meant to go.
bool names_a_secret(const RequestHead& head) {
    constexpr std::array<std::string_view, 6> names{"access_token", "token",  "bearer_token",
                                                    "api_key",      "apikey", "authorization"};
    return std::ranges::any_of(head.query, [&](const auto& one) {
        return std::ranges::find(names, one.first) != names.end() ||
               (one.second.starts_with(secret_mark) && one.second.size() > 40);
    });
}

Error secret_in_address() {
    return {
        ErrorCode::invalid_input,
        "token.in_query",
        {"令牌不能写在地址里（会留在日志中），请用 Authorization: Bearer 发送，并撤销这个令牌",
         "a token must not stand in an address, where logs keep it: send Authorization: Bearer, and revoke "
         "this one"},
        {}};
}

/// Why a caller may not do what a route does.
Response not_permitted(const Caller& caller, const RequestHead& head) {
    if (caller.anonymous())
        return problem(401,
                       {ErrorCode::not_allowed,
                        "session.required",
                        {"请先登录", "sign in first"},
                        std::string(to_string(caller.role))},
                       head);
    if (caller.must_change)
        return problem(403,
                       {ErrorCode::not_allowed,
                        "password.change_required",
                        {"这是一次性密码，请先改成自己的密码",
                         "this password is for one use: set one of your own first"},
                        "password"},
                       head);
    if (caller.must_enrol)
        return problem(
            403,
            {ErrorCode::not_allowed,
             "factor.required",
             {"你的角色须启用双因素登录，请先启用", "your role needs a second factor: set one up first"},
             "second_factor"},
            head);
    return problem(403,
                   {ErrorCode::not_allowed,
                    "role.not_allowed",
                    {"你的角色没有这项权限", "your role may not do this"},
                    std::string(to_string(caller.role))},
                   head);
}

/// Finds the route and lets the caller in, or says why not.
tl::expected<Entrance, Response> enter(const House& house, const RequestHead& head) {
    if (names_a_secret(head)) return tl::unexpected(problem(secret_in_address(), head));
    const RouteSearch search = find_route(head.method, head.segments);
    if (!search.match) {
        if (search.allowed.empty()) return tl::unexpected(problem(not_here(head), head));
        if (head.method == Method::options) return tl::unexpected(options_answer(search.allowed));
        auto refusal = problem(405,
                               {ErrorCode::unsupported,
                                "method.not_allowed",
                                {"这个地址不支持该方法", "this address does not know the method"},
                                std::string(to_string(head.method))},
                               head);
        refusal.headers.emplace_back("allow", allow_list(search.allowed));
        return tl::unexpected(std::move(refusal));
    }
    auto caller = house.accounts.caller_of(head);
    const Route& route = *search.match->route;
    if (route.door == Door::open) return Entrance{*search.match, caller.value_or(Caller{})};
    if (!caller) return tl::unexpected(problem(401, caller.error(), head));
    if (!permitted(*caller, route.verb)) {
        if (!caller->anonymous()) house.accounts.tell_denied(*caller, to_string(head.method), route.pattern);
        return tl::unexpected(not_permitted(*caller, head));
    }
    if (caller->by_cookie && unsafe(head.method) && !from_our_page(head))
        return tl::unexpected(
            problem({ErrorCode::not_allowed,
                     "origin.foreign",
                     {"请求不是从本系统页面发出的", "the request does not come from our own page"},
                     "origin"},
                    head));
    return Entrance{*search.match, std::move(*caller)};
}

}  // namespace

CourtyardService::CourtyardService(House house)
    : house_(std::move(house)), ready_tiles_(std::make_unique<ReadyTiles>(house_)) {}
CourtyardService::~CourtyardService() = default;

std::optional<ReadyAnswer> CourtyardService::ready(const PlainGet& get) { return ready_tiles_->answer(get); }

tl::expected<Admission, Response> CourtyardService::admit(const RequestHead& head) {
    auto entrance = enter(house_, head);
    if (!entrance) return tl::unexpected(finished(std::move(entrance.error()), head, Audience::everybody));
    if (const auto readable = readable_conditions(head); !readable)
        return tl::unexpected(finished(problem(readable.error(), head), head, Audience::everybody));
    return entrance->match.route->terms;
}

/// A request that was let in, while it is answered.
struct CourtyardService::Visit {
    const Request& request;
    const Route& route;
    std::vector<std::string_view> captured;
    Caller caller;
    std::chrono::steady_clock::time_point began;

    Response answer(House& house, std::shared_ptr<const Snapshot> newest,
                    std::shared_ptr<const Snapshot> older) const {
        return route.handler({request, house, caller, std::move(newest), captured, std::move(older)});
    }
};

Response CourtyardService::respond(const Request& request) {
    const auto began = std::chrono::steady_clock::now();
    auto entrance = enter(house_, request);
    if (!entrance) return finished(std::move(entrance.error()), request, Audience::everybody);
    RouteMatch& match = entrance->match;
    const auto visit = std::make_shared<const Visit>(
        Visit{request, *match.route, std::move(match.captured), std::move(entrance->caller), began});
    auto newest = house_.atlas.now();
    std::shared_ptr<const Snapshot> older;
    if (const auto revision = older_revision(visit->route, request, *newest)) {
        older = house_.atlas.older().kept(*revision);
        if (!older) return when_drawn(visit, *revision);
    }
    Response response = visit->answer(house_, std::move(newest), std::move(older));
    if (!response.later) return recorded(visit, finish(*visit, std::move(response)));
    Response awaited;
    awaited.later = [this, visit, begin = std::move(response.later)](AnswerLater take) {
        begin([this, visit, take = std::move(take)](std::function<Response()> answer) {
            take([this, visit, answer = std::move(answer)] { return finish(*visit, answer()); });
        });
    };
    return awaited;
}

Response CourtyardService::when_drawn(std::shared_ptr<const Visit> visit, Revision revision) {
    Response awaited;
    awaited.later = [this, visit = std::move(visit), revision](const AnswerLater& take) {
        house_.atlas.older().ask(revision, [this, visit, take](const auto& drawn) {
            std::function<Response()> answer;
            try {
                Response response = drawn ? visit->answer(house_, house_.atlas.now(), *drawn)
                                          : problem(drawn.error(), visit->request);
                response = recorded(visit, finish(*visit, std::move(response)));
                if (response.later) return response.later(take);
                answer = [response = std::move(response)] { return response; };
            } catch (...) {
                answer = [thrown = std::current_exception()]() -> Response {
                    std::rethrow_exception(thrown);
                };
            }
            take(std::move(answer));
        });
    };
    return awaited;
}

Response CourtyardService::recorded(std::shared_ptr<const Visit> visit, Response response) {
    const bool shown = response.status < 300 || response.status == 304;
    if (!shown) return response;
    auto look = look_of(visit->route, visit->request, visit->caller, visit->captured);
    if (!look) return response;
    auto held = std::make_shared<Response>(std::move(response));
    return after_writing(
        house_.store,
        [look = std::move(*look)](Transaction& transaction) -> Result<void> {
            transaction.note(look);
            return {};
        },
        [this, visit = std::move(visit), held](const Result<Revision>& done) {
            if (done) return std::move(*held);
            std::error_code ignored;
            if (held->file) std::filesystem::remove(*held->file, ignored);
            return finish(*visit, problem(done.error(), visit->request));
        });
}

Response CourtyardService::finish(const Visit& visit, Response response) {
    const auto audience = visit.caller.anonymous() ? Audience::everybody : Audience::this_caller;
    response = finished(std::move(response), visit.request, audience);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - visit.began;
    house_.metrics.count(visit.route.pattern, response.status, took.count());
    return response;
}

Response CourtyardService::refuse(unsigned status, std::string_view name, const RequestHead& head) {
    if (status >= 500) spdlog::error("request {} {}: {}", head.id, head.target, name);
    house_.metrics.count("refused", status, 0);
    const Error error{
        ErrorCode::invalid_input,
        std::string(name),
        {fmt::format("请求未被接受（{}）", name), fmt::format("the request was refused ({})", name)},
        {}};
    return finished(problem(status, error, head), head, Audience::everybody);
}

}  // namespace courtyard
