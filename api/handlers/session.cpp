// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "api/account_bodies.h"
#include "api/account_json.h"
#include "api/answers.h"
#include "api/area_json.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/totp.h"

namespace courtyard {
namespace {

void write_caller(Json& json, const Caller& caller, const Accounts& accounts, const AreaTree& areas) {
    json.object().member("name", caller.account).key("role");
    if (caller.anonymous())
        json.null();
    else
        json.value(to_string(caller.role));
    json.key("area");
    const AreaIndex top = scope_root(caller, areas);
    if (top == no_area)
        json.null();
    else
        write_area(json.object(), areas[top]).end();
    json.member("public_level", static_cast<int>(caller.public_level));
    if (const auto account = accounts.find(caller.account.value_or("")))
        json.member("must_change_password", caller.must_change).member("second_factor", account->factor_on);
    if (caller.by_cookie) {
        const SessionLimits& limits = accounts.limits();
        const std::int64_t open_ms = Instant::now().ms - caller.since.ms;
        json.member("idle_s", limits.idle_ms / 1'000)
            .member("ends_in_s", std::max<std::int64_t>(0, limits.absolute_ms - open_ms) / 1'000);
    }
    json.end();
}

std::string cookie_line(const RequestHead& head, std::string_view secret, std::int64_t seconds) {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", session_cookie(head), secret,
                       seconds, head.secure ? "; Secure" : "");
}

std::string cookie_line(const RequestHead& head, std::string_view secret, const Accounts& accounts) {
    return cookie_line(head, secret, accounts.limits().absolute_ms / 1'000);
}

unsigned status_of_refusal(const Error& error) {
    if (error.name == "session.locked") return 429;
    if (error.code == ErrorCode::not_allowed) return 401;
    return error.code == ErrorCode::invalid_input ? 422 : status_of(error);
}

Response refusal(const Accounts::Refusal& refused, const RequestHead& head) {
    const unsigned status = status_of_refusal(refused.error);
    Response response = problem(status, refused.error, head);
    if (status == 429)
        response.headers.emplace_back("retry-after",
                                      std::to_string(std::max<std::int64_t>(2, refused.retry_after_s)));
    return response;
}

/// What else it came to, so that nobody wonders where the other windows went.
Json& write_consequence(Json& json, const Accounts::Consequence& consequence) {
    return json.member("sessions_ended", std::uint64_t{consequence.sessions_ended})
        .member("tokens", std::uint64_t{consequence.tokens});
}

}  // namespace

Response sign_in(const Call& call) {
    const auto form = sign_in_form(call.request);
    if (!form) return form.error();
    Accounts& accounts = call.house.accounts;
    if (const auto locked = accounts.locked_out(form->name, call.request.peer))
        return refusal(*locked, call.request);
    Accounts::Attempt attempt{form->name, form->password, form->code, call.request.peer, {}};
    if (const auto former = session_in(call.request)) attempt.former = std::string(*former);
    const auto secret = accounts.sign_in(attempt);
    if (!secret) return refusal(secret.error(), call.request);
    RequestHead as_new = call.request;
    std::erase_if(as_new.headers, [](const auto& field) {
        return field.first == "authorization" || field.first == "cookie";
    });
    as_new.headers.emplace_back("cookie", fmt::format("{}={}", session_cookie(call.request), *secret));
    Json json;
    write_caller(json, accounts.caller_of(as_new).value_or(Caller{}), accounts,
                 *call.snapshot->edition_on(today()).areas);
    Response response = json_answer(json, Caching::none);
    response.headers.emplace_back("set-cookie", cookie_line(call.request, *secret, accounts));
    return response;
}

Response sign_out(const Call& call) {
    call.house.accounts.sign_out(call.request);
    Response response = nothing_more();
    response.headers.emplace_back("set-cookie", cookie_line(call.request, "", 0));
    // Answers that the browser keeps. Not "storage": what a page holds to send later must outlive a session.
    response.headers.emplace_back("clear-site-data", "\"cache\"");
    return response;
}

Response who_am_i(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto caller = call.house.accounts.caller_of(call.request);
    if (!caller) return problem(401, caller.error(), call.request);
    Json json;
    write_caller(json, *caller, call.house.accounts, *call.snapshot->edition_on(today()).areas);
    return json_answer(json, Caching::none);
}

Response put_password(const Call& call) {
    const auto form = password_form(call.request);
    if (!form) return form.error();
    Accounts& accounts = call.house.accounts;
    const auto changed = accounts.change_password(call.caller, form->old, form->fresh);
    if (!changed) return refusal(changed.error(), call.request);
    Json json;
    write_consequence(json.object(), changed->consequence).end();
    Response response = json_answer(json, Caching::none);
    if (call.caller.by_cookie)
        response.headers.emplace_back("set-cookie", cookie_line(call.request, changed->secret, accounts));
    return response;
}

Response post_second_factor(const Call& call) {
    const auto secret = call.house.accounts.offer_factor(call.caller);
    if (!secret) return problem(secret.error(), call.request);
    Json json;
    json.object().member("secret", *secret).member("uri", otpauth_uri(call.caller.name(), *secret)).end();
    return json_answer(json, Caching::none, 201);
}

Response put_second_factor(const Call& call) {
    const auto code = code_form(call.request);
    if (!code) return code.error();
    const auto factor = call.house.accounts.confirm_factor(call.caller, *code);
    if (!factor)
        return problem(factor.error().code == ErrorCode::invalid_input ? 422 : status_of(factor.error()),
                       factor.error(), call.request);
    Json json;
    json.object().key("recovery").array();
    for (const std::string& one : factor->recovery) json.value(one);
    write_consequence(json.end_array(), factor->consequence).end();
    return json_answer(json, Caching::none);
}

Response delete_second_factor(const Call& call) {
    const auto removed = call.house.accounts.remove_factor(call.caller);
    if (!removed) return problem(removed.error(), call.request);
    Json json;
    write_consequence(json.object(), *removed).end();
    return json_answer(json, Caching::none);
}

Response list_sessions(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("sessions").array();
    for (const Credential& one : call.house.accounts.credentials_of(call.caller.name(), "session")) {
        write_credential(json, one);
        json.member("current", one.id() == call.caller.credential).end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response delete_session(const Call& call) {
    const auto ended = call.house.accounts.end_own_session(call.caller, std::string(call.captured[0]));
    return ended ? nothing_more() : problem(ended.error(), call.request);
}

}  // namespace courtyard
