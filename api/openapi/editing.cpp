// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "api/openapi/operation.h"

namespace courtyard {
namespace {

constexpr std::string_view schemas = R"(
PointGeometry = { type: "Point", coordinates: [number] = [113.2,34.3] }
BaseProperties = {
  name?: text = "柳浦手工坊", level?: "county"|"prefecture"|"province", area?: AreaCode, recognised_on?: day
  women_employed?: int? = 12, women_trained?: int? = 40
} // 基地的属性，中文列名也行 | properties of a base; Chinese names of columns are taken, too
HelpPointProperties = {
  name?: text = "暖心小屋", kind?: text, area?: AreaCode, opened_on?: day, closed_on?: day?, capacity?: int? = 40
} // 帮扶点的属性 | properties of a help point
NewBase = { type: "Feature", id?: text = B0099, geometry: PointGeometry?, properties: BaseProperties } // 基地 | a base
NewHelpPoint = { type: "Feature", id?: text = H0199, geometry: PointGeometry?, properties: HelpPointProperties } // 帮扶点 | a help point
BaseChange = { type?: "Feature", id?: text, geometry?: PointGeometry, properties?: BaseProperties } // 要改的部分 | what is changed
HelpPointChange = { type?: "Feature", id?: text, geometry?: PointGeometry, properties?: HelpPointProperties } // 要改的部分 | what is changed
EditedFeature = {
  id: text = B0099, revision: Revision, area: Area?, flags: [text]
  notes?: [{ member: text, code: text, detail: text }]
} // 存下了：在哪个村、有何疑点 | stored: where it lies, and what is doubtful
)";

constexpr std::string_view feature_path = "feature: text = B0099 // 记录编号 | id of the record";
constexpr std::string_view post_headers =
    "Content-Crs?: text // 坐标的参照系；缺省为 CRS84 | reference system of the coordinates; CRS84 when "
    "absent\n"
    "Idempotency-Key?: text // 重发而没有编号时，仍是同一个要素 | the same request without an id comes to "
    "the same "
    "feature";
constexpr std::string_view put_headers =
    "Content-Crs?: text // 坐标的参照系；缺省为 CRS84 | reference system of the coordinates; CRS84 when "
    "absent\n"
    "If-Match?: text // 依据哪一版（ETag） | the tag that was read\n"
    "If-None-Match?: text // 新建：* | `*` of what is new";
constexpr std::string_view patch_headers =
    "Content-Crs?: text // 坐标的参照系；缺省为 CRS84 | reference system of the coordinates; CRS84 when "
    "absent\n"
    "If-Match?: text // 依据哪一版（ETag） | the tag that was read";
constexpr std::string_view match_header = "If-Match?: text // 依据哪一版（ETag） | the tag that was read";
constexpr std::string_view post_answers =
    "201 EditedFeature\n200 EditedFeature\n409 id.conflict\n422 feature.invalid area.unknown "
    "place.out_of_scope";
constexpr std::string_view edit_answers =
    "201 EditedFeature\n200 EditedFeature\n404 feature.unknown\n409 id.conflict\n412 precondition.failed\n"
    "422 feature.invalid area.unknown place.out_of_scope\n428 precondition.required";
constexpr std::string_view patch_answers =
    "200 EditedFeature\n404 feature.unknown\n409 id.conflict\n412 precondition.failed\n"
    "422 feature.invalid area.unknown place.out_of_scope\n428 precondition.required";
constexpr std::string_view delete_answers =
    "204\n404 feature.unknown\n412 precondition.failed\n428 precondition.required";

/// Both collections are written alike.
struct Edited {
    std::string_view items;
    std::string_view item;
    std::array<std::string_view, 4> ids;
    std::string_view body;
    std::string_view change;
};

void add_operations(std::vector<Operation>& all, const Edited& of) {
    all.push_back({.method = Method::post,
                   .pattern = of.items,
                   .id = of.ids[0],
                   .headers = post_headers,
                   .body = of.body,
                   .answers = post_answers});
    all.push_back({.method = Method::put,
                   .pattern = of.item,
                   .id = of.ids[1],
                   .path = feature_path,
                   .headers = put_headers,
                   .body = of.body,
                   .answers = edit_answers});
    all.push_back({.method = Method::patch,
                   .pattern = of.item,
                   .id = of.ids[2],
                   .path = feature_path,
                   .headers = patch_headers,
                   .body = of.change,
                   .answers = patch_answers,
                   .about = {"只写要改的（RFC 7396）；null 表示去掉。",
                             "What is said is changed (RFC 7396); null takes a value away."}});
    all.push_back({.method = Method::del,
                   .pattern = of.item,
                   .id = of.ids[3],
                   .path = feature_path,
                   .headers = match_header,
                   .answers = delete_answers});
}

}  // namespace

OperationGroup editing_operations() {
    OperationGroup group{
        "editing", {"要素编辑（OGC API 第四部分）", "Editing features (OGC API, Part 4)"}, schemas, {}};
    add_operations(group.operations, {"/ogc/collections/bases/items",
                                      "/ogc/collections/bases/items/{feature}",
                                      {"bases.create", "bases.replace", "bases.update", "bases.delete"},
                                      "application/geo+json NewBase\napplication/json NewBase",
                                      "application/merge-patch+json BaseChange\napplication/geo+json "
                                      "BaseChange\napplication/json BaseChange"});
    add_operations(group.operations,
                   {"/ogc/collections/help-points/items",
                    "/ogc/collections/help-points/items/{feature}",
                    {"help-points.create", "help-points.replace", "help-points.update", "help-points.delete"},
                    "application/geo+json NewHelpPoint\napplication/json NewHelpPoint",
                    "application/merge-patch+json HelpPointChange\napplication/geo+json HelpPointChange\n"
                    "application/json HelpPointChange"});
    return group;
}

}  // namespace courtyard
