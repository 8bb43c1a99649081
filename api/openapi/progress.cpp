// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
Indicator = {
  id: text = courtyards, name: Words, unit: Words
  kind: "records"|"count"|"stock"|"rate"|"amount"|"coverage"|"milestone" // 指标种类 | how it is counted
  direction: "more"|"fewer"   // 越多越好还是越少越好 | which way is better
  numerator?: text, denominator?: text, at_least?: text, weight?: text, level?: AreaLevel
  reported: bool              // 由各地上报 | figures are reported by areas
  protected: bool             // 受保护，小数不外传 | small figures are withheld
} // 指标 | an indicator
Campaign = {
  id: text = beautiful-courtyard, name: Words, start: day, end: day
  record: "courtyards"|"bases"|"help-points"|"figures"|"cases"|"relief" // 数的是什么记录 | what is counted
  indicator: Indicator, indicators: [Indicator]
  returns: { level: AreaLevel, due_day: int 1..31, indicators: [text = rooms] }?
  statuses: [{ id: text = accepted, name: Words, completed: bool }]
  years: [int = 2023]
} // 活动 | a campaign
Campaigns = { campaigns: [Campaign] }
AreaInTree = { ...Area, parent: AreaCode?, bbox: Box }
AreaPlace = { ...Area, bbox: Box }
AreaAndBeneath = {
  area: AreaInTree, path: [AreaPlace]
  children: [{ ...AreaPlace, children: int // 下一级有几个 | how many lie beneath
  }]
}
AreaNames = { edition: day, areas: [[text? = "410199001001"]] // 代码、名称、级别、上级 | code, name, level, parent
}
ProgressRow = {
  ...Area
  registered: int?        // 登记的数量 | how many are registered
  proposed: int?          // 已上报、尚未审定 | uploaded and not decided yet
  target_plan: int?       // 总任务 | target of the whole plan
  target_year: int?       // 当年任务 | target of the day's year
  completed: int?         // 截至当日达标的数量 | how many count on the day
  completed_year: int?    // 今年达标且截至当日有效 | began to count in the day's year
  share_plan: Percent?    // 累计完成 / 总任务 | completed / plan target
  share_year: Percent?    // 今年完成 / 年度任务 | completed this year / year target
  share_registered: Percent? // 累计完成 / 登记 | completed / registered
  expected_share: Percent? // 按年度任务到当日应达的比例 | what the yearly targets expect by the day
  pace: "ahead"|"on_pace"|"behind"|"no_target"|"not_started"|"ended"
  forecast_on: day?       // 按近期速度何时完成总任务 | when the plan target is met at the pace of late
  forecast_earliest: day?, forecast_latest: day?
  value: number?          // 指标本身的数值 | the indicator's figure in its own unit
  value_year: number?
  denominator_year?: int? // 比率的分母 | a rate's denominator
  persons?: int?          // 金额涉及的人次 | persons that an amount reached
  suppressed: bool        // 小数保护：不说 | withheld because it is small
  children_gap: { target_plan: int, sum_of_children: int }? // 上下级任务之差 | plan target and the sum beneath
} // 一个区划的进度 | progress of one area
Progress = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, kind: text = records, unit: Words
  as_of: day, revision: Revision, edition: day, area: Area, total: ProgressRow, rows: [ProgressRow]
} // 进度 | progress against target
MatrixRow = { fid: int, code: AreaCode, completed: [int?], share_plan: [number?], value: [number?] }
ProgressMatrix = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, dates: [day], rows: [MatrixRow]
  total: { completed: [int?], expected: [number?], share_plan: [number?], value: [number?], target_plan: int?
           yearly_targets: [{ year: int = 2023, target: int = 6300, target_cumulative: int = 18900 }] }
} // 逐月进度 | areas by ends of months
FigureLists = {
  fid: int, code: AreaCode, registered: [int?], completed: [int?], completed_year: [int?], target_plan: [int?]
  target_year: [int?], share_plan: [number?], share_year: [number?], expected_share: [number?]
  value: [number?], value_year: [number?], pace: [text = on_pace], suppressed: [bool]
} // 各日期的每个数 | every figure by date
FigureMatrix = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, as_of: day, revision: Revision, edition: day
  dates: [day], editions: [day], total: FigureLists, rows: [FigureLists]
} // 逐月的全部数值 | every figure by ends of months
ProgressClasses = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, measure: text = share_plan
  method: text = fixed, pooled: bool, level: AreaLevel, as_of: day, revision: Revision
  breaks: [number = 40], counts: [int]
  marks: { no_data: int, zero: int, suppressed: int, not_applicable: int }
} // 分级 | classes of a map
ExplainedRecord = {
  id: text = 410199001001-0002, standing: text = counted, status: text = plaque, since: day, amount: int
  area: Area?
  decision: { id: text = D00000005, to: text = accepted, decided_on: day, recorded_at: instant, revision: Revision
              imported: bool }?
} // 一条记录为何计入或不计入 | why a record counts or does not
ReportedFigure = {
  period: text = 2023-05, value: int, standing: text = counted, since: day, reported_on: day, area: Area?
} // 一个上报的数 | a reported figure
ExplainedRecords = [(ExplainedRecord|ReportedFigure)]
Explanation = {
  campaign: text = beautiful-courtyard, indicator: { id: text = courtyards, name: Words, unit: Words }
  figure: "completed"|"completed_year", as_of: day, revision: Revision, edition: day, area: Area
  rule: Words, figures: ProgressRow
  shares: [{ id: text = share_plan, formula: Words, numerator: int?, denominator: int?, value: Percent? }]
  offset: int, limit: int, numerator: { total: int, records?: ExplainedRecords }
  excluded: { total: int, reasons: [{ reason: text = not_accepted, name: Words
              status: { id: text = checked, name: Words }?, records: int }], records?: ExplainedRecords }
  targets: [{ period: text = plan, value: int?, approved_on: day, approved_by: text, reason: text, state: text = in_force }]
  editions: [{ valid_from: day, in_force: bool }]
} // 怎么算的 | how a figure is counted
ReportPart = {
  id: text = "beautiful-courtyard.courtyards.completed@to", label: text = "美丽庭院：累计", value: number?
  kind: text = number, unit: text = "户", written: text = "24040", definition: text = "累计数"
  numerator: number?, denominator: number?, link: text = "/api/progress?campaign=beautiful-courtyard"
} // 报告里的一个数 | a figure of a report
Report = {
  area: AreaCode, from: day, to: day, lang: "zh"|"en", revision: Revision, title: text, text: text, parts: [ReportPart]
} // 报告 | the report
PublishedReportHead = {
  id: uuid, area: AreaCode, from: day, to: day, lang: "zh"|"en", revision: Revision, published_at: instant
  by: text = "demo-reviewer"
} // 已发布的报告 | a published report
PublishedReport = { ...PublishedReportHead, text: text, parts: [ReportPart] }
ReportNow = {
  ...PublishedReport, known_now: Revision
  changed_since: [{ id: text, label: text, value: number?, written: text, value_now: number?, written_now: text, why: any }]
} // 一份已发布的报告与后来的变化 | a published report, and what changed since
Editions = { revision: Revision, editions: [{ valid_from: day, villages: int, changed_at: Revision, in_force: bool }] }
EditionChange = {
  kind: VillageChange, old: Area?, new: Area?, shared_m2: number?, share_old: number?, share_new: number?
  declared: bool, elsewhere: bool
}
VillageChange = "unchanged"|"renamed"|"recoded"|"merged"|"split"|"border_moved"|"new"|"gone"
EditionChanges = {
  revision: Revision, from: day, to: day, counts: {*: int}, reused_codes: [AreaCode], rows: [EditionChange]
} // 两个版本之间的村级变化 | what became of villages between two editions
ReachRow = {
  ...Area, points: int, area_share: Percent?, area_m2: int, reached_m2: int, villages: int
  villages_within: int, villages_whole: int, villages_touched: int, villages_unplaced: int, nearest_m: number?
  population: null
} // 一个区划被覆盖多少 | how much of an area is reached
ReachQuestion = {
  service: "help-points"|"bases", kind: text?, radius_m: number = 3000, as_of: day, revision: Revision, edition: day
  area: Area, flags: [text = no_open_point], points_without_position: int?
  population_reason: { code: text = no_published_table, detail: Words }
}
Coverage = { ...ReachQuestion, total: ReachRow, rows: [ReachRow] } // 服务覆盖 | what a service reaches
WhatIf = {
  ...ReachQuestion, position: [number] = [113.2,34.3], village: Area?
  added: { reached_m2: int, area_share: number?, villages_within: int }
  before: ReachRow, after: ReachRow
  rows: [{ ...Area, area_share_before: Percent?, area_share: Percent?, added_m2: int, newly_within: bool
           nearest_before_m: number?, nearest_m: number? }]
} // 新增一处的覆盖 | what one more point would reach
MapSketch = {
  edition: day, area: AreaPlace, level: AreaLevel, corner: [number], unit: number, size: [int]
  arcs: [[int]]
  areas: [{ ...Area, parent: AreaCode?, label: [int], rings: [[int]] }]
  between: [{ ...Area, parent: AreaCode?, label: [int] }]
} // 简化的界线：每条界线只画一次 | simplified borders, each drawn once
MapSettings = {
  base_maps: [{ id: text, name: Words, layers: [[text]], attribution: text, maxzoom: int }]
  approval_number: text, maker: text
} // 底图与审图号 | base maps and approval number
)";

}  // namespace

