// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/doubt_json.h"

#include <algorithm>

namespace courtyard {
namespace {

bool of_photos(Flag flag) {
    return flag == Flag::photo_far || flag == Flag::photo_time || flag == Flag::photo_reused ||
           flag == Flag::photo_no_position;
}

}  // namespace

void write_doubt_text(Json& json, Flag flag, const DoubtText& text, Language language) {
    json.member("flag", to_string(flag));
    if (text.value) json.member("value", *text.value).member("unit", text.unit);
    json.member("detail", in(language, text.detail)).member("advice", in(language, text.advice));
    if (text.spot)
        json.key("spot").object().member("lon", text.spot->lon).member("lat", text.spot->lat).end();
}

void write_resolution(Json& json, const DoubtResolution& one) {
    json.object()
        .member("id", one.id)
        .member("inspection", one.inspection)
        .member("flag", to_string(one.flag))
        .member("verdict", to_string(one.verdict))
        .member("reason", one.reason)
        .member("by", one.account)
        .member("recorded_at", to_string(one.recorded_at))
        .member("revision", one.after)
        .key("supersedes");
    if (one.supersedes != 0)
        json.value(one.supersedes);
    else
        json.null();
    json.end();
}

DoubtGround ground_of(const Store& store, const Places& known, const RecordedFact& point,
                      std::span<const Doubt> doubts) {
    const InspectionRecord& record = std::get<InspectionFact>(point.fact).record;
    DoubtGround ground{point, record.declared, known, store.evidence_limits(), {}};
    if (ground.declared.empty() && !record.household.empty())
        if (const auto household = store.household(record.household)) ground.declared = household->declared;
    if (!std::ranges::any_of(doubts, of_photos, &Doubt::flag)) return ground;
    std::vector<PhotoEvidence> photos;
    for (const Blob& photo : store.photos_of(record.id, point.account))
        photos.push_back(evidence_of(photo, record, store.uses_of(photo), store.evidence_limits()));
    ground.photos = worst_of(photos);
    return ground;
}

void write_doubts(Json& json, const DoubtGround& ground, Language language) {
    const Finding& finding = std::get<InspectionFact>(ground.point.fact).finding;
    json.key("doubts").array();
    for (const Flag flag : finding.flags.list()) {
        json.object();
        write_doubt_text(json, flag, doubt_text(flag, ground, finding.leap), language);
        json.end();
    }
    json.end_array();
}

void write_reviewed_doubts(Json& json, const Store& store, const Places& known, const RecordedFact& point,
                           Language language) {
    const auto doubts = store.doubts_of(std::get<InspectionFact>(point.fact).record.id);
    const DoubtGround ground = ground_of(store, known, point, doubts);
    const auto resolutions =
        doubts.empty() ? std::vector<DoubtResolution>() : store.resolutions_of_flags(doubts.front().line);
    json.key("flags").array();
    for (const Doubt& one : doubts) json.value(to_string(one.flag));
    json.end_array().key("doubts").array();
    for (const Doubt& one : doubts) {
        json.object();
        write_doubt_text(json, one.flag, doubt_text(one.flag, ground, one.leap), language);
        json.member("state", to_string(one.verdict))
            .member("found_at", to_string(one.found_at))
            .key("resolutions")
            .array();
        for (const DoubtResolution& said : resolutions)
            if (said.doubt == one.id) write_resolution(json, said);
        json.end_array().end();
    }
    json.end_array();
}

}  // namespace courtyard
