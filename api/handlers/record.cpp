// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/problem.h"
#include "api/record_bodies.h"
#include "api/written_answer.h"
#include "data/store/finding.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

const Error refused_content{
    ErrorCode::invalid_input,
    "content.refused",
    {"内容有误，未保存；逐项见 errors", "the content was refused and not stored; see errors"},
    "body"};

const EditionPicture& edition_today(const Call& call) { return call.snapshot->edition_on(today()); }

Places known_today(const Call& call) { return edition_today(call).places(); }

/// A household as the caller may know it: those out of scope do not exist.
std::optional<HouseholdRecord> visible_household(const Call& call, const std::string& id) {
    auto household = call.house.store.household(id);
    if (!household || call.caller.scope.empty()) return household;
    const Places known = known_today(call);
    const Placement placed =
        geocode({household->position ? std::optional(household->position->wgs84) : std::nullopt,
                 household->declared, household->address},
                known);
    if (!in_scope(call.caller, known.areas, placed.area)) return std::nullopt;
    return household;
}

Response unknown_household(const Call& call, unsigned status, const std::string& id) {
    return problem(status,
                   {ErrorCode::not_found,
                    "household.unknown",
                    {fmt::format("没有户号 {}", id), fmt::format("there is no household {}", id)},
                    "household"},
                   call.request);
}

void write_flags(Json& json, Flags flags) {
    json.key("flags").array();
    for (const Flag flag : flags.list()) json.value(to_string(flag));
    json.end_array();
}

/// The receipt of an inspection point: the same each time it is asked for.
void write_receipt(Json& json, const RecordedFact& recorded) {
    const auto& [record, finding] = std::get<InspectionFact>(recorded.fact);
    json.object().member("id", record.id).member("revision", recorded.seq).key("area");
    if (finding.area.empty())
        json.null();
    else
        json.object().member("code", finding.area).member("name", finding.area_name).end();
    json.key("household");
    if (record.household.empty())
        json.null();
    else
        json.value(record.household);
    json.member("distance_m", finding.distance_m);
    write_flags(json, finding.flags);
    json.member("status", record.household.empty() ? "stored" : "proposed").end();
}

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
    write_flags(json, finding.flags);
    json.end();
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
    const auto body = inspection_of_body(*id, call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty()) return problem(422, refused_content, call.request, body->errors);
    const InspectionRecord& record = body->record;

    std::optional<HouseholdRecord> household;
    if (!record.household.empty() && !(household = visible_household(call, record.household)))
        return unknown_household(call, 422, record.household);
    struct Upload {
        InspectionFact fact;
        WriteContext by;
        StoredInspection stored;
    };
    auto upload = std::make_shared<Upload>();
    upload->fact = {record, finding_of(record, household, known_today(call))};
    upload->by = {call.caller.name(), {}};
    return after_writing(
        call.house.store,
        [upload](Transaction& transaction) -> Result<void> {
            auto result = store_inspection(transaction, upload->fact, upload->by);
            if (!result) return tl::unexpected(result.error());
            upload->stored = std::move(*result);
            return {};
        },
        [upload, &request = call.request](const Result<Revision>& done) {
            if (!done) return problem(done.error(), request);
            const bool fresh = upload->stored.stored == Stored::fresh;
            Json json;
            write_receipt(json, upload->stored.fact);
            Response response = json_answer(json, Caching::none, fresh ? 201 : 200);
            if (!fresh) response.headers.emplace_back("idempotency-replayed", "true");
            return response;
        });
}

Response inspection(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    const auto found = id ? call.house.store.inspection(*id) : std::nullopt;
    const Places known = known_today(call);
    const bool visible =
        found && in_scope(call.caller, known.areas,
                          known.areas.find(std::get<InspectionFact>(found->fact).finding.area));
    if (!visible)
        return problem({ErrorCode::not_found,
                        "inspection.unknown",
                        {"没有这个核查点", "there is no such inspection point"},
                        std::string(call.captured[0])},
                       call.request);
    Json json;
    write_inspection(json, *found);
    return json_answer(json, Caching::none);
}

Response post_decision(const Call& call) {
    const auto body = decision_of_body(call.request.body);
    if (!body) return problem(body.error(), call.request);
    if (!body->errors.empty()) return problem(422, refused_content, call.request, body->errors);
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
    Json json;
    json.object()
        .member("id", decision.id)
        .member("revision", *revision)
        .member("household", decision.household)
        .member("campaign", decision.campaign)
        .member("to", decision.to)
        .member("decided_on", decision.decided_on)
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
        if (std::holds_alternative<InspectionFact>(fact.fact)) write_inspection(json, fact);
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