OperationGroup progress_operations() {
    constexpr auto get = Method::get;
    constexpr auto post = Method::post;
    return {
        "progress",
        {"区划、进度与报告", "Areas, progress, reports"},
        schemas,
        {
            {.method = get, .pattern = "/api/campaigns", .id = "campaigns", .answers = "200 Campaigns"},
            {.method = get,
             .pattern = "/api/areas",
             .id = "areas",
             .query = "area",
             .answers = "200 AreaAndBeneath"},
            {.method = get, .pattern = "/api/areas/names", .id = "areaNames", .answers = "200 AreaNames"},
            {.method = get,
             .pattern = "/api/map",
             .id = "mapSketch",
             .query = "area level",
             .answers = "200 MapSketch",
             .about =
                 {"界线是弧段：以 corner 为原点、unit 为单位的整数；环里的 n 是弧段号，-1 - n 表示反向。",
                  "Borders are arcs in whole units from `corner`; `n` in a ring is an arc, `-1 - n` the "
                  "same against its way."}},
            {.method = get,
             .pattern = "/api/map/settings",
             .id = "mapSettings",
             .answers = "200 MapSettings"},
            {.method = get,
             .pattern = "/api/progress",
             .id = "progress",
             .query = "campaign indicator area level f?: \"json\"|\"csv\" default json",
             .answers = "200 Progress\n200 text/csv text",
             .about = {"各行按代码排序；比例为百分数，分母为 0 或没有时为 null。",
                       "Rows in code order; shares in per cent, null when nothing divides."}},
            {.method = get,
             .pattern = "/api/progress/matrix",
             .id = "progressMatrix",
             .query = "campaign indicator area level from?: day // 自哪天；缺省为活动开始 | from this day; "
                      "the campaign's start when absent\n"
                      "to?: day // 至哪天；缺省为活动结束 | to this day; the campaign's end when absent\n"
                      "step?: \"month\"|\"quarter\" default month // 步长 | step\n"
                      "figures?: \"completed\"|\"all\" default completed // all：每个数都列出 | all: every "
                      "figure of a row",
             .answers = "200 (ProgressMatrix|FigureMatrix)"},
            {.method = get,
             .pattern = "/api/progress/classes",
             .id = "progressClasses",
             .query =
                 "campaign indicator area level\n"
                 "measure?: \"share_plan\"|\"share_year\"|\"pace\"|\"value\"|\"value_year\" default "
                 "share_plan // 画什么 | what is drawn\n"
                 "method?: \"fixed\"|\"quantile\"|\"jenks\"|\"equal\" default fixed // 分法 | how breaks "
                 "are found\n"
                 "count?: int 3..7 default 5 // 几级 | how many classes\n"
                 "pooled?: bool default false // 各月合起来分级 | breaks of all months together",
             .answers = "200 ProgressClasses\n400 classes.fixed"},
            {.method = get,
             .pattern = "/api/progress/explain",
             .id = "explainProgress",
             .query =
                 "campaign indicator area figure?: \"completed\"|\"completed_year\" default completed // "
                 "解释哪个数 | which figure\n"
                 "limit?: int 0..500 default 50 // 列出几条记录 | how many records\n"
                 "offset?: int 0.. default 0 // 跳过几条 | how many are passed over",
             .answers = "200 Explanation\n400 indicator.derived indicator.no_records\n403 "
                        "indicator.protected\n503 explain.busy"},
            {.method = get,
             .pattern = "/api/report",
             .id = "report",
             .query =
                 "area from?: day // 自哪天；缺省为半年之初 | from this day; the start of the half-year when "
                 "absent\n"
                 "to?: day // 至哪天；缺省同 as_of | to this day; `as_of` when absent\n"
                 "f?: \"json\"|\"text\"|\"md\"|\"html\" default json",
             .answers = "200 Report\n200 text/plain text\n200 text/markdown text\n200 text/html text"},
            {.method = post,
             .pattern = "/api/reports",
             .id = "publishReport",
             .body = "{ area: AreaCode, from: day, to: day, lang?: \"zh\"|\"en\", id?: uuid }",
             .answers = "201 PublishedReport\n200 PublishedReport\n409 id.conflict\n422 content.refused"},
            {.method = get,
             .pattern = "/api/reports",
             .id = "publishedReports",
             .query = "limit?: int 1..1000 default 100 // 最多几份 | how many at most",
             .answers = "200 { reports: [PublishedReportHead] }"},
            {.method = get,
             .pattern = "/api/reports/{id}",
             .id = "publishedReport",
             .path = "id: uuid // 报告编号 | id of the report",
             .query = "f?: \"json\"|\"text\" default json",
             .answers = "200 ReportNow\n200 text/plain text"},
            {.method = get, .pattern = "/api/editions", .id = "editions", .answers = "200 Editions"},
            {.method = get,
             .pattern = "/api/editions/changes",
             .id = "editionChanges",
             .query =
                 "from?: day // 前一版本；缺省为今天版本的前一版 | the older edition; the one before today's "
                 "when absent\n"
                 "to?: day // 后一版本；缺省为今天的 | the newer edition; today's when absent\n"
                 "area kind?: VillageChange // 只列一种变化 | changes of one kind\n"
                 "f?: \"json\"|\"csv\" default json",
             .answers = "200 EditionChanges\n200 text/csv text"},
            {.method = get,
             .pattern = "/api/coverage",
             .id = "coverage",
             .query = "service kind?: text // 只看一类服务点 | service points of one kind\n"
                      "radius_m area level f?: \"json\"|\"csv\" default json",
             .answers = "200 Coverage\n200 text/csv text"},
            {.method = get,
             .pattern = "/api/coverage/whatif",
             .id = "coverageWhatIf",
             .query = "service kind?: text // 只看一类服务点 | service points of one kind\n"
                      "radius_m area level lon: Lon, lat: Lat",
             .answers = "200 WhatIf\n400 parameter.required"},
        }};
}

}  // namespace courtyard
