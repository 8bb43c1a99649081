// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <atomic>

#include "api/answers.h"
#include "api/asked_filter.h"
#include "api/handlers/handlers.h"
#include "api/json.h"
#include "api/layer_rows.h"
#include "api/ogc/reference_systems.h"
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
    if (!moment) return tl::unexpected(moment.error());
    asked.moment = *moment;
    auto filter = asked_filter(query, query.text("filter"), asked.layer,
                               county_zone(call.house.map_settings, asked.moment.areas()));
    if (auto wrong = query.checked(); !wrong) return tl::unexpected(wrong.error());
    if (!filter) return tl::unexpected(filter.error());
    asked.rows.filter = std::move(*filter);
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

/// What a reader calls the file: area, layer and day in the language of the page when it says which
/// (`lang=`), else the layer's name as programs know it.
std::string file_name(const ExportQuery& asked, const Call& call) {
    const auto day = to_string(asked.moment.day);
    const std::string_view ending = file_ending(asked.format);
    if (!call.request.parameter("lang")) return fmt::format("{}_{}.{}", asked.layer.str(), day, ending);
    const AreaTree& tree = asked.moment.areas();
    const AreaIndex top = asked.rows.area != no_area ? asked.rows.area : scope_root(call.caller, tree);
    Text title = title_of(asked.layer);
    if (asked.layer.with_progress && asked.rows.campaign != nullptr)
        title = {asked.rows.campaign->name.zh + "进度", asked.rows.campaign->name.en + " progress"};
    const std::string& words = call.request.parameter("lang") == std::string_view("en") ? title.en : title.zh;
    return top == no_area ? fmt::format("{}_{}.{}", words, day, ending)
                          : fmt::format("{}_{}_{}.{}", tree[top].name, words, day, ending);
}

/// RFC 6266: the name in ASCII for old clients and in UTF-8 for the others.
std::string disposition(const ExportQuery& asked, const Call& call) {
    std::string encoded;
    for (const char letter : file_name(asked, call)) {
        const auto byte = static_cast<unsigned char>(letter);
        const bool is_plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
                              (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '.' || byte == '_';
        encoded += is_plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
    }
    return fmt::format("attachment; filename=\"{}_{}.{}\"; filename*=UTF-8''{}", asked.layer.str(),
                       to_string(asked.moment.day), file_ending(asked.format), encoded);
}

/// A file beside the data that nobody else writes.
std::filesystem::path spool_file(const Call& call, const ExportQuery& asked) {
    static std::atomic<unsigned> number{0};
    return call.house.spool /
           fmt::format("export-{}-{}.{}", call.request.id, number++, file_ending(asked.format));
}

/// Writes `count` rows, evenly spread over all of them.
Result<ExportSummary> write_rows(const ExportQuery& asked, const LayerRows& rows, std::size_t count,
                                 const std::filesystem::path& file) {
    std::size_t at = 0;
    ExportJob job;
    job.layer = asked.layer.str();
    job.geometry = rows.geometry();
    job.fields = rows.fields();
    job.format = asked.format;
    job.crs = asked.crs;
    job.encoding = asked.encoding;
    job.next = [&](ExportRow& row) {
        if (at == count) return false;
        row = rows.row(at++ * rows.size() / count);
        return true;
    };
    return write_export(job, file);
}

Response refused(const Error& error, const Call& call) {
    const bool unsupported = error.code == ErrorCode::unsupported;
    return problem(unsupported ? 400 : status_of(error), error, call.request);
}

/// Bytes of a file of so many rows, which is removed again.
Result<std::uint64_t> measured_size(const Call& call, const ExportQuery& asked, const LayerRows& rows,
                                    std::size_t count) {
    const auto file = spool_file(call, asked);
    const auto written = write_rows(asked, rows, count, file);
    std::error_code ignored;
    const auto bytes = written ? std::filesystem::file_size(file) : 0;
    std::filesystem::remove(file, ignored);
    if (!written) return tl::unexpected(written.error());
    return bytes;
}

}  // namespace

Response export_layer(const Call& call) {
    const auto asked = export_query(call);
    if (!asked) return refused(asked.error(), call);
    const LayerRows rows =
        LayerRows::of(asked->layer, asked->rows, asked->moment, call.house.scoped, call.caller);
    const auto file = spool_file(call, *asked);
    const auto written = write_rows(*asked, rows, rows.size(), file);
    if (!written) return problem(written.error(), call.request);

    Response response;
    response.headers = {{"content-type", std::string(content_type(asked->format))},
                        {"cache-control", "no-store"},
                        {"x-row-count", fmt::format("{}", written->rows)},
                        {"content-disposition", disposition(*asked, call)}};
    response.file = file;
    return response;
}

/// The rows are counted. The size is that of the whole file when it is small, else what a larger sample has
/// over a smaller one, for every row.
Response export_estimate(const Call& call) {
    constexpr std::size_t sample = 2000;
    const auto asked = export_query(call);
    if (!asked) return refused(asked.error(), call);
    const LayerRows rows =
        LayerRows::of(asked->layer, asked->rows, asked->moment, call.house.scoped, call.caller);
    const std::size_t size = rows.size();
    const bool is_whole = size <= sample;
    const auto large = measured_size(call, *asked, rows, std::min(size, sample));
    if (!large) return problem(large.error(), call.request);
    std::uint64_t bytes = *large;
    if (!is_whole) {
        const auto small = measured_size(call, *asked, rows, sample / 5);
        if (!small) return problem(small.error(), call.request);
        const auto more = *large > *small ? *large - *small : 0;
        bytes += more * (size - sample) / (sample - sample / 5);
    }
    Json json;
    json.object()
        .member("layer", asked->layer.str())
        .member("format", file_ending(asked->format))
        .member("as_of", asked->moment.day)
        .member("rows", std::uint64_t{size})
        .member("bytes", std::uint64_t{bytes})
        .member("exact", is_whole)
        .member("file_name", file_name(*asked, call))
        .end();
    return json_answer(json);
}

}  // namespace courtyard
