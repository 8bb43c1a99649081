// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/kept_document.h"

#include "api/answers.h"
#include "tiles/mvt.h"

namespace courtyard {

KeptDocument KeptDocument::of(std::string text) {
    constexpr int level = 9;
    KeptDocument document;
    document.plain_tag = entity_tag(text);
    document.zipped_tag = document.plain_tag;
    document.zipped_tag.insert(document.zipped_tag.size() - 1, "-gz");
    document.zipped = std::make_shared<const std::string>(gzip(text, level));
    document.plain = std::make_shared<const std::string>(std::move(text));
    return document;
}

Response kept_answer(const KeptDocument& document, std::string_view content_type, const RequestHead& head) {
    const bool zip = accepts_gzip(head);
    Response response;
    response.headers.emplace_back("content-type", content_type);
    response.headers.emplace_back("content-language", language_of(head) == Language::zh ? "zh-CN" : "en");
    response.headers.emplace_back("cache-control", "no-cache");
    response.headers.emplace_back("etag", zip ? document.zipped_tag : document.plain_tag);
    if (zip) response.headers.emplace_back("content-encoding", "gzip");
    response.body = zip ? document.zipped : document.plain;
    return response;
}

}  // namespace courtyard
