// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include "api/routes.h"

#include <algorithm>
#include <array>

#include "api/handlers/handlers.h"

namespace courtyard {
namespace {

constexpr std::size_t kib = 1024;
constexpr std::size_t json_limit = 256 * kib;
constexpr std::size_t photo_limit = 12 * kib * kib;
constexpr std::size_t import_limit = 512 * kib * kib;
constexpr Admission on_io{.body_limit = 0, .spool = false, .run_on = RunOn::io};
constexpr Admission on_worker{.body_limit = 0, .spool = false, .run_on = RunOn::worker};
constexpr Admission small_body{.body_limit = json_limit, .spool = false, .run_on = RunOn::worker};
constexpr Admission photo_body{.body_limit = photo_limit, .spool = true, .run_on = RunOn::worker};
constexpr Admission list_body{.body_limit = 4 * kib * kib, .spool = false, .run_on = RunOn::worker};
constexpr Admission file_body{.body_limit = import_limit, .spool = true, .run_on = RunOn::worker};

constexpr auto get = Method::get;
constexpr auto put = Method::put;
constexpr auto post = Method::post;
constexpr auto del = Method::del;
constexpr auto guarded = Door::guarded;
constexpr auto open = Door::open;

const std::array table{
    Route{get, "/healthz", health, open, {}, on_io, {"程序是否活着", "Whether the program is alive"}},
    Route{get, "/readyz", readiness, open, {}, on_io, {"是否可以接受请求", "Whether it takes requests"}},
    Route{get, "/metrics", metrics, open, {}, on_io, {"Prometheus 指标", "Figures for Prometheus"}},
    Route{post, "/api/session", sign_in, open, {}, small_body, {"登录", "Sign in"}},
    Route{del, "/api/session", sign_out, open, {}, on_worker, {"退出", "Sign out"}},
    Route{get, "/api/me", who_am_i, open, {}, on_io, {"我是谁", "Who asks, and what may they see"}},
    Route{get,
          "/api/campaigns",
          campaigns,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"活动与指标", "Campaigns and indicators"}},
    Route{get,
          "/api/areas",
          areas,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"区划及其下级", "An area and what lies beneath"},
          Times::two},
    Route{get,
          "/api/progress",
          progress,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"进度", "Progress against target"},
          Times::two},
    Route{get,
          "/api/progress/matrix",
          progress_matrix,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"逐月进度", "Progress by month"},
          Times::two},
    Route{get,
          "/api/progress/explain",
          explain_progress,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"怎么算的", "How a figure is counted"},
          Times::two},
    Route{get,
          "/api/editions",
          editions,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"区划版本", "Editions of boundaries"},
          Times::two},
    Route{get,
          "/api/editions/changes",
          edition_changes,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"两个版本之间的村级变化", "What became of villages between two editions"},
          Times::two},
    Route{get,
          "/api/coverage",
          coverage,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"服务覆盖", "What a service reaches"},
          Times::two},
    Route{get,
          "/api/coverage/whatif",
          coverage_what_if,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"新增一处的覆盖", "What one more point would reach"},
          Times::two},
    Route{get,
          "/api/events",
          events,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"变化通知", "What changes, as it changes"}},
    Route{get,
          "/tiles/{layers}/{z}/{x}/{y}.mvt",
          tile,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"矢量瓦片", "Vector tile"},
          Times::two},
    Route{get,
          "/tiles/{layers}/{z}/{x}/{y}.pbf",
          tile,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"矢量瓦片", "Vector tile"},
          Times::two},
    Route{get,
          "/tiles/{layers}/{z}/{x}/{y}.json",
          tile_contents,
          guarded,
          Verb::decide,
          on_worker,
          {"瓦片内容（可读）", "A tile's content for people to read"},
          Times::two},
    Route{get,
          "/tiles/{layer}/metadata.json",
          layer_metadata,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"瓦片元数据", "Tile metadata"},
          Times::two},
    Route{get,
          "/tiles/{layers}.json",
          tile_json,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"TileJSON", "TileJSON"},
          Times::two},
    Route{get,
          "/ogc",
          collections_landing,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"要素服务首页", "Features: landing page"}},
    Route{get,
          "/ogc/conformance",
          conformance,
          guarded,
          Verb::see_aggregates,
          on_io,
          {"符合性", "Features: conformance"}},
    Route{get,
          "/ogc/collections",
          collections,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层列表", "Features: collections"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}",
          collection,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"图层", "Features: one collection"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/items",
          items,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"要素（GeoJSON）", "Features as GeoJSON"},
          Times::two},
    Route{get,
          "/ogc/collections/{id}/items/{feature}",
          item,
          guarded,
          Verb::see_aggregates,
          on_worker,
          {"单个要素", "One feature"},
          Times::two},
    Route{put,
          "/api/inspections/{id}",
          put_inspection,
          guarded,
          Verb::upload_inspections,
          small_body,
          {"上报核查点", "Upload an inspection point"}},
    Route{get,
          "/api/inspections/{id}",
          inspection,
          guarded,
          Verb::see_households,
          on_worker,
          {"核查点", "An inspection point"}},
    Route{put,
          "/api/inspections/{id}/photos/{sha256}",
          put_photo,
          guarded,
          Verb::upload_inspections,
          photo_body,
          {"上传照片", "Upload a photo"}},
    Route{get,
          "/api/inspections/{id}/photos/{sha256}",
          photo,
          guarded,
          Verb::see_households,
          on_worker,
          {"照片", "A photo"}},
    Route{post,
          "/api/decisions",
          post_decision,
          guarded,
          Verb::decide,
          small_body,
          {"审核结论", "A reviewer's decision"}},
    Route{get,
          "/api/households/{id}",
          household,
          guarded,
          Verb::see_households,
          on_worker,
          {"户", "A household"}},
    Route{get,
          "/api/households/{id}/history",
          household_history,
          guarded,
          Verb::see_households,
          on_worker,
          {"户的经过", "A household's history"}},
    Route{post,
          "/api/inspections",
          post_inspections,
          guarded,
          Verb::upload_inspections,
          list_body,
          {"成批上报核查点", "Upload many inspection points"}},
    Route{post,
          "/api/households/{id}/resolve",
          resolve_household,
          guarded,
          Verb::decide,
          small_body,
          {"裁定不一致的值", "Settle what sources disagree about"}},
    Route{get,
          "/api/quality",
          quality,
          guarded,
          Verb::see_households,
          on_worker,
          {"疑点统计", "Doubts by kind and area"}},
    Route{get,
          "/api/flags",
          flags,
          guarded,
          Verb::decide,
          on_worker,
          {"疑点队列", "Flags that wait for a reviewer"}},
    Route{post,
          "/api/flags/{inspection}/{kind}/resolve",
          resolve_flag,
          guarded,
          Verb::decide,
          small_body,
          {"裁定疑点", "A reviewer's word on a flag"}},
    Route{post,
          "/api/receipts/check",
          check_receipts,
          guarded,
          Verb::upload_inspections,
          list_body,
          {"核对回执", "Which uploads are held"}},
    Route{put,
          "/api/imports/{id}",
          put_import,
          guarded,
          Verb::upload_inspections,
          file_body,
          {"导入文件", "Import a file"}},
    Route{post,
          "/api/imports",
          post_import,
          guarded,
          Verb::upload_inspections,
          file_body,
          {"导入文件", "Import a file"}},
    Route{post,
          "/api/imports/{id}/confirm",
          confirm_import,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"确认试导入", "Confirm a dry run"}},
    Route{get,
          "/api/imports",
          imports,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"最近的导入", "Recent imports"}},
    Route{get,
          "/api/imports/templates/{kind}.xlsx",
          workbook_template,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"导入模板", "An empty table to fill in"}},
    Route{get,
          "/api/imports/templates/{kind}.csv",
          csv_template,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"导入模板", "An empty table to fill in"}},
    Route{get,
          "/api/imports/{id}",
          import_report,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"导入报告", "The report of an import"}},
    Route{del,
          "/api/imports/{id}",
          undo_import,
          guarded,
          Verb::upload_inspections,
          on_worker,
          {"撤回一批", "Undo an import"}},
    Route{get,
          "/api/exports/{file}",
          export_layer,
          guarded,
          Verb::export_layers,
          on_worker,
          {"下载图层", "Download a layer"},
          Times::two},
};

