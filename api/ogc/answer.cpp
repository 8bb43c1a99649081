// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/answer.h"

#include <fmt/format.h>

#include "api/answers.h"
#include "api/ogc/service_tree.h"
#include "geo/day.h"

namespace courtyard {

Response ogc_answer(const RequestHead& head, std::string_view type, std::string body, const Links& links) {
    constexpr std::size_t longest = 4096;
    Response response = answer(200, type, std::move(body), Caching::revalidate);
    std::string lines = links.header();
    if (!lines.empty() && lines.size() <= longest) response.headers.emplace_back("link", std::move(lines));
    tell_language(response, head);
    return response;
}

Response timed_answer(const RequestHead& head, std::string_view type, std::string body, const Links& links) {
    // What is told is the same, the moment of telling is not: a weak tag (RFC 9110, 8.8.1).
    std::string tag = "W/" + entity_tag(body);
    body.insert(1, fmt::format(R"("timeStamp":"{}",)", to_string(Instant::now())));
    Response response = ogc_answer(head, type, std::move(body), links);
    response.headers.emplace_back("etag", std::move(tag));
    return response;
}

}  // namespace courtyard
