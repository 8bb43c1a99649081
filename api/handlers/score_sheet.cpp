// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "campaign/score_sheet.h"

#include <fmt/format.h>

#include "api/answers.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "data/store/score_ground.h"

namespace courtyard {
namespace {

void write_sheet(Json& json, const Campaign& campaign, const ScoreSheet& sheet) {
    json.object()
        .member("campaign", campaign.id)
        .member("key", sheet.key())
        .member("id", sheet.id)
        .member("version", sheet.version)
        .member("name", sheet.name)
        .member("valid_from", sheet.valid_from)
        .member("valid_until", sheet.valid_until)
        .member("pass_mark", sheet.pass_mark)
        .member("maximum", sheet.maximum())
        .key("areas")
        .array();
    for (const AreaCode& code : sheet.areas) json.value(code);
    json.end_array().key("items").array();
    for (const ScoreItem& item : sheet.items)
        json.object().member("id", item.id).member("name", item.name).member("points", item.points).end();
    json.end_array().key("vetoes").array();
    for (const VetoItem& veto : sheet.vetoes)
        json.object().member("id", veto.id).member("name", veto.name).end();
    json.end_array().end();
}

}  // namespace

Response score_sheets(const Call& call) {
    Parameters query(call.request);
    const auto wanted = query.text("campaign");
    const auto day = query.day("as_of");
    const auto code = query.text("area");
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (wanted && find_campaign(*wanted) == nullptr)
        return problem(
            {ErrorCode::not_found,
             "campaign.unknown",
             {fmt::format("没有活动“{}”", *wanted), fmt::format("there is no campaign \"{}\"", *wanted)},
             "campaign"},
            call.request);
    const Day asked_day = day.value_or(today());
    const AreaTree& areas = *call.snapshot->edition_on(asked_day).areas;
    std::vector<AreaCode> line;
    if (code) {
        const auto area = visible_area(call.caller, areas, *code);
        if (!area) return problem(area.error(), call.request);
        line = line_above(areas, areas[*area].code);
    }
    // A day or an area asks for the one in force; else all versions are told.
    const bool in_force = day || code;
    Json json;
    json.object().key("score_sheets").array();
    for (const Campaign& campaign : catalogue()) {
        if (wanted && campaign.id != *wanted) continue;
        const ScoreSheet* current = sheet_in_force(campaign.score_sheets, asked_day, line);
        for (const ScoreSheet& sheet : campaign.score_sheets)
            if (!in_force || &sheet == current) write_sheet(json, campaign, sheet);
    }
    json.end_array().end();
    return json_answer(json);
}

}  // namespace courtyard
