// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <span>
#include <variant>

#include "api/answers.h"
#include "api/doubt_json.h"
#include "api/handlers/handlers.h"
#include "api/offered_inspection.h"
#include "api/photo_json.h"
#include "api/problem.h"
#include "api/record_list.h"
#include "api/visible_inspection.h"
#include "api/visible_subject.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

constexpr std::size_t most_records = 1'000;
constexpr std::size_t most_hashes = 10'000;
constexpr std::size_t slice = 500;

/// What becomes of one record of a list: its receipt or its refusal.
using Answered = std::variant<InspectionFact, StoredInspection, RefusedRecord>;

Answered offered(const Call& call, const ListedRecord& record) {
    const auto id = parse_uuid(record.id);
    if (!id) return RefusedRecord{422, id.error(), {}};
    auto offer = offered_inspection(call, *id, record.text);
    if (offer) return std::move(offer->fact);
    if (offer.error().status == 400) offer.error().status = 422;
    return std::move(offer.error());
}

struct WriteAnswer {
    Json& json;
    Language language;
    const Store& store;
    const Places& known;

    void operator()(const InspectionFact&) const {}
    void operator()(const StoredInspection& stored) const {
        const bool fresh = stored.stored == Stored::fresh;
        json.object().member("status", std::uint64_t{fresh ? 201U : 200U}).key("receipt").object();
        write_receipt(json, stored.fact, known.areas);
        write_doubts(json, ground_of(store, known, stored.fact, {}), language);
        write_missing(json, store, stored.fact);
        json.end().end();
    }
    void operator()(const RefusedRecord& refused) const {
        json.object()
            .member("status", std::uint64_t{refused.status})
            .member("code", refused.error.name)
            .member("detail", in(language, refused.error.detail))
            .key("errors")
            .array();
        for (const Rejection& one : refused.errors)
            json.object()
                .member("column", one.column)
                .member("code", one.code)
                .member("detail", in(language, one.detail))
                .end();
        json.end_array().end();
    }
};

void write_answers(Json& json, const std::vector<ListedRecord>& records, const std::vector<Answered>& answers,
                   Language language, const Store& store, const Places& known) {
    json.key("records").array();
    for (std::size_t i = 0; i < answers.size(); ++i) {
        json.object().member("id", records[i].id).key("answer");
        std::visit(WriteAnswer{json, language, store, known}, answers[i]);
        json.end();
    }
    json.end_array();
}

/// Whether the caller may know that this is held: its own, or what its role sees in its scope.
bool may_know(const Call& call, const HeldUpload& held) {
    if (held.fact.account == call.caller.name()) return true;
    const auto* about = std::get_if<DecisionRecord>(&held.fact.fact);
    if (about != nullptr && is_case(about->subject))
        return permitted(call.caller, verb_of(about->subject)) &&
               is_visible(call, about->subject, about->household);
    if (!permitted(call.caller, Verb::see_households)) return false;
    if (held.batch) return call.caller.scope.empty() && permitted(call.caller, Verb::import_records);
    if (std::holds_alternative<InspectionFact>(held.fact.fact)) {
        const EditionPicture& edition = call.snapshot->edition_on(today());
        return in_scope(call.caller, *edition.areas, area_in_charge(call, edition, held.fact));
    }
    const auto* decision = std::get_if<DecisionRecord>(&held.fact.fact);
    return decision != nullptr && is_visible(call, decision->subject, decision->household);
}

void write_held(Json& json, const HeldUpload& held) {
    if (held.batch) {
        json.member("kind", "import").member("id", held.batch->id).member("revision", held.fact.seq);
        json.member("recorded_at", to_string(held.fact.recorded_at));
        return;
    }
    const auto* inspection = std::get_if<InspectionFact>(&held.fact.fact);
    json.member("kind", inspection != nullptr ? "inspection" : "decision")
        .member("id",
                inspection != nullptr ? inspection->record.id : std::get<DecisionRecord>(held.fact.fact).id)
        .member("revision", held.fact.seq)
        .member("recorded_at", to_string(held.fact.recorded_at));
}