/// A segment of a pattern is literal text around at most one `{name}`.
bool segment_fits(std::string_view pattern, std::string_view segment,
                  std::vector<std::string_view>& captured) {
    const auto brace = pattern.find('{');
    if (brace == std::string_view::npos) return pattern == segment;
    const auto before = pattern.substr(0, brace);
    const auto after = pattern.substr(pattern.find('}') + 1);
    if (segment.size() <= before.size() + after.size() || !segment.starts_with(before) ||
        !segment.ends_with(after))
        return false;
    captured.push_back(segment.substr(before.size(), segment.size() - before.size() - after.size()));
    return true;
}

bool path_fits(std::string_view pattern, std::span<const std::string> segments,
               std::vector<std::string_view>& captured) {
    pattern.remove_prefix(1);
    for (const std::string& segment : segments) {
        if (pattern.empty()) return false;
        const auto end = std::min(pattern.find('/'), pattern.size());
        if (!segment_fits(pattern.substr(0, end), segment, captured)) return false;
        pattern.remove_prefix(std::min(end + 1, pattern.size()));
    }
    return pattern.empty();
}

const Route page_route{get, "/{page}", page, open, {}, on_io, {"网页", "The dashboard"}};

}  // namespace

std::span<const Route> routes() { return table; }

RouteSearch find_route(Method method, std::span<const std::string> segments) {
    RouteSearch search;
    const Method wanted = method == Method::head ? Method::get : method;
    for (const Route& route : table) {
        std::vector<std::string_view> captured;
        if (!path_fits(route.pattern, segments, captured)) continue;
        if (route.method == wanted) {
            search.match = RouteMatch{&route, std::move(captured)};
            return search;
        }
        search.allowed.push_back(route.method);
    }
    // What no row claims may be a file of the dashboard.
    if (search.allowed.empty() &&
        (segments.empty() || (segments[0] != "api" && segments[0] != "tiles" && segments[0] != "ogc"))) {
        if (wanted == Method::get)
            search.match = RouteMatch{&page_route, {}};
        else
            search.allowed.push_back(Method::get);
    }
    return search;
}

}  // namespace courtyard
