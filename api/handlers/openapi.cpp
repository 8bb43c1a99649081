// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <mutex>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/layer_rows.h"
#include "api/openapi/document.h"
#include "api/openapi/kept_document.h"
#include "api/parameters.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// The layers that a caller sees change with the levels that are loaded and with who asks, and there are few
/// sets of them.
KeptDocument ogc_document_of(Language language, std::span<const LayerName> layers) {
    static std::mutex one_at_a_time;
    static std::map<std::string, KeptDocument, std::less<>> kept;
    std::string key = language == Language::zh ? "zh" : "en";
    for (const LayerName& layer : layers) key += " " + layer.str();
    const std::scoped_lock hold(one_at_a_time);
    if (const auto found = kept.find(key); found != kept.end()) return found->second;
    return kept.emplace(std::move(key), KeptDocument::of(ogc_document(language, layers))).first->second;
}

const KeptDocument& interface_document_of(Language language) {
    static const std::array documents{KeptDocument::of(interface_document(Language::zh)),
                                      KeptDocument::of(interface_document(Language::en))};
    return documents.at(language == Language::zh ? 0 : 1);
}

Response see_page() {
    Response response;
    response.status = 303;
    response.headers = {{"location", "/api.html"}, {"cache-control", "no-cache"}};
    return response;
}

}  // namespace

Response openapi(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    return kept_answer(interface_document_of(language_of(call.request)), openapi_type, call.request);
}

Response ogc_openapi(const Call& call) {
    if (auto wrong = Parameters(call.request).checked(); !wrong) return problem(wrong.error(), call.request);
    if (call.request.parameter("f") == "html") return see_page();
    const auto layers = visible_layers(*call.snapshot->edition_on(today()).areas, call.caller);
    return kept_answer(ogc_document_of(language_of(call.request), layers), openapi_type, call.request);
}

}  // namespace courtyard
