// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <atomic>

#include "api/answers.h"
#include "api/handlers/handlers.h"
#include "api/layer_rows.h"
#include "api/problem.h"

namespace courtyard {
namespace {

/// A download as it was asked for.
struct ExportQuery {
    LayerName layer{AreaLevel::village};
    ExportFormat format = ExportFormat::shapefile_zip;
    Crs crs;
    Encoding encoding = Encoding::utf8;
    Moment moment;
    LayerQuery rows;
};

Result<ExportQuery> export_query(const Call& call) {
    ExportQuery asked;
    const std::string_view file = call.captured[0];
    const auto dot = std::min(file.find('.'), file.size());
    const auto layer = visible_layer(call.caller, file.substr(0, dot));
    if (!layer) return tl::unexpected(layer.error());
    asked.layer = *layer;
    const auto format = parse_export_format(file.substr(std::min(dot + 1, file.size())));
    if (!format) return tl::unexpected(format.error());
    asked.format = *format;

    Parameters query(call.request);
    auto moment = moment_of(query, call);
    const auto crs = query.text("crs").value_or("EPSG:4490");
    const auto encoding = query.text("encoding").value_or("utf-8");
    const auto area = query.text("area");
    const auto level = query.level("level");
    const auto campaign = query.text("campaign").value_or("beautiful-courtyard");
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!moment) return tl::unexpected(moment.error());
    asked.moment = *moment;
    const AreaTree& tree = asked.moment.areas();
    if (area) {
        const auto found = visible_area(call.caller, tree, *area);
        if (!found) return tl::unexpected(found.error());
        asked.rows.area = *found;
    }
    if (asked.layer.with_progress) asked.layer.what = level.value_or(AreaLevel::village);
    asked.rows.campaign = find_campaign(campaign);
    const AreaIndex middle = asked.rows.area != no_area ? asked.rows.area : scope_root(call.caller, tree);
    const auto parsed_crs = parse_crs(crs, middle == no_area ? LonLat{} : tree[middle].label);
    if (!parsed_crs) return tl::unexpected(parsed_crs.error());
    asked.crs = *parsed_crs;
    const auto parsed_encoding = parse_encoding(encoding);
    if (!parsed_encoding) return tl::unexpected(parsed_encoding.error());
    asked.encoding = *parsed_encoding;
    return asked;
}

}  // namespace

Response export_layer(const Call& call) {
    static std::atomic<unsigned> number{0};
    const auto asked = export_query(call);
    if (!asked) {
        const bool unsupported = asked.error().code == ErrorCode::unsupported;
        return problem(unsupported ? 400 : status_of(asked.error()), asked.error(), call.request);
    }
    const LayerRows rows =
        LayerRows::of(asked->layer, asked->rows, asked->moment, call.house.scoped, call.caller);
    std::size_t at = 0;
    ExportJob job;
    job.layer = asked->layer.str();
    job.geometry = rows.geometry();
    job.fields = rows.fields();
    job.format = asked->format;
    job.crs = asked->crs;
    job.encoding = asked->encoding;
    job.next = [&](ExportRow& row) {
        if (at == rows.size()) return false;
        row = rows.row(at++);
        return true;
    };
    const auto file = call.house.spool /
                      fmt::format("export-{}-{}.{}", call.request.id, number++, file_ending(asked->format));
    const auto written = write_export(job, file);
    if (!written) return problem(written.error(), call.request);

    Response response;
    response.headers = {
        {"content-type", std::string(content_type(asked->format))},
        {"cache-control", "no-store"},
        {"x-row-count", fmt::format("{}", written->rows)},
        {"content-disposition", fmt::format("attachment; filename=\"{}_{}.{}\"", job.layer,
                                            to_string(asked->moment.day), file_ending(asked->format))}};
    response.file = file;
    return response;
}

}  // namespace courtyard
