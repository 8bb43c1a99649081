// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/asked_area.h"
#include "api/asked_indicator.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/moment.h"
#include "api/problem.h"
#include "api/written_answer.h"
#include "campaign/admission.h"
#include "campaign/returns.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

/// Which figure is meant: by the address, or else by the body.
struct FigureKey {
    std::string campaign;
    std::string indicator;
    std::string area;
    std::string period;
};

struct FigureBody {
    FigureRecord record;
    std::vector<Rejection> errors;
};

template <class Value>
void keep(JsonBody& body, std::string_view member, Value& into, const Result<Value>& parsed) {
    if (parsed)
        into = *parsed;
    else
        body.refuse(member, parsed.error());
}

Result<FigureBody> figure_of_body(const std::optional<FigureKey>& given, const std::string& text) {
    auto body = JsonBody::parse(text);
    if (!body) return tl::unexpected(body.error());
    const FigureKey key = given ? *given
                                : FigureKey{body->required_text("campaign"), body->required_text("indicator"),
                                            body->required_text("area"), body->required_text("period")};
    FigureBody said;
    FigureRecord& r = said.record;
    r.campaign = key.campaign;
    r.indicator = key.indicator;
    if (!key.area.empty()) keep(*body, "area", r.area, AreaCode::parse(key.area));
    if (!key.period.empty()) keep(*body, "period", r.period, parse_period(key.period));
    if (const auto value = body->required_number("value"))
        keep(*body, "value", r.value, whole_number(*value));
    if (const auto yuan = body->number("unit_value")) {
        std::int64_t fen = 0;
        keep(*body, "unit_value", fen, fen_of_yuan(*yuan));
        r.unit_value_fen = fen;
    }
    r.reported_on = today();
    if (const std::string day = body->text("reported_on"); !day.empty())
        keep(*body, "reported_on", r.reported_on, Day::parse(day));
    said.errors = body->errors();
    return said;
}

Response stored_figure(const Call& call, const std::optional<FigureKey>& key) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto body = figure_of_body(key, call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty())
        return problem(422,
                       {ErrorCode::invalid_input,
                        "figure.invalid",
                        {"上报的数有误，见 errors", "the figure is not acceptable, see errors"},
                        {}},
                       call.request, body->errors);
    const FigureRecord& record = body->record;
    const AreaTree& areas = *call.snapshot->edition_on(record.period.last).areas;
    if (auto visible = visible_area(call.caller, areas, record.area.view()); !visible)
        return problem(422, visible.error(), call.request);
    if (auto sound = check_figure(record, areas, today()); !sound)
        return problem(422, sound.error(), call.request);
    struct Report {
        FigureRecord record;
        WriteContext by;
        Stored stored = Stored::fresh;
    };
    auto report = std::make_shared<Report>(
        Report{record, {call.caller.name(), {}, call.caller.address}, Stored::fresh});
    return after_writing(
        call.house.store,
        [report](Transaction& transaction) -> Result<void> {
            const auto stored = store_figure(transaction, report->record, report->by);
            if (!stored) return tl::unexpected(stored.error());
            report->stored = *stored;
            return {};
        },
        [report, &request = call.request](const Result<Revision>& done) {
            if (!done) return problem(done.error(), request);
            const FigureRecord& r = report->record;
            Json json;
            json.object()
                .member("campaign", r.campaign)
                .member("indicator", r.indicator)
                .member("area", r.area)
                .member("period", to_string(r.period))
                .member("value", r.value);
            if (r.unit_value_fen) json.member("unit_value", static_cast<double>(*r.unit_value_fen) / 100);
            json.member("reported_on", r.reported_on).member("revision", *done).end();
            return json_answer(json, Caching::none, report->stored == Stored::fresh ? 201 : 200);
        });
}

void write_returns(Json& json, const Returns& returns, const Area& area) {
    write_area(json.object(), area)
        .member("owed", returns.owed)
        .member("returned", returns.returned)
        .member("in_time", returns.in_time)
        .member("completeness", returns.completeness)
        .member("timeliness", returns.timeliness)
        .end();
}

}  // namespace

Response post_figure(const Call& call) { return stored_figure(call, std::nullopt); }

Response put_figure(const Call& call) {
    return stored_figure(call, FigureKey{std::string(call.captured[0]), std::string(call.captured[1]),
                                         std::string(call.captured[2]), std::string(call.captured[3])});
}

Response returns(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    const auto asked = named_indicator(query.text("campaign").value_or(""), std::nullopt);
    const auto month_text = query.text("month");
    const auto level = query.level("level");
    if (!moment) return problem(moment.error(), call.request);
    // Last month's returns are those that come in now.
    const Day last_month = Day::of(moment->day.year(), moment->day.month(), 1) + -1;
    const auto month = month_text ? parse_period(*month_text)
                                  : Result<Period>(Period::of_month(last_month.year(), last_month.month()));
    // Who owes is told by the edition of the month asked about.
    const EditionPicture& edition = moment->snapshot->edition_on(month ? month->last : moment->day);
    const AreaTree& areas = *edition.areas;
    const auto area = asked_area(query, call, areas);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!asked) return problem(asked.error(), call.request);
    if (!month) return problem(month.error(), call.request);
    if (!month->is_month())
        return problem({ErrorCode::invalid_input,
                        "period.unknown",
                        {"month 为月份，如 2023-05", "month is a month, such as 2023-05"},
                        "month"},
                       call.request);
    if (!area) return problem(area.error(), call.request);
    const Campaign& campaign = *asked->campaign;
    if (!campaign.returns)
        return problem({ErrorCode::not_found,
                        "returns.none",
                        {fmt::format("活动 {} 没有月报", campaign.id),
                         fmt::format("the campaign {} has no monthly returns", campaign.id)},
                        "campaign"},
                       call.request);

    const MonthOfReturns month_of{campaign, *moment->snapshot->figures, areas, *month, moment->day};
    Json json;
    json.object()
        .member("campaign", campaign.id)
        .member("month", to_string(*month))
        .member("due_on", campaign.due_on(month->last))
        .member("owed_by", to_string(campaign.returns->level))
        .member("as_of", moment->day)
        .member("revision", moment->snapshot->revision)
        .member("edition", edition.valid_from);
    write_area(json.key("area").object(), areas[*area]).end();
    json.key("indicators").array();
    for (const std::string& id : campaign.returns->indicators) json.value(id);
    json.end_array().key("total");
    write_returns(json, month_of.of(*area), areas[*area]);
    json.key("rows").array();
    for (const Returns& row : month_of.by_level(*area, level.value_or(campaign.returns->level)))
        write_returns(json, row, areas[row.area]);
    json.end_array().key("missing").array();
    for (const AreaIndex owing : month_of.owing(*area))
        if (!month_of.returned_on(areas[owing].code)) write_area(json.object(), areas[owing]).end();
    json.end_array().end();
    return json_answer(json);
}

}  // namespace courtyard
