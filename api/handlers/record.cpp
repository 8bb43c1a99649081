// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/asked_area.h"
#include "api/doubt_json.h"
#include "api/handlers/handlers.h"
#include "api/history_json.h"
#include "api/household_review.h"
#include "api/offered_inspection.h"
#include "api/parameters.h"
#include "api/photo_json.h"
#include "api/problem.h"
#include "api/record_bodies.h"
#include "api/visible_inspection.h"
#include "api/visible_subject.h"
#include "api/written_answer.h"
#include "data/read/row_storing.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

/// Its members; the object stays open.
void write_inspection(Json& json, const RecordedFact& recorded, const AreaTree& areas) {
    const auto& inspection = std::get<InspectionFact>(recorded.fact);
    const auto& [r, finding] = inspection;
    json.object()
        .member("id", r.id)
        .member("campaign", r.campaign)
        .member("household", r.household)
        .member("observed_at", to_string(r.observed_at))
        .member("recorded_at", to_string(recorded.recorded_at))
        .member("revision", recorded.seq)
        .member("by", recorded.account)
        .member("lon", r.position.wgs84.lon)
        .member("lat", r.position.wgs84.lat)
        .member("datum", to_string(r.position.datum))
        .member("accuracy_m", r.accuracy_m)
        .member("position_source", to_string(r.source))
        .member("outcome", r.outcome)
        .member("note", r.note)
        .member("area", finding.area)
        .member("distance_m", finding.distance_m);
    if (!r.scores.empty()) {
        json.key("scores").object();
        for (const auto& [item, points] : r.scores) json.member(item, points);
        json.end();
    }
    write_score(json, inspection, areas);
}

void write_decision(Json& json, const RecordedFact& recorded) {
    const auto& r = std::get<DecisionRecord>(recorded.fact);
    json.object()
        .member("id", r.id)
        .member("campaign", r.campaign)
        .member("to", r.to)
        .member("decided_on", r.decided_on)
        .member("recorded_at", to_string(recorded.recorded_at))
        .member("revision", recorded.seq)
        .member("by", recorded.account)
        .member("reason", r.reason)
        .end();
}

}  // namespace

Response put_inspection(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return problem(422, id.error(), call.request);
    const auto offered = offered_inspection(call, *id, call.request.body);
    if (!offered)
        return problem(offered.error().status, offered.error().error, call.request, offered.error().errors);
    struct Upload {
        OfferedInspection offered;
        WriteContext by;
        std::vector<std::string> missing;  ///< photos that it names and that are not here yet
        std::shared_ptr<const Snapshot> snapshot;
        StoredInspection stored;
    };
    auto upload = std::make_shared<Upload>(
        Upload{*offered, {call.caller.name(), {}, call.caller.address}, {}, call.snapshot, {}});
    const InspectionRecord& record = upload->offered.fact.record;
    if (!record.photos.empty())
        upload->missing = missing_photos(record, call.house.store.photos_of(record.id, call.caller.name()));
    return after_writing(
        call.house.store,
        [upload](Transaction& transaction) -> Result<void> {
            auto result = store_inspection(transaction, upload->offered.fact, upload->by);
            if (!result) return tl::unexpected(result.error());
            upload->stored = std::move(*result);
            return {};
        },
        [upload, &request = call.request, &store = call.house.store](const Result<Revision>& done) {
            if (!done) return problem(done.error(), request);
            const bool fresh = upload->stored.stored == Stored::fresh;
            Json json;
            json.object();
            const Places known = upload->snapshot->edition_on(today()).places();
            write_receipt(json, upload->stored.fact, known.areas);
            write_doubts(json,
                         {upload->stored.fact, upload->offered.declared, known, store.evidence_limits(), {}},
                         language_of(request));
            if (!upload->offered.fact.record.photos.empty()) {
                json.key("missing").array();
                for (const std::string& sha256 : upload->missing) json.value(sha256);
                json.end_array();
            }
            write_notes(json, upload->offered.notes, language_of(request));
            json.end();
            Response response = json_answer(json, Caching::none, fresh ? 201 : 200);
            if (!fresh) response.headers.emplace_back("idempotency-replayed", "true");
            return response;
        });
}

Response inspection(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const auto found = visible_inspection(call, call.captured[0]);
    if (!found) return unknown_inspection(call, call.captured[0]);
    call.house.store.settle_doubts();
    Json json;
    const Places known = call.snapshot->edition_on(today()).places();
    write_inspection(json, *found, known.areas);
    write_reviewed_doubts(json, call.house.store, known, *found, language_of(call.request));
    write_photos(json, call.house.store, *found, language_of(call.request));
    json.end();
    return json_answer(json, Caching::none);
}

