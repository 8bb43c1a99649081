// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/handlers/handlers.h"
#include "api/ogc/address.h"
#include "api/ogc/answer.h"
#include "api/ogc/conformance.h"
#include "api/ogc/feature_pages.h"
#include "api/ogc/service_tree.h"

namespace courtyard {

Response collections_landing(const Call& call) {
    const RequestHead& head = call.request;
    const auto encoding = asked_encoding(head, page_encodings);
    if (!encoding) return not_encoded(encoding.error(), head);
    if (const auto known = Parameters(head).checked(); !known) return problem(known.error(), head);
    if (encoding->word == "html") return landing_page(call);
    const Language language = language_of(head);
    Links links;
    links.add_self(head, page_encodings, *encoding)
        .add("service-desc", "application/vnd.oai.openapi+json;version=3.0", service_address(head) + "/api",
             in(language, Text{"接口的 OpenAPI 文档", "The interface as OpenAPI"}))
        .add("service-doc", html_type, origin_of(head) + "/api.html",
             in(language, Text{"接口说明", "The interface, to read"}))
        .add("conformance", json_type, service_address(head, "/conformance"),
             in(language, Text{"所遵循的标准", "The standards that are met"}))
        .add("data", json_type, service_address(head, "/collections"),
             in(language, Text{"图层", "The collections"}))
        .add(ogc_relation("tilesets-vector"), json_type, service_address(head, "/tiles?f=json"),
             in(language, Text{"矢量瓦片", "Vector tiles"}));
    Json json;
    json.object()
        .member("title", in(language, Text{"Courtyard 数据服务", "Courtyard data service"}))
        .member("description",
                in(language, Text{"区划、庭院、基地、帮扶点与核查点",
                                  "Areas, courtyards, bases, help points and inspection points"}))
        .key("links");
    links.write(json);
    json.end();
    return ogc_answer(head, json_type, json.text(), links);
}

Response conformance(const Call& call) {
    const RequestHead& head = call.request;
    const auto encoding = asked_encoding(head, page_encodings);
    if (!encoding) return not_encoded(encoding.error(), head);
    if (const auto known = Parameters(head).checked(); !known) return problem(known.error(), head);
    if (encoding->word == "html") return conformance_page(call);
    Links links;
    links.add_self(head, page_encodings, *encoding);
    Json json;
    json.object().key("links");
    links.write(json);
    json.list("conformsTo", conformance_classes()).end();
    return ogc_answer(head, json_type, json.text(), links);
}

}  // namespace courtyard
