// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
InspectionId = uuid // 核查点编号，由上报方生成 | id of an inspection point, made by the sender
Sha256 = sha256 // SHA-256，小写十六进制 | SHA-256 in lower-case hex
Outcome = text = checked // 结论：活动的一个状态 | outcome: a status of the campaign
Datum = "wgs84"|"cgcs2000"|"gcj02"|"bd09" // 坐标系 | datum of lon and lat
InspectionBody = {
  campaign: text = beautiful-courtyard
  observed_at: instant        // 观测时间 | when it was seen
  lon: Lon, lat: Lat, datum?: Datum default wgs84
  accuracy_m?: number 0..1000000 = 5 // 定位精度（米） | accuracy of the position in metres
  position_source?: "gps"|"manual"|"photo" default gps
  household?: text = 410199001001-0002 // 申报的户 | the household it is said to be of
  declared_area?: AreaCode    // 申报的村 | the village it is said to lie in
  outcome: Outcome
  scores?: {*: number}        // 各评分项得分 | points by item of the score sheet
  note?: text, photos?: [Sha256], id?: InspectionId
} // 一个核查点 | an inspection point
Spot = { lon: Lon, lat: Lat }
Doubt = {
  flag: text = low_accuracy, value?: number = 114, unit?: text = m, detail: text, advice: text, spot?: Spot
} // 疑点：是什么、差多少、怎么办 | a doubt: which, how much, what to do
Score = { sheet: text = five-beauties/2024, total: number, maximum: number, pass_mark: number, passed: bool, vetoes: [text] }
Receipt = {
  id: InspectionId, content_hash: Sha256, revision: Revision, area: NamedArea?, household: text?
  distance_m: number?         // 到申报户的距离 | distance to the household named
  flags: [text = low_accuracy], status: "proposed"|"stored", doubts: [Doubt], score?: Score, missing?: [Sha256]
  notes?: [{ member: text, code: text, detail: text }]
} // 回执：已落盘 | the receipt: stored and durable
ReceiptOfMany = {
  stored: int, known: int, refused: int
  records: [{ id: text, answer: {
    status: int = 201, receipt?: Receipt, code?: text, detail?: text, errors?: [ErrorOfMember], subject?: text
    description?: text, title?: text, type?: text, request_id?: text } }]
} // 每个点各自的回执 | a receipt for each
Resolution = {
  id: int, inspection: InspectionId, flag: text = low_accuracy, verdict: "confirmed"|"dismissed", reason: text
  by: text, recorded_at: instant, revision: Revision, supersedes: int?
} // 审核员对一个疑点的结论 | a reviewer's word on a flag
StandingDoubt = { ...Doubt, state: "open"|"confirmed"|"dismissed", found_at: instant, resolutions: [Resolution] }
PhotoFacts = {
  sha256: Sha256, bytes: int, width: int, height: int, taken_at: instant?
  position: { lon: Lon, lat: Lat, accuracy_m: number? }?
} // 照片本身说的 | what the photo itself says
PhotoReceipt = { id: InspectionId, ...PhotoFacts, flags: [text], doubts: [Doubt] } // 照片的回执 | receipt of a photo
Inspection = {
  id: InspectionId, campaign: text = beautiful-courtyard, household: text?, observed_at: instant, recorded_at: instant
  revision: Revision, by: text, lon: Lon, lat: Lat, datum: Datum, accuracy_m: number?
  position_source: text = gps, outcome: Outcome, note: text, area: AreaCode?, distance_m: number?, flags: [text]
  declared_area?: AreaCode?, scores?: {*: number}, score?: Score?
  doubts: [StandingDoubt], photos: [{ ...PhotoFacts, named: bool, flags: [text], doubts: [Doubt] }], missing: [Sha256]
} // 核查点，带它现在的疑点 | an inspection point with the flags that it carries now
ReceiptCheck = {
  receipts: [{ hash: Sha256, held: bool, kind?: text = inspection, id?: text, revision?: Revision, recorded_at?: instant }]
} // 哪些已经存下 | which uploads are held
DecisionBody = {
  household?: text = 410199001001-0002, base?: text, case?: text, relief?: text // 四者之一：对什么作结论 | one of the four: what is decided about
  campaign: text = beautiful-courtyard, to: Outcome, decided_on: day, reason: text = "验收合格"
  inspections?: [InspectionId], area?: AreaCode, lon?: Lon, lat?: Lat, datum?: Datum, id?: text
} // 审核结论 | a reviewer's decision
Decision = {
  id: text, revision: Revision, household?: text, base?: text, case?: text, relief?: text, campaign: text, to: Outcome
  decided_on: day, score_sheet?: text?, content_hash: Sha256, notes?: [any]
} // 存下的结论 | the decision as stored
ScoreSheets = { score_sheets: [{
  campaign: text, key: text = five-beauties/2024, id: text = five-beauties, version: text = "2024", name: Words
  valid_from: day, valid_until: day?, pass_mark: number, maximum: number, areas: [AreaCode]
  items: [{ id: text, name: Words, points: number }], vetoes: [{ id: text, name: Words }]
}] } // 评分表 | score sheets
)";

