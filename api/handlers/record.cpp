// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/doubt_json.h"
#include "api/handlers/handlers.h"
#include "api/household_review.h"
#include "api/offered_inspection.h"
#include "api/photo_json.h"
#include "api/problem.h"
#include "api/record_bodies.h"
#include "api/visible_inspection.h"
#include "api/written_answer.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

Response unknown_household(const Call& call, unsigned status, const std::string& id) {
    return problem(status,
                   {ErrorCode::not_found,
                    "household.unknown",
                    {fmt::format("没有户号 {}", id), fmt::format("there is no household {}", id)},
                    "household"},
                   call.request);
}

/// Its members; the object stays open.
void write_inspection(Json& json, const RecordedFact& recorded) {
    const auto& [r, finding] = std::get<InspectionFact>(recorded.fact);
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
    auto upload = std::make_shared<Upload>(Upload{*offered, {call.caller.name(), {}}, {}, call.snapshot, {}});
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
            write_receipt(json, upload->stored.fact);
            const Places known = upload->snapshot->edition_on(today()).places();
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
    const auto found = visible_inspection(call, call.captured[0]);
    if (!found) return unknown_inspection(call, call.captured[0]);
    call.house.store.settle_doubts();
    Json json;
    write_inspection(json, *found);
    write_reviewed_doubts(json, call.house.store, call.snapshot->edition_on(today()).places(), *found,
                          language_of(call.request));
    write_photos(json, call.house.store, *found, language_of(call.request));
    json.end();
    return json_answer(json, Caching::none);
}

Response post_decision(const Call& call) {
    const auto body = decision_of_body(call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty()) return problem(422, refused_content(), call.request, body->errors);
    const DecisionRecord& decision = body->record;
    if (!visible_household(call, decision.household)) return unknown_household(call, 404, decision.household);

    Stored stored = Stored::fresh;
    const auto revision =
        call.house.store
            .write([&](Transaction& transaction) -> Result<void> {
                const auto result = store_decision(transaction, decision, {call.caller.name(), {}});
                if (!result) return tl::unexpected(result.error());
                stored = *result;
                return {};
            })
            .get();
    if (!revision)
        return problem(revision.error().code == ErrorCode::invalid_input ? 422 : status_of(revision.error()),
                       revision.error(), call.request);
    // A replay answers with the revision of the original.
    const ContentHash hash = *content_hash(decision);
    const auto held = stored == Stored::known ? call.house.store.held({&hash, 1}) : std::vector<HeldUpload>();
    Json json;
    json.object()
        .member("id", decision.id)
        .member("revision", held.empty() ? *revision : held.front().fact.seq)
        .member("household", decision.household)
        .member("campaign", decision.campaign)
        .member("to", decision.to)
        .member("decided_on", decision.decided_on)
        .member("content_hash", to_hex(hash))
        .end();
    return json_answer(json, Caching::none, stored == Stored::fresh ? 201 : 200);
}

Response household(const Call& call) {
    const std::string id(call.captured[0]);
    const auto found = visible_household(call, id);
    if (!found) return unknown_household(call, 404, id);
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
    const std::string id(call.captured[0]);
    if (!visible_household(call, id)) return unknown_household(call, 404, id);
    const auto history = call.house.store.history_of(id);
    Json json;
    json.object().member("id", id).key("decisions").array();
    for (const RecordedFact& fact : history)
        if (std::holds_alternative<DecisionRecord>(fact.fact)) write_decision(json, fact);
    json.end_array().key("inspections").array();
    for (const RecordedFact& fact : history)
        if (std::holds_alternative<InspectionFact>(fact.fact)) {
            write_inspection(json, fact);
            write_flags(json, std::get<InspectionFact>(fact.fact).finding.flags);
            json.end();
        }
    json.end_array();
    write_resolutions(json, call.house.store, id);
    json.end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
