// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
RecordId = text = 410199001001-0002 // 记录编号 | id of the record
FlagKind = text = low_accuracy // 疑点的种类 | kind of doubt
FlagCounts = { open: int, confirmed: int, dismissed: int }
FlagEntry = {
  id: int, inspection: InspectionId, household: text?, campaign: text, area: NamedArea?, flag: FlagKind
  value?: number, unit?: text = m, detail: text, advice: text, spot?: Spot
  leap?: { inspection: InspectionId, metres: number, seconds: number }
  observed_at: instant, recorded_at: instant, by: text, batch: text, outcome: Outcome, lon: Lon, lat: Lat
  found_at: instant, age_days: int, state: "open"|"confirmed"|"dismissed", resolution: Resolution?
} // 队列里的一个疑点 | a flag that waits
FlagQueue = {
  revision: Revision, kinds: {*: FlagCounts}, areas: [{ ...NamedArea, open: int, confirmed: int, dismissed: int }]
  entries: [FlagEntry]
  next: int? // 接着看用 after= | goes on as `after=`; null: no more
} // 疑点队列 | the queue of reviewers
Verdict = "confirmed"|"dismissed" // 属实或排除 | confirmed or dismissed
Conflict = { field: text = address, values: [{ value: any, by: text, recorded_at: instant, batch: text, revision: Revision }] }
Household = {
  id: RecordId, name: text = "袁**", address: text, declared_area: AreaCode?, registered_on: day?, lon?: Lon?, lat?: Lat?
  conflicts?: [Conflict]
} // 户（姓名已掩码） | a household; its name is masked
HistoryStep = {
  kind: "registered"|"recognised"|"decision"|"imported", to: Outcome, name: Words, on: day, holds: Outcome, counts: bool
  by: text, recorded_at: instant, revision: Revision, batch: text, id?: text, reason?: text, inspections?: [text]
  score_sheet?: text?
  where?: { area: AreaCode?, lon?: Lon, lat?: Lat, said_by: "decision"|"inspection" }?
} // 经过的一步 | a step of a history
Steps = {
  steps: [HistoryStep], counted: [{ from: day, until: day? }]
  legal: [{ to: Outcome, name: Words, needs: ["reason"|"inspection"|"score"] }]
}
CampaignHistory = { campaign: text = beautiful-courtyard, ...Steps }
HouseholdHistory = {
  id: RecordId
  decisions: [{ id: text, campaign: text, to: Outcome, decided_on: day, recorded_at: instant, revision: Revision, by: text
                reason: text }]
  inspections: [any], resolutions: [any], campaigns: [CampaignHistory]
} // 户的经过 | a household's history
BaseHistory = { id: RecordId, campaigns: [CampaignHistory] } // 基地的经过 | a base's history
CaseRow = {
  id: text, campaign: text = dispute-cases, area: AreaCode, area_name: text, opened_on: day, kind: text?
  status: Outcome, since: day, counts: bool
}
CaseList = { campaign: text = dispute-cases, as_of: day, revision: Revision, total: int, rows: [CaseRow] } // 纠纷或批次 | cases or batches
CaseBody = { campaign: text = dispute-cases, area: AreaCode, opened_on: day, kind?: "online"|"offline", id?: text } // 一起纠纷，不写姓名 | a case; without names
ReliefBody = {
  campaign: text = child-relief, area: AreaCode, opened_on: day, kind: "goods"|"cash", persons: int 1..10000000
  unit_value: number // 每人多少元 | yuan for each person
  id?: text
} // 一个发放批次 | a relief batch
StoredCase = {
  id: text, campaign: text, area: AreaCode, opened_on: day, kind: text?, revision: Revision, content_hash?: Sha256
  notes?: [any]
} // 存下的记录 | the record as stored
CaseHistory = { id: text, campaign: text, area: AreaCode, area_name?: text, opened_on: day, kind: text?, ...Steps } // 经过 | the history
RecheckHead = {
  id: uuid, campaign: text, area: AreaCode?, as_of: day, revision: Revision, seed: text, size: int, population: int
  drawn: int, due_on: day, by: text, recorded_at: instant, algorithm: text
}
Recheck = {
  ...RecheckHead
  strata: [{ township: { code: AreaCode, name: text }?, population: int
             households: [{ id: RecordId, result: "pending"|"passed"|"failed", on?: day, by?: text }], checked: int, passed: int
             elsewhere: int }]
  checked: int, passed: int, failed: int, pending: int
  elsewhere: int // 已归别处的户 | drawn, and no longer in one's area
  overdue: bool
  pass_rate: { share: number?, low: number?, high: number?, confidence: int = 95, method: text, strata: int }
} // 再核查 | a re-check with what came of it so far
Quality = {
  revision: Revision, flags: {*: int}, open: int, resolved: int
  rows: [{ code: AreaCode?, name: text, flags: {*: int}, open: int, resolved: int }]
} // 疑点统计 | doubts by kind and area
)";

constexpr const char* list_query =
    "campaign?: text // 活动；缺省为第一个 | campaign; the first when absent\n"
    "area status?: text // 只列一种状态 | of one status\n"
    "limit?: int 1..10000 default 1000 // 最多几条 | how many at most\n"
    "offset?: int 0.. default 0 // 跳过几条 | how many are passed over";
