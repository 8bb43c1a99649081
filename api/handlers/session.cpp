// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

void write_caller(Json& json, const Caller& caller, const AreaTree& areas) {
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
    json.member("public_level", static_cast<int>(caller.public_level)).end();
}

struct SignInForm {
    std::string name;
    std::string password;
};

std::optional<SignInForm> sign_in_form(const std::string& body) {
    auto parsed = JsonBody::parse(body);
    if (!parsed) return std::nullopt;
    SignInForm form{parsed->required_text("name"), parsed->required_text("password")};
    return parsed->errors().empty() ? std::optional(std::move(form)) : std::nullopt;
}

}  // namespace

Response sign_in(const Call& call) {
    const auto type = call.request.header("content-type");
    if (!type || !type->starts_with("application/json"))
        return problem({ErrorCode::unsupported,
                        "body.type",
                        {"请以 application/json 发送", "send application/json"},
                        "content-type"},
                       call.request);
    const auto form = sign_in_form(call.request.body);
    if (!form)
        return problem({ErrorCode::invalid_input,
                        "body.json",
                        {"请发送 {\"name\":…, \"password\":…}", "send {\"name\": ..., \"password\": ...}"},
                        "body"},
                       call.request);
    const auto secret = call.house.accounts.sign_in(form->name, form->password);
    if (!secret)
        return problem(secret.error().code == ErrorCode::not_allowed ? 401 : status_of(secret.error()),
                       secret.error(), call.request);

    RequestHead as_new = call.request;
    std::erase_if(as_new.headers, [](const auto& field) {
        return field.first == "authorization" || field.first == "cookie";
    });
    as_new.headers.emplace_back("authorization", "Bearer " + *secret);
    Json json;
    write_caller(json, call.house.accounts.caller_of(as_new).value_or(Caller{}),
                 *call.snapshot->newest_edition().areas);
    Response response = json_answer(json, Caching::none);
    response.headers.emplace_back(
        "set-cookie",
        fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200{}", session_cookie(call.request),
                    *secret, call.request.secure ? "; Secure" : ""));
    return response;
}

Response sign_out(const Call& call) {
    call.house.accounts.sign_out(call.request);
    Response response;
    response.status = 204;
    response.headers = {
        {"cache-control", "no-store"},
        {"set-cookie", fmt::format("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}",
                                   session_cookie(call.request), call.request.secure ? "; Secure" : "")}};
    return response;
}

Response who_am_i(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto caller = call.house.accounts.caller_of(call.request);
    if (!caller) return problem(401, caller.error(), call.request);
    Json json;
    write_caller(json, *caller, *call.snapshot->newest_edition().areas);
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
