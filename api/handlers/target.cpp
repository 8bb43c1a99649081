// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/asked_area.h"
#include "api/asked_indicator.h"
#include "api/conditions.h"
#include "api/handlers/handlers.h"
#include "api/json_body.h"
#include "api/moment.h"
#include "api/problem.h"
#include "api/written_answer.h"
#include "campaign/admission.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

std::string period_text(std::optional<int> year) { return year ? std::to_string(*year) : "plan"; }

/// One version, with who approved it.
struct ApprovedVersion {
    TargetVersion version;
    Approval approval;
};

std::vector<ApprovedVersion> versions_of(const TargetSheet* sheet, AreaCode area, std::optional<int> year) {
    std::vector<ApprovedVersion> list;
    if (sheet == nullptr) return list;
    const AreaTargets& targets = sheet->of(area);
    for (std::size_t i = 0; i < targets.versions().size(); ++i)
        if (targets.versions()[i].year == year.value_or(0))
            list.push_back({targets.versions()[i], targets.approvals()[i]});
    return list;
}

void write_versions(Json& json, const std::vector<ApprovedVersion>& versions) {
    json.key("versions").array();
    for (const auto& [version, approval] : versions)
        json.object()
            .member("approved_on", version.approved_on)
            .member("value", version.value)
            .member("withdrawn", !version.value.has_value())
            .member("approved_by", approval.by)
            .member("reason", approval.reason)
            .end();
    json.end_array();
}

/// One target with all its versions: its entity tag is of this text, so that who edits it says which versions
/// they saw.
std::string target_text(const TargetRecord& key, const std::vector<ApprovedVersion>& versions) {
    Json json;
    json.object()
        .member("campaign", key.campaign)
        .member("indicator", key.indicator)
        .member("area", key.area)
        .member("period", period_text(key.year));
    write_versions(json, versions);
    json.end();
    return json.text();
}

Response target_answer(unsigned status, const std::string& text) {
    Response response = answer(status, "application/json", text, Caching::revalidate);
    response.headers.emplace_back("etag", entity_tag(text));
    return response;
}

/// The target that an address names, its area as the caller may see it.
struct NamedTarget {
    TargetRecord key;
    AskedIndicator of;
};

Result<NamedTarget> named_target(const Call& call) {
    const auto of = named_indicator(std::string(call.captured[0]), std::string(call.captured[1]));
    if (!of) return tl::unexpected(of.error());
    NamedTarget named{{}, *of};
    const AreaTree& areas = *call.snapshot->edition_on(today()).areas;
    const auto area = visible_area(call.caller, areas, call.captured[2]);
    if (!area) return tl::unexpected(area.error());
    const auto period = parse_target_period(call.captured[3]);
    if (!period) return tl::unexpected(period.error());
    named.key.campaign = of->campaign->id;
    named.key.indicator = of->indicator->id;
    named.key.area = areas[*area].code;
    named.key.year = *period;
    return named;
}

/// What the body of an edit says of the target that the address names.
struct TargetBody {
    TargetRecord record;
    std::vector<Rejection> errors;
};

Result<TargetBody> target_of_body(const TargetRecord& key, const std::string& text) {
    auto body = JsonBody::parse(text);
    if (!body) return tl::unexpected(body.error());
    TargetBody said{key, {}};
    TargetRecord& r = said.record;
    r.withdrawn = body->yes("withdrawn");
    const auto value = r.withdrawn ? body->number("value") : body->required_number("value");
    if (value) {
        const auto whole = whole_number(*value);
        if (whole)
            r.value = r.withdrawn ? 0 : *whole;
        else
            body->refuse("value", whole.error());
    }
    if (const std::string day = body->required_text("approved_on"); !day.empty()) {
        if (const auto parsed = Day::parse(day))
            r.approved_on = *parsed;
        else
            body->refuse("approved_on", parsed.error());
    }
    r.approved_by = body->required_text("approved_by");
    r.reason = r.withdrawn ? body->required_text("reason") : body->text("reason");
    said.errors = body->errors();
    return said;
}

Error stale() {
    return {ErrorCode::conflict,
            "precondition.failed",
            {"目标已被别人修改：请重新读取（ETag）再改",
             "somebody changed the target meanwhile: read it again (ETag) before you change it"},
            "If-Match"};
}

Error no_precondition() {
    return {ErrorCode::invalid_input,
            "precondition.required",
            {"请用 If-Match 说明依据哪一版修改（GET 的 ETag），新目标用 If-None-Match: *",
             "say with If-Match which versions you saw (the ETag of GET); of a new target If-None-Match: *"},
            "If-Match"};
}

unsigned status_of_edit(const Error& error) {
    if (error.name == "precondition.failed") return 412;
    return error.code == ErrorCode::invalid_input ? 422 : status_of(error);
}