constexpr std::string_view photo_path = "id: InspectionId, sha256: Sha256";

}  // namespace

OperationGroup field_operations() {
    constexpr auto get = Method::get;
    constexpr auto put = Method::put;
    constexpr auto post = Method::post;
    return {
        "field",
        {"外业上报", "Field data"},
        schemas,
        {
            {.method = put,
             .pattern = "/api/inspections/{id}",
             .id = "putInspection",
             .path = "id: InspectionId",
             .body = "InspectionBody",
             .answers = "201 Receipt\n200 Receipt\n409 id.conflict\n422 content.refused id.uuid",
             .about =
                 {"201 表示已落盘。同一编号同样内容再传，得到原来的回执（200）；内容不同为 409。",
                  "201 means stored and durable. The same again is answered with the original receipt (200); "
                  "other content is 409."}},
            {.method = get,
             .pattern = "/api/inspections/{id}",
             .id = "inspection",
             .path = "id: InspectionId",
             .answers = "200 Inspection\n404 inspection.unknown"},
            {.method = post,
             .pattern = "/api/inspections",
             .id = "postInspections",
             .body = "[InspectionBody]\napplication/x-ndjson text",
             .answers = "200 ReceiptOfMany\n413 http.body_too_large body.records",
             .about = {"一次至多 1,000 个，各自存下或拒收，一次落盘。",
                       "At most 1,000; each is stored or refused alone, one commit for all."}},
            {.method = put,
             .pattern = "/api/inspections/{id}/photos/{sha256}",
             .id = "putPhoto",
             .path = photo_path,
             .body = "image/jpeg bytes",
             .answers = "201 PhotoReceipt\n200 PhotoReceipt\n409 inspection.other_account\n"
                        "422 photo.hash image.broken image.too_large_dimensions id.uuid"},
            {.method = get,
             .pattern = "/api/inspections/{id}/photos/{sha256}",
             .id = "photo",
             .path = photo_path,
             .query =
                 "size?: \"full\"|\"thumb\"|\"original\" default full // 大小；original 只对审核人员 | size; "
                 "`original` for reviewers",
             .answers = "200 image/jpeg bytes\n404 photo.unknown"},
            {.method = post,
             .pattern = "/api/receipts/check",
             .id = "checkReceipts",
             .body = "{ hashes: [Sha256] }",
             .answers = "200 ReceiptCheck\n422 content.refused"},
            {.method = post,
             .pattern = "/api/decisions",
             .id = "postDecision",
             .body = "DecisionBody",
             .answers = "201 Decision\n200 Decision\n404 household.unknown\n409 step.illegal id.conflict\n"
                        "422 content.refused decision.future decision.before_registration evidence.unknown "
                        "evidence.other evidence.missing evidence.failed subject.several",
             .about = {"只有审核结论能改变官方计数。", "The only thing that moves the official count."}},
            {.method = get,
             .pattern = "/api/score-sheets",
             .id = "scoreSheets",
             .query = "campaign?: text // 只列一个活动 | of one campaign\n"
                      "as_of?: day // 只列那天有效的 | those in force on this day\n"
                      "area?: AreaCode // 只列那里适用的 | the one in force there",
             .answers = "200 ScoreSheets"},
        }};
}

}  // namespace courtyard