Response post_decision(const Call& call) {
    auto body = decision_of_body(call.request.body);
    if (!body) return problem(body.error(), call.request);
    const DecisionRecord& decision = body->record;
    if (!decision.area.empty() && !in_some_edition(*call.snapshot, decision.area)) {
        const Error unknown = unknown_area(decision.area).value();
        body->errors.push_back({0, "area", unknown.name, unknown.detail});
    }
    if (!body->errors.empty()) return problem(422, refused_content(), call.request, body->errors);
    if (!permitted(call.caller, verb_of(decision.subject)))
        return problem({ErrorCode::not_allowed,
                        "role.not_allowed",
                        {"你的角色不能作这类结论", "your role may not decide about this"},
                        std::string(to_string(decision.subject))},
                       call.request);
    if (!is_visible(call, decision.subject, decision.household))
        return unknown_subject(call, decision.subject, decision.household);

    const Places known = call.snapshot->edition_on(today()).places();
    Stored stored = Stored::fresh;
    const auto revision = call.house.store
                              .write([&](Transaction& transaction) -> Result<void> {
                                  const auto result =
                                      store_decision(transaction, decision,
                                                     {call.caller.name(), {}, call.caller.address}, &known);
                                  if (!result) return tl::unexpected(result.error());
                                  stored = *result;
                                  return {};
                              })
                              .get();
    if (!revision)
        return problem(revision.error().code == ErrorCode::invalid_input ? 422 : status_of(revision.error()),
                       revision.error(), call.request);
    // A replay answers with the revision and the score sheet of the original.
    const ContentHash hash = *content_hash(decision);
    const auto held = call.house.store.held({&hash, 1});
    const auto* original = held.empty() ? nullptr : std::get_if<DecisionRecord>(&held.front().fact.fact);
    Json json;
    json.object()
        .member("id", decision.id)
        .member("revision", held.empty() ? *revision : held.front().fact.seq)
        .member(to_string(decision.subject), decision.household)
        .member("campaign", decision.campaign)
        .member("to", decision.to)
        .member("decided_on", decision.decided_on)
        .member("score_sheet", original == nullptr || original->score_sheet.empty()
                                   ? std::nullopt
                                   : std::optional(original->score_sheet))
        .member("content_hash", to_hex(hash))
        .end();
    return json_answer(json, Caching::none, stored == Stored::fresh ? 201 : 200);
}

Response household(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const std::string id(call.captured[0]);
    const auto found = visible_household(call, id);
    if (!found) return unknown_subject(call, Subject::household, id);
    Json json;
    json.object()
        .member("id", found->id)
        .member("name", found->name)
        .member("address", found->address)
        .member("declared_area", found->declared)
        .member("registered_on", found->registered_on);
    if (found->position)
        json.member("lon", found->position->wgs84.lon).member("lat", found->position->wgs84.lat);
    if (permitted(call.caller, Verb::decide)) write_conflicts(json, call.house.store, id);
    json.end();
    return json_answer(json, Caching::none);
}

Response household_history(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const std::string id(call.captured[0]);
    if (!visible_household(call, id)) return unknown_subject(call, Subject::household, id);
    const auto history = call.house.store.history_of(id);
    const AreaTree& areas = *call.snapshot->edition_on(today()).areas;
    Json json;
    json.object().member("id", id).key("decisions").array();
    for (const RecordedFact& fact : history)
        if (std::holds_alternative<DecisionRecord>(fact.fact)) write_decision(json, fact);
    json.end_array().key("inspections").array();
    for (const RecordedFact& fact : history)
        if (std::holds_alternative<InspectionFact>(fact.fact)) {
            write_inspection(json, fact, areas);
            write_flags(json, std::get<InspectionFact>(fact.fact).finding.flags);
            json.end();
        }
    json.end_array();
    write_resolutions(json, call.house.store, id);
    json.key("campaigns").array();
    for (const Campaign& campaign : catalogue()) {
        if (campaign.record != CountedRecord::courtyards) continue;
        json.object().member("campaign", campaign.id);
        write_steps(json, campaign, steps_in(campaign, history));
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

Response base_history(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    const std::string id(call.captured[0]);
    if (!is_visible(call, Subject::base, id)) return unknown_subject(call, Subject::base, id);
    const auto history = call.house.store.history_of(Subject::base, id);
    Json json;
    json.object().member("id", id).key("campaigns").array();
    for (const Campaign& campaign : catalogue()) {
        if (campaign.record != CountedRecord::bases) continue;
        json.object().member("campaign", campaign.id);
        write_steps(json, campaign, steps_in(campaign, history));
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
