// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
Role = "viewer"|"field"|"reviewer"|"planner"|"caseworker"|"security"|"auditor"|"admin" // 角色 | role
Me = {
  name: text? = demo-reviewer, role: (Role|null), area: Area?, public_level: int 0..2
  must_change_password?: bool, second_factor?: bool, idle_s?: int, ends_in_s?: int
} // 我是谁 | who asks
SignIn = { name: text = demo-viewer, password: text = secret, code?: text = "123456" }
Consequence = { sessions_ended: int, tokens: int } // 结束的其他会话、仍有效的令牌 | other sessions that ended, tokens that still hold
Session = { id: text, created_at: instant?, last_used: instant?, expires_at: instant?, address: text?, current: bool }
Token = { id: text, created_at: instant?, last_used: instant?, expires_at: instant?, address: text?, device: text, verbs: [text]? }
Account = {
  name: text = demo-viewer, role: Role, area: AreaCode?, area_name: text?, active: bool, second_factor: bool
  must_change_password: bool, last_seen: instant?, locked_until: instant?, created_at: instant?, etag: text = "W1"
  password?: text // 一次性密码，只在此处说一次 | for one use, told here once
} // 账号 | an account
AuditEntry = {
  seq: int, at: instant, account: text?, address: text?, verb: text = look, detail: text?, kind: text?, subject: text?
  area: AreaCode?, rows: int, revision: Revision, destroyed: [text], hash: Sha256
} // 一条审计记录 | an entry of the audit
AuditEntries = { entries: [AuditEntry], next: int? } // 最新的在前 | the newest first
AuditVerification = {
  entries: int, head: { seq: int, hash: Sha256 }?, seals: int, sealed: { seq: int, at: instant }?
  fault: { kind: text, seq: int, detail: text }?
} // 整条链是否完好 | whether the chain is whole
)";

constexpr std::string_view account_path = "name: text = demo-viewer // 账号 | account";
constexpr std::string_view entry_path = "id: text // 编号 | id";

}  // namespace

OperationGroup account_operations() {
    constexpr auto get = Method::get;
    constexpr auto put = Method::put;
    constexpr auto post = Method::post;
    constexpr auto patch = Method::patch;
    constexpr auto del = Method::del;
    return {
        "accounts",
        {"登录、账号与审计", "Signing in, accounts, audit"},
        schemas,
        {
            {.method = post,
             .pattern = "/api/session",
             .id = "signIn",
             .body = "SignIn",
             .answers =
                 "200 Me\n401 session.refused session.second_factor session.code\n422 body.invalid\n429 "
                 "session.locked http.passwords_busy",
             .about = {"得到 Cookie。程序请用令牌：Authorization: Bearer。",
                       "Sets the cookie. Programs send `Authorization: Bearer` instead."}},
            {.method = del, .pattern = "/api/session", .id = "signOut", .answers = "204"},
            {.method = get, .pattern = "/api/me", .id = "me", .answers = "200 Me"},
            {.method = put,
             .pattern = "/api/password",
             .id = "putPassword",
             .body = "{ old: text = secret, new: text = \"a longer secret\" }",
             .answers = "200 Consequence\n401 session.refused\n422 password.short password.long "
                        "password.common password.name "
                        "password.same body.invalid"},
            {.method = post,
             .pattern = "/api/second-factor",
             .id = "postSecondFactor",
             .answers = "201 { secret: text, uri: text }\n403 session.older\n409 factor.on"},
            {.method = put,
             .pattern = "/api/second-factor",
             .id = "putSecondFactor",
             .body = "{ code: text = \"123456\" }",
             .answers =
                 "200 { recovery: [text], sessions_ended: int, tokens: int }\n409 factor.none factor.on\n422 "
                 "session.code body.invalid"},
            {.method = del,
             .pattern = "/api/second-factor",
             .id = "deleteSecondFactor",
             .answers = "200 Consequence\n403 session.older\n409 factor.none"},
            {.method = get,
             .pattern = "/api/sessions",
             .id = "sessions",
             .answers = "200 { sessions: [Session] }"},
            {.method = del,
             .pattern = "/api/sessions/{id}",
             .id = "deleteSession",
             .path = entry_path,
             .answers = "204\n403 session.older\n404 session.unknown"},
            {.method = get, .pattern = "/api/tokens", .id = "tokens", .answers = "200 { tokens: [Token] }"},
            {.method = post,
             .pattern = "/api/tokens",
             .id = "postToken",
             .body =
                 "{ device: text 1..64 = phone, verbs?: [text = upload_inspections], days: int 1.. = 30 }",
             .answers = "201 { id: text, token: text, expires_at: instant }\n409 token.too_many\n"
                        "422 verb.unknown verb.not_yours body.invalid"},
            {.method = del,
             .pattern = "/api/tokens/{id}",
             .id = "deleteToken",
             .path = entry_path,
             .answers = "204\n404 token.unknown"},
            {.method = get,
             .pattern = "/api/accounts",
             .id = "accounts",
             .answers = "200 { accounts: [Account] }"},
            {.method = post,
             .pattern = "/api/accounts",
             .id = "postAccount",
             .body = "{ name: text 1..64 = newcomer, role: Role, area?: AreaCode }",
             .answers = "201 Account\n409 account.exists\n422 account.name role.unknown area.unknown "
                        "body.invalid"},
            {.method = get,
             .pattern = "/api/accounts/{name}",
             .id = "account",
             .path = account_path,
             .answers = "200 Account\n404 account.unknown"},
            {.method = patch,
             .pattern = "/api/accounts/{name}",
             .id = "patchAccount",
             .path = account_path,
             .headers = "If-Match?: text // 更改角色或范围时须写明依据哪一版（etag） | needed with a change "
                        "of role or area: its `etag`",
             .body = "{ role?: Role, area?: text, active?: bool, unlock?: bool, reset_password?: bool\n"
                     "  remove_factor?: bool, end_sessions?: bool, revoke_tokens?: bool }",
             .answers = "200 Account\n404 account.unknown\n409 account.own account.last_security\n412 "
                        "account.changed\n422 body.invalid\n428 precondition.required"},
            {.method = get,
             .pattern = "/api/audit",
             .id = "audit",
             .query =
                 "from?: day // 自哪天 | from this day\n"
                 "to?: day // 至哪天 | to this day\n"
                 "account?: text // 谁 | who\n"
                 "verb?: text // 做了什么 | what was done\n"
                 "kind?: text // 对哪类记录 | to which kind of record\n"
                 "subject?: text // 对哪条记录 | to which record\n"
                 "after?: int 1.. = 100000 // 上一页的 next | the `next` of the page before\n"
                 "limit?: int 1..10000 default 100 // 最多几条；CSV 不写则全部 | how many at most; of CSV "
                 "all when it is not given\n"
                 "f?: \"json\"|\"csv\" default json",
             .answers =
                 "200 AuditEntries\n200 text/csv text\n503 http.overload audit.busy\n507 export.no_room"},
            {.method = get,
             .pattern = "/api/audit/verification",
             .id = "auditVerification",
             .answers = "200 AuditVerification"},
        }};
}

}  // namespace courtyard
