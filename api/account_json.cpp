// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/account_json.h"

#include <fmt/format.h>

#include "api/answers.h"

namespace courtyard {
namespace {

std::optional<std::string> moment(const std::optional<Instant>& at) {
    return at && at->ms != 0 ? std::optional(to_string(*at)) : std::nullopt;
}

}  // namespace

std::string account_tag(const Account& account) {
    return entity_tag(fmt::format("account\n{}\n{}", account.name, account.version));
}

void write_account(Json& json, const Account& account, const Accounts& accounts, const AreaTree& areas) {
    const AreaIndex area = account.area.empty() ? no_area : areas.find(account.area);
    json.object().member("name", account.name).member("role", account.role);
    json.member("area", account.area.empty() ? std::nullopt : std::optional(account.area.str()))
        .member("area_name", area == no_area ? std::nullopt : std::optional(areas[area].name))
        .member("active", account.active)
        .member("second_factor", account.factor_on)
        .member("must_change_password", account.must_change)
        .member("last_seen", moment(account.last_seen))
        .member("locked_until", moment(accounts.locked_until(account.name)))
        .member("created_at", moment(account.created_at))
        .member("etag", account_tag(account));
}

void write_credential(Json& json, const Credential& one) {
    json.object()
        .member("id", one.id())
        .member("created_at", moment(one.created_at))
        .member("last_used", moment(one.last_used))
        .member("expires_at", moment(one.expires))
        .member("address", one.address.empty() ? std::nullopt : std::optional(one.address));
}

Response nothing_more() {
    Response response;
    response.status = 204;
    response.headers = {{"cache-control", "no-store"}};
    return response;
}

}  // namespace courtyard
