// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "api/account_bodies.h"
#include "api/account_json.h"
#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

Error not_yours(Verb verb) {
    return {ErrorCode::not_allowed,
            "verb.not_yours",
            {fmt::format("你的角色没有权限“{}”", to_string(verb)),
             fmt::format("your role has no right \"{}\"", to_string(verb))},
            "verbs"};
}

}  // namespace

Response list_tokens(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("tokens").array();
    for (const Credential& one : call.house.accounts.credentials_of(call.caller.name(), "token")) {
        write_credential(json, one);
        json.member("device", one.device).key("verbs");
        if (one.verbs.empty()) {
            json.null();
        } else {
            json.array();
            for (std::size_t at = 0; at < one.verbs.size();) {
                const auto end = std::min(one.verbs.find(' ', at), one.verbs.size());
                json.value(std::string_view(one.verbs).substr(at, end - at));
                at = end + 1;
            }
            json.end_array();
        }
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response post_token(const Call& call) {
    // A token that leaked shall not make others that outlive it.
    if (!call.caller.by_cookie)
        return problem({ErrorCode::not_allowed,
                        "session.needed",
                        {"请用账号和密码登录后再签发令牌", "sign in with the password to issue a token"},
                        "authorization"},
                       call.request);
    const auto terms = token_form(call.request);
    if (!terms) return terms.error();
    for (const Verb verb : terms->verbs)
        if (!permitted(call.caller, verb)) return problem(422, not_yours(verb), call.request);
    const auto issued = call.house.accounts.create_token(call.caller.name(), *terms,
                                                         {call.caller.name(), call.caller.address});
    if (!issued) return problem(issued.error(), call.request);
    Json json;
    json.object()
        .member("id", issued->credential.id())
        .member("token", issued->secret)
        .member("expires_at", to_string(issued->credential.expires))
        .end();
    return json_answer(json, Caching::none, 201);
}

Response delete_token(const Call& call) {
    const auto ended = call.house.accounts.end(call.caller.name(), "token", std::string(call.captured[0]),
                                               {call.caller.name(), call.caller.address});
    return ended ? nothing_more() : problem(ended.error(), call.request);
}

}  // namespace courtyard
