// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "api/asked_filter.h"
#include "api/asked_indicator.h"
#include "api/commands/workspace.h"
#include "api/configuration.h"
#include "api/export_look.h"
#include "api/export_rows.h"

namespace courtyard {
namespace {

struct ExportArguments {
    std::string layer;
    std::string data;
    std::string config;
    std::string out;
    std::string format;
    std::string crs = "EPSG:4490";
    std::string encoding = "utf-8";
    std::string area;
    AskedTimes times;
    std::string campaign = "beautiful-courtyard";
    std::string indicator;
    std::string level;
    std::string filter;
};

Result<ExportJob> job_of(const ExportArguments& arguments, LonLat centre) {
    ExportJob job;
    const auto name = std::filesystem::path(arguments.out).filename().string();
    const auto dot = std::min(name.find('.'), name.size());
    const auto format = parse_export_format(
        arguments.format.empty() ? name.substr(std::min(dot + 1, name.size())) : arguments.format);
    if (!format) return tl::unexpected(format.error());
    const auto crs = parse_crs(arguments.crs, centre);
    if (!crs) return tl::unexpected(crs.error());
    const auto encoding = parse_encoding(arguments.encoding);
    if (!encoding) return tl::unexpected(encoding.error());
    job.format = *format;
    job.crs = *crs;
    job.encoding = *encoding;
    return job;
}

/// Of the server that shows the same data.
Result<MapSettings> map_settings(const ExportArguments& arguments) {
    if (arguments.config.empty()) return MapSettings{};
    return read_configuration(arguments.config).map([](const Configuration& served) { return served.map; });
}

Exit export_layer_file(const ExportArguments& arguments) {
    const auto settings = map_settings(arguments);
    if (!settings) return complain(settings.error());
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    auto layer = parse_layer_name(arguments.layer);
    if (!layer) return complain(layer.error());
    if (layer->with_progress && !arguments.level.empty()) {
        const auto level = parse_area_level(arguments.level);
        if (!level) return complain(level.error());
        layer->what = *level;
    }
    const auto measured = named_indicator(
        arguments.campaign, arguments.indicator.empty() ? std::nullopt : std::optional(arguments.indicator));
    if (!measured) return complain(measured.error());
    const auto asked = moment_of(arguments.times, *workspace->atlas);
    if (!asked) return complain(asked.error());
    const Moment& moment = *asked;
    LayerQuery query;
    query.campaign = measured->campaign;
    query.indicator = measured->indicator;
    if (!arguments.area.empty()) {
        const auto area = visible_area({}, moment.areas(), arguments.area);
        if (!area) return complain(area.error());
        query.area = *area;
    }
    if (!arguments.filter.empty()) {
        auto filter = filter_of(arguments.filter, *layer, default_crs());
        if (!filter) return complain(filter.error());
        query.filter = std::move(*filter);
    }
    const AreaIndex top = query.area != no_area ? query.area : scope_root({}, moment.areas());
    auto job = job_of(arguments, zone_centre(*settings, moment.areas()));
    if (!job) return complain(job.error());
    ScopedLayers scoped;
    const ExportRows rows(*layer, LayerRows::of(*layer, query, moment, scoped, {}), *workspace->store,
                          moment);
    std::size_t at = 0;
    ProgressBar bar("export");
    job->layer = layer->str();
    job->geometry = rows.geometry();
    job->fields = rows.fields();
    give_look(*job, *layer, moment, top, speaks_chinese() ? Language::zh : Language::en);
    job->next = [&](ExportRow& row) {
        bar.show(at, rows.size());
        if (at == rows.size()) return false;
        row = rows.row(at++);
        return true;
    };
    const auto written = write_export(*job, arguments.out);
    if (!written) return complain(written.error());
    fmt::print("{}: {} rows, {} values that the format cannot carry\n", arguments.out, written->rows,
               written->lost);
    return Exit::done;
}

}  // namespace

void add_export_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<ExportArguments>();
    auto* command = program.add_subcommand(
        "export", "Write a layer as Shapefile, GeoPackage, GeoJSON, FlatGeobuf, CSV, XLSX or KML");
    command
        ->add_option("layer", a->layer,
                     "villages, townships, counties, courtyards, bases, help-points, inspections or progress")
        ->required();
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--config", a->config,
                        "courtyard.toml of the server: gk is its zone then (gk_central_meridian), else that "
                        "of the middle of the county");
    command->add_option("--out", a->out, "File to write")->required();
    command->add_option("--format", a->format,
                        "shp, gpkg, geojson, fgb, csv, xlsx or kml; by the file's ending when absent");
    command->add_option("--crs", a->crs, "EPSG:4490, EPSG:4326, EPSG:3857, EPSG:4491-4554, gk or gk-zone")
        ->capture_default_str();
    command->add_option("--encoding", a->encoding, "utf-8 or gbk (Shapefile)")->capture_default_str();
    command->add_option("--area", a->area, "Only at or beneath this area");
    a->times.add_to(*command);
    command->add_option("--campaign", a->campaign, "Campaign of the progress columns")->capture_default_str();
    command->add_option("--indicator", a->indicator, "Indicator of the campaign; its main one when absent");
    command->add_option("--level", a->level, "progress: village (when absent), township, county, ...");
    command->add_option("--filter", a->filter,
                        "Condition in CQL2 text, positions in degrees (CRS84): \"status = 'accepted'\"");
    command->footer(
        "Example: courtyard export progress --data courtyard-data --out 进度.shp.zip --crs gk --encoding "
        "gbk");
    command->callback([a, &exit] { exit = export_layer_file(*a); });
}

}  // namespace courtyard
