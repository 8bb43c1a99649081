// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/account_bodies.h"

#include "api/json_body.h"
#include "api/media_type.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// Reads a form with `read(body)`, which remembers in the body what was wrong.
template <class Form, class Read>
Sent<Form> read_form(const Request& request, Read read) {
    if (media_type(request) != "application/json")
        return tl::unexpected(problem({ErrorCode::unsupported,
                                       "body.type",
                                       {"请以 application/json 发送", "send application/json"},
                                       "content-type"},
                                      request));
    auto body = JsonBody::parse(request.body);
    if (!body) return tl::unexpected(problem(body.error(), request));
    Form form = read(*body);
    const auto errors = body->errors();
    if (errors.empty()) return form;
    return tl::unexpected(problem(
        422,
        {ErrorCode::invalid_input, "body.invalid", {"内容有误，见 errors", "not acceptable, see errors"}, {}},
        request, errors));
}

template <class Value>
Value taken(JsonBody& body, std::string_view name, Result<Value> value) {
    if (value) return *value;
    body.refuse(name, value.error());
    return Value{};
}

std::optional<Role> role_in(JsonBody& body, const std::string& text) {
    const auto role = parse_role(text);
    if (role) return *role;
    body.refuse("role", role.error());
    return std::nullopt;
}

/// Empty: everything.
AreaCode area_in(JsonBody& body) {
    const std::string text = body.text("area");
    return text.empty() ? AreaCode{} : taken(body, "area", AreaCode::parse(text));
}

}  // namespace

Sent<SignInForm> sign_in_form(const Request& request) {
    return read_form<SignInForm>(request, [](JsonBody& body) {
        return SignInForm{body.required_text("name"), body.required_text("password"), body.text("code")};
    });
}

Sent<PasswordForm> password_form(const Request& request) {
    return read_form<PasswordForm>(request, [](JsonBody& body) {
        return PasswordForm{body.required_text("old"), body.required_text("new")};
    });
}

Sent<std::string> code_form(const Request& request) {
    return read_form<std::string>(request, [](JsonBody& body) { return body.required_text("code"); });
}

Sent<AccountForm> account_form(const Request& request) {
    return read_form<AccountForm>(request, [](JsonBody& body) {
        AccountForm form;
        form.name = body.required_text("name");
        if (const std::string role = body.required_text("role"); !role.empty())
            form.role = role_in(body, role).value_or(Role::viewer);
        form.area = area_in(body);
        return form;
    });
}

Sent<Accounts::Change> change_form(const Request& request) {
    return read_form<Accounts::Change>(request, [](JsonBody& body) {
        Accounts::Change change;
        if (body.has("role")) change.role = role_in(body, body.text("role"));
        if (body.has("area")) change.area = area_in(body);
        if (body.has("active")) change.active = body.yes("active");
        change.unlock = body.yes("unlock");
        change.reset_password = body.yes("reset_password");
        change.remove_factor = body.yes("remove_factor");
        change.end_sessions = body.yes("end_sessions");
        change.revoke_tokens = body.yes("revoke_tokens");
        return change;
    });
}

Sent<Accounts::TokenTerms> token_form(const Request& request) {
    return read_form<Accounts::TokenTerms>(request, [](JsonBody& body) {
        constexpr std::size_t longest_device = 64;
        Accounts::TokenTerms terms;
        terms.device = body.required_text("device");
        if (terms.device.size() > longest_device)
            body.refuse("device", {ErrorCode::invalid_input,
                                   "device.long",
                                   {"设备名至多 64 个字节", "a device's name has at most 64 bytes"},
                                   "device"});
        for (const std::string& word : body.texts("verbs")) {
            const auto verb = parse_verb(word);
            if (verb)
                terms.verbs.push_back(*verb);
            else
                body.refuse("verbs", verb.error());
        }
        const auto days = body.required_number("days");
        if (days && (*days < 1 || *days > 3'650 || *days != static_cast<int>(*days)))
            body.refuse("days", {ErrorCode::invalid_input,
                                 "days.invalid",
                                 {"天数为 1 至 3650 的整数", "days is a whole number from 1 to 3650"},
                                 "days"});
        else if (days)
            terms.days = static_cast<int>(*days);
        return terms;
    });
}

}  // namespace courtyard
