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
#include <mutex>

#include "api/answers.h"
#include "api/conditions.h"
#include "api/handlers/handlers.h"
#include "api/http/address.h"
#include "api/media_type.h"
#include "api/problem.h"
#include "api/ready_tiles.h"
#include "api/refusal_text.h"
#include "api/request_log.h"
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

Response options_answer(const std::vector<Method>& methods) {
    Response response;
    response.status = 204;
    response.headers = {{"allow", allow_list(methods)}};
    return response;
}

bool unsafe(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

/// What the browser says of the page behind a request.
enum class Page : std::uint8_t { unsaid, ours, foreign };

/// Both fields are the browser's own word, which no page can change; where both stand, both must fit.
Page page_behind(const RequestHead& head) {
    const auto site = head.header("sec-fetch-site");
    const auto origin = head.header("origin");
    if (site && *site != "same-origin" && *site != "none") return Page::foreign;
    if (origin) {
        const auto host = head.header("host");
        const bool same = host && (*origin == fmt::format("https://{}", *host) ||
                                   (!head.secure && *origin == fmt::format("http://{}", *host)));
        if (!same) return Page::foreign;
    }
    return site || origin ? Page::ours : Page::unsaid;
}

/// A change by way of a browser comes from our own page and as JSON, which a form on another page cannot
/// send.
std::optional<Response> forged(const RequestHead& head, const Route& route, const Caller& caller) {
    if (!unsafe(head.method) || (!caller.by_cookie && route.door != RouteDoor::open)) return std::nullopt;
    const Page page = page_behind(head);
    const bool must_be_said = caller.by_cookie && route.door != RouteDoor::open;
    if (page == Page::foreign || (must_be_said && page == Page::unsaid))
        return problem({ErrorCode::not_allowed,
                        "origin.foreign",
                        {"请求不是从本系统页面发出的", "the request does not come from our own page"},
                        "origin"},
                       head);
    const bool has_body = head.chunked || head.content_length.value_or(0) > 0;
    if (has_body && !route.terms.spool && !is_json_type(media_type(head)))
        return problem({ErrorCode::unsupported,
                        "body.type",
                        {"请以 application/json 发送", "send application/json"},
                        "content-type"},
                       head);
    return std::nullopt;
}

/// Whether what a route answers this caller can name persons, places where they live, or their cases.
bool shows_persons(const Route& route, const Caller& caller) {
    switch (route.verb) {
        case Verb::see_households:
        case Verb::see_originals:
        case Verb::decide:
        case Verb::keep_cases:
        case Verb::keep_relief:
            return route.door == RouteDoor::guarded;
        default:
            break;
    }
    const bool rows = route.pattern.starts_with("/ogc/collections/{id}/items") ||
                      route.pattern.starts_with("/api/exports/") || route.pattern.starts_with("/api/jobs");
    return rows && permitted(caller, Verb::see_households);
}

void never_store(Response& response) {
    std::erase_if(response.headers, [](const auto& field) { return field.first == "cache-control"; });
    response.headers.emplace_back("cache-control", "no-store");
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

/// The exception that is being handled, for the log alone.
void log_cause(const RequestHead& head) {
    const auto thrown = std::current_exception();
    if (!thrown) return;
    try {
        std::rethrow_exception(thrown);
    } catch (const std::exception& error) {
        spdlog::error("request {} failed: {}", head.id, error.what());
    } catch (...) {
        spdlog::error("request {} failed", head.id);
    }
}

/// A proxy that nobody named makes all its clients look like this machine, which is exempt from rations.
void warn_of_unnamed_proxy(const RequestHead& head) {
    static std::once_flag told;
    if (!head.header("x-forwarded-for") && !head.header("forwarded")) return;
    const auto address = Address::parse(head.peer);
    if (!address || !address->is_loopback()) return;
    std::call_once(told, [] {
        spdlog::warn("a proxy on this machine asks for others: name it in trusted_proxies (docs/DEPLOY.md)");
    });
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
    if (route.door == RouteDoor::open) {
        if (auto refusal = forged(head, route, caller.value_or(Caller{})))
            return tl::unexpected(std::move(*refusal));
        return Entrance{*search.match, caller.value_or(Caller{})};
    }
    if (!caller) return tl::unexpected(problem(401, caller.error(), head));
    if (!permitted(*caller, route.verb)) {
        if (!caller->anonymous()) house.accounts.tell_denied(*caller, to_string(head.method), route.pattern);
        return tl::unexpected(not_permitted(*caller, head));
    }
    if (auto refusal = forged(head, route, *caller)) return tl::unexpected(std::move(*refusal));
    return Entrance{*search.match, std::move(*caller)};
}

}  // namespace

CourtyardService::CourtyardService(House house)
    : house_(std::move(house)), ready_tiles_(std::make_unique<ReadyTiles>(house_)) {}
CourtyardService::~CourtyardService() = default;

std::optional<ReadyAnswer> CourtyardService::ready(const PlainGet& get) { return ready_tiles_->answer(get); }

std::optional<Response> CourtyardService::over_budget(Budget budget, const RequestHead& head,
                                                      const std::optional<std::string>& account) {
    if (house_.limits == nullptr) return std::nullopt;
    const auto exceeded = house_.limits->spend(budget, {head.peer, account, head.header("authorization")});
    if (!exceeded) return std::nullopt;
    house_.metrics.tally(
        "courtyard_limited_total", "Requests over a rate limit",
        {{"budget", std::string(to_string(budget))}, {"whose", std::string(exceeded->whose)}});
    auto refusal =
        problem(429,
                {ErrorCode::unavailable,
                 fmt::format("limit.{}", to_string(budget)),
                 {fmt::format("请求太频繁，请在 {} 秒后再试", exceeded->retry_after.count()),
                  fmt::format("too many requests, try again in {} s", exceeded->retry_after.count())},
                 std::string(exceeded->whose)},
                head);
    refusal.headers.emplace_back("retry-after", std::to_string(exceeded->retry_after.count()));
    return refusal;
}

tl::expected<Admission, Response> CourtyardService::admit(const RequestHead& head) {
    std::string account = "-";
    auto terms = admitted(head, account);
    if (terms) return terms;
    auto refusal = going_out(std::move(terms.error()), head, Audience::everybody);
    house_.metrics.count("refused", refusal.status, 0);
    log_request(head, account, refusal, 0);
    return tl::unexpected(std::move(refusal));
}

tl::expected<Admission, Response> CourtyardService::admitted(const RequestHead& head, std::string& account) {
    warn_of_unnamed_proxy(head);
    auto entrance = enter(house_, head);
    const auto& caller = entrance ? entrance->caller.account : std::nullopt;
    if (caller) account = *caller;
    const Handler handler = entrance ? entrance->match.route->handler : nullptr;
    // Whether alive and ready is told always.
    if (handler != health && handler != readiness) {
        if (auto refusal = over_budget(Budget::requests, head, caller))
            return tl::unexpected(std::move(*refusal));
    }
    if (!entrance) return tl::unexpected(std::move(entrance.error()));
    if (const Budget budget = budget_of(*entrance->match.route); budget != Budget::requests) {
        if (auto refusal = over_budget(budget, head, caller)) return tl::unexpected(std::move(*refusal));
    }
    if (const auto readable = readable_conditions(head); !readable)
        return tl::unexpected(problem(readable.error(), head));
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
    if (!entrance) return going_out(std::move(entrance.error()), request, Audience::everybody);
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

Response CourtyardService::going_out(Response response, const RequestHead& head, Audience audience) const {
    response = finished(std::move(response), head, audience, house_.transport_policy);
    house_.cross_origin.tell(response, head);
    return response;
}

Response CourtyardService::finish(const Visit& visit, Response response) {
    const auto audience = visit.caller.anonymous() ? Audience::everybody : Audience::this_caller;
    response = going_out(std::move(response), visit.request, audience);
    if (shows_persons(visit.route, visit.caller)) never_store(response);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - visit.began;
    house_.metrics.count(visit.route.pattern, response.status, took.count());
    log_request(visit.request, visit.caller.account.value_or("-"), response, took.count());
    return response;
}

Response CourtyardService::refuse(unsigned status, std::string_view name, const RequestHead& head) {
    if (name == "internal") log_cause(head);
    house_.metrics.count("refused", status, 0);
    house_.metrics.tally("courtyard_refused_total", "Requests refused before they reached a handler",
                         {{"reason", std::string(name)}});
    const Error error{ErrorCode::invalid_input, std::string(name), refusal_text(name), {}};
    auto refusal = going_out(problem(status, error, head), head, Audience::everybody);
    log_request(head, "-", refusal, 0);
    return refusal;
}

}  // namespace courtyard