/// A photo that this account brought, by the SHA-256 of its bytes.
std::optional<PhotoClaim> own_photo(const Call& call, const ContentHash& hash) {
    for (PhotoClaim& claim : call.house.store.claims_of(to_hex(hash)))
        if (claim.account == call.caller.name()) return std::move(claim);
    return std::nullopt;
}

Result<std::vector<ContentHash>> hashes_of_body(const std::string& body) {
    const auto refused = [](Text why) {
        return fail(ErrorCode::invalid_input, "receipts.hashes", std::move(why), "hashes");
    };
    simdjson::dom::parser parser;
    simdjson::dom::array array;
    if (parser.parse(body)["hashes"].get(array))
        return refused({"正文应为 {\"hashes\": [...]}", "the body is {\"hashes\": [...]}"});
    if (array.size() > most_hashes)
        return fail(ErrorCode::too_large, "receipts.too_many",
                    {fmt::format("一次至多 {} 个哈希", most_hashes),
                     fmt::format("at most {} hashes at once", most_hashes)},
                    "hashes");
    std::vector<ContentHash> hashes;
    for (const simdjson::dom::element one : array) {
        std::string_view text;
        const auto hash = one.get(text) ? std::nullopt : parse_content_hash(text);
        if (!hash)
            return refused({fmt::format("第 {} 个不是 64 位十六进制的 SHA-256", hashes.size() + 1),
                            fmt::format("number {} is not a SHA-256 in 64 hex digits", hashes.size() + 1)});
        hashes.push_back(*hash);
    }
    return hashes;
}

}  // namespace

Response post_inspections(const Call& call) {
    const auto records = list_records(call.request.body, most_records);
    if (!records) return problem(records.error(), call.request);
    std::vector<Answered> answers;
    for (const ListedRecord& record : *records) answers.push_back(offered(call, record));
    const auto done =
        call.house.store
            .write([&](Transaction& transaction) -> Result<void> {
                for (Answered& answer : answers) {
                    const auto* fact = std::get_if<InspectionFact>(&answer);
                    if (fact == nullptr) continue;
                    auto stored =
                        store_inspection(transaction, *fact, {call.caller.name(), {}, call.caller.address});
                    if (stored)
                        answer = std::move(*stored);
                    else
                        answer = RefusedRecord{
                            stored.error().code == ErrorCode::conflict ? 409U : 422U, stored.error(), {}};
                }
                return {};
            })
            .get();
    if (!done) return problem(done.error(), call.request);
    std::size_t fresh = 0;
    std::size_t refused = 0;
    for (const Answered& answer : answers) {
        const auto* stored = std::get_if<StoredInspection>(&answer);
        fresh += stored != nullptr && stored->stored == Stored::fresh ? 1 : 0;
        refused += stored == nullptr ? 1 : 0;
    }
    Json json;
    json.object()
        .member("stored", std::uint64_t{fresh})
        .member("known", std::uint64_t{answers.size() - fresh - refused})
        .member("refused", std::uint64_t{refused});
    write_answers(json, *records, answers, language_of(call.request), call.house.store,
                  call.snapshot->edition_on(today()).places());
    json.end();
    return json_answer(json, Caching::none);
}

Response check_receipts(const Call& call) {
    const auto hashes = hashes_of_body(call.request.body);
    if (!hashes) return problem(hashes.error(), call.request);
    std::map<ContentHash, HeldUpload> told;
    // By slices: other readers take their turn between them.
    for (std::size_t first = 0; first < hashes->size(); first += slice)
        for (HeldUpload& held : call.house.store.held(
                 std::span(*hashes).subspan(first, std::min(slice, hashes->size() - first))))
            if (may_know(call, held)) told.emplace(held.hash, std::move(held));
    Json json;
    json.object().key("receipts").array();
    for (const ContentHash& hash : *hashes) {
        const auto known = told.find(hash);
        const auto photo = known == told.end() ? own_photo(call, hash) : std::nullopt;
        json.object().member("hash", to_hex(hash)).member("held", known != told.end() || photo);
        if (known != told.end()) write_held(json, known->second);
        if (photo)
            json.member("kind", "photo")
                .member("id", photo->inspection)
                .member("recorded_at", to_string(photo->recorded_at));
        json.end();
    }
    json.end_array().end();
    return json_answer(json, Caching::none);
}

}  // namespace courtyard
