// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Accounts, for the security administrator of their area.
#include <fmt/format.h>

#include "api/account_bodies.h"
#include "api/account_json.h"
#include "api/answers.h"
#include "api/area_by_code.h"
#include "api/conditions.h"
#include "api/handlers/handlers.h"
#include "api/moment.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// Rights are of today: an edition that is yet to come gives nobody anything.
const EditionPicture& edition_now(const Call& call) { return call.snapshot->edition_on(today()); }
const AreaTree& areas_now(const Call& call) { return *edition_now(call).areas; }

/// An account for everything is seen by those for everything; one whose area was merged away or got another
/// code by those in charge of its ground, who give it another.
bool is_mine(const Call& call, const AreaCode& area) {
    return has_in_scope(call.caller, edition_now(call), area);
}

std::optional<Account> visible_account(const Call& call) {
    auto account = call.house.accounts.find(std::string(call.captured[0]));
    return account && is_mine(call, account->area) ? account : std::nullopt;
}

Response unknown(const Call& call) {
    return problem({ErrorCode::not_found,
                    "account.unknown",
                    {fmt::format("没有账号 {}", call.captured[0]),
                     fmt::format("there is no account {}", call.captured[0])},
                    "name"},
                   call.request);
}

Response refusal(const Call& call, const Error& error) {
    if (error.name == "account.changed") return problem(412, error, call.request);
    return problem(error.code == ErrorCode::invalid_input ? 422 : status_of(error), error, call.request);
}

/// Nobody gives what lies outside the own area.
std::optional<Response> refuse_area(const Call& call, const AreaCode& area) {
    const bool known = area.empty() || areas_now(call).find(area) != no_area;
    if (known && is_mine(call, area)) return std::nullopt;
    return problem(422,
                   {ErrorCode::invalid_input,
                    "area.unknown",
                    {area.empty() ? std::string("请指明区划：你只管辖一部分")
                                  : fmt::format("没有代码为“{}”的区划", area.view()),
                     area.empty() ? std::string("name an area: yours is a part of the whole")
                                  : fmt::format("there is no area \"{}\"", area.view())},
                    "area"},
                   call.request);
}

Response account_answer(const Call& call, const Account& account, const std::optional<std::string>& password,
                        unsigned status) {
    Json json;
    write_account(json, account, call.house.accounts, areas_now(call));
    if (password) json.member("password", *password);
    json.end();
    Response response = json_answer(json, Caching::none, status);
    response.headers.emplace_back("etag", account_tag(account));
    return response;
}

}  // namespace

Response list_accounts(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("accounts").array();
    for (const Account& account : call.house.accounts.list()) {
        if (!is_mine(call, account.area)) continue;
        write_account(json, account, call.house.accounts, areas_now(call));
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response post_account(const Call& call) {
    const auto form = account_form(call.request);
    if (!form) return form.error();
    if (auto refused = refuse_area(call, form->area)) return std::move(*refused);
    const auto password = call.house.accounts.add(form->name, form->role, form->area,
                                                  {call.caller.name(), call.caller.address});
    if (!password) return refusal(call, password.error());
    return account_answer(call, call.house.accounts.find(form->name).value_or(Account{}), *password, 201);
}

Response one_account(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto account = visible_account(call);
    return account ? account_answer(call, *account, std::nullopt, 200) : unknown(call);
}

Response patch_account(const Call& call) {
    const auto change = change_form(call.request);
    if (!change) return change.error();
    const auto account = visible_account(call);
    if (!account) return unknown(call);
    if (change->area)
        if (auto refused = refuse_area(call, *change->area)) return std::move(*refused);
    // Roles and areas are what two administrators could take from each other unseen.
    const auto match = call.request.header("if-match");
    if (!match && (change->role || change->area))
        return problem(428,
                       {ErrorCode::invalid_input,
                        "precondition.required",
                        {"请用 If-Match 说明依据哪一版修改（账号的 etag）",
                         "say with If-Match which version you saw (the account's etag)"},
                        "If-Match"},
                       call.request);
    if (match && named_in(*match, account_tag(*account)) != Named::yes)
        return problem(
            412,
            {ErrorCode::conflict,
             "account.changed",
             {"账号刚被别人改过，请重新读取", "somebody changed the account meanwhile: read it again"},
             "If-Match"},
            call.request);
    const auto changed =
        call.house.accounts.change(account->name, *change, {call.caller.name(), call.caller.address},
                                   match ? std::optional(account->version) : std::nullopt);
    if (!changed) return refusal(call, changed.error());
    return account_answer(call, changed->account, changed->password, 200);
}

}  // namespace courtyard
