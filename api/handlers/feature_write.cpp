// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
// Bases and help points written as features (OGC API - Features, Part 4). Each of them is a version of a
// record, appended like those that files bring:
// docs/decisions/0013-a-deleted-feature-is-a-withdrawn-record.md.
#include <fmt/format.h>

#include <memory>

#include "api/answers.h"
#include "api/area_json.h"
#include "api/handlers/handlers.h"
#include "api/http/target.h"
#include "api/offered_inspection.h"
#include "api/ogc/address.h"
#include "api/ogc/content_tag.h"
#include "api/ogc/feature_body.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "api/random_uuid.h"
#include "api/record_id.h"
#include "api/written_answer.h"
#include "data/read/named_id.h"
#include "data/store/intake.h"

namespace courtyard {
namespace {

enum class How : std::uint8_t { create, replace, update, remove };

/// One writing of a feature: what is asked for, and what came of it.
struct FeatureEdit {
    How how = How::create;
    PointKind kind = PointKind::bases;
    std::string id;
    FeatureBody body;
    std::optional<std::string> match;  ///< If-Match
    Caller caller;
    std::shared_ptr<const Snapshot> snapshot;
    const EditionPicture* edition = nullptr;  ///< of the day it came, also when it is written past midnight

    std::vector<FeatureFault> faults;
    std::vector<Rejection> notes;
    Placement placed;
    bool created = false;
    bool replayed = false;
    std::string tag;  ///< of what is there now
};

PointKind asked_kind(const Call& call) { return *parse_point_kind(call.request.segments[2]); }

Places places_of(const FeatureEdit& edit) { return edit.edition->places(); }

Error unknown_feature(const std::string& id) {
    return {ErrorCode::not_found, "feature.unknown", {"没有这个要素", "there is no such feature"}, id};
}

Error stale() {
    return {ErrorCode::conflict,
            "precondition.failed",
            {"要素已被别人修改：请重新读取（ETag）再改",
             "somebody changed the feature meanwhile: read it again (ETag) before you change it"},
            "If-Match"};
}

Error no_precondition(How how) {
    Text why{"请用 If-Match 说明依据哪一版修改（GET 的 ETag）",
             "say with If-Match which version you saw (the ETag of GET)"};
    if (how == How::replace) {
        why.zh += "，新要素用 If-None-Match: *";
        why.en += "; of a new feature If-None-Match: *";
    }
    return {ErrorCode::invalid_input, "precondition.required", std::move(why), "If-Match"};
}

/// What lies outside the caller's area is not theirs to write, and what is there is not told.
void check_scope(FeatureEdit& edit, const PlaceRecord& record) {
    if (edit.caller.scope.empty()) return;
    const AreaTree& areas = places_of(edit).areas;
    const AreaCode declared = claim_of(record).declared;
    if (const AreaIndex area = areas.find(declared);
        !declared.empty() && (area == no_area || !in_scope(edit.caller, areas, area)))
        edit.faults.push_back({"/properties/area",
                               "area",
                               "area.unknown",
                               {fmt::format("没有代码为 {} 的区划", declared.view()),
                                fmt::format("there is no area {}", declared.view())}});
    if (!in_scope(edit.caller, areas, edit.placed.area))
        edit.faults.push_back(
            {"/geometry",
             "geometry",
             "place.out_of_scope",
             {"位置不在你负责的区域内", "the position does not lie in the area that is yours"}});
}

Error refused() {
    return {ErrorCode::invalid_input,
            "feature.invalid",
            {"要素有误，见 errors", "the feature is not acceptable, see errors"},
            {}};
}

/// The record that stands after this edit, or what is wrong with it.
Result<PlaceRecord> record_after(FeatureEdit& edit, const Place& held) {
    edit.faults = edit.body.faults;
    if (edit.faults.empty()) {
        const BodySays says = edit.how == How::update ? BodySays::change : BodySays::feature;
        OfferedPlace offered = offered_place(edit.body, says, edit.id, held);
        edit.faults = std::move(offered.faults);
        edit.notes = std::move(offered.notes);
        edit.placed = geocode(claim_of(offered.record), places_of(edit));
        if (edit.faults.empty()) check_scope(edit, offered.record);
        if (edit.faults.empty()) return std::move(offered.record);
    }
    return tl::unexpected(refused());
}

/// Whether the edit is of what is there; what was done already may be asked for again.
Result<void> check_version(FeatureEdit& edit, const Place& held, const std::optional<Place>& after) {
    const std::string tag = content_tag(held);
    edit.replayed = after && content_tag(*after) == tag;
    if (edit.replayed) return {};
    edit.tag = tag;
    if (edit.how == How::create) return other_content(edit.id);
    if (!edit.match && edit.how != How::replace) return tl::unexpected(no_precondition(edit.how));
    // A replacement without If-Match said If-None-Match: *, nothing was to be there.
    if (!edit.match || content_named_in(*edit.match, tag) != Named::yes) return tl::unexpected(stale());
    return {};
}

Result<void> append(Transaction& transaction, const Place& held, const PlaceRecord& record,
                    const WriteContext& by) {
    if (const auto* point = std::get_if<HelpPointRecord>(&record)) {
        const auto stored = store_help_point(transaction, *point, by);
        return stored ? Result<void>() : tl::unexpected(stored.error());
    }
    const auto& base = std::get<BaseRecord>(record);
    if (!held.levels.empty() && held.levels.back().level != base.level) {
        // A base has the name and place of its newest version: what was said before is said anew.
        transaction.append(base, by);
    } else if (const auto stored = store_base(transaction, base, by); !stored) {
        return tl::unexpected(stored.error());
    }
    withdraw_levels(transaction, base.id, held.levels_above(base.level), by);
    return {};
}

void withdraw(Transaction& transaction, const Place& held, const WriteContext& by) {
    if (held.point)
        withdraw_help_point(transaction, held.point->id, by);
    else
        withdraw_levels(transaction, held.levels.front().id, held.level_names(), by);
}

/// The unit of work: what is there is asked again here, where nobody else writes.
Result<void> write(FeatureEdit& edit, Transaction& transaction) {
    const WriteContext by{edit.caller.name(), {}, edit.caller.address};
    const Place held = Place::of(transaction, edit.kind, edit.id);
    const bool visible = is_visible(edit.caller, held, places_of(edit));
    const bool needs_it = edit.how == How::update || edit.how == How::remove || edit.match;
    if (needs_it && !visible) return tl::unexpected(unknown_feature(edit.id));
    if (edit.how == How::remove) {
        if (auto version = check_version(edit, held, std::nullopt); !version) return version;
        withdraw(transaction, held, by);
        return {};
    }
    // Of another area's feature not even its day is used.
    const Place nothing{edit.kind, {}, {}};
    const auto record = record_after(edit, visible ? held : nothing);
    if (!record) return tl::unexpected(record.error());
    if (held.is_there() && !visible) return other_content(edit.id);
    const Place after = held.with(*record);
    if (held.is_there()) {
        if (auto version = check_version(edit, held, after); !version) return version;
    }
    edit.created = !held.is_there();
    edit.tag = content_tag(after);
    return edit.replayed ? Result<void>() : append(transaction, held, *record, by);
}

unsigned status_of_edit(const Error& error) {
    if (error.name == "precondition.failed") return 412;
    if (error.name == "precondition.required") return 428;
    return error.code == ErrorCode::invalid_input ? 422 : status_of(error);
}

void write_faults(Json& json, const std::vector<FeatureFault>& faults, Language language) {
    if (faults.empty()) return;
    json.key("errors").array();
    for (const FeatureFault& fault : faults)
        json.object()
            .member("pointer", fault.pointer)
            .member("column", fault.field)
            .member("code", fault.code)
            .member("detail", in(language, fault.detail))
            .end();
    json.end_array();
}

Response refusal(const FeatureEdit& edit, const Error& error, const Request& request) {
    Response response = problem(status_of_edit(error), error, request, [&](Json& json) {
        if (error.name == "feature.invalid") write_faults(json, edit.faults, language_of(request));
    });
    if (error.name == "precondition.failed" && !edit.tag.empty())
        response.headers.emplace_back("etag", edit.tag);
    return response;
}

Response answer_of(const FeatureEdit& edit, Revision revision, const Request& request) {
    Response response;
    if (edit.how == How::remove) {
        response.status = 204;
        response.headers.emplace_back("cache-control", "no-store");
    } else {
        Json json;
        json.object().member("id", edit.id).member("revision", revision).key("area");
        const AreaTree& areas = places_of(edit).areas;
        if (edit.placed.area == no_area)
            json.null();
        else
            write_area(json.object(), areas[edit.placed.area]).end();
        write_flags(json, edit.placed.flags);
        write_notes(json, edit.notes, language_of(request));
        json.end();
        response = json_answer(json, Caching::none, edit.created ? 201 : 200);
        response.headers.emplace_back("etag", edit.tag);
    }
    if (edit.created)
        response.headers.emplace_back("location",
                                      fmt::format("{}/ogc/collections/{}/items/{}", origin_of(request),
                                                  to_string(edit.kind), percent_encoded(edit.id)));
    if (edit.replayed) response.headers.emplace_back("idempotency-replayed", "true");
    response.headers.emplace_back("courtyard-revision", std::to_string(revision));
    return response;
}

Response written(const Call& call, FeatureEdit said) {
    auto edit = std::make_shared<FeatureEdit>(std::move(said));
    edit->caller = call.caller;
    edit->snapshot = call.snapshot;
    edit->edition = &edit->snapshot->edition_on(today());
    return after_writing(
        call.house.store, [edit](Transaction& transaction) { return write(*edit, transaction); },
        [edit, &request = call.request](const Result<Revision>& done) {
            return done ? answer_of(*edit, *done, request) : refusal(*edit, done.error(), request);
        });
}

/// A body that cannot be read at all, or is of the wrong type.
Response unreadable(const Error& error, BodySays says, const Request& request) {
    Response response = problem(error, request);
    if (error.name == "body.type")
        response.headers.emplace_back(says == BodySays::change ? "accept-patch" : "accept-post",
                                      body_types(says));
    return response;
}

/// What a request for one feature by its address says.
Result<FeatureEdit> edit_of(const Call& call, How how) {
    Parameters query(call.request);
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    FeatureEdit edit;
    edit.how = how;
    edit.kind = asked_kind(call);
    if (!call.captured.empty()) edit.id = call.captured[0];
    if (const auto match = call.request.header("if-match")) edit.match = *match;
    return edit;
}

Response with_body(const Call& call, How how, BodySays says) {
    auto edit = edit_of(call, how);
    if (!edit) return problem(edit.error(), call.request);
    auto body = feature_of_body(call.request, edit->kind, says);
    if (!body) return unreadable(body.error(), says, call.request);
    edit->body = std::move(*body);
    if (how == How::replace && !edit->match && call.request.header("if-none-match") != "*")
        return problem(428, no_precondition(how), call.request);
    if (how == How::create) {
        // A key makes the same request come to the same feature, as often as it is sent.
        constexpr Uuid name_space{0x2f, 0x6b, 0x8e, 0x51, 0x9c, 0x0d, 0x4a, 0x37,
                                  0xb8, 0x64, 0x13, 0xd2, 0x7a, 0xe5, 0x40, 0xc9};
        const auto key = call.request.header("idempotency-key");
        const std::string made =
            key ? named_uuid(name_space, fmt::format("{}\n{}", call.caller.name(), *key)) : random_uuid();
        edit->id = edit->body.id.value_or(
            fmt::format("{}-{}", edit->kind == PointKind::bases ? "base" : "help-point", made));
        edit->match.reset();
    } else if (edit->body.id && *edit->body.id != edit->id) {
        edit->body.faults.push_back(
            {"/id", "id", "id.differs", {"编号与地址中的不同", "the id is not the one of the address"}});
    }
    if (!is_record_id(edit->id)) {
        const Error wrong = wrong_record_id();
        edit->body.faults.push_back({"/id", "id", wrong.name, wrong.detail});
    }
    return written(call, std::move(*edit));
}

}  // namespace

Response post_feature(const Call& call) { return with_body(call, How::create, BodySays::feature); }
Response put_feature(const Call& call) { return with_body(call, How::replace, BodySays::feature); }
Response patch_feature(const Call& call) { return with_body(call, How::update, BodySays::change); }

Response delete_feature(const Call& call) {
    auto edit = edit_of(call, How::remove);
    return edit ? written(call, std::move(*edit)) : problem(edit.error(), call.request);
}

}  // namespace courtyard
