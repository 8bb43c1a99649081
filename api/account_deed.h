// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "api/accounts.h"

namespace courtyard {

/// Something that was done to an account, as the audit tells it.
inline Deed account_deed(std::string verb, const Accounts::Actor& by, const std::string& about,
                         std::string detail = {}) {
    return {.verb = std::move(verb),
            .account = by.account,
            .address = by.address,
            .kind = "account",
            .subject = about,
            .detail = std::move(detail)};
}

/// The answer to a name that nobody has.
inline tl::unexpected<Error> unknown_account(const std::string& name) {
    return fail(ErrorCode::not_found, "account.unknown", {"没有账号 " + name, "there is no account " + name},
                "name");
}

}  // namespace courtyard
