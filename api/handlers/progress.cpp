// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answers.h"
#include "api/area_json.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/problem.h"
#include "api/progress_json.h"
#include "api/progress_query.h"
#include "api/progress_table.h"

namespace courtyard {
namespace {

void write_indicator(Json& json, const Indicator& indicator) {
    json.object()
        .member("id", indicator.id)
        .member("name", indicator.name)
        .member("unit", indicator.unit)
        .member("kind", to_string(indicator.kind))
        .member("direction", to_string(indicator.direction));
    for (const auto& [name, value] :
         {std::pair<const char*, const std::string&>{"numerator", indicator.numerator},
          {"denominator", indicator.denominator},
          {"at_least", indicator.at_least},
          {"weight", indicator.weight}})
        if (!value.empty()) json.member(name, value);
    if (indicator.kind == IndicatorKind::coverage) json.member("level", to_string(indicator.level));
    json.member("reported", indicator.is_reported()).member("protected", indicator.is_protected).end();
}

}  // namespace

Response campaigns(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    Json json;
    json.object().key("campaigns").array();
    for (const Campaign& campaign : catalogue()) {
        json.object()
            .member("id", campaign.id)
            .member("name", campaign.name)
            .member("start", campaign.start)
            .member("end", campaign.end)
            .member("record", to_string(campaign.record))
            .key("indicator");
        write_indicator(json, campaign.main_indicator());
        json.key("indicators").array();
        for (const Indicator& indicator : campaign.indicators) write_indicator(json, indicator);
        json.end_array().key("returns");
        if (campaign.returns) {
            json.object()
                .member("level", to_string(campaign.returns->level))
                .member("due_day", campaign.returns->due_day);
            json.list("indicators", campaign.returns->indicators);
            json.end();
        } else {
            json.null();
        }
        json.key("statuses").array();
        for (const Status& status : campaign.statuses)
            json.object()
                .member("id", status.id)
                .member("name", status.name)
                .member("completed", status.counting == Counting::yes)
                .end();
        json.end_array();
        json.list("years", campaign.years());
        json.end();
    }
    json.end_array().end();
    return json_answer(json);
}

Response areas(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    if (!moment) return problem(moment.error(), call.request);
    const AreaTree& tree = moment->areas();
    const auto asked = asked_area(query, call, tree);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!asked) return problem(asked.error(), call.request);

    Json json;
    const Area& area = tree[*asked];
    write_area(json.object().key("area").object(), area).key("parent");
    const AreaIndex parent = tree.parent(*asked);
    if (parent != no_area && in_scope(call.caller, tree, parent))
        json.value(tree[parent].code);
    else
        json.null();
    json.member("bbox", area.bounds).end().key("path").array();
    for (const AreaIndex one : tree.path(*asked))
        if (in_scope(call.caller, tree, one))
            write_area(json.object(), tree[one]).member("bbox", tree[one].bounds).end();
    json.end_array().key("children").array();
    for (const AreaIndex child : tree.children(*asked))
        write_area(json.object(), tree[child])
            .member("bbox", tree[child].bounds)
            .member("children", std::uint64_t{tree.children(child).size()})
            .end();
    json.end_array().end();
    return json_answer(json);
}

Response progress(const Call& call) {
    Parameters query(call.request);
    const auto asked = progress_query(query, call);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!asked) return problem(asked.error(), call.request);

    const ProgressSource source = asked->source();
    const auto rows = progress_by_level(source, asked->area, asked->level, asked->moment.day);
    if (wants_csv(call.request))
        return answer(200, "text/csv; charset=utf-8", progress_csv(rows, source.areas), Caching::revalidate);
    Json json;
    json.object()
        .member("campaign", asked->campaign->id)
        .member("indicator", asked->indicator->id)
        .member("kind", to_string(asked->indicator->kind))
        .member("unit", asked->indicator->unit)
        .member("as_of", asked->moment.day)
        .member("revision", asked->moment.snapshot->revision)
        .member("edition", asked->moment.edition->valid_from);
    write_area(json.key("area").object(), asked->top()).end().key("total");
    write_progress_row(json, *asked->indicator, progress_of(source, asked->area, asked->moment.day),
                       asked->top());
    json.key("rows").array();
    for (const Progress& row : rows) write_progress_row(json, *asked->indicator, row, source.areas[row.area]);
    json.end_array().end();
    return json_answer(json);
}

}  // namespace courtyard
