// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <atomic>

#include "api/answers.h"
#include "api/asked_filter.h"
#include "api/asked_indicator.h"
#include "api/export_job_json.h"
#include "api/export_jobs.h"
#include "api/export_look.h"
#include "api/export_rows.h"
#include "api/handlers/handlers.h"
#include "api/http/target.h"
#include "api/json.h"
#include "api/ogc/reference_systems.h"
#include "api/problem.h"
#include "api/unfinished_file.h"

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
    bool later = false;  ///< a job is wanted whatever the size

    AreaIndex top(const Call& call) const {
        return rows.area != no_area ? rows.area : scope_root(call.caller, moment.areas());
    }
};

/// `Prefer: respond-async` (RFC 7240).
bool prefers_later(const RequestHead& head) {
    const auto preference = head.header("prefer");
    return preference && preference->find("respond-async") != std::string_view::npos;
}

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
    const auto indicator = asked_indicator(query);
    const auto later = query.text("async").value_or("false");
    if (!moment) return tl::unexpected(moment.error());
    if (!indicator) return tl::unexpected(indicator.error());
    if (later != "true" && later != "false")
        return fail(ErrorCode::invalid_input, "parameter.invalid",
                    {"参数 async 只能是 true 或 false", "async is true or false"}, "async");
    asked.later = later == "true" || prefers_later(call.request);
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
    asked.rows.campaign = indicator->campaign;
    asked.rows.indicator = indicator->indicator;
    const auto parsed_crs = parse_crs(crs, zone_centre(call.house.map_settings, tree));
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
    const AreaIndex top = asked.top(call);
    Text title = title_of(asked.layer);
    if (asked.layer.with_progress && asked.rows.campaign != nullptr)
        title = {asked.rows.campaign->name.zh + "进度", asked.rows.campaign->name.en + " progress"};
    const std::string& words = call.request.parameter("lang") == std::string_view("en") ? title.en : title.zh;
    return top == no_area ? fmt::format("{}_{}.{}", words, day, ending)
                          : fmt::format("{}_{}_{}.{}", tree[top].name, words, day, ending);
}

/// RFC 6266: the name in ASCII for old clients and in UTF-8 for the others.
std::string disposition(const ExportQuery& asked, const Call& call) {
    return fmt::format("attachment; filename=\"{}_{}.{}\"; filename*=UTF-8''{}", asked.layer.str(),
                       to_string(asked.moment.day), file_ending(asked.format),
                       percent_encoded(file_name(asked, call), "-._"));
}

/// A file beside the data that nobody else writes.
std::filesystem::path spool_file(const Call& call, const ExportQuery& asked) {
    static std::atomic<unsigned> number{0};
    return call.house.spool /
           fmt::format("export-{}-{}.{}", call.request.id, number++, file_ending(asked.format));
}

ExportRows rows_of(const ExportQuery& asked, const Call& call) {
    return {asked.layer, LayerRows::of(asked.layer, asked.rows, asked.moment, call.house.scoped, call.caller),
            call.house.store, asked.moment};
}

/// Everything that is said of an export beside its rows.
ExportJob job_of(const ExportQuery& asked, const ExportRows& rows, const Call& call) {
    ExportJob job;
    job.layer = asked.layer.str();
    job.geometry = rows.geometry();
    job.fields = rows.fields();
    job.format = asked.format;
    job.crs = asked.crs;
    job.encoding = asked.encoding;
    job.scratch = call.house.spool;
    give_look(job, asked.layer, asked.moment, asked.top(call), language_of(call.request));
    return job;
}

/// Writes `count` rows, evenly spread over all of them.
Result<ExportSummary> write_rows(ExportJob job, const ExportRows& rows, std::size_t count,
                                 const std::filesystem::path& file) {
    std::size_t at = 0;
    job.next = [&](ExportRow& row) {
        if (at == count) return false;
        row = rows.row(at++ * rows.size() / count);
        return true;
    };
    return write_export(job, file);
}

/// Bytes of a file of so many rows, which is removed again.
Result<std::uint64_t> measured_size(const Call& call, const ExportQuery& asked, const ExportRows& rows,
                                    std::size_t count) {
    const UnfinishedFile file(spool_file(call, asked));
    const auto written = write_rows(job_of(asked, rows, call), rows, count, file.path());
    if (!written) return tl::unexpected(written.error());
    return std::filesystem::file_size(file.path());
}

/// Rows, and bytes worked out of a sample: the whole file when it is small.
struct Size {
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    bool exact = false;
};

Result<Size> estimated(const Call& call, const ExportQuery& asked, const ExportRows& rows,
                       std::size_t sample) {
    const std::size_t size = rows.size();
    const bool is_whole = size <= sample;
    const auto large = measured_size(call, asked, rows, std::min(size, sample));
    if (!large) return tl::unexpected(large.error());
    if (is_whole) return Size{size, *large, true};
    const auto small = measured_size(call, asked, rows, sample / 5);
    if (!small) return tl::unexpected(small.error());
    const auto more = *large > *small ? *large - *small : 0;
    return Size{size, *large + more * (size - sample) / (sample - sample / 5), false};
}

