// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
TargetVersion = { approved_on: day, value: int?, withdrawn: bool, approved_by: text, reason: text }
Target = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, area: AreaCode, period: TargetPeriod
  versions: [TargetVersion]
} // 一个目标及其各版 | one target with its versions
TargetPeriod = text = plan // plan 或年份 | `plan` or a year
Targets = {
  campaign: text = beautiful-courtyard, indicator: text = courtyards, as_of: day, revision: Revision, area: Area
  periods: [{
    period: TargetPeriod, value: int?, versions: [TargetVersion]
    children: [{ ...Area, value: int? }], sum_of_children: int?
    etag: text = "W1" // 修改时用作 If-Match | what If-Match names
  }]
  plan: int?, sum_of_years: int?, plan_less_years: int?
} // 各期目标 | targets of every period
TargetBody = (
  { value: int 0.. = 6300, approved_on: day, approved_by: text = "县妇联", reason: text = "年度计划" }
  | { withdrawn: bool, approved_on: day, approved_by: text, reason: text }
) // 一版目标，或撤回 | a version of a target, or its withdrawal
FigurePeriod = text = 2023-05 // 月份或日期 | a month or a day
FigureValue = {
  value: int 0.. = 12
  unit_value?: number = 100   // 金额指标：每人多少元 | amounts: yuan for each person
  reported_on?: day           // 缺省为今天 | today when absent
} // 一个数 | a figure
FigureBody = { campaign: text = skills-training, indicator: text = trained, area: AreaCode, period: FigurePeriod, ...FigureValue }
StoredFigure = {
  campaign: text = skills-training, indicator: text = trained, area: AreaCode, period: FigurePeriod, value: int
  unit_value?: number, reported_on: day, revision: Revision
} // 存下的数 | the figure as stored
ReturnsRow = { ...Area, owed: int, returned: int, in_time: int, completeness: number?, timeliness: number? }
Returns = {
  campaign: text = skills-training, month: text = 2023-05, due_on: day, owed_by: AreaLevel, as_of: day
  revision: Revision, edition: day, area: Area, indicators: [text], total: ReturnsRow, rows: [ReturnsRow]
  missing: [Area]
} // 月报的完整与及时 | monthly returns: complete and in time
)";

constexpr std::string_view target_path =
    "campaign: text = beautiful-courtyard // 活动 | campaign\n"
    "indicator: text = courtyards // 指标 | indicator\n"
    "area: AreaCode, period: TargetPeriod";
constexpr std::string_view figure_path =
    "campaign: text = skills-training // 活动 | campaign\n"
    "indicator: text = trained // 指标 | indicator\n"
    "area: AreaCode, period: FigurePeriod";
constexpr std::string_view figure_answers =
    "201 StoredFigure\n200 StoredFigure\n"
    "422 figure.invalid campaign.unknown indicator.unknown indicator.not_reported area.unknown "
    "period.unknown "
    "period.future figure.below_zero figure.too_large figure.milestone unit_value.required "
    "unit_value.not_wanted unit_value.range reported.future reported.early";

}  // namespace

OperationGroup planning_operations() {
    constexpr auto get = Method::get;
    constexpr auto put = Method::put;
    constexpr auto post = Method::post;
    return {
        "planning",
        {"目标与月报", "Targets and monthly returns"},
        schemas,
        {
            {.method = get,
             .pattern = "/api/targets",
             .id = "targets",
             .query = "campaign indicator area as_of revision",
             .answers = "200 Targets"},
            {.method = get,
             .pattern = "/api/targets/{campaign}/{indicator}/{area}/{period}",
             .id = "target",
             .path = target_path,
             .answers = "200 Target"},
            {.method = put,
             .pattern = "/api/targets/{campaign}/{indicator}/{area}/{period}",
             .id = "putTarget",
             .path = target_path,
             .headers = "If-Match?: text // 依据哪一版（GET 的 ETag） | the tag of GET\n"
                        "If-None-Match?: text // 还没有的目标：* | `*` of a target without versions",
             .body = "TargetBody",
             .answers = "201 Target\n200 Target\n412 precondition.failed\n428 precondition.required\n"
                        "422 target.invalid campaign.unknown indicator.unknown area.unknown period.unknown "
                        "target.below_zero approval.future",
             .about = {"两个条件头须有其一，否则 428；别人先改了为 412。",
                       "One of the two conditions is needed, else 428; 412 when somebody was faster."}},
            {.method = post,
             .pattern = "/api/figures",
             .id = "postFigure",
             .body = "FigureBody",
             .answers = figure_answers},
            {.method = put,
             .pattern = "/api/figures/{campaign}/{indicator}/{area}/{period}",
             .id = "putFigure",
             .path = figure_path,
             .body = "FigureValue",
             .answers = figure_answers},
            {.method = get,
             .pattern = "/api/returns",
             .id = "returns",
             .query = "campaign: text = skills-training // 活动 | campaign\n"
                      "area level as_of revision month?: text = 2023-05 // 月份；缺省为上月 | a month; last "
                      "month when absent",
             .answers = "200 Returns\n404 returns.none"},
        }};
}

}  // namespace courtyard