constexpr std::string_view one_case = "id: text // 编号 | id";
constexpr std::string_view case_answers =
    "201 StoredCase\n200 StoredCase\n409 id.conflict case.opened_on\n422 content.refused";

}  // namespace

OperationGroup review_operations() {
    constexpr auto get = Method::get;
    constexpr auto put = Method::put;
    constexpr auto post = Method::post;
    return {
        "review",
        {"审核、户与案件", "Review, households, cases"},
        schemas,
        {
            {.method = get,
             .pattern = "/api/households/{id}",
             .id = "household",
             .path = "id: RecordId",
             .answers = "200 Household\n404 household.unknown"},
            {.method = get,
             .pattern = "/api/households/{id}/history",
             .id = "householdHistory",
             .path = "id: RecordId",
             .answers = "200 HouseholdHistory\n404 household.unknown"},
            {.method = post,
             .pattern = "/api/households/{id}/resolve",
             .id = "resolveHousehold",
             .path = "id: RecordId",
             .body = "{ field: text = address, reason: text, choice?: int 0.., value?: text }",
             .answers = "200 { id: RecordId, field: text, revision: Revision, conflicts: [Conflict] }\n"
                        "404 household.unknown\n422 content.refused resolve.field resolve.choice"},
            {.method = get,
             .pattern = "/api/bases/{id}/history",
             .id = "baseHistory",
             .path = "id: RecordId",
             .answers = "200 BaseHistory\n404 base.unknown"},
            {.method = get,
             .pattern = "/api/cases",
             .id = "cases",
             .query = list_query,
             .answers = "200 CaseList"},
            {.method = post,
             .pattern = "/api/cases",
             .id = "postCase",
             .body = "CaseBody",
             .answers = case_answers},
            {.method = put,
             .pattern = "/api/cases/{id}",
             .id = "putCase",
             .path = one_case,
             .body = "CaseBody",
             .answers = case_answers},
            {.method = get,
             .pattern = "/api/cases/{id}/history",
             .id = "caseHistory",
             .path = one_case,
             .answers = "200 CaseHistory\n404 case.unknown"},
            {.method = get,
             .pattern = "/api/relief",
             .id = "relief",
             .query = list_query,
             .answers = "200 CaseList",
             .about = {"每次查看都有记录；不说一批发给多少人。",
                       "Every look is recorded; of no batch it is told how many persons it reaches."}},
            {.method = post,
             .pattern = "/api/relief",
             .id = "postRelief",
             .body = "ReliefBody",
             .answers = case_answers},
            {.method = put,
             .pattern = "/api/relief/{id}",
             .id = "putRelief",
             .path = one_case,
             .body = "ReliefBody",
             .answers = case_answers},
            {.method = get,
             .pattern = "/api/relief/{id}/history",
             .id = "reliefHistory",
             .path = one_case,
             .answers = "200 CaseHistory\n404 relief.unknown"},
            {.method = get,
             .pattern = "/api/rechecks",
             .id = "rechecks",
             .answers = "200 { rechecks: [RecheckHead] }"},
            {.method = post,
             .pattern = "/api/rechecks",
             .id = "postRecheck",
             .body =
                 "{ campaign: text = beautiful-courtyard, area?: AreaCode, as_of?: day, size?: int 1.. = 30\n"
                 "  share?: number // 占多少（%） | per cent\n"
                 "  seed?: text, revision?: Revision, due_on?: day }",
             .answers = "201 Recheck\n422 recheck.size recheck.nobody body.invalid"},
            {.method = get,
             .pattern = "/api/rechecks/{id}",
             .id = "recheck",
             .path = "id: uuid",
             .answers = "200 Recheck\n404 recheck.unknown"},
            {.method = get,
             .pattern = "/api/quality",
             .id = "quality",
             .query = "area",
             .answers = "200 Quality"},
            {.method = get,
             .pattern = "/api/flags",
             .id = "flags",
             .query = "area kind?: FlagKind\n"
                      "state?: \"open\"|\"resolved\"|\"all\" default open // 还等着的、裁定过的 | waiting or "
                      "resolved\n"
                      "campaign?: text // 只列一个活动 | of one campaign\n"
                      "limit?: int 1..500 default 100 // 最多几个 | how many at most\n"
                      "after?: int 0.. default 0 // 上一页的 next | the `next` of the page before",
             .answers = "200 FlagQueue"},
            {.method = post,
             .pattern = "/api/flags/{inspection}/{kind}/resolve",
             .id = "resolveFlag",
             .path = "inspection: InspectionId, kind: FlagKind",
             .body = "{ verdict: Verdict, reason: text, supersedes?: int, entry?: int }",
             .answers = "201 Resolution\n200 Resolution\n404 flag.unknown\n409 flag.resolved flag.changed\n"
                        "422 body.invalid"},
            {.method = post,
             .pattern = "/api/flags/resolve",
             .id = "resolveFlags",
             .body = "{ flags: [{ inspection: InspectionId, kind: FlagKind, entry?: int }], verdict: "
                     "Verdict, reason: "
                     "text }",
             .answers =
                 "201 { resolutions: [Resolution] }\n200 { resolutions: [Resolution] }\n404 flag.unknown\n"
                 "409 flag.resolved flag.changed\n422 body.invalid"},
        }};
}

}  // namespace courtyard
