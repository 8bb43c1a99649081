// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Cases of disputes and relief batches. Of a batch nobody is told how many persons it reaches: see
// docs/PRIVACY.md.
#include <fmt/format.h>

#include <algorithm>

#include "api/answers.h"
#include "api/asked_area.h"
#include "api/handlers/handlers.h"
#include "api/history_json.h"
#include "api/moment.h"
#include "api/offered_inspection.h"
#include "api/problem.h"
#include "api/random_uuid.h"
#include "api/record_bodies.h"
#include "api/record_id.h"
#include "api/visible_subject.h"
#include "data/read/row_storing.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

std::string fresh_id(Subject subject) { return fmt::format("{}-{}", to_string(subject), random_uuid()); }

CountedRecord counted(Subject subject) {
    return subject == Subject::relief ? CountedRecord::relief : CountedRecord::cases;
}

/// What a case says beside its history; numbers of persons are left out.
void write_case(Json& json, const CaseRecord& r) {
    json.member("id", r.id)
        .member("campaign", r.campaign)
        .member("area", r.area)
        .member("opened_on", r.opened_on)
        .member("kind", r.kind.empty() ? std::nullopt : std::optional(r.kind));
}

std::vector<Rejection> faults_of_place(const Call& call, const CaseRecord& r) {
    const AreaTree& areas = *call.snapshot->edition_on(today()).areas;
    const AreaIndex area = areas.find(r.area);
    // What lies out of scope is as if it were not there.
    if (area != no_area && in_scope(call.caller, areas, area)) return {};
    const Error unknown = unknown_area(r.area).value();
    return {{0, "area", unknown.name, unknown.detail}};
}

Response store_case_of(const Call& call, Subject subject, const std::string& given_id) {
    auto body = case_of_body(given_id, call.request.body, subject);
    if (!body) return problem(body.error(), call.request);
    CaseRecord& record = body->record;
    if (record.id.empty()) record.id = fresh_id(subject);
    if (!is_record_id(record.id)) return problem(422, wrong_record_id(), call.request);
    const Campaign* campaign = find_campaign(record.campaign);
    if (!record.campaign.empty() && (campaign == nullptr || campaign->record != counted(subject)))
        body->errors.push_back({0,
                                "campaign",
                                "campaign.unknown",
                                {fmt::format("活动“{}”没有这类记录", record.campaign),
                                 fmt::format("the campaign \"{}\" has no such records", record.campaign)}});
    if (body->errors.empty()) body->errors = faults_of_place(call, record);
    if (!body->errors.empty()) return problem(422, refused_content(), call.request, body->errors);
    // A record of the id in another scope or of the other kind is not ours to change.
    if (call.snapshot->cases->find(record.id) != nullptr && visible_case(call, subject, record.id) == nullptr)
        return problem(other_content(record.id).value(), call.request);

    Stored stored = Stored::fresh;
    const auto revision = call.house.store
                              .write([&](Transaction& transaction) -> Result<void> {
                                  const auto result = store_case(
                                      transaction, record, {call.caller.name(), {}, call.caller.address});
                                  if (!result) return tl::unexpected(result.error());
                                  stored = *result;
                                  return {};
                              })
                              .get();
    if (!revision)
        return problem(revision.error().code == ErrorCode::invalid_input ? 422 : status_of(revision.error()),
                       revision.error(), call.request);
    Json json;
    json.object();
    write_case(json, record);
    json.member("revision", *revision);
    write_notes(json, body->notes, language_of(call.request));
    json.end();
    return json_answer(json, Caching::none, stored == Stored::fresh ? 201 : 200);
}

/// A list of cases, as it was asked for.
struct CaseQuery {
    Moment moment;
    AreaIndex area = no_area;
    const Campaign* campaign = nullptr;
    std::optional<std::uint8_t> status;
    std::size_t limit = 0;
    std::size_t offset = 0;
};

