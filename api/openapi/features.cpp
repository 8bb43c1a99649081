// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
Link = {
  href: text = "https://example.org/ogc/collections", rel: text = self, type?: text = application/json
  title?: text, hreflang?: text, length?: int, templated?: bool
} // 链接 | a link
Landing = { title: text = "Courtyard 要素服务", description: text, links: [Link] } // 首页 | landing page
Conformance = { conformsTo: [text = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"] } // 符合性 | conformance classes
Crs = text = "http://www.opengis.net/def/crs/OGC/1.3/CRS84" // 坐标参照系的地址 | address of a reference system
Extent = {
  spatial: { bbox: [Box], crs: Crs }
  temporal?: { interval: [[text?]], trs?: text }
} // 范围 | extent
CollectionId = text = villages // 图层 | collection
Collection = {
  id: CollectionId, title: text = "村", description?: text, itemType: text = feature, extent: Extent, crs: [Crs]
  storageCrs?: Crs, links: [Link]
} // 图层 | a collection
Collections = { links: [Link], collections: [Collection], crs?: [Crs] } // 图层列表 | the collections
Geometry = {
  type: "Point"|"LineString"|"Polygon"|"MultiPoint"|"MultiLineString"|"MultiPolygon"
  coordinates: [any] = [113.2,34.3]
} // GeoJSON 几何 | a geometry of GeoJSON
Feature = {
  type: "Feature", id: text = 410199001001, geometry: Geometry?, properties: {*: any}, links?: [Link]
} // 要素 | a feature
FeatureCollection = {
  type: "FeatureCollection", numberMatched?: int = 320, numberReturned: int = 1, timeStamp?: instant
  links: [Link], features: [Feature]
} // 要素集 | features
)";

}  // namespace

OperationGroup feature_operations() {
    constexpr auto get = Method::get;
    return {
        "features",
        {"要素（OGC API）", "Features (OGC API)"},
        schemas,
        {
            {.method = get, .pattern = "/ogc", .id = "landing", .answers = "200 Landing"},
            {.method = get, .pattern = "/ogc/conformance", .id = "conformance", .answers = "200 Conformance"},
            {.method = get,
             .pattern = "/ogc/api",
             .id = "api",
             .query = "f?: \"json\"|\"html\" default json",
             .answers = "200 application/vnd.oai.openapi+json;version=3.0 any\n303"},
            {.method = get, .pattern = "/ogc/collections", .id = "collections", .answers = "200 Collections"},
            {.method = get,
             .pattern = "/ogc/collections/{id}",
             .id = "collection",
             .path = "id: CollectionId",
             .answers = "200 Collection\n404 layer.unknown"},
            {.method = get,
             .pattern = "/ogc/collections/{id}/items",
             .id = "items",
             .path = "id: CollectionId",
             .query = "bbox\n"
                      "limit?: int 1..10000 default 100 // 最多几个要素 | how many features at most\n"
                      "offset?: int 0.. default 0 // 跳过几个 | how many are passed over",
             .answers = "200 application/geo+json FeatureCollection\n404 layer.unknown"},
            {.method = get,
             .pattern = "/ogc/collections/{id}/items/{feature}",
             .id = "item",
             .path = "id: CollectionId\nfeature: text = 410199001001 // 区划代码或记录编号 | code of an area "
                     "or id of a record",
             .answers = "200 application/geo+json Feature\n404 layer.unknown feature.unknown"},
        }};
}

}  // namespace courtyard
