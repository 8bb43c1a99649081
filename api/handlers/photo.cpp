// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/parameters.h"
#include "api/photo_json.h"
#include "api/visible_inspection.h"
#include "data/photo/photo_intake.h"

namespace courtyard {
namespace {

constexpr std::string_view jpeg = "image/jpeg";

bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The photo of the address, if this caller may know of it: through its inspection point, or as the one who
/// brought it before the point.
std::optional<Blob> visible_photo(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id || !is_sha256(call.captured[1])) return std::nullopt;
    std::string account = call.caller.name();
    if (const auto recorded = call.house.store.inspection(*id)) {
        if (!visible_inspection(call, *id)) return std::nullopt;
        account = recorded->account;
    }
    for (Blob& photo : call.house.store.photos_of(*id, account))
        if (photo.sha256 == call.captured[1]) return std::move(photo);
    return std::nullopt;
}

Error unknown_photo(const Call& call) {
    return {ErrorCode::not_found,
            "photo.unknown",
            {"没有这张照片", "there is no such photo"},
            std::string(call.captured[1])};
}

Result<std::string> original_of(const BlobStore& blobs, const Blob& photo) {
    std::ifstream in(blobs.path_of(photo.sha256), std::ios::binary);
    in.exceptions(std::ios::failbit | std::ios::badbit);
    std::string bytes(photo.bytes, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

/// A stranger's picture: never anything but a picture, never for a cache that others share.
Response picture_answer(std::string bytes, const std::string& file_name) {
    Response response = answer(200, jpeg, std::move(bytes), Caching::revalidate);
    response.headers.emplace_back("content-disposition",
                                  fmt::format("inline; filename=\"{}.jpg\"", file_name));
    response.headers.emplace_back("content-security-policy",
                                  "default-src 'none'; frame-ancestors 'none'; sandbox");
    response.headers.emplace_back("cross-origin-resource-policy", "same-origin");
    return response;
}

void write_receipt(Json& json, const Call& call, const PhotoUpload& upload, const Blob& photo) {
    json.object().member("id", upload.inspection);
    write_photo(json, photo);
    const auto recorded = call.house.store.inspection(upload.inspection);
    if (recorded && recorded->account == upload.account) {
        const InspectionRecord& record = std::get<InspectionFact>(recorded->fact).record;
        write_evidence(
            json,
            evidence_of(photo, record, call.house.store.uses_of(photo), call.house.store.evidence_limits()),
            language_of(call.request));
    } else {
        // Nothing to compare with yet.
        json.key("flags").array().end_array().key("doubts").array().end_array();
    }
    json.end();
}

}  // namespace

Response put_photo(const Call& call) {
    const auto id = parse_uuid(call.captured[0]);
    if (!id) return problem(422, id.error(), call.request);
    const std::string sha256(call.captured[1]);
    if (!is_sha256(sha256))
        return problem(422,
                       {ErrorCode::invalid_input,
                        "photo.hash",
                        {"地址末段应为照片的 SHA-256（64 位小写十六进制）",
                         "the address ends with the photo's SHA-256 in lower-case hex"},
                        "sha256"},
                       call.request);
    if (call.request.header("content-type").value_or("") != jpeg)
        return problem({ErrorCode::unsupported,
                        "photo.type",
                        {"照片请以 Content-Type: image/jpeg 上传", "send photos as Content-Type: image/jpeg"},
                        "content-type"},
                       call.request);
    if (!call.request.spooled)
        return problem(422,
                       {ErrorCode::invalid_input,
                        "image.broken",
                        {"没有收到照片内容", "there is no photo in the request"},
                        "photo"},
                       call.request);
    const PhotoUpload upload{*id, call.caller.name(), sha256, *call.request.spooled, call.caller.address};
    const auto stored = store_photo(call.house.store, call.house.blobs, call.house.read_photo, upload);
    if (!stored)
        return problem(stored.error().code == ErrorCode::invalid_input ? 422 : status_of(stored.error()),
                       stored.error(), call.request);
    const bool fresh = stored->stored == Stored::fresh;
    Json json;
    write_receipt(json, call, upload, stored->blob);
    Response response = json_answer(json, Caching::none, fresh ? 201 : 200);
    if (!fresh) response.headers.emplace_back("idempotency-replayed", "true");
    return response;
}

Response photo(const Call& call) {
    Parameters query(call.request);
    const std::string size = query.text("size").value_or("full");
    if (auto wrong = query.checked(); !wrong) return problem(wrong.error(), call.request);
    if (size != "thumb" && size != "full" && size != "original")
        return problem({ErrorCode::invalid_input,
                        "parameter.invalid",
                        {"size 可以是 thumb、full 或 original", "size is thumb, full or original"},
                        "size"},
                       call.request);
    const auto found = visible_photo(call);
    if (!found) return problem(unknown_photo(call), call.request);
    // The original says who took it, where, and with what: it stays with those who judge the evidence.
    if (size == "original" && !permitted(call.caller, Verb::see_originals))
        return problem({ErrorCode::not_allowed,
                        "role.not_allowed",
                        {"原始照片只对审核人员开放", "originals are for reviewers only"},
                        "size"},
                       call.request);
    BlobStore& blobs = call.house.blobs;
    const PhotoReader& reader = call.house.read_photo;
    auto bytes = size == "original" ? original_of(blobs, *found)
                 : size == "thumb"  ? thumbnail_of(blobs, reader, *found)
                                    : published_copy_of(blobs, reader, *found);
    if (!bytes) return problem(bytes.error(), call.request);
    return picture_answer(std::move(*bytes), fmt::format("{}-{}", found->sha256.substr(0, 12), size));
}

}  // namespace courtyard
