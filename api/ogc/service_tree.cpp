// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/ogc/service_tree.h"

#include "api/ogc/address.h"

namespace courtyard {

Result<LayerName> asked_collection(const Call& call, const AreaTree& areas) {
    if (call.captured.front() == "progress")
        return fail(ErrorCode::not_found, "layer.unknown",
                    {"进度不是要素图层，请用 /api/progress 或导出",
                     "progress is no collection; use /api/progress or an export"},
                    "layer");
    return visible_layer(areas, call.caller, call.captured.front());
}

std::string service_address(const RequestHead& head) { return origin_of(head) + "/ogc"; }

std::string service_address(const RequestHead& head, std::string_view path) {
    return with_asked(service_address(head) + std::string(path), head, {"as_of", "revision", "lang"});
}

std::string page_address(const RequestHead& head, std::string_view path) {
    return with_parameter(service_address(head, path), "f", "html");
}

Crumb service_crumb(const RequestHead& head) {
    return {in(language_of(head), {"数据服务", "Data service"}), page_address(head, "")};
}

std::vector<Crumb> way_to(const RequestHead& head, const LayerName* layer, std::string_view last) {
    const Language language = language_of(head);
    std::vector<Crumb> crumbs{service_crumb(head),
                              {in(language, {"图层", "Collections"}), page_address(head, "/collections")}};
    if (layer != nullptr) {
        const std::string path = "/collections/" + layer->str();
        crumbs.push_back({in(language, title_of(*layer)), page_address(head, path)});
        if (!last.empty())
            crumbs.push_back({in(language, {"要素", "Items"}), page_address(head, path + "/items")});
    }
    if (!last.empty()) crumbs.push_back({std::string(last), {}});
    crumbs.back().address.clear();
    return crumbs;
}

void tell_language(Response& response, const RequestHead& head) {
    response.headers.emplace_back("content-language", language_of(head) == Language::zh ? "zh-CN" : "en");
}

}  // namespace courtyard
