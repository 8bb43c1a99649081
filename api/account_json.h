// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/accounts.h"
#include "api/json.h"
#include "geo/area_tree.h"

namespace courtyard {

/// The tag of an account as it stands: a change names the one that it was made from.
std::string account_tag(const Account& account);
/// Its members; the object stays open.
void write_account(Json& json, const Account& account, const Accounts& accounts, const AreaTree& areas);
/// A session or token, without its secret; the object stays open.
void write_credential(Json& json, const Credential& one);
/// 204, for what needs no words.
Response nothing_more();

}  // namespace courtyard