Result<CaseQuery> case_query(const Call& call, Subject subject) {
    Parameters query(call.request);
    CaseQuery asked;
    auto moment = moment_of(query, call);
    const auto id = query.text("campaign");
    const auto status = query.text("status");
    asked.limit = static_cast<std::size_t>(query.integer("limit", 1, 10'000).value_or(1'000));
    asked.offset = static_cast<std::size_t>(query.integer("offset", 0, 1'000'000'000).value_or(0));
    if (!moment) return tl::unexpected(moment.error());
    asked.moment = std::move(*moment);
    const auto area = asked_area(query, call, asked.moment.areas());
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!area) return tl::unexpected(area.error());
    asked.area = *area;
    for (const Campaign& campaign : catalogue())
        if (campaign.record == counted(subject) && (!id || campaign.id == *id)) {
            asked.campaign = &campaign;
            break;
        }
    if (asked.campaign == nullptr)
        return fail(ErrorCode::not_found, "campaign.unknown",
                    {fmt::format("没有这类记录的活动“{}”", id.value_or("")),
                     fmt::format("there is no campaign \"{}\" with such records", id.value_or(""))},
                    "campaign");
    if (status && !(asked.status = asked.campaign->status(*status)))
        return fail(ErrorCode::invalid_input, "status.unknown",
                    {fmt::format("活动没有“{}”这一状态", *status),
                     fmt::format("the campaign has no status \"{}\"", *status)},
                    "status");
    return asked;
}

/// The step that holds on a day; null before it was opened.
const Step* step_on(const std::vector<Step>& timeline, Day day) {
    const auto after = std::ranges::upper_bound(timeline, day, {}, &Step::on);
    return after == timeline.begin() ? nullptr : &*std::prev(after);
}

Response list(const Call& call, Subject subject) {
    const auto asked = case_query(call, subject);
    if (!asked) return problem(asked.error(), call.request);
    const AreaTree& areas = asked->moment.areas();
    struct Line {
        const CaseFile* file;
        AreaIndex area;
        Step step;
    };
    std::vector<Line> lines;
    for (const CaseFile* file : asked->moment.snapshot->cases->of_campaign(asked->campaign->id)) {
        const AreaIndex area = asked->moment.edition->area_of(file->record.area);
        if (area == no_area || !areas.covers(asked->area, area)) continue;
        const auto timeline = timeline_of(*asked->campaign, *file);
        const Step* step = step_on(timeline, asked->moment.day);
        if (step == nullptr || (asked->status && step->status != *asked->status)) continue;
        lines.push_back({file, area, *step});
    }
    const std::size_t begin = std::min(asked->offset, lines.size());
    const std::size_t end = std::min(begin + asked->limit, lines.size());
    Json json;
    json.object()
        .member("campaign", asked->campaign->id)
        .member("as_of", asked->moment.day)
        .member("revision", asked->moment.snapshot->revision)
        .member("total", std::uint64_t{lines.size()})
        .key("rows")
        .array();
    for (std::size_t i = begin; i < end; ++i) {
        json.object();
        write_case(json, lines[i].file->record);
        json.member("area_name", areas[lines[i].area].name)
            .member("status", asked->campaign->statuses[lines[i].step.status].id)
            .member("since", lines[i].step.on)
            .member("counts", lines[i].step.counts)
            .end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response history(const Call& call, Subject subject) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const std::string id(call.captured[0]);
    const CaseFile* file = visible_case(call, subject, id);
    if (file == nullptr) return unknown_subject(call, subject, id);
    const Campaign& campaign = *find_campaign(file->record.campaign);
    const auto facts = call.house.store.history_of(subject, id);
    Json json;
    json.object();
    write_case(json, file->record);
    write_steps(json, campaign, steps_in(campaign, facts));
    json.end();
    return json_answer(json, Caching::none);
}

}  // namespace

Response list_cases(const Call& call) { return list(call, Subject::dispute); }
Response post_case(const Call& call) { return store_case_of(call, Subject::dispute, {}); }
Response put_case(const Call& call) {
    return store_case_of(call, Subject::dispute, std::string(call.captured[0]));
}
Response case_history(const Call& call) { return history(call, Subject::dispute); }
Response list_relief(const Call& call) { return list(call, Subject::relief); }
Response post_relief(const Call& call) { return store_case_of(call, Subject::relief, {}); }
Response put_relief(const Call& call) {
    return store_case_of(call, Subject::relief, std::string(call.captured[0]));
}
Response relief_history(const Call& call) { return history(call, Subject::relief); }

}  // namespace courtyard
