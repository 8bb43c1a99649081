// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "api/access.h"
#include "api/commands/workspace.h"
#include "api/coverage_json.h"
#include "api/coverage_table.h"
#include "api/geojson.h"
#include "data/export/export_raster.h"
#include "geo/reach_polygons.h"

namespace courtyard {
namespace {

struct CoverageArguments {
    std::string data;
    std::string service = "help-points";
    std::string kind;
    double radius = 3000;
    std::string area;
    std::string level;
    AskedTimes times;
    std::string format = "table";
    std::string out;
    double cell = 0;
    std::string crs = "EPSG:4490";
};

/// A question about reach, parsed, with the picture it is asked of.
struct CoverageTask {
    std::shared_ptr<const Snapshot> snapshot;
    const EditionPicture* edition = nullptr;
    CoverageService service;
    Day day;
    Metres radius;
    AreaIndex area = no_area;
    AreaLevel level = AreaLevel::village;
};

Result<CoverageTask> task_of(const CoverageArguments& arguments, const Atlas& atlas) {
    CoverageTask task;
    const auto service = parse_service(arguments.service, arguments.kind);
    if (!service) return tl::unexpected(service.error());
    const auto moment = moment_of(arguments.times, atlas);
    if (!moment) return tl::unexpected(moment.error());
    task.service = *service;
    task.snapshot = moment->snapshot;
    task.day = moment->day;
    task.edition = moment->edition;
    const AreaTree& areas = *task.edition->areas;
    const auto area = arguments.area.empty() && areas.roots().size() == 1
                          ? Result<AreaIndex>(areas.roots().front())
                          : visible_area({}, areas, arguments.area);
    if (!area) return tl::unexpected(area.error());
    const auto level =
        arguments.level.empty() ? Result<AreaLevel>(areas[*area].level) : parse_area_level(arguments.level);
    if (!level) return tl::unexpected(level.error());
    task.area = *area;
    task.level = *level;
    return task;
}

std::string rows_json(const std::vector<AreaReach>& rows, const Coverage& coverage) {
    Json json;
    json.array();
    for (const AreaReach& row : rows) write_coverage_row(json, row, coverage);
    json.end_array();
    return json.text() + "\n";
}

/// Two features, the reached and the unreached part of the area.
std::string polygons_geojson(const CoverageTask& task, const ServicePoints& points) {
    const auto parts = reach_polygons(*task.edition->areas, task.area, points, task.radius);
    const Area& area = (*task.edition->areas)[task.area];
    const double whole = parts.reached_m2 + parts.unreached_m2;
    const std::vector<ExportField> fields{
        {.name = "part", .short_name = "part", .title = {}, .meaning = {}},
        {.name = "code", .short_name = "code", .title = {}, .meaning = {}},
        {.name = "radius_m", .short_name = "radius_m", .title = {}, .meaning = {}},
        {.name = "area_m2", .short_name = "area_m2", .title = {}, .meaning = {}},
        {.name = "area_share", .short_name = "area_share", .title = {}, .meaning = {}}};
    const auto write = [&](Json& json, const std::string& part, const Boundary& boundary, double m2) {
        ExportRow row;
        if (!boundary.empty()) row.geometry = &boundary;
        row.values = {part, area.code.str(), task.radius.value, m2,
                      whole > 0 ? ExportValue(100 * m2 / whole) : ExportValue()};
        write_feature(json, part, row, fields);
    };
    Json json;
    json.object().member("type", "FeatureCollection").key("features").array();
    write(json, "reached", parts.reached, parts.reached_m2);
    write(json, "unreached", parts.unreached, parts.unreached_m2);
    json.end_array().end();
    return json.text() + "\n";
}

Exit write_text(const std::string& text, const std::string& out) {
    if (out.empty()) {
        fmt::print("{}", text);
        return Exit::done;
    }
    std::ofstream file(out, std::ios::binary);
    file << text;
    file.close();
    if (file) return Exit::done;
    fmt::print(stderr, "courtyard: cannot write {}\n", out);
    return Exit::broken;
}

Exit write_distances(const CoverageArguments& arguments, const CoverageTask& task,
                     const ServicePoints& points) {
    if (arguments.out.empty()) {
        fmt::print(stderr, "courtyard: --format tif needs --out FILE\n");
        return Exit::usage;
    }
    const auto crs = parse_crs(arguments.crs, {});
    if (!crs) return complain(crs.error());
    const auto raster =
        distance_raster(*task.edition->areas, *task.edition->villages, task.area, points, arguments.cell);
    if (!raster) return complain(raster.error());
    if (const auto written = write_raster(*raster, *crs, arguments.out); !written)
        return complain(written.error());
    fmt::print("{}: {} x {} cells of {} degrees\n", arguments.out, raster->columns, raster->rows,
               raster->cell_deg);
    return Exit::done;
}

Exit show_coverage(const CoverageArguments& arguments) {
    const auto radius = checked_radius(arguments.radius);
    if (!radius) {
        complain(radius.error());
        return Exit::usage;
    }
    auto workspace = Workspace::open(arguments.data);
    if (!workspace) return complain(workspace.error());
    auto task = task_of(arguments, *workspace->atlas);
    if (!task) return complain(task.error());
    task->radius = *radius;
    const ServicePoints points(open_points(*task->snapshot, task->service, task->day));
    if (points.empty())
        fmt::print(stderr, "courtyard: {}\n",
                   speaks_chinese() ? "当天没有开放的服务点" : "no point of the service is open on that day");
    if (arguments.format == "tif") return write_distances(arguments, *task, points);
    if (arguments.format == "geojson") return write_text(polygons_geojson(*task, points), arguments.out);
    const auto ground = std::make_shared<const ReachGround>(task->edition->areas);
    const Coverage coverage =
        Coverage::of(std::make_shared<const Reach>(Reach::of(ground, points, task->radius)), *task->edition);
    const auto rows = coverage.reach->by_level(task->area, task->level);
    return write_text(arguments.format == "csv"    ? coverage_csv(rows, coverage)
                      : arguments.format == "json" ? rows_json(rows, coverage)
                                                   : coverage_text(rows, coverage),
                      arguments.out);
}

}  // namespace

void add_coverage_command(CLI::App& program, Exit& exit) {
    auto a = std::make_shared<CoverageArguments>();
    auto* command =
        program.add_subcommand("coverage", "What lies within a distance of help points or bases, on any day");
    command->add_option("--data", a->data, "Data directory")->required();
    command->add_option("--service", a->service, "help-points or bases")->capture_default_str();
    command->add_option("--kind", a->kind, "Only points of this kind; all when absent");
    command->add_option("--radius", a->radius, "Metres, at most 500000")->capture_default_str();
    command->add_option("--area", a->area, "Area code; the whole when absent");
    command->add_option("--level", a->level, "village, township, county, prefecture or province");
    a->times.add_to(*command);
    command
        ->add_option("--format", a->format,
                     "table, csv, json, geojson (reached and unreached polygons) or tif (distance raster)")
        ->capture_default_str()
        ->check(CLI::IsMember({"table", "csv", "json", "geojson", "tif"}));
    command->add_option("--out", a->out, "File to write; needed for tif");
    command->add_option("--cell", a->cell,
                        "tif: side of a cell in degrees; about 1,000 cells along when absent");
    command->add_option("--crs", a->crs, "tif: EPSG:4490 or EPSG:4326")->capture_default_str();
    command->footer(
        "Example: courtyard coverage --data courtyard-data --service help-points --radius 3000 --level "
        "township");
    command->callback([a, &exit] { exit = show_coverage(*a); });
}

}  // namespace courtyard
