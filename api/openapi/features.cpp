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
Landing = { title: text = "Courtyard 数据服务", description: text, links: [Link] } // 首页 | landing page
Conformance = {
  conformsTo: [text = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"], links?: [Link]
} // 符合性 | conformance classes
Crs = text = "http://www.opengis.net/def/crs/OGC/1.3/CRS84" // 坐标参照系的地址 | address of a reference system
Extent = {
  spatial?: { bbox: [Box], crs: Crs }
  temporal?: { interval: [[text?]], trs?: text }
} // 范围 | extent
CollectionId = text = villages // 图层 | collection
Collection = {
  id: CollectionId, title: text = "村", description?: text, itemType: text = feature
  itemCount?: int = 320 // 有几个要素 | how many features there are
  extent?: Extent, crs: [Crs], storageCrs?: Crs, links: [Link]
} // 图层 | a collection
Collections = { links: [Link], collections: [Collection], crs?: [Crs] } // 图层列表 | the collections
AttributeSchema = {
  $schema: text = "https://json-schema.org/draft/2020-12/schema", $id: url, type: "object", title: text
  description?: text, properties: {*: any}, additionalProperties: bool
} // 属性的 JSON Schema | attributes as JSON Schema
Geometry = {
  type: "Point"|"LineString"|"Polygon"|"MultiPoint"|"MultiLineString"|"MultiPolygon"
  coordinates: [any] = [113.2,34.3]
} // GeoJSON 几何 | a geometry of GeoJSON
Feature = {
  type: "Feature", id: text = "410199001001", geometry: Geometry?, properties: {*: any}, links?: [Link]
} // 要素 | a feature
JsonFg = {
  type: "Feature"|"FeatureCollection", conformsTo?: [text], featureType?: text, geometryDimension?: int, coordRefSys?: text
  numberMatched?: int, numberReturned?: int, timeStamp?: instant, links?: [Link], features?: [any], id?: text, time?: any
  place?: any, geometry?: any, properties?: any
} // OGC 要素与几何 JSON | OGC Features and Geometries JSON
FeatureCollection = {
  type: "FeatureCollection", numberMatched?: int = 320, numberReturned: int = 1, timeStamp?: instant
  links: [Link], features: [Feature]
} // 要素集 | features
)";

constexpr const char* encodings = "f?: \"json\"|\"html\" default json";
constexpr const char* feature_encodings =
    "f?: \"json\"|\"jsonfg\"|\"html\" default json\n"
    "crs?: text default \"http://www.opengis.net/def/crs/OGC/1.3/CRS84\" // 坐标参照系，见图层的 crs | "
    "reference system: "
    "one of the collection's `crs`";
constexpr const char* items_query =
    "f?: \"json\"|\"jsonfg\"|\"html\" default json\n"
    "crs?: text default \"http://www.opengis.net/def/crs/OGC/1.3/CRS84\" // 坐标参照系，见图层的 crs | "
    "reference system: "
    "one of the collection's `crs`\n"
    "bbox\n"
    "bbox-crs?: text default \"http://www.opengis.net/def/crs/OGC/1.3/CRS84\" // bbox 的参照系 | that of "
    "`bbox`\n"
    "datetime?: text = 2023-06-30 // 日期或起止：2023-01-01/2023-06-30、../2023-06-30 | a day or an "
    "interval, open as "
    "`../2023-06-30`\n"
    "limit?: int 1..10000 default 100 // 最多几个要素 | how many features at most\n"
    "offset?: int 0.. default 0 // 跳过几个 | how many are passed over\n"
    "cursor?: text // next 与 prev 链接里的位置 | a place, as the links `next` and `prev` have it\n"
    "filter filter-lang filter-crs attributes";
constexpr std::string_view schema_answers =
    "200 application/schema+json AttributeSchema\n200 text/html text\n404 layer.unknown";

}  // namespace

OperationGroup feature_operations() {
    constexpr auto get = Method::get;
    return {
        "features",
        {"要素（OGC API）", "Features (OGC API)"},
        schemas,
        {
            {.method = get,
             .pattern = "/ogc",
             .id = "landing",
             .query = encodings,
             .answers = "200 Landing\n200 text/html text"},
            {.method = get,
             .pattern = "/ogc/conformance",
             .id = "conformance",
             .query = encodings,
             .answers = "200 Conformance\n200 text/html text"},
            {.method = get,
             .pattern = "/ogc/api",
             .id = "api",
             .query = encodings,
             .answers = "200 application/vnd.oai.openapi+json;version=3.0 any\n303"},
            {.method = get,
             .pattern = "/ogc/collections",
             .id = "collections",
             .query = encodings,
             .answers = "200 Collections\n200 text/html text"},
            {.method = get,
             .pattern = "/ogc/collections/{id}",
             .id = "collection",
             .path = "id: CollectionId",
             .query = encodings,
             .answers = "200 Collection\n200 text/html text\n404 layer.unknown"},
            {.method = get,
             .pattern = "/ogc/collections/{id}/queryables",
             .id = "queryables",
             .path = "id: CollectionId",
             .query = encodings,
             .answers = schema_answers},
            {.method = get,
             .pattern = "/ogc/collections/{id}/schema",
             .id = "schema",
             .path = "id: CollectionId",
             .query = encodings,
             .answers = schema_answers},
            {.method = get,
             .pattern = "/ogc/collections/{id}/items",
             .id = "items",
             .path = "id: CollectionId",
             .query = items_query,
             .answers = "200 application/geo+json FeatureCollection\n200 application/vnd.ogc.fg+json JsonFg\n"
                        "200 text/html text\n404 layer.unknown",
             .about =
                 {"顺序固定，next 一直给到最后一页，其间有人改动也不漏不重；每个属性都可写作 属性=值。",
                  "In a stable order; `next` goes on until the end and neither skips nor repeats what others "
                  "change meanwhile. Every attribute may be asked for as `attribute=value`."}},
            {.method = get,
             .pattern = "/ogc/collections/{id}/items/{feature}",
             .id = "item",
             .path = "id: CollectionId\nfeature: text = \"410199001001\" // 区划代码或记录编号 | code of an "
                     "area or id "
                     "of a record",
             .query = feature_encodings,
             .answers = "200 application/geo+json Feature\n200 application/vnd.ogc.fg+json JsonFg\n"
                        "200 text/html text\n404 layer.unknown feature.unknown"},
        }};
}

}  // namespace courtyard
