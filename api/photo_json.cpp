// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/photo_json.h"

#include <algorithm>

#include "api/doubt_json.h"

namespace courtyard {
void write_photo(Json& json, const Blob& photo) {
    json.member("sha256", photo.sha256)
        .member("bytes", photo.bytes)
        .member("width", std::uint64_t{photo.width})
        .member("height", std::uint64_t{photo.height})
        .key("taken_at");
    if (photo.camera.taken_at)
        json.value(to_string(*photo.camera.taken_at));
    else
        json.null();
    json.key("position");
    if (photo.camera.position && !photo.camera.position_doubtful)
        json.object()
            .member("lon", photo.camera.position->lon)
            .member("lat", photo.camera.position->lat)
            .member("accuracy_m", photo.camera.accuracy_m)
            .end();
    else
        json.null();
}

void write_evidence(Json& json, const PhotoEvidence& evidence, Language language) {
    json.key("flags").array();
    for (const Flag flag : evidence.flags.list()) json.value(to_string(flag));
    json.end_array().key("doubts").array();
    for (const Flag flag : evidence.flags.list()) {
        json.object();
        write_doubt_text(json, flag, photo_doubt_text(flag, evidence), language);
        json.end();
    }
    json.end_array();
}

void write_photos(Json& json, const Store& store, const RecordedFact& inspection, Language language) {
    const InspectionRecord& record = std::get<InspectionFact>(inspection.fact).record;
    const auto held = store.photos_of(record.id, inspection.account);
    json.key("photos").array();
    for (const Blob& photo : held) {
        json.object();
        write_photo(json, photo);
        json.member("named", std::ranges::find(record.photos, photo.sha256) != record.photos.end());
        write_evidence(json, evidence_of(photo, record, store.uses_of(photo), store.evidence_limits()),
                       language);
        json.end();
    }
    json.end_array().key("missing").array();
    for (const std::string& sha256 : missing_photos(record, held)) json.value(sha256);
    json.end_array();
}

void write_missing(Json& json, const Store& store, const RecordedFact& inspection) {
    const InspectionRecord& record = std::get<InspectionFact>(inspection.fact).record;
    if (record.photos.empty()) return;
    json.key("missing").array();
    for (const std::string& sha256 : missing_photos(record, store.photos_of(record.id, inspection.account)))
        json.value(sha256);
    json.end_array();
}

std::vector<std::string> missing_photos(const InspectionRecord& record, std::span<const Blob> held) {
    std::vector<std::string> missing;
    for (const std::string& sha256 : record.photos)
        if (std::ranges::find(held, sha256, &Blob::sha256) == held.end()) missing.push_back(sha256);
    return missing;
}

}  // namespace courtyard
