// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "api/accounts.h"
#include "api/http/message.h"

namespace courtyard {

/// What is sent about accounts. Each is read whole or answered with what is wrong: 415 when it is not sent as
/// application/json, 400 when it is none, 422 with `errors[]`.
template <class Form>
using Sent = tl::expected<Form, Response>;

struct SignInForm {
    std::string name;
    std::string password;
    std::string code;  ///< may be empty
};
Sent<SignInForm> sign_in_form(const Request& request);

struct PasswordForm {
    std::string old;
    std::string fresh;
};
Sent<PasswordForm> password_form(const Request& request);

Sent<std::string> code_form(const Request& request);

struct AccountForm {
    std::string name;
    Role role = Role::viewer;
    AreaCode area;
};
Sent<AccountForm> account_form(const Request& request);
Sent<Accounts::Change> change_form(const Request& request);
Sent<Accounts::TokenTerms> token_form(const Request& request);

}  // namespace courtyard
