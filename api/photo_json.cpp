// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/photo_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace courtyard {
namespace {

/// How much, in what, and the sentences for it.
struct Doubt {
    double value;
    std::string_view unit;
    Text detail;
    Text advice;
};

/// Hours below two days, else days.
Text apart_text(std::int64_t apart_ms) {
    const double hours = std::abs(static_cast<double>(apart_ms)) / 3'600'000;
    const bool before = apart_ms < 0;
    if (hours < 48)
        return {fmt::format("{}{:.1f} 小时", before ? "早" : "晚", hours),
                fmt::format("{:.1f} hours {}", hours, before ? "before" : "after")};
    return {fmt::format("{}{:.0f} 天", before ? "早" : "晚", hours / 24),
            fmt::format("{:.0f} days {}", hours / 24, before ? "before" : "after")};
}

Doubt doubt_of(Flag flag, const PhotoEvidence& evidence) {
    if (flag == Flag::photo_far) {
        const double metres = evidence.distance_m.value_or(0);
        return {metres,
                "m",
                {fmt::format("照片的拍摄位置距上报位置 {:.0f} 米", metres),
                 fmt::format("the photo was taken {:.0f} m from the reported position", metres)},
                {"请核对是否拍错了户，或上报位置是否有偏移",
                 "check whether it shows another household, or the reported position is off"}};
    }
    if (flag == Flag::photo_time) {
        const Text apart = apart_text(evidence.apart_ms.value_or(0));
        return {static_cast<double>(evidence.apart_ms.value_or(0)) / 1000,
                "s",
                {fmt::format("照片的拍摄时间比核查时间{}", apart.zh),
                 fmt::format("the photo was taken {} the inspection", apart.en)},
                {"请核对是否用了旧照片，或手机时钟是否准确",
                 "check whether it is an old photo, or the camera's clock is wrong"}};
    }
    if (flag == Flag::photo_reused) {
        const auto count = static_cast<double>(evidence.same_elsewhere + evidence.alike_elsewhere);
        return {
            count,
            "inspections",
            {fmt::format("同一张照片另见于 {} 个核查点，近似照片另见于 {} 个", evidence.same_elsewhere,
                         evidence.alike_elsewhere),
             fmt::format("the same photo stands under {} other inspection points, one like it under {}",
                         evidence.same_elsewhere, evidence.alike_elsewhere)},
            {"请比对各处照片，必要时要求重新拍摄", "compare the photos, and ask for a new one where needed"}};
    }
    return {
        0,
        "",
        {"照片没有可用的拍摄位置", "the photo does not say where it was taken"},
        {"请打开相机的定位权限；本张请人工核对", "let the camera use the position; check this one by eye"}};
}

}  // namespace

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
        const Doubt doubt = doubt_of(flag, evidence);
        json.object().member("flag", to_string(flag));
        if (!doubt.unit.empty()) json.member("value", doubt.value).member("unit", doubt.unit);
        json.member("detail", in(language, doubt.detail)).member("advice", in(language, doubt.advice)).end();
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
        write_evidence(json, evidence_of(photo, record, store.uses_of(photo)), language);
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