/// Whether an export of this size is made while nobody waits.
bool is_large(const Call& call, const Size& size) {
    const ExportJobs* jobs = call.house.exports;
    return jobs != nullptr && (size.rows > jobs->terms().rows || size.bytes > jobs->terms().bytes);
}

/// A file of few rows is small, and a point takes less than a KiB; what boundaries take, a few of them tell.
Result<Size> size_of(const Call& call, const ExportQuery& asked, const ExportRows& rows) {
    constexpr std::size_t few = 2'000;
    constexpr std::size_t sample = 100;
    constexpr std::uint64_t most_of_a_point = 1'024;
    const bool points = rows.geometry() == ExportGeometry::point;
    const Size at_most{rows.size(), points ? rows.size() * most_of_a_point : 0};
    const bool told = points || rows.size() <= few || is_large(call, at_most);
    return told ? at_most : estimated(call, asked, rows, sample);
}

Response not_begun(const Error& error, const Call& call) {
    constexpr unsigned too_many = 429;
    if (error.name != "export.too_many") return problem(error, call.request);
    auto refusal = problem(too_many, error, call.request);
    refusal.headers.emplace_back("retry-after", "30");
    return refusal;
}

/// All that the bytes of a file hang on beside who asks: what is not said is of today, and styles have words.
std::string question_of(const Call& call, const ExportQuery& asked) {
    return fmt::format("{} {} {} {}", call.request.target, asked.moment.snapshot->revision,
                       to_string(asked.moment.day), language_of(call.request) == Language::zh ? "zh" : "en");
}

/// 202: the file will be at the job's address.
Response begun_later(const Call& call, const ExportQuery& asked, ExportRows rows) {
    // A question about the head of an answer begins nothing.
    Response response;
    if (call.request.method == Method::head) {
        response.status = 202;
        return response;
    }
    constexpr std::size_t sample = 100;
    const auto size = estimated(call, asked, rows, sample);
    if (!size) return refused_question(size.error(), call.request);
    const ExportOrder order{question_of(call, asked),
                            asked.layer.str(),
                            std::string(file_ending(asked.format)),
                            file_name(asked, call),
                            std::string(content_type(asked.format, asked.encoding)),
                            disposition(asked, call),
                            verb_for(asked.layer),
                            rows.size(),
                            size->bytes};
    ExportJob job = job_of(asked, rows, call);
    job.scratch = call.house.exports->terms().folder;
    const auto held = std::make_shared<const ExportRows>(std::move(rows));
    const ExportWork work = [job, held](const std::filesystem::path& file, const std::stop_token& stop,
                                        RowsDone& done) -> Result<void> {
        ExportJob mine = job;
        mine.stop = stop;
        mine.next = [&, at = std::size_t{0}](ExportRow& row) mutable {
            done = at;
            if (at == held->size()) return false;
            row = held->row(at++);
            return true;
        };
        const auto written = write_export(mine, file);
        if (!written) return tl::unexpected(written.error());
        return {};
    };
    const auto begun = call.house.exports->begin(call.caller, order, work);
    if (!begun) return not_begun(begun.error(), call);
    Json json;
    write_export_job(json, *begun, language_of(call.request));
    response = json_answer(json, Caching::none, 202);
    response.headers.emplace_back("location", job_address(*begun));
    if (prefers_later(call.request)) response.headers.emplace_back("preference-applied", "respond-async");
    return response;
}

}  // namespace

Response export_layer(const Call& call) {
    const auto asked = export_query(call);
    if (!asked) return refused_question(asked.error(), call.request);
    ExportRows rows = rows_of(*asked, call);
    const auto size = size_of(call, *asked, rows);
    if (!size) return refused_question(size.error(), call.request);
    if (call.house.exports != nullptr && (asked->later || is_large(call, *size)))
        return begun_later(call, *asked, std::move(rows));
    UnfinishedFile file(spool_file(call, *asked));
    const auto written = write_rows(job_of(*asked, rows, call), rows, rows.size(), file.path());
    if (!written) return refused_question(written.error(), call.request);

    Response response;
    response.headers = {{"content-type", std::string(content_type(asked->format, asked->encoding))},
                        {"cache-control", "no-store"},
                        {"x-row-count", fmt::format("{}", written->rows)},
                        {"content-disposition", disposition(*asked, call)}};
    response.file = file.finished();
    return response;
}

/// The rows are counted. The size is that of the whole file when it is small, else what a larger sample has
/// over a smaller one, for every row.
Response export_estimate(const Call& call) {
    constexpr std::size_t sample = 2000;
    const auto asked = export_query(call);
    if (!asked) return refused_question(asked.error(), call.request);
    const ExportRows rows = rows_of(*asked, call);
    const auto size = estimated(call, *asked, rows, sample);
    if (!size) return refused_question(size.error(), call.request);
    Json json;
    json.object()
        .member("layer", asked->layer.str())
        .member("format", file_ending(asked->format))
        .member("as_of", asked->moment.day)
        .member("rows", size->rows)
        .member("bytes", size->bytes)
        .member("exact", size->exact)
        .member("as_job", asked->later || is_large(call, *size))
        .member("file_name", file_name(*asked, call))
        .end();
    return json_answer(json);
}

}  // namespace courtyard
