// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
StyleId = text = villages // 样式：all、areas 或一个图层 | a style: all, areas, or of one collection
Styles = { default: StyleId, styles: [{ id: StyleId, title: text, links: [Link] }] } // 样式列表 | the styles
MapStyle = {
  version: int = 8, name?: text, metadata?: any, sources: {*: any}, layers: [any], center?: [number], zoom?: number
} // MapLibre 样式 | a style of MapLibre
)";

}  // namespace

OperationGroup style_operations() {
    constexpr auto get = Method::get;
    return {"styles",
            {"样式", "Styles"},
            schemas,
            {
                {.method = get,
                 .pattern = "/styles",
                 .id = "styles",
                 .query = "f?: \"json\"|\"html\" default json",
                 .answers = "200 Styles\n200 text/html text"},
                {.method = get,
                 .pattern = "/styles/{id}.json",
                 .id = "mapStyle",
                 .path = "id: StyleId",
                 .answers = "200 application/vnd.mapbox.style+json MapStyle\n404 style.unknown"},
                {.method = get,
                 .pattern = "/styles/{id}.qml",
                 .id = "qmlStyle",
                 .path = "id: StyleId",
                 .answers = "200 text/xml text\n404 style.unknown"},
                {.method = get,
                 .pattern = "/styles/{id}.sld",
                 .id = "sldStyle",
                 .path = "id: StyleId",
                 .answers = "200 application/vnd.ogc.sld+xml;version=1.1 text\n404 style.unknown"},
            }};
}

}  // namespace courtyard