void write_child_targets(Json& json, const AreaTree& areas, AreaIndex area, const TargetSheet* sheet, Day day,
                         std::optional<int> year) {
    std::int64_t sum = 0;
    bool any = false;
    json.key("children").array();
    for (const AreaIndex child : areas.children(area)) {
        const auto value =
            sheet ? sheet->of(areas[child].code).value(year, day) : std::optional<std::int64_t>();
        write_area(json.object(), areas[child]).member("value", value).end();
        if (!value) continue;
        any = true;
        sum += *value;
    }
    json.end_array().member("sum_of_children", any ? std::optional(sum) : std::nullopt);
}

}  // namespace

Response targets(const Call& call) {
    Parameters query(call.request);
    const auto moment = moment_of(query, call);
    const auto asked = asked_indicator(query);
    if (!moment) return problem(moment.error(), call.request);
    const AreaTree& areas = moment->areas();
    const auto area = asked_area(query, call, areas);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (!asked) return problem(asked.error(), call.request);
    if (!area) return problem(area.error(), call.request);

    const TargetSheet* sheet = moment->snapshot->targets->sheet(asked->campaign->id, asked->indicator->id);
    const AreaCode code = areas[*area].code;
    Json json;
    json.object()
        .member("campaign", asked->campaign->id)
        .member("indicator", asked->indicator->id)
        .member("as_of", moment->day)
        .member("revision", moment->snapshot->revision);
    write_area(json.key("area").object(), areas[*area]).end();
    json.key("periods").array();
    std::optional<std::int64_t> plan;
    std::optional<std::int64_t> sum_of_years;
    std::vector<std::optional<int>> periods{std::nullopt};
    for (const int year : asked->campaign->years()) periods.emplace_back(year);
    for (const auto& period : periods) {
        const auto versions = versions_of(sheet, code, period);
        std::optional<std::int64_t> value;
        for (const auto& [version, approval] : versions)
            if (version.approved_on <= moment->day) value = version.value;
        if (!period)
            plan = value;
        else if (value)
            sum_of_years = sum_of_years.value_or(0) + *value;
        json.object().member("period", period_text(period)).member("value", value);
        write_versions(json, versions);
        write_child_targets(json, areas, *area, sheet, moment->day, period);
        json.member("etag", entity_tag(target_text(
                                {asked->campaign->id, asked->indicator->id, code, period, 0, {}}, versions)))
            .end();
    }
    json.end_array()
        .member("plan", plan)
        .member("sum_of_years", sum_of_years)
        .member("plan_less_years", plan && sum_of_years ? std::optional(*plan - *sum_of_years) : std::nullopt)
        .end();
    return json_answer(json);
}

Response target(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto named = named_target(call);
    if (!named) return problem(named.error(), call.request);
    const TargetSheet* sheet = call.snapshot->targets->sheet(named->key.campaign, named->key.indicator);
    return target_answer(200, target_text(named->key, versions_of(sheet, named->key.area, named->key.year)));
}

Response put_target(const Call& call) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    const auto named = named_target(call);
    if (!named) return problem(named.error(), call.request);
    const auto body = target_of_body(named->key, call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty())
        return problem(422,
                       {ErrorCode::invalid_input,
                        "target.invalid",
                        {"目标有误，见 errors", "the target is not acceptable, see errors"},
                        {}},
                       call.request, body->errors);
    const AreaTree& then = *call.snapshot->edition_on(body->record.approved_on).areas;
    if (auto sound = check_target(body->record, then, today()); !sound)
        return problem(422, sound.error(), call.request);
    const auto match = call.request.header("if-match");
    const auto none_match = call.request.header("if-none-match");
    if (!match && !none_match) return problem(428, no_precondition(), call.request);

    struct Edit {
        TargetRecord record;
        WriteContext by;
        std::optional<std::string> match;
        Stored stored = Stored::fresh;
        std::string text;
        bool first = false;
    };
    auto edit = std::make_shared<Edit>();
    edit->record = body->record;
    edit->by = {call.caller.name(), {}, call.caller.address};
    if (match) edit->match = *match;
    return after_writing(
        call.house.store,
        [edit](Transaction& transaction) -> Result<void> {
            const auto book_of = [&] {
                TargetBook book;
                for (const TargetRecord& version : transaction.versions_of_target(edit->record))
                    book.add(version);
                return versions_of(book.sheet(edit->record.campaign, edit->record.indicator),
                                   edit->record.area, edit->record.year);
            };
            const auto before = book_of();
            edit->first = before.empty();
            const std::string tag = entity_tag(target_text(edit->record, before));
            // Without If-Match it was If-None-Match: there may be none yet.
            if (edit->match ? named_in(*edit->match, tag) != Named::yes : !before.empty())
                return tl::unexpected(stale());
            const auto stored = store_target(transaction, edit->record, edit->by);
            if (!stored) return tl::unexpected(stored.error());
            edit->stored = *stored;
            edit->text = target_text(edit->record, book_of());
            return {};
        },
        [edit, &request = call.request](const Result<Revision>& done) {
            if (!done) return problem(status_of_edit(done.error()), done.error(), request);
            Response response = target_answer(edit->first ? 201 : 200, edit->text);
            response.headers.emplace_back("courtyard-revision", std::to_string(*done));
            return response;
        });
}

}  // namespace courtyard
